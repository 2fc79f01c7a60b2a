"""One bounded parse of a page's markup, shared by everything that reads the tree."""

from __future__ import annotations

import re

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# The largest page of 2,000 real ones has 4.0 million characters (2026-11); libxml2 needs about 10 bytes of
# memory and 30 ns a character, so this bounds a page to a fraction of a second and 100 MB.
LONGEST_SOURCE = 10_000_000
# Characters XML cannot hold: lxml refuses them in text that is set, so they go before the parse.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)


def parse_html(source: str) -> HtmlElement | None:
    """Return the root of the page, or None where there is no markup to speak of."""
    text = DECLARATION.sub("", UNHOLDABLE.sub("", source), count=1)
    if not text.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(text.encode(), parser=parser)
    except (LxmlError, ValueError, AssertionError, RecursionError):
        return None
