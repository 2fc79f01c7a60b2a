"""Authors in meta tags that pair a label with a text, or hold data: cards of shared links, Parse.ly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.text.page.structured_data import MetaTags, parsely_page, texts

# Labels in the pairs of label and text that cards of shared links show ("Written by", "Ada Roe").
_WRITTEN = re.compile(
    r"\b(?:written|author|by|verfasst|autor|auteur|[ée]crit|escrito|scritto)", re.IGNORECASE
)


def card_authors(meta: MetaTags) -> Iterator[str]:
    """Yield what stands under "Written by"."""
    yield from meta.all("twitter:misc:written by")
    for number in "12":
        label = meta.first(f"twitter:label{number}")
        if label and _WRITTEN.search(label):
            yield from meta.all(f"twitter:data{number}")[:1]


def parsely_authors(meta: MetaTags) -> Iterator[str]:
    """Yield the authors that Parse.ly's old tag names: one, or a list."""
    told = parsely_page(meta)
    for key in ("author", "authors"):
        yield from texts(told.get(key))
