"""The doors of the archive: a few narrow interfaces and the plain values that pass through them.

No session, row or library exception goes through a door. Times are aware UTC datetimes. All calls are
synchronous; whoever lives on an event loop gives them a thread of its own
(docs/explanation/scrapy.md#one-writer-thread).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from newsarchive.hints import SharedParts
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import AnswerOutcome, SaveOutcome, UrlState
from newsarchive.planning.polling import Poll
from newsarchive.politeness.host_state import HostState
from newsarchive.storage.interfaces.reprocessing import Difference, StoredCapture

CrawlKind = Literal["crawl", "import", "reprocess"]
UrlKind = Literal["article", "feed", "sitemap", "section"]
KeepPayloads = Literal["first_and_changed", "all", "none"]
RenderMode = Literal["plain", "browser"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """An address somebody named: a feed entry, a sitemap entry, a link of a section, a line of a list."""

    url: str
    kind: UrlKind = "article"
    found_in: str | None = None  # address of the document that named it
    hint_title: str | None = None
    hint_published_at: str | None = None  # ISO 8601 as the naming document had it


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedLink(FoundLink):
    """An article's address that is not asked for: `reason` is `off_pattern`, `denied` or `trap_…`.

    `detail` names the rule.
    """

    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUrl:
    """What the archive knows of one address: `new` when this call wrote its row."""

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
    next_check_at: datetime | None = None  # None: nobody has planned yet
    seen_key: str | None = None  # what its last page said (newsarchive.text.unchanged_page)
    listed_at: str | None = None  # when it was published, by the feed or sitemap that named it
    missing_since: datetime | None = None  # when its page was first found gone, since it last answered

    @property
    def is_missing(self) -> bool:
        """Whether its page was gone when it was last asked for."""
        return self.missing_since is not None or self.state == UrlState.GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer (or failure) that carries no article: a 304, a 404, a time-out, a feed, a refusal.

    `unchanged` is a page that says what it said before, with SHA-256 and size of its bytes. A `postponed`
    address stays unfinished: its host does not want to be asked before `until`. `reason` is a short
    machine-readable word (`not_found`, `timeout`, `robots`, `bad_feed`, …), `detail` free text. `poll` is
    what a listing brought, `every` the interval its source declares, `read_by` says by which declaration its
    links were chosen.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one page: new article, new revision, unchanged, or refused with `reason`."""

    url: str
    outcome: SaveOutcome
    revision: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostUpdate:
    """What one crawl learned of a host, and how many requests it made of it, by day in UTC."""

    state: HostState
    asked: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """Whether a source needs a browser, as far as trying has shown: `helped` of `tried` pages became more."""

    mode: RenderMode
    tried: int
    helped: int
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What the archive keeps of a source's declaration."""

    name: str
    title: str | None = None
    home: str | None = None
    language: str | None = None
    timezone: str | None = None
    keep_payloads: KeepPayloads = "first_and_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What one crawl did: counters by outcome, by repair kind, by removed kind, by refusal reason."""

    crawl: int
    source: str | None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    repaired: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)


class Crawls(Protocol):
    """Who is at work on what, and what came of it."""

    def register(self, sources: Iterable[SourceFacts], unreadable: Collection[str] = ()) -> None:
        """Write the declared sources; those no longer declared get `retired_at`, their history stays.

        `unreadable` names those whose declaration is wrong now: they stay as they are.
        """

    def begin(self, source: str | None, kind: CrawlKind, at: datetime) -> int:
        """Open a crawl and take the source's lock; release the claims of dead crawls.

        Raises SourceBusyError when a living crawl holds the source.
        """

    def heartbeat(self, crawl: int, at: datetime) -> None:
        """Say that the crawl is alive."""

    def end(self, crawl: int, at: datetime, reason: str) -> None:
        """Close the crawl with Scrapy's finish reason (or `finished`, `failed`, …) and give the lock back.

        One that `finished` publishes what the pages of each host share, for the runs that begin after it,
        and withdraws the articles whose pages were found gone twice, some time apart.
        """

    def summary(self, crawl: int) -> CrawlSummary:
        """Count what the crawl did."""


