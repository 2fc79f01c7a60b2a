"""The values that travel down the line: PageToRead -> DecodedPage -> ExtractedArticle -> CleanArticle.

Each is frozen, and each later one holds the page and the facts of the earlier ones, so that the archive can
store the evidence with the result. Bodies and long texts stay out of `repr`: Scrapy logs dropped items whole
(docs/explanation/scrapy.md#the-item-carries-bytes).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from newsarchive.evidence import BlockPlace, PageKind, ReservationKind, ReservationOrigin, SpamKind
from newsarchive.hints import PageHints
from newsarchive.lifecycle import Verdict, Withheld
from newsarchive.testimony import HeardFacts, Vote

Script = Literal["Hans", "Hant"]
Media = Literal["html", "text"]

# The header row of a page that a browser made of what the server sent; its value is `chromium/VERSION`.
RENDERED_HEADER = "x-newsarchive-rendered"
# What names the source of a capture in the WARC files that we write; no standard field does.
SOURCE_HEADER = "X-Newsarchive-Source"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What a server sent, or a file held: bytes, untouched.

    `url` is the URL asked for ("" where unknown), `final_url` the one that answered, `content_type` the
    header as sent, `fetched_at` an aware UTC time, `headers` the answer's headers in order, as text,
    `seen_key` what the bytes say (text.unchanged_page; None: nobody looked), `listed_at` when it was
    published by the feed or sitemap that named the URL, as written there, `told` what lists say of it;
    `from_elsewhere` says that a crawl got it from another archive, as it was before the crawl.
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
    told: tuple[HeardFacts, ...] = field(default=(), repr=False)
    from_elsewhere: bool = False

    @property
    def rendered(self) -> bool:
        """Whether the bytes are what a browser made of the page, not what the server sent."""
        return any(name.lower() == RENDERED_HEADER for name, _ in self.headers)


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

    place: BlockPlace
    kind: SpamKind
    rule: str
    score: float
    text: str
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToRead:
    """A page before the first stage, with what is known of its source and host beforehand."""

    page: FetchedPage
    hints: PageHints = field(repr=False)


# From here on no field has a default: a stage that forgets one does not pass mypy, and fails at once.


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """A page as characters: decoded and nothing more (no repair, no tag removed; undecodable bytes U+FFFD).

    `error` is None, or why the bytes are not text at all; then `text` is "" and `charset` None. `hints` are
    for the extraction that follows.
    """

    page: FetchedPage
    text: str = field(repr=False)
    charset: Charset | None
    media: Media
    error: str | None
    hints: PageHints = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedRights:
    """What a page reserves, in its own words, and what follows from it by the source's setting.

    `withheld` says why nothing of the page may be kept, `keep_body` whether its bytes may.
    """

    reservations: tuple[Reservation, ...]
    withheld: Withheld | None
    keep_body: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What extraction finds out and no later stage changes: later stages hold this value, not its fields.

    `published_at` and `modified_at` are ISO 8601 as docs/reference/record.md#times says (own offset, assumed
    zone, or none; a day alone is YYYY-MM-DD). `error` says in words why the page could not be read.
    `authors` are persons, `organisations` the agencies, desks and companies that a by-line names.
    `missed_selectors` names the source's selectors that matched nothing of use. `for_subscribers`: the page
    states that it is not free to read, or shows a box that is named as such walls are, whatever else it
    shows. `text_confidence` is the F1 (0 to 1, over letters) to expect of the text as extracted against the
    article a reader saw; None where no judge chose it: a source's selector did, the page is plain text, or
    its data hold the text. `shows_part`: the page says that scripts bring more of its text. `kind` is what
    kind of page it is, `kind_confidence` how sure that is (0 to 1); None where nothing tells. `votes` are the
    facts that the word of a list decided. `stands_in_for` is why the page itself gave no article, where the
    text of a list stands in for it; None where the text is the page's own.
    """

    charset: Charset | None
    error: str | None
    canonical_url: str | None
    authors: tuple[str, ...]
    organisations: tuple[str, ...]
    editor: str | None
    outlet: str | None
    dateline: str | None
    section: str | None
    published_at: str | None
    modified_at: str | None
    date_source: str | None
    language: str | None
    script: Script | None
    image: str | None
    repairs: tuple[Repair, ...]
    missed_selectors: tuple[str, ...]
    rights: ReservedRights
    for_subscribers: bool
    text_confidence: float | None
    shows_part: bool
    kind: PageKind | None
    kind_confidence: float | None
    votes: tuple[Vote, ...]
    stands_in_for: str | None


