"""How values become words, charts and pages."""
