"""The stores that crawls, imports and reprocessing use, and the plain values that they exchange.

No session, row or library exception leaves a store. Times are aware UTC datetimes. All calls are
synchronous; code on an event loop runs them in a thread of its own
(docs/explanation/scrapy.md#one-writer-thread).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from newsarchive.evidence import StatedFact
from newsarchive.hints import SharedParts
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import (
    ARTICLE_KIND,
    AnswerOutcome,
    CrawlKind,
    RenderMode,
    SaveOutcome,
    UrlKind,
    UrlState,
)
from newsarchive.planning.polling import Poll
from newsarchive.politeness.host_state import HostState
from newsarchive.storage.interfaces.reprocessing import Difference, StoredCapture
from newsarchive.testimony import HeardFacts, ListedFacts

KeepPayloads = Literal["first_and_changed", "all", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A URL named by a feed entry, a sitemap entry, a link of a section page or a line of a list."""

    url: str
    kind: UrlKind = ARTICLE_KIND
    found_in: str | None = None  # URL of the document that named it
    hint_title: str | None = None
    hint_published_at: str | None = None  # ISO 8601, as that document has it
    told: ListedFacts | None = None  # all that the document says of it


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedLink(FoundLink):
    """An article's URL that is not fetched: `reason` is `off_pattern`, `denied` or `trap_…`.

    `detail` names the rule.
    """

    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUrl:
    """A stored URL that a listing named; `left_out` by a rule, which is one of `[links]` if `by_links`."""

    number: int
    url: str
    left_out: bool
    by_links: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedUrl:
    """A stored URL that a changed rule refuses, by row number; `detail` names the rule."""

    number: int
    reason: str
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesApplied:
    """What changed rules did: URLs admitted and refused; articles set aside, and brought back."""

    admitted: int = 0
    refused: int = 0
    articles_aside: int = 0
    articles_back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierUrl:
    """What the archive stores about a URL. `new` is true if this call inserted its row."""

    url: str
    kind: UrlKind
    state: UrlState
    new: bool
    attempts: int = 0
    etag: str | None = None
    last_modified: str | None = None
    last_fetched_at: datetime | None = None
    first_stored_at: datetime | None = None
    published_at: datetime | None = None  # clock time as in `current_articles`
    next_check_at: datetime | None = None  # None: not planned yet
    seen_key: str | None = None  # content of its last page (newsarchive.text.unchanged_page)
    listed_at: str | None = None  # publication time that a feed or sitemap gave
    missing_since: datetime | None = None  # when its page was first found gone since its last answer

    @property
    def is_missing(self) -> bool:
        """Whether its page was gone when it was last fetched."""
        return self.missing_since is not None or self.state == UrlState.GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response (or failure) without an article: a 304, a 404, a time-out, a feed, a refusal.

    `unchanged` is a page with the same content as before, with SHA-256 and size of its bytes. A `postponed`
    URL stays unfinished: its host must not be asked before `until`. `reason` is a short machine-readable word
    (`not_found`, `timeout`, `robots`, `bad_feed`, …), `detail` is free text. For a listing, `poll` is what it
    brought, `every` the interval that its source declares in seconds, and `read_by` the version of the
    declaration by which its links were chosen. `source` is that of a URL that an import finds new; None: that
    of its host.
    """

    url: str
    kind: UrlKind
    outcome: AnswerOutcome
    at: datetime
    status: int | None = None
    final_url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    reason: str | None = None
    detail: str | None = None
    body_sha256: str | None = None
    body_size: int | None = None
    until: datetime | None = None
    poll: Poll | None = None
    every: float | None = None
    read_by: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one page: new article, new revision, unchanged, or refused with `reason`.

    `restated` are the facts that its markup states otherwise than before.
    """

    url: str
    outcome: SaveOutcome
    revision: int | None = None
    reason: str | None = None
    restated: tuple[StatedFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostUpdate:
    """What one crawl learned about a host, and its requests to the host by UTC day."""

    state: HostState
    asked: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """Whether a source needs a browser, as tried so far: rendering `helped` on so many of `tried` pages."""

    mode: RenderMode
    tried: int
    helped: int
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What the archive stores of a source's declaration."""

    name: str
    title: str | None = None
    home: str | None = None
    language: str | None = None
    timezone: str | None = None
    keep_payloads: KeepPayloads = "first_and_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What one crawl did: counters by outcome, repair kind, removed kind and refusal reason.

    `withdrawn`, `returned` and `restated` count articles, all other numbers answers, or what was found in
    them.
    """

    crawl: int
    source: str | None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: int = 0
    withdrawn: int = 0
    returned: int = 0
    restated: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    repaired: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)


class Crawls(Protocol):
    """Crawls: which process holds which source, and how each crawl ended."""

    def register(self, sources: Iterable[SourceFacts], unreadable: Collection[str] = ()) -> None:
        """Store the declared sources; those no longer declared get `retired_at` and keep their history.

        Sources in `unreadable` have an invalid declaration at present and stay as they are.
        """

    def retire(self, source: str) -> None:
        """Record that a source is not declared any more; it keeps its history."""

    def begin(self, source: str | None, kind: CrawlKind, at: datetime) -> int:
        """Start a crawl, lock its source, and release the claims of dead crawls; return the crawl's number.

        Raises SourceBusyError when a live crawl holds the source.
        """

    def undo_clock_jump(self, crawl: int, at: datetime) -> datetime | None:
        """Plan anew what lies ahead of `at` because the clock was ahead in the source's last crawl.

        Return the latest time that crawl recorded of itself; None if it is not ahead.
        """

    def clock_ahead(self) -> timedelta:
        """Return by how much this machine's clock is ahead of the archive's (less: behind)."""

    def heartbeat(self, crawl: int, at: datetime) -> None:
        """Record that the crawl is alive."""

    def end(self, crawl: int, at: datetime, reason: str) -> None:
        """End the crawl with Scrapy's finish reason (or `finished`, `failed`, …) and release its source.

        A crawl that `finished` publishes the boilerplate of each host for later runs, and withdraws the
        articles whose pages were found gone twice, some time apart.
        """

    def summary(self, crawl: int) -> CrawlSummary:
        """Count what the crawl did."""


class Frontier(Protocol):
    """The URLs to fetch. They are stored before they are fetched, so that a killed crawl can be continued."""

    def discover(self, crawl: int, links: Sequence[FoundLink], at: datetime) -> list[FrontierUrl]:
        """Insert the new URLs; return the record of each URL, in order, one per URL.

        URLs that were taken down are left out. URLs that a rule skipped before become fetchable again.
        """

    def record_skipped(
        self, crawl: int, links: Sequence[SkippedLink], at: datetime, limit: int
    ) -> tuple[int, int]:
        """Store URLs that are not fetched, with the reason; insert at most `most` new ones.

        Return how many were inserted, and how many were dropped because of `most`.
        """

    def unfinished(self, crawl: int, limit: int | None = None) -> list[FrontierUrl]:
        """Return the URLs of the crawl's source that were found but never answered, oldest first."""

    def recheckable(self, crawl: int, since: datetime | None) -> list[FrontierUrl]:
        """Return the source's stored article URLs, first stored or published since then (None: all)."""

    def rules_key(self, crawl: int) -> str | None:
        """Return the key of the rules that the source's stored URLs follow, None if none were applied."""

    def keep_rules_key(self, crawl: int, key: str) -> None:
        """Record which rules the source's stored URLs follow."""

    def named(self, crawl: int, after: int) -> list[NamedUrl]:
        """Return some URLs that listings named, by row number, above `after`; none at the end."""

    def apply_rules(
        self, crawl: int, admitted: Sequence[int], refused: Sequence[RefusedUrl], at: datetime
    ) -> RulesApplied:
        """Admit URLs that a rule left out, and refuse others; what was stored of them is set aside."""

    def lookup(self, urls: Sequence[str]) -> dict[str, FrontierUrl]:
        """Return the records of these URLs; URLs without one are absent."""

    def steps(self, urls: Sequence[str], roots: Sequence[str]) -> dict[str, int]:
        """Count the documents that led from a root to each URL, at most 100."""

    def record(self, crawl: int, answers: Sequence[Answer], *, once: bool = False) -> None:
        """Store answers without an article: a fetch row, the URL's new state, an event with the reason.

        With `once`, answers whose URL, time and outcome are stored already are skipped.
        """


class Hosts(Protocol):
    """How often hosts may be asked, shared by all processes."""

    def load(self, hosts: Collection[str]) -> dict[str, HostState]:
        """Return the state of these hosts; hosts without one are absent."""

    def record(self, updates: Sequence[HostUpdate]) -> dict[str, HostState]:
        """Store what was learned and return the merged state: the longer block wins, counts are added."""


class Saves(Protocol):
    """Stores pages: each page is saved whole or not at all, with one commit per call."""

    def save(self, crawl: int, articles: Sequence[CleanArticle], *, by_time: bool = False) -> list[Saved]:
        """Store the pages in the order given; a page with the same content again is `unchanged`.

        An import stores each (URL, bytes) once, or with `by_time` each (URL, bytes, time of fetching).

        Raises ArchiveLockedError or ArchiveUnavailableError; then nothing of the batch is stored.
        """


class Reads(Protocol):
    """Queries that imports, reprocessing and the browser's fallback need."""

    def shared(self) -> Mapping[tuple[str, str], SharedParts]:
        """Return the boilerplate of each (source, host), as published by the last completed run."""

    def captured(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return which (URL, SHA-256 hex of the bytes) are archived already."""

    def captured_at(self, captures: Collection[tuple[str, str, datetime]]) -> set[tuple[str, str, datetime]]:
        """Return which (URL, SHA-256 hex of the bytes, time in whole seconds) are archived already."""

    def listed(self, urls: Collection[str]) -> Mapping[str, str]:
        """Return the publication times that listings gave for these URLs, as written; others are absent."""

    def told(self, urls: Collection[str]) -> Mapping[str, tuple[HeardFacts, ...]]:
        """Return what lists said of the articles at these URLs; URLs of which nothing was said are absent."""

    def body(self, url: str, at: datetime | None) -> bytes | None:
        """Return the body fetched at that time (None: the latest), None if it was not kept."""


class Reprocessing(Protocol):
    """Stored captures that today's code can read again."""

    def wanted(self, source: str | None, since: datetime | None) -> Sequence[int]:
        """Return the captures to reprocess, in processing order; fetched since then (None: all)."""

    def dated_later(self, source: str, most: int) -> Sequence[int]:
        """Return at most so many captures of undated articles that a list dated after they were read last."""

    def without_capture(self, source: str | None) -> int:
        """Count the articles that cannot be reprocessed because their bytes were not kept."""

    def load(self, captures: Sequence[int]) -> Sequence[StoredCapture]:
        """Load captures with their bytes and stored reading; captures deleted meanwhile are absent."""

    def compare(self, capture: StoredCapture, article: CleanArticle) -> Difference:
        """Return what a new reading would change; nothing is written."""

    def save(
        self, crawl: int, readings: Sequence[tuple[StoredCapture, CleanArticle, str]], *, metadata: bool
    ) -> Sequence[Difference]:
        """Store what the readings (each with its reader version) change; one commit."""


class Renderings(Protocol):
    """Which sources need a browser, as tried so far."""

    def load(self, source: str) -> Rendering | None:
        """Return what is stored for a source, None if nothing was tried."""

    def record(self, source: str, rendering: Rendering) -> None:
        """Store the result, in place of the earlier one."""