NOTHING_RESERVED = ReservedRights(reservations=(), withheld=None, keep_body=True)
# Of a page that could not be read.
NO_FACTS = ArticleFacts(
    charset=None,
    error=None,
    canonical_url=None,
    authors=(),
    organisations=(),
    editor=None,
    outlet=None,
    dateline=None,
    section=None,
    published_at=None,
    modified_at=None,
    date_source=None,
    language=None,
    script=None,
    image=None,
    repairs=(),
    missed_selectors=(),
    rights=NOTHING_RESERVED,
    for_subscribers=False,
    text_confidence=None,
    shows_part=False,
    kind=None,
    kind_confidence=None,
    votes=(),
    stands_in_for=None,
)


# How a page and the known boxes of its host agree: its reading is as they have it, was made so, or the page
# is made otherwise than those that they were learned from.
BoxFit = Literal["kept", "used", "unfit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBoxes:
    """What the page teaches about its host's boxes, and how it fits with what is known of them.

    `outline` is packed (newsarchive.text.boilerplate.page_outline), of what the page alone gives; None where
    nobody judged its blocks. `fit` is None where nothing was known.
    """

    outline: bytes | None = field(repr=False)
    fit: BoxFit | None


NO_BOXES = PageBoxes(outline=None, fit=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedArticle:
    """The main text and the facts around it, damage undone; spam in the text is still to be judged.

    `paragraphs` are non-blank, unindented, NFC. `removed` is what was cut from the tree before extraction;
    `title_candidates` what else claims to be the title, best first. `reason` says in one word why a page is
    no article (`too_short`, `index_page`, `gallery`, `video`, `paywall`, `error_page`, `too_large` …), None
    for articles. `date_statements` counts the kinds of markup that state the moment of publication alike;
    `clocks` are the moments that the page states with an offset, whatever of.
    """

    page: FetchedPage
    facts: ArticleFacts
    verdict: Verdict
    reason: str | None
    title: str | None
    title_candidates: tuple[str, ...]
    date_statements: int
    clocks: tuple[str, ...]
    paragraphs: tuple[str, ...] = field(repr=False)
    tags: tuple[str, ...]
    removed: tuple[RemovedBlock, ...] = field(repr=False)
    boxes: PageBoxes


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The article record (docs/reference/record.md): what is stored, and what `extract` prints.

    For verdict `article` text and title are free of spam; for `hijacked` and `undecodable` `text` is "".
    `reason` says in a short machine-readable word why a page that is no article was refused
    (`too_short`, `index_page`, `spam_only`, `binary`, `empty_body`, `poison` …), None for articles.
    """

    page: FetchedPage
    facts: ArticleFacts
    verdict: Verdict
    reason: str | None
    title: str | None
    text: str = field(repr=False)
    tags: tuple[str, ...]
    removed: tuple[RemovedBlock, ...] = field(repr=False)
    boxes: PageBoxes


def cleaned_article(
    *,
    page: FetchedPage,
    facts: ArticleFacts,
    verdict: Verdict,
    reason: str | None,
    title: str | None,
    text: str,
    tags: tuple[str, ...],
    removed: tuple[RemovedBlock, ...],
) -> CleanArticle:
    """Return the article as cleaning leaves it: what a later stage finds stands empty until that has run."""
    return CleanArticle(
        page=page,
        facts=facts,
        verdict=verdict,
        reason=reason,
        title=title,
        text=text,
        tags=tags,
        removed=removed,
        boxes=NO_BOXES,
    )


def unread_article(page: FetchedPage, *, reason: str | None, error: str | None) -> CleanArticle:
    """Return what is stored of a page that no stage could read."""
    return cleaned_article(
        page=page,
        facts=replace(NO_FACTS, error=error),
        verdict=Verdict.UNDECODABLE,
        reason=reason,
        title=None,
        text="",
        tags=(),
        removed=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the line made of a page, and for each stage its name and the word it is counted by."""

    article: CleanArticle
    outcomes: tuple[tuple[str, str], ...]

    @property
    def page(self) -> FetchedPage:
        """The page that was read."""
        return self.article.page
