"""Renders pages in a real Chromium: found, started on first use, confined behind a proxy, and recycled.

See docs/explanation/hostile-web.md#the-browser.
"""
