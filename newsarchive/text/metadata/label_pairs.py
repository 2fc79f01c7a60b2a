"""Authors in the pairs of label and text that cards of shared links show ("Written by", "Ada Roe")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.text.metadata.meta_tags import MetaTags

WRITTEN = re.compile(r"\b(?:written|author|by|verfasst|autor|auteur|[ée]crit|escrito|scritto)", re.IGNORECASE)


def labelled_authors(meta: MetaTags) -> Iterator[str]:
    """Yield what stands under "Written by"."""
    yield from meta.all("twitter:misc:written by")
    for number in "12":
        label = meta.first(f"twitter:label{number}")
        if label and WRITTEN.search(label):
            yield from meta.all(f"twitter:data{number}")[:1]
