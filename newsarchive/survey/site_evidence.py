"""What a survey has seen: the front page, possible listings, and the pages it sampled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from newsarchive.discovery.documents import Link
from newsarchive.discovery.front_page import FrontPage
from newsarchive.discovery.pagination import NO_PAGER, Pager
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import SampleOutcome
from newsarchive.listings.field_types import DeclaredTable

Found = Literal[
    "declared", "linked", "robots.txt", "well-known", "index", "navigation", "front page", "its kind"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPlace:
    """A listing that was tried, of whatever kind: what it named, or why that is nothing.

    `parent` is the index that named a sitemap, `children` how many an index names. `dated` is the share of
    its links with a date. `pager` is a section's, `table` what declares it where it is of another kind.
    """

    kind: str
    url: str
    found: Found
    links: tuple[Link, ...] = ()
    problem: str | None = None
    children: int = 0
    parent: str | None = None
    pager: Pager = NO_PAGER
    table: DeclaredTable | None = None

    @property
    def dated(self) -> float:
        return sum(link.published_at is not None for link in self.links) / max(1, len(self.links))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page that was fetched and read as a crawl would: what it turned out to be, and why."""

    url: str
    outcome: SampleOutcome
    reason: str | None = None
    article: CleanArticle | None = field(default=None, repr=False)


@dataclass(slots=True, kw_only=True)
class Survey:
    """All that was seen; filled as it is seen."""

    asked: str
    home: str = ""
    front: FrontPage = field(default_factory=FrontPage)
    places: list[ListingPlace] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    crawl_delay: float | None = None
    requests: int = 0
    failure: str | None = None

    @property
    def is_shell(self) -> bool:
        """Whether pages come empty and would be filled by scripts."""
        return self.front.is_shell or any(sample.outcome is SampleOutcome.SHELL for sample in self.samples)

    def readable(self, kind: str) -> list[ListingPlace]:
        """Return the places of a kind that named something."""
        return [place for place in self.places if place.kind == kind and place.links]
