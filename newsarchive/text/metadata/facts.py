"""The facts a page states about its article, gathered before the text is known."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.text.metadata.authors import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What markup says: names as written there, times unparsed with their evidence, titles best first.

    `authors` are those the markup alone is sure of, `names` all it gives. `headlines` are those of the titles
    that are versions of the first: bare repetitions of them are no text.
    `kinds` are the types the page gives itself (newsarchive.text.metadata.kinds).
    """

    canonical_url: str | None = None
    titles: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    outlet: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    published: tuple[tuple[str, str], ...] = ()
    modified: tuple[tuple[str, str], ...] = ()
    site_names: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    for_subscribers: bool = False
