"""readability-lxml: the article's HTML and its title; it knows no dates or authors."""

from __future__ import annotations

from typing import Any

import lxml.html
from readability import Document

PHRASE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span"}
INLINE = PHRASE | {"strong", "sub", "sup", "time", "u"}


def answer(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the text of its summary, a block a line, and the short title."""
    document = Document(body)
    tree = lxml.html.fromstring(document.summary())
    for node in list(tree.iter()):
        if isinstance(node.tag, str) and node.tag not in INLINE:
            node.text = f"\n{node.text or ''}"
            node.tail = f"\n{node.tail or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return {"text": "\n".join(filter(None, lines)), "title": document.short_title()}
