"""CSS selectors as lxml applies them; apart from the extraction: checking one loads no extractor."""

from __future__ import annotations

from functools import lru_cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError

# The third for an escaped control character, which XPath cannot hold; the last for what is nested too deep.
_FAILURES = (SelectorError, XPathError, ValueError, RecursionError)


def selector_problem(css: str) -> str | None:
    """Return what is wrong with a CSS selector, None when it can be used."""
    try:
        CSSSelector(css, translator="html")
    except _FAILURES as error:
        return str(error)
    return None


@lru_cache(maxsize=256)
def compiled(css: str) -> CSSSelector | None:
    """Return the selector ready for use; None where it is none (declarations are checked when loaded)."""
    try:
        return CSSSelector(css, translator="html")
    except _FAILURES:
        return None
