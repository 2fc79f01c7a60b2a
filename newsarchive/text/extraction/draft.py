"""What both paths, markup and plain text, know of a page before its facts are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsarchive.items import DecodedPage, RemovedBlock, Repair
from newsarchive.text.metadata.facts import PageFacts
from newsarchive.text.metadata.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The main text as found, furniture and all, with the lines around it and what markup states."""

    page: DecodedPage
    paragraphs: tuple[str, ...]
    around: Surroundings
    facts: PageFacts = field(default_factory=PageFacts)
    searched: str | None = None
    repairs: tuple[Repair, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()
    is_mirror: bool = False
    shown_authors: tuple[str, ...] = ()
