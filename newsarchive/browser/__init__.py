"""Pages through a real Chromium: found, started when first needed, fenced in, recycled (DESIGN 7)."""
