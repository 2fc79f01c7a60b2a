"""The values that travel down the line: FetchedPage -> DecodedPage -> ExtractedArticle -> CleanArticle.

Each is frozen, and each later one keeps the earlier facts, so that the archive can store the evidence with
the result. Bodies and long texts stay out of `repr`: Scrapy logs dropped items whole
(docs/explanation/scrapy.md#the-item-carries-bytes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newsarchive.hints import NO_HINTS, PageHints

Verdict = Literal["article", "not_article", "hijacked", "undecodable"]
Place = Literal["head", "inside", "tail", "title", "hidden"]
SpamKind = Literal[
    "adult",
    "gambling",
    "pharmacy",
    "loan",
    "certificate",
    "piracy",
    "counterfeit",
    "seo",
    "other",
    "furniture",
]
Script = Literal["Hans", "Hant"]
Media = Literal["html", "text"]
ReservationKind = Literal["noarchive", "tdm"]
ReservationOrigin = Literal["header", "meta"]

# The header row of a page that a browser made of what the server sent; its value is `chromium/VERSION`.
RENDERED = "x-newsarchive-rendered"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What a server sent, or a file held: bytes, untouched.

    `url` is the address asked for ("" where unknown), `final_url` the one that answered, `content_type` the
    header as sent, `fetched_at` an aware UTC time, `headers` the answer's headers in order, as text,
    `seen_key` what the bytes say (text.unchanged_page; None: nobody looked), `listed_at` when it was
    published by the feed or sitemap that named the address, as written there.
    """

    url: str
    body: bytes = field(repr=False)
    content_type: str | None = None
    final_url: str | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None
    source: str | None = None
    seen_key: str | None = None
    listed_at: str | None = None

    @property
    def rendered(self) -> bool:
        """Whether the bytes are what a browser made of the page, not what the server sent."""
        return any(name.lower() == RENDERED for name, _ in self.headers)


@dataclass(frozen=True, slots=True)
class Charset:
    """Which encoding the text was read in (WHATWG or Python name, lower case) and what decided it."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a page says about being kept or mined, in its own words (newsarchive.text.reservations)."""

    kind: ReservationKind
    origin: ReservationOrigin
    value: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of damage undone: how often, and how sure (0 to 1)."""

    kind: str
    count: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedBlock:
    """One element or line cut out, kept as evidence: where it stood, what it is, which rule cut it.

    `score` says how surely (0 to 1). The text of a mirror page is as repaired: evidence is taken afterwards.
    """

    place: Place
    kind: SpamKind
    rule: str
    score: float
    text: str
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """A page as characters: decoded and nothing more (no repair, no tag removed; undecodable bytes U+FFFD).

    `error` is None, or why the bytes are not text at all; then `text` is "" and `charset` None. `hints` are
    for the extraction that follows; whoever has any puts them in.
    """

    page: FetchedPage
    text: str = field(repr=False)
    charset: Charset | None
    media: Media = "html"
    error: str | None = None
    hints: PageHints = field(default=NO_HINTS, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedArticle:
    """The main text and the facts around it, damage undone; spam in the text is still to be judged.

    `paragraphs` are non-blank, unindented, NFC. `published_at` and `modified_at` are ISO 8601 as
    docs/reference/record.md#times says (own offset, assumed zone, or none; a day alone is YYYY-MM-DD).
    `removed` is what was cut from the tree before extraction; `title_candidates` what else claims to be the
    title, best first. `reason` says in one word why a page is no article (`too_short`, `index_page`,
    `gallery`, `video`, `paywall`, `error_page`, `too_large` …), None for articles. `missed_selectors` names
    the source's selectors that matched nothing of use. `withheld` says why nothing of the page may be kept,
    by its `reservations` and the source's setting; `keep_body` whether its bytes may. `for_subscribers`: the
    page states that it is not free to read, whatever it shows.
    """

    page: FetchedPage
    verdict: Verdict
    charset: Charset | None
    media: Media = "html"
    reason: str | None = None
    error: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    title_candidates: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = field(default=(), repr=False)
    authors: tuple[str, ...] = ()
    editor: str | None = None
    outlet: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    date_source: str | None = None
    language: str | None = None
    script: Script | None = None
    image: str | None = None
    repairs: tuple[Repair, ...] = ()
    removed: tuple[RemovedBlock, ...] = field(default=(), repr=False)
    missed_selectors: tuple[str, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    withheld: str | None = None
    keep_body: bool = True
    for_subscribers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The article record (docs/reference/record.md): what is stored, and what `extract` prints.

    For verdict `article` text and title are free of spam; for `hijacked` and `undecodable` `text` is "".
    `reason` says in a short machine-readable word why a page that is no article was refused
    (`too_short`, `index_page`, `spam_only`, `binary`, `empty_body`, `poison` …), None for articles.
    """

    page: FetchedPage
    verdict: Verdict
    reason: str | None = None
    error: str | None = None
    charset: Charset | None
    canonical_url: str | None = None
    title: str | None = None
    text: str = field(default="", repr=False)
    authors: tuple[str, ...] = ()
    editor: str | None = None
    outlet: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    date_source: str | None = None
    language: str | None = None
    script: Script | None = None
    image: str | None = None
    repairs: tuple[Repair, ...] = ()
    removed: tuple[RemovedBlock, ...] = field(default=(), repr=False)
    missed_selectors: tuple[str, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    withheld: str | None = None
    keep_body: bool = True
    for_subscribers: bool = False
