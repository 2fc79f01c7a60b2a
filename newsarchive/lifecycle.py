"""The life of a URL: its states, what a fetch comes to, the events of its journal, and the reasons.

All other places derive from this module: the CHECK constraints of the tables, what an answer does to the row
of its URL, which states a crawl asks for, what `newsarchive why` prints, docs/reference/lifecycle.md. The
members are strings and are stored as they are; a released word is never renamed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NewType

from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.stored_word import Word

# What a URL may be of: an article's page, or a listing. Kinds of listings are an open set: each is a file of
# its own, also in distributions of others, with its name and meaning there (newsarchive.listings).

UrlKind = str
ARTICLE_KIND: UrlKind = "article"
ARTICLE_KIND_MEANING = "The page of an article."


class UrlRelation(Word):
    """How a URL relates to the article it leads to (`urls.relation`)."""

    CANONICAL = "canonical", "The article is known by it."
    DUPLICATE = "duplicate", "Another URL with the same article."
    REDIRECT = "redirect", "It redirects to the article."
    AMP = "amp", "An AMP page of the article."
    FORMER = "former", "The article was known by it before it moved."


class RenderMode(Word):
    """What was found out of a source's pages (`renderings.mode`)."""

    PLAIN = "plain", "They can be read as the server sends them."
    BROWSER = "browser", "They arrive empty; a browser has to fill them."


# States of a URL.


class UrlState(Word):
    """What the last answers made of a URL (`urls.state`)."""

    FOUND = (
        "found",
        "Named by a listing or a declaration; not fetched yet.",
        "found, not asked for yet",
    )
    CLAIMED = (
        "claimed",
        "Being fetched by a crawl that runs, or that was killed; the next crawl takes it up again.",
        "being asked for by a crawl that runs, or was killed",
    )
    STORED = "stored", "Fetched; its article is stored (of a feed, sitemap or section: it was read)."
    REFUSED = (
        "refused",
        "Fetched, but its page was refused: no article, hijacked by spam, or undecodable.",
        "answered, but its page was refused",
    )
    FAILED = (
        "failed",
        "No fetch has succeeded so far; tried again at growing intervals, eight times in all.",
        "asked for in vain",
    )
    GONE = "gone", "The page is gone and never was an article, or its article counts as withdrawn."
    SKIPPED = (
        "skipped",
        "Not fetched, by robots.txt or by a rule of ours; tried again at growing intervals.",
        "not to be asked for",
    )


# A killed crawl leaves them, and the next one takes them up.
NEVER_ASKED = (UrlState.FOUND, UrlState.CLAIMED)
# Tried again at growing intervals.
TRIED_AGAIN = (UrlState.FAILED, UrlState.SKIPPED)
UNANSWERED = (*NEVER_ASKED, *TRIED_AGAIN)
# A page came, and was not found gone for good since.
ANSWERED = (UrlState.STORED, UrlState.REFUSED)
# Rechecked as the article behind them ages; what is gone may come back.
RECHECKED = (*ANSWERED, UrlState.GONE)


# What a fetch comes to.


class Outcome(Word):
    """What came of one request or imported capture (`fetches.outcome`; `postponed` is an event alone)."""

    NEW = "new", "A new article: revision 1.", "a new article: revision 1"
    CHANGED = "changed", "An edit: a new revision.", "an edit"
    UNCHANGED = "unchanged", "The page says what it said before.", "the article as it was"
    REFUSED = "refused", "The page was refused; see [Reasons](#reasons)."
    FETCHED = "fetched", "A feed, sitemap or section was read.", "read"
    NOT_MODIFIED = "not_modified", "The server answered 304.", "not modified since"
    FAILED = "failed", "No page came of it; see [Reasons](#reasons)."
    GONE = "gone", "404 or 410."
    REDIRECTED = "redirected", "The URL led to the front page."
    SKIPPED = "skipped", "Not fetched, by robots.txt or by a rule of ours."
    POSTPONED = "postponed", "The host does not want to be asked now; the URL is left for the next crawl."


