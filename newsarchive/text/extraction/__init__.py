"""From characters to the article: main text, the facts around it, and the furniture cut away."""

from __future__ import annotations

from newsarchive.text.extraction.article import extract_article

__all__ = ["extract_article"]
