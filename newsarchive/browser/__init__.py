"""Pages through a real Chromium: found, started when first needed, fenced in, recycled.

See docs/explanation/hostile-web.md#the-browser.
"""
