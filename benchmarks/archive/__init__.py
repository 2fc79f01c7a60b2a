"""An archive of a million invented articles: made, filled and asked."""
