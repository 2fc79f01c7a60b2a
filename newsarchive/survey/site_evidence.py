"""The evidence of a survey: the front page, possible listings, the sampled pages, and the words for them.

Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newsarchive.discovery.documents import Link
from newsarchive.discovery.sections.front_page import FrontPage
from newsarchive.discovery.sections.pagination import NO_PAGER, Pager
from newsarchive.discovery.urls.canonical_urls import canonical_key, same_site
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, Anchor
from newsarchive.items import CleanArticle
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.stored_word import Word
from newsarchive.testimony import HeardFacts, ListedFacts, placed_facts

Found = Literal[
    "declared",
    "linked",
    "robots.txt",
    "well-known",
    "index",
    "navigation",
    "front page",
    "its kind",
    "page data",
    "script",
    "known software",
    "browser",
]


class SampleOutcome(Word):
    """What a page that a survey tried turned out to be."""

    ARTICLE = "article", "An article."
    OTHER = "other", "Another page; the reason says which."
    SHELL = "shell", "Empty, and filled by scripts."
    FAILED = "failed", "No page came of it, or its reader took too much; the reason says why."


class SurveyProblem(Word):
    """Why a place that a survey tried names nothing; else it is a reason of a fetch or a reading."""

    EMPTY = "empty", "A feed or sitemap without entries."
    NO_LINKS = "no links", "A section page without links."
    SHELL = "empty, and filled by scripts", "A section page that only a browser fills."
    OTHER_SITE = "leads to another site", "A section that redirects to another site."
    EMPTY_INDEX = "its sitemaps name nothing", "An index of sitemaps that name nothing."
    NAMES_NOTHING = "names nothing", "A place without links."
    CHANGES = (
        "not asked: changes something",
        "A script's request that would change or count something on the site, sign in or out, or delete.",
    )
    PERSONAL = (
        "not asked: sends personal data or a token",
        "A script's request with a name, a password, an e-mail address, or a token that is not the page's.",
    )
    NO_LIST = "not asked: no list", "A script's POST of which nothing says that it only asks for a list."
    UNDECLARABLE = (
        "not asked: too long",
        "A script's request whose URL, body or headers are more than a declaration may hold.",
    )
    NOT_REPLAYED = (
        "answers only in its page",
        "A list that a page asks for in the browser, and that does not answer the same request without it.",
    )
    ONE_TIME = (
        "of one day or month",
        "A list that a page asks for by the day or month that it is: tomorrow's has another URL.",
    )
    CANONICAL_ELSEWHERE = (
        "canonical_elsewhere",
        "A page whose canonical link is another URL that was seen, such as a print version.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPlace:
    """A listing of any kind that was tried: the links that it names, or the problem if there are none.

    `parent` is the index that named a sitemap, `children` the number of sitemaps that an index names.
    `dated` is the share of links with a date. `pager` belongs to a section; `table` declares a listing of
    another kind. `is_feed`: a sitemap that is a feed. `method` is how it was asked for, or would have been.
    `next` and `second` say how a section goes on whose pages do not. `is_whole`: a list that says that there
    is no more of it. `needs_browser`: only a browser sees its links. `is_shell`: a section has
    hardly any text but scripts; `speaks_of_more`: it has scripts, and words
    of a control for more. `anchors` are all links of a section, `outcome` is what its page turned out to be,
    read as a crawl would; None where nobody read it so.
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
    is_feed: bool = False
    method: str = "GET"
    next: str | None = None
    second: int | None = None
    is_whole: bool = False
    needs_browser: bool = False
    is_shell: bool = False
    speaks_of_more: bool = False
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)
    outcome: SampleOutcome | None = None

    @property
    def is_list(self) -> bool:
        """Whether a section is known to be no article: by its page or, where nobody read it, by its links."""
        if self.outcome is None:
            return any(link.score >= ARTICLE_THRESHOLD for link in self.links)
        return self.outcome is SampleOutcome.OTHER

    @property
    def leads_on(self) -> bool:
        """Whether a section has further pages."""
        return self.pager.leads_on or self.next is not None

    @property
    def dated(self) -> float:
        return sum(link.published_at is not None for link in self.links) / max(1, len(self.links))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page that was fetched and read as a crawl would, with the outcome, its reason, and its links."""

    url: str
    outcome: SampleOutcome
    reason: str | None = None
    article: CleanArticle | None = field(default=None, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)


@dataclass(slots=True, kw_only=True)
class Survey:
    """Everything that a survey has seen; filled as the survey proceeds.

    `watched_because` is why pages were opened in the browser (None: they were not), `unwatched` why they were
    not though they should have been. `browser_notes` say what of them was not looked at.
    """

    asked: str
    home: str = ""
    front: FrontPage = field(default_factory=FrontPage)
    places: list[ListingPlace] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    crawl_delay: float | None = None
    requests: int = 0
    failure: str | None = None
    watched_because: str | None = None
    watched: list[str] = field(default_factory=list)
    unwatched: str | None = None
    browser_requests: int = 0
    browser_notes: list[str] = field(default_factory=list)

    @property
    def is_shell(self) -> bool:
        """Whether pages arrive empty and scripts would fill them."""
        return self.front.is_shell or any(sample.outcome is SampleOutcome.SHELL for sample in self.samples)

    def readable(self, kind: str) -> list[ListingPlace]:
        """Return the listings of a kind that name links."""
        return [place for place in self.places if place.kind == kind and place.links]

    def told(self, url: str, at: datetime) -> tuple[HeardFacts, ...]:
        """Return what the lists that were read say of the article at a URL, all heard `at` that time."""
        key = canonical_key(url)
        return tuple(
            HeardFacts(
                listing=place.url,
                kind=place.kind,
                is_own=same_site(place.url, url),
                heard_at=at,
                last_heard_at=at,
                facts=facts,
            )
            for place in self.places
            if any(link.told is not None and canonical_key(link.url) == key for link in place.links)
            for link, facts in zip(place.links, placed_facts(_told_of(place.links)), strict=True)
            if facts.says_something and canonical_key(link.url) == key
        )


def _told_of(links: Iterable[Link]) -> list[ListedFacts]:
    return [link.told or ListedFacts() for link in links]