# Of a page that was read, and of an answer that carries no page to read.
SaveOutcome = Literal[Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED]
AnswerOutcome = Literal[
    Outcome.FETCHED,
    Outcome.NOT_MODIFIED,
    Outcome.UNCHANGED,
    Outcome.FAILED,
    Outcome.GONE,
    Outcome.REDIRECTED,
    Outcome.SKIPPED,
    Outcome.POSTPONED,
]
# What a row of `fetches` may say.
STORED_OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.POSTPONED)
# Answers that say: as it was.
AS_BEFORE = (Outcome.NOT_MODIFIED, Outcome.UNCHANGED)
# A revision is written.
REVISED = (Outcome.NEW, Outcome.CHANGED)
# The server showed the page of an article, or said that it is as it was.
SHOWN = (*REVISED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
# A page was read to its end.
READ = (*REVISED, Outcome.UNCHANGED, Outcome.REFUSED)
# A request brought no page.
WITHOUT_PAGE = (Outcome.FAILED, Outcome.GONE, Outcome.REDIRECTED)


# Events.


class JournalEvent(Word):
    """What happened to a URL, or to the article behind it (`url_events.event`)."""

    NEW = "new", "A new article."
    CHANGED = "changed", "A new revision."
    REFUSED = "refused", "The page was refused."
    FAILED = "failed", "The fetch failed, or the page is gone. Written once for a page that stays gone."
    SKIPPED = (
        "skipped",
        "Not fetched, or left for the next crawl. Written once for a URL that stays closed.",
        "left for the next crawl",
    )
    REDIRECTED = "redirected", "The URL led elsewhere."
    WITHDRAWN = (
        "withdrawn",
        "The article counts as withdrawn: its page was found gone twice.",
        "the article counts as withdrawn",
    )
    RETURNED = "returned", "A withdrawn article answers again.", "the article is back"
    REREAD = "reread", "`reprocess` read the stored capture again.", "read anew from what was kept"
    CONTRADICTED = (
        "contradicted",
        "A feed, sitemap or section still names a page that is missing.",
        "a list still names it",
    )
    DOUBTED = (
        "doubted",
        "What its page shows is doubted: many pages of the source show the like (an incident).",
        "what it shows is doubted",
    )
    SETTLED = (
        "settled",
        "The incident that its page was part of has ended; the reason says how.",
        "the doubt about it has ended",
    )
    ADMITTED = (
        "admitted",
        "A changed declaration allows the URL that a rule left out before.",
        "a changed declaration admits it",
    )


# They happen to the article behind the URL; their rows name it.
ARTICLE_EVENTS = (JournalEvent.WITHDRAWN, JournalEvent.RETURNED)


# From state to state.


@dataclass(frozen=True, slots=True)
class Transition:
    """The state of a URL after an outcome, and the event its journal gets (None: no event).

    `with_article` is the state where an article is stored behind the URL: a failed recheck changes nothing,
    and a page found gone is only missing until a later look (docs/explanation/revisions.md).
    """

    state: UrlState
    event: JournalEvent | None
    with_article: UrlState


EVENT_OF: Mapping[Outcome, JournalEvent | None] = MappingProxyType(
    {
        Outcome.NEW: JournalEvent.NEW,
        Outcome.CHANGED: JournalEvent.CHANGED,
        Outcome.UNCHANGED: None,
        Outcome.REFUSED: JournalEvent.REFUSED,
        Outcome.FETCHED: None,
        Outcome.NOT_MODIFIED: None,
        Outcome.FAILED: JournalEvent.FAILED,
        Outcome.GONE: JournalEvent.FAILED,
        Outcome.REDIRECTED: JournalEvent.REDIRECTED,
        Outcome.SKIPPED: JournalEvent.SKIPPED,
        Outcome.POSTPONED: JournalEvent.SKIPPED,
    }
)
# Events that say no more than the fetch they belong to.
TOLD_BY_FETCH = frozenset(event for event in EVENT_OF.values() if event is not None)


def _after_answer(state: UrlState, outcome: Outcome) -> tuple[UrlState, UrlState]:
    """Return the next state without and with an article behind the URL."""
    if outcome is Outcome.POSTPONED:
        waits = UrlState.FOUND if state in UNANSWERED else state
        return waits, waits
    if outcome is Outcome.GONE:
        return UrlState.GONE, state
    # A refused page that says what it said before stays refused.
    kept = UrlState.REFUSED if state is UrlState.REFUSED else UrlState.STORED
    if outcome in AS_BEFORE:
        return kept, kept
    if outcome is Outcome.FETCHED:
        return UrlState.STORED, UrlState.STORED
    if state is UrlState.STORED:
        return UrlState.STORED, UrlState.STORED
    return (UrlState.FAILED if outcome is Outcome.FAILED else UrlState.SKIPPED), kept


# Of answers that carry no page to read. A redirect to the front page counts as `gone`.
TRANSITIONS: Mapping[tuple[UrlState, Outcome], Transition] = MappingProxyType(
    {
        (state, outcome): Transition(
            _after_answer(state, outcome)[0], EVENT_OF[outcome], _after_answer(state, outcome)[1]
        )
        for outcome in Outcome
        if outcome not in {*REVISED, Outcome.REFUSED}
        for state in UrlState
    }
)
# Of pages that were read, whatever the URL's state was.
STATE_AFTER_SAVE: Mapping[Outcome, UrlState] = MappingProxyType(
    {outcome: UrlState.REFUSED if outcome is Outcome.REFUSED else UrlState.STORED for outcome in READ}
)


# What brings pages, and makes revisions of them.


class CrawlKind(Word):
    """What kind of run stored its pages (`crawls.kind`)."""

    CRAWL = "crawl", "A crawl of one source."
    IMPORT = "import", "An import of saved pages or WARC files, of any number of sources."
    REPROCESS = "reprocess", "`reprocess`: stored captures were read again."


class RevisionCause(Word):
    """Why there is a revision (`revisions.cause`)."""

    PUBLISHER = "publisher", "The page says something else than before.", "edited by the publisher"
    REPROCESS = (
        "reprocess",
        "Newer code read the same page differently.",
        "read anew by us, not edited",
    )


# What `reprocess` makes of a capture.


class RereadOutcome(Word):
    """What a new reading of a stored capture comes to (`rereads.outcome`; reason of the event `reread`)."""

    UNCHANGED = "unchanged", "The article is as it was.", "articles as they were"
    METADATA = "metadata", "Only other facts change.", "only other facts change"
    REVISED = "revised", "Title, text or authors change.", "title, text or authors change"
    ACCEPTED = "accepted", "The refused page becomes an article.", "refused pages become articles"
    REFUSED = "refused", "The refused page is still refused.", "refused pages, still refused"
    DOUBTED = (
        "doubted",
        "The article would be refused today; it is kept.",
        "articles that would be refused today; kept",
    )
    MOVED_ON = "moved_on", "Another run changed it meanwhile.", "changed by another run meanwhile"


# Of the last nothing is written: the other run has done that.
STORED_REREADS = tuple(one for one in RereadOutcome if one is not RereadOutcome.MOVED_ON)


# What reading makes of a page.


class Verdict(Word):
    """What reading makes of a page (`fetches.verdict`)."""

    ARTICLE = "article", "An article."
    NOT_ARTICLE = "not_article", "No article; the reason says what it is."
    HIJACKED = "hijacked", "No article is left once the spam is cut."
    UNDECODABLE = (
        "undecodable",
        "The bytes are no text, cannot be unpacked, or the page ended its worker twice.",
    )


# Reasons: one word for each refusal, failure, skip and note.


class NotArticle(Word):
    """Why a page is no article (verdict `not_article`)."""

    TOO_SHORT = "too_short", "There is not enough text for an article."
    INDEX_PAGE = "index_page", "A list of headlines or teasers."
    GALLERY = "gallery", "A gallery of pictures."
    VIDEO = "video", "The page of a video."
    PAYWALL = (
        "paywall",
        (
            "An offer below less than two paragraphs, or a text that the site's software marks as for"
            " subscribers (Ghost, plugins of WordPress), however much of it is shown."
        ),
    )
    ERROR_PAGE = (
        "error_page",
        "An error, a consent wall, or nothing but a call to log in or to join, that came with status 200.",
    )
    TAKEN_OFF = (
        "taken_off",
        "It says nothing but that its article was taken off; it counts as missing, as with a 404.",
    )
    HOME_PAGE = "home_page", "The front page of a site: a list at the root of its host."
    COLLECTION = "collection", "A shop's list of goods."
    PRODUCT = "product", "The page of something for sale."
    FORUM = "forum", "A thread of posts, or a question with its answers."
    DOCUMENTATION = "documentation", "A page of a manual, reference or course."
    SERVICE = "service", "What a firm, an authority or a society says of what it does; a form to fill in."
    EMPTY_BODY = "empty_body", "The site's software marks the body, and it is empty."
    NO_MARKUP = "no_markup", "The page has no markup that could hold an article."
    TOO_LARGE = "too_large", "More than 5 million characters, without pictures that stand in the page itself."
    TOO_MANY_TAGS = "too_many_tags", "More than 100,000 tags."
    TOO_MANY_ATTRIBUTES = (
        "too_many_attributes",
        "A tag with more than 1,000 attributes in a page of 40,000 characters or more.",
    )
    TOO_DEEP = "too_deep", "Elements nested more than 256 deep."
    OTHER_PAGE = (
        "other_page",
        "The URL of a stored article leads to another URL, where another text stands.",
    )


class SpamVerdict(Word):
    """Why a page is spam and nothing else (verdict `hijacked`)."""

    SPAM_ONLY = "spam_only", "No article is left once the spam is cut."


class Undecodable(Word):
    """Why a page cannot be read (verdict `undecodable`)."""

    BINARY = "binary", "The bytes are no text."
    NO_BYTES = "no_bytes", "The answer, or the page file, is empty."
    TOO_MANY_BYTES = "too_many_bytes", "The page has more than 20 million bytes; it is kept, and not read."
    CORRUPT = "corrupt", "The compressed body is damaged."
    UNREADABLE = "unreadable", "A page file of an import cannot be read."
    POISON = "poison", "The page ended its worker twice, the second time alone in a fresh process."
    KILLED = "killed", "The worker was killed from outside; the page is read by the next run."
    UNSTORABLE = "unstorable", "The database refuses the page's values."


class Withheld(Word):
    """Why nothing of a page may be kept."""

    FORGOTTEN = "forgotten", "The URL was taken down (`newsarchive forget`)."
    NOARCHIVE = "noarchive", "The page says noarchive, and the source or project refuses such pages."
    TDM_RESERVED = (
        "tdm_reserved",
        "The page reserves text and data mining, and the source or project refuses such pages.",
    )


class FetchFailure(Word):
    """Why no page came of a request."""

    TIMEOUT = "timeout", "No answer in time (45 s; of the browser 30 s)."
    UNKNOWN_HOST = "unknown_host", "The host's name does not resolve."
    CONNECTION_REFUSED = "connection_refused", "The host refuses connections."
    CONNECTION_FAILED = "connection_failed", "The connection failed otherwise."
    BAD_ANSWER = (
        "bad_answer",
        "What came is no HTTP: a broken status line, a length that is no number; `detail` has it.",
    )
    CUT_OFF = "cut_off", "The connection broke within the body."
    TRUNCATED = "truncated", "Compressed data, or a WARC record, ends too early."
    TOO_LARGE = (
        "too_large",
        "The body is larger than 64 MB (50 MB for sitemaps, 32 MB for imported pages).",
    )
    BOMB = (
        "bomb",
        "A decompression bomb: more than 300 bytes out of one, 100,000 members, or five seconds.",
    )
    CORRUPT = "corrupt", "The compressed body is damaged."
    SCHEME = "scheme", "Neither http nor https."
    TOO_MANY_REDIRECTS = "too_many_redirects", "More than eight redirects."
    REDIRECT_WITHOUT_TARGET = (
        "redirect_without_target",
        "An imported capture is a redirect that says not where to.",
    )
    IGNORED = "ignored", "A component of Scrapy refused the request."
    DOWNLOAD_ERROR = "download_error", "Another error while downloading; `detail` has it."
    RENDERING = "rendering", "The browser made no page of it."
    RENDERING_LIMIT = "rendering_limit", "The page took more of the browser than one page may."
    NOT_A_FEED = "not_a_feed", "What came is no feed."
    NOT_A_SITEMAP = "not_a_sitemap", "What came is no sitemap."
    NOT_HTML = (
        "not_html",
        "What came as a section page is no HTML, or has no link: a shell that scripts fill.",
    )
    NOT_A_LIST = "not_a_list", "What came as a list of data holds no articles that could be found."
    TOO_COSTLY = "too_costly", "The listing, or matching its links, took more time or memory than is allowed."
    READER_FAILED = (
        "reader_failed",
        "The code of a kind of listing, or of the source, raised an error; `detail` has it.",
    )


class GoneReason(Word):
    """How a page was found gone."""

    NOT_FOUND = "not_found", "404."
    GONE = "gone", "410."
    TO_HOME = "to_home", "The URL leads to the front page."
    REDIRECTED_HOME = "redirected_home", "The URL of an imported page answered with the front page."


# The statuses by which a server says that a page is gone, and what is recorded of it.
GONE_STATUSES = {404: GoneReason.NOT_FOUND, 410: GoneReason.GONE}


class Postponement(Word):
    """Why a URL is left for the next crawl; no failure."""

    HOST_BLOCKED = "host_blocked", "The host asked to be left alone, or refused too often."
    OVER_BUDGET = "over_budget", "The host's `requests_per_day` are spent."
    CRAWL_DELAY = (
        "crawl_delay",
        "The host's Crawl-delay is so long that one page a crawl is fetched.",
    )
    ROBOTS_UNREACHABLE = (
        "robots_unreachable",
        "robots.txt did not answer, and there is no copy younger than 30 days.",
    )


class SkipReason(Word):
    """Why a URL is not fetched."""

    ROBOTS = "robots", "robots.txt forbids it."
    ROBOTS_REFUSED = "robots_refused", "The host answers 401 or 403 for robots.txt."
    PRIVATE_ADDRESS = "private_address", "The host is, or resolves to, a private address."
    TRAP = "trap", "Eight URLs of its kind brought the very same bytes."
    OFF_PATTERN = (
        "off_pattern",
        "Neither a pattern of `[links] allow` nor the `article` of its section matches.",
    )
    NO_ARTICLE = (
        "no_article",
        "Its label or list says that it is a page of the list or site, a printed version, an advert.",
    )
    DENIED = "denied", "A pattern of `[links] deny` matches."
    TRAP_CALENDAR = "trap_calendar", "A calendar without end."
    TRAP_SESSION = "trap_session", "A session id in the URL."
    TRAP_REPEATING = "trap_repeating", "A path that repeats itself."
    TRAP_TOO_DEEP = "trap_too_deep", "A path of more than 14 segments."
    TRAP_TOO_MANY_PARAMETERS = "trap_too_many_parameters", "More than ten parameters."
    REVISIT_WITHOUT_ORIGINAL = (
        "revisit_without_original",
        "An imported capture says it is as an earlier one, which is not there.",
    )


# A rule of the source's declaration is against the URL; and the shape of a site's endless URLs.
LEFT_OUT_BY_RULE = (SkipReason.OFF_PATTERN, SkipReason.DENIED, SkipReason.NO_ARTICLE)
TRAP_PREFIX = "trap_"


def is_left_out(reason: str | None) -> bool:
    """Say whether a listing named the URL and a rule is against it, so that it was never asked for."""
    return reason in LEFT_OUT_BY_RULE or (reason or "").startswith(TRAP_PREFIX)


class ReadingNote(Word):
    """What is noted of a page, listing or redirect that was read all the same."""

    CANONICAL_REFUSED = (
        "canonical_refused",
        "The canonical link is not believed: another story stands there.",
    )
    TOO_MANY_ADDRESSES = (
        "too_many_addresses",
        "The crawl stored 100,000 URLs, or fetched 25,000 listings; the rest is left out.",
    )
    TOO_MANY_ENTRIES = "too_many_entries", "A listing has more entries than are read."
    TOO_MANY_ELEMENTS = "too_many_elements", "A sitemap has more elements than are read."
    NOT_WELL_FORMED = "not_well_formed", "The XML of a listing is broken; what could be read was read."
    KEYS_CHANGED = (
        "keys_changed",
        "A list has not the keys that its declaration names; its articles were found without them.",
    )
    BAD_ADDRESS = "bad_address", "A listing names something that is no http or https URL."
    URL_TOO_LONG = "url_too_long", "A listing names a URL of more than 2,048 characters, which is left out."
    BAD_GZIP = "bad_gzip", "A compressed listing is damaged; it was read as far as it goes."
    TOO_DEEP = "too_deep", "An index of sitemaps below another index: its sitemaps are left out."
    TOO_LARGE = "too_large", "A listing is larger than is read; the rest is left out."
    BOMB = "bomb", "A listing unpacks to more than is read; the rest is left out."
    FOLLOWED = "followed", "An imported archive says that the redirect was followed."


class EventNote(Word):
    """What the journal notes of an event besides the reasons of its fetch."""

    LISTED = "listed", "The listing named in `detail` still has the URL."
    MOVED = "moved", "Its article is known by the URL in `detail` now, where it was stored as another one."
    NOT_MODIFIED = "not_modified", "An article returned: its URL answers 304."
    PAGE_CAME = "page_came", "No edit: the page shows its own text, for which one of a list stood in before."
    UNCHANGED = "unchanged", "An article returned: its page has the bytes it had before."


# Any other status of 400 and above of an answer, and of imported captures those of redirects.
HttpReason = NewType("HttpReason", str)
_HTTP_STATUS = re.compile(r"http_[1-9]\d{2}")
HTTP_STATUS_MEANING = "Another HTTP status of 400 and above, such as `http_503`."
Reason = (
    HttpReason
    | NotArticle
    | SpamVerdict
    | Undecodable
    | Withheld
    | FetchFailure
    | GoneReason
    | Postponement
    | SkipReason
    | ReadingNote
)
# By heading of the reference.
REASONS: Mapping[str, type[Word]] = MappingProxyType(
    {
        "No article (verdict `not_article`)": NotArticle,
        "Spam (verdict `hijacked`)": SpamVerdict,
        "Not to be read (verdict `undecodable`)": Undecodable,
        "Kept out by rights": Withheld,
        "Failed": FetchFailure,
        "Gone": GoneReason,
        "Left for the next crawl (no failure)": Postponement,
        "Skipped": SkipReason,
        "Notes on what was read": ReadingNote,
        "Notes on events": EventNote,
        "Incidents": IncidentKind,
        "How an incident ended": IncidentState,
    }
)


def http_reason(status: int) -> HttpReason:
    """Return the reason of an answer with a status that has no word of its own."""
    return HttpReason(f"http_{status}")


def is_reason(word: str) -> bool:
    """Say whether this module knows a word that stands in a column `reason` or `last_error`."""
    if _HTTP_STATUS.fullmatch(word):
        return True
    kinds: tuple[type[Word], ...] = (*REASONS.values(), RereadOutcome)
    return any(word in list(kind) for kind in kinds)
