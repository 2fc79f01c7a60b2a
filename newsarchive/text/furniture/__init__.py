"""Telling the page's furniture (share bars, editor lines, related news) from the article's sentences."""
