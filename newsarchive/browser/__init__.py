"""Renders pages in a real Chromium, which is found, started on first use, confined by a proxy, and recycled.

See docs/explanation/hostile-web.md#the-browser.
"""