class Frontier(Protocol):
    """The addresses: found before they are fetched, so that a killed crawl goes on from here."""

    def discover(self, crawl: int, links: Sequence[FoundLink], at: datetime) -> list[KnownUrl]:
        """Write the addresses nobody knew; answer what is known of each, in order, one row an address.

        Addresses that were taken down are left out. Those a rule left out before are to be asked for again.
        """

    def record_skipped(
        self, crawl: int, links: Sequence[SkippedLink], at: datetime, most: int
    ) -> tuple[int, int]:
        """Write addresses that are not asked for, with the reason; of unknown ones no more than `most`.

        Returns how many were new, and how many were not written, being too many.
        """

    def unfinished(self, crawl: int, limit: int | None = None) -> list[KnownUrl]:
        """Addresses of the crawl's source that were found but never answered (oldest first)."""

    def recheckable(self, crawl: int, since: datetime | None) -> list[KnownUrl]:
        """Stored article addresses of the source, first stored or published since then (None: all)."""

    def lookup(self, urls: Sequence[str]) -> dict[str, KnownUrl]:
        """What is known of these addresses; unknown ones are absent."""

    def steps(self, addresses: Sequence[str], roots: Sequence[str]) -> dict[str, int]:
        """How many documents led from a root to each address; at most 100."""

    def record(self, crawl: int, answers: Sequence[Answer], *, once: bool = False) -> None:
        """Write answers that carry no article: a fetch row, the address's state, an event with the reason.

        With `once`, those whose address, time and outcome are there already are passed over.
        """


class Hosts(Protocol):
    """How hosts want to be asked, whichever process learned it."""

    def load(self, hosts: Collection[str]) -> dict[str, HostState]:
        """What is known of these hosts; unknown ones are absent."""

    def record(self, updates: Sequence[HostUpdate]) -> dict[str, HostState]:
        """Write what was learned, and answer what is known now: the longer block wins, counts add up."""


class Saves(Protocol):
    """Pages into rows: each page all or nothing, one commit a call."""

    def save(self, crawl: int, articles: Sequence[CleanArticle], *, by_time: bool = False) -> list[Saved]:
        """Store the pages in the order given; the same page twice is `unchanged`.

        An import stores each (url, bytes) once; with `by_time` each (url, bytes, time of fetching).

        Raises ArchiveLockedError or ArchiveUnavailableError; then nothing of the batch is stored.
        """


class Reads(Protocol):
    """Questions the rest of the code asks of the archive."""

    def shared(self) -> Mapping[tuple[str, str], SharedParts]:
        """What pages of one host share, by source and host, as the last completed run left it."""

    def captured(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these (url, sha256 hex of the bytes) are in the archive already."""

    def captured_at(self, captures: Collection[tuple[str, str, datetime]]) -> set[tuple[str, str, datetime]]:
        """Which of these (url, sha256 hex of the bytes, time in whole seconds) are in the archive already."""

    def listed(self, urls: Collection[str]) -> Mapping[str, str]:
        """When feeds and sitemaps say these addresses were published, as written; unknown ones are absent."""

    def body(self, url: str, at: datetime | None) -> bytes | None:
        """The bytes of an address as fetched then (None: last), None where they were not kept."""


class Reprocessing(Protocol):
    """Stored captures, to be read again by today's code."""

    def sources(self) -> set[str]:
        """Names of all sources of the archive."""

    def wanted(self, source: str | None, since: datetime | None) -> Sequence[int]:
        """The captures to read again, in the order to do it; fetched since then (None: all)."""

    def without_capture(self, source: str | None) -> int:
        """How many articles cannot be read again, since their bytes were not kept."""

    def load(self, captures: Sequence[int]) -> Sequence[StoredCapture]:
        """Captures with their bytes and what is stored of them; those taken away meanwhile are absent."""

    def compare(self, capture: StoredCapture, article: CleanArticle) -> Difference:
        """What a reading would change; nothing is written."""

    def save(
        self, crawl: int, readings: Sequence[tuple[StoredCapture, CleanArticle, str]], *, metadata: bool
    ) -> Sequence[Difference]:
        """Store what readings (with the name of their reader) change, and that they were read; one commit."""


class Renderings(Protocol):
    """Which sources need a browser, as found out by trying."""

    def load(self, source: str) -> Rendering | None:
        """What is known of a source; None where nothing was tried."""

    def record(self, source: str, rendering: Rendering) -> None:
        """Keep what was found out, instead of what was known before."""
