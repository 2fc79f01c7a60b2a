"""Whether a page is markup or plain text."""

from __future__ import annotations

import re

from newsarchive.items import Media

LOOK_AT = 100_000
DOCUMENT = re.compile(
    r"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE
)
TAG = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|title|meta|link|script|p|br|hr|div|span|a|b|i|em|strong|font|center|img|h[1-6]"
    r"|ul|ol|li|dl|table|tr|td|article|section|main|header|footer|rss|feed)(?=[\s/>]))",
    re.IGNORECASE,
)


def sniff_media(text: str, content_type: str | None) -> Media:
    """Return `text` for what a server calls text/plain or what has no tag, else `html`.

    A document that begins as HTML is HTML whatever it is called.
    """
    head = text[:LOOK_AT]
    if DOCUMENT.match(head):
        return "html"
    if content_type and content_type.strip().lower().startswith("text/plain"):
        return "text"
    return "html" if TAG.search(head) else "text"
