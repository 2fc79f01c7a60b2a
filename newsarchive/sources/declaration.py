"""What a source file may say: one news site, how to find its articles and how to behave there.

A source is `settings/sources/<name>.toml`. The text below each field is its description in
docs/reference/source-declaration.md (`make docs`); an unknown field is a mistake.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal, get_args, get_type_hints
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from newsarchive.discovery.urls import is_http_url
from newsarchive.errors import ConfigurationError
from newsarchive.hints import PageHints, ReservationPolicy, Selectors
from newsarchive.text.selectors import selector_problem

# Times of the day, as people write them: `06:30`, `18:00`.

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")


def parse_day_time(value: object) -> time:
    """Return the time of a text such as `06:30`; ValueError says what is allowed."""
    match = _TIME.match(value) if isinstance(value, str) else None
    if not match:
        raise ValueError('allowed: a text such as "06:30" or "18:00", from "00:00" to "23:59"')
    return time(int(match[1]), int(match[2]))


# How often, as people write it: `90s`, `30m`, `6h`, `1d`.

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SHORTEST = 60.0  # a source asked more often than once a minute is never polite
_INTERVAL = re.compile(r"(\d{1,6})([smhd])\Z")


def parse_interval(value: object) -> float:
    """Return the seconds of an interval such as `30m`; ValueError says what is allowed."""
    match = _INTERVAL.match(value) if isinstance(value, str) else None
    if not match or (seconds := float(int(match[1]) * SECONDS[match[2]])) < SHORTEST:
        raise ValueError('allowed: a text such as "90s", "30m", "6h" or "1d", at least one minute')
    return seconds


# What a source is expected to bring: bounds that a crawl is judged by when it ends.

Share = Annotated[float, Field(ge=0, le=1)]
Silence = Annotated[float, BeforeValidator(parse_interval)]


class Expect(BaseModel):
    """Bounds of a healthy source. What is not declared is compared with the source's own history.

    Set a minimum at about 80 % of what a healthy week or crawl brings, a maximum at about twice that, and
    never fit a bound around a crawl that went wrong. 0 for a minimum, and 1 for a maximum, switch the
    comparison off. Shares are of one crawl, or where that has fewer than fifty, of the last fifty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    articles_per_week: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Minimum of new articles in the last seven days, once the source is that old."""
    silent_for: Silence | None = None
    """Longest time without a new article (`2d`)."""
    with_title: Share | None = None
    """Minimum share of articles that have a title."""
    with_date: Share | None = None
    """Minimum share of articles that have a date."""
    refused: Share | None = None
    """Maximum share of fetched pages that are refused."""
    failed: Share | None = None
    """Maximum share of requests that fail; pages that are gone (404, 410) count too."""
    selectors: Share | None = None
    """Maximum share of pages on which a selector of `[extraction]` finds nothing; without a value, half."""
    vanished: Share | None = None
    """Maximum share of known articles, of those fetched last, whose pages are gone; without a value, a
    quarter."""


# Headers a source may add. Not Cookie or Authorization: a source file is read by many, and is no secret.
ALLOWED_HEADERS = frozenset({"accept", "accept-language", "referer"})


def _http_url(value: str) -> str:
    if not is_http_url(value):
        raise ValueError("allowed: an http:// or https:// address without spaces")
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"allowed: a Python regular expression; here {error}") from error
    return value


def _selector(value: str) -> str:
    problem = selector_problem(value)
    if problem:
        raise ValueError(f"allowed: a CSS selector; here {problem}")
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("allowed: an IANA time zone such as Asia/Shanghai")
    return value


def _header_name(value: str) -> str:
    if value.lower() not in ALLOWED_HEADERS:
        raise ValueError(f"allowed: {', '.join(sorted(ALLOWED_HEADERS))}")
    return value


def _header_value(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("allowed: one line of printable ASCII")
    return value


HttpURL = Annotated[str, AfterValidator(_http_url)]
Regex = Annotated[str, AfterValidator(_regex)]
Selector = Annotated[str, AfterValidator(_selector)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Interval = Annotated[float, BeforeValidator(parse_interval)]
DayTime = Annotated[time, BeforeValidator(parse_day_time)]
HeaderName = Annotated[str, AfterValidator(_header_name)]
HeaderValue = Annotated[str, AfterValidator(_header_value)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Feed(_Part):
    """An RSS, Atom or JSON feed."""

    url: HttpURL
    """Address of the feed."""


class Sitemap(_Part):
    """A sitemap: a news sitemap, a plain one, or an index of others; gzipped or not."""

    url: HttpURL
    """Address of the sitemap or sitemap index."""


class Section(_Part):
    """A section page: a page of links to articles."""

    url: HttpURL
    """Address of the section page."""
    article: Regex | None = None
    """Regular expression for the addresses of articles, searched in the absolute address. Without it a score
    decides which links are articles."""
    pages: Annotated[int, Field(ge=1, le=1_000)] = 1
    """Read at most so many pages of the list (rel=next, 下一页, numbers). Reading stops at the first page
    that names nothing new."""
    depth: Annotated[int, Field(ge=0, le=5)] = 0
    """Follow links to other sections of the site so many levels deep."""


class Addresses(_Part):
    """Addresses of articles, listed one by one."""

    urls: tuple[HttpURL, ...] = ()
    """Addresses, written here."""
    file: str | None = None
    """A file with one address a line; its path is relative to the declaration."""


class Links(_Part):
    """Which addresses found in feeds, sitemaps and sections are fetched.

    The expressions are searched in the absolute address, as linked and without its tracking parameters.
    Addresses listed under `[addresses]` are fetched in any case. What the patterns leave out is counted, and
    `newsarchive why URL` names the pattern (for up to 10,000 new addresses a crawl).
    """

    allow: tuple[Regex, ...] = ()
    """Fetch only addresses that match one of these; without any, all are allowed."""
    deny: tuple[Regex, ...] = ()
    """Never fetch addresses that match one of these."""


class Extraction(_Part):
    """CSS selectors for a site that is read wrongly without them.

    A selector that finds nothing on a page is counted, and the page is read the general way.
    """

    body: Selector | None = None
    """The text of the article; nothing else is read."""
    title: Selector | None = None
    """The headline; it wins over what the markup states. An attribute `content` counts before the text."""
    author: Selector | None = None
    """The authors; they win over what the markup states. An attribute `content` counts before the text."""
    date: Selector | None = None
    """The date of publication; it wins over what the markup states. An attribute `content` or `datetime`
    counts before the text."""
    remove: tuple[Selector, ...] = ()
    """Elements that are cut before anything is read."""


class FromWayback(_Part):
    """Whether backfills use the Wayback Machine."""

    enabled: bool = False
    """`newsarchive crawl NAME --backfill` asks the Wayback Machine for addresses, and for pages that are gone
    (needs the extra `wayback`)."""


class Reserving(_Part):
    """What is done with pages that reserve rights; without a value, what the project's settings say."""

    noarchive: Literal["keep", "text_only", "refuse"] | None = None
    """Pages that say `noarchive`: keep them and note it, keep the article without the bytes of the page, or
    refuse them."""
    tdm: Literal["record", "refuse"] | None = None
    """Pages that reserve text and data mining (TDMRep): note it, or refuse them."""


class Source(_Part):
    """One news site. At least one feed, sitemap, section or address is needed.

    robots.txt is always obeyed; no field switches that off.
    """

    name: Name
    """The name of the file without `.toml`; what `newsarchive crawl NAME` takes. It is not written into the
    file."""
    title: Title
    """What people call the site."""
    home: HttpURL | None = None
    """The front page."""
    language: Language | None = None
    """Language of the site, a BCP 47 tag (`zh`, `en`, `de-AT`)."""
    timezone: TimeZone | None = None
    """IANA time zone (`Asia/Shanghai`) of dates that pages print without an offset."""
    feeds: tuple[Feed, ...] = ()
    """Feeds of the site."""
    sitemaps: tuple[Sitemap, ...] = ()
    """Sitemaps of the site."""
    sections: tuple[Section, ...] = ()
    """Section pages of the site."""
    addresses: Addresses = Addresses()
    """Addresses of articles, listed one by one."""
    links: Links = Links()
    """Which of the addresses found are fetched."""
    extraction: Extraction = Extraction()
    """CSS selectors for a site that is read wrongly without them."""
    expect: Expect = Expect()
    """What the source is expected to bring; a crawl that misses it says so and exits with 3."""
    recheck_days: Annotated[int, Field(ge=0, le=36_500)] | Literal["always"] | None = None
    """Recheck articles for so many days after they were first stored or published (with `crawl --due` also
    after an edit); `"always"`: without end. Without a value: 7 days, and 14 with `crawl --due`."""
    every: Interval | None = None
    """How often `crawl --due` crawls the source (`90s`, `30m`, `6h`, `1d`). Without a value each feed,
    sitemap and section is polled by how often it lists something new, and each article rechecked by its age
    and by how often the source edits."""
    at: Annotated[tuple[DayTime, ...], Field(min_length=1, max_length=96)] = ()
    """Times of the day at which the source is crawled (`["06:30", "18:00"]`), in `timezone` (UTC without
    one); instead of `every`."""
    delay: Annotated[float, Field(ge=0, le=600)] = 2.0
    """Seconds between two requests to one host."""
    concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    """Requests at a time to one host."""
    requests_per_day: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """Requests that one host gets in a day of UTC, robots.txt included; what is left waits for the next day.
    Without a value there is no limit."""
    render: Literal["auto", "never", "browser"] = "auto"
    """Whether pages are fetched with a browser: where it turns out to help, never, or always."""
    allow_private_addresses: bool = False
    """Allow requests to loopback and private networks (for tests and the sample newsroom)."""
    verify_tls: bool = True
    """Check TLS certificates; `false` accepts any."""
    keep_payloads: Literal["first_and_changed", "all", "none"] = "first_and_changed"
    """Which bodies are kept: of the first capture and of each that changed something, of all, or of none.
    Without its body a page cannot be read again by `reprocess`, nor exported as WARC."""
    keep_payload_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    """`newsarchive db prune` removes bodies older than so many days; without a value they stay for ever."""
    rights: Reserving = Reserving()
    """What is done with pages that reserve rights."""
    wayback: FromWayback = FromWayback()
    """Whether backfills use the Wayback Machine."""
    headers: dict[HeaderName, HeaderValue] = Field(default_factory=dict)
    """Request headers to add: `accept`, `accept-language`, `referer`."""

    def finds_something(self) -> bool:
        """Say whether there is any place to find articles in."""
        return bool(
            self.feeds or self.sitemaps or self.sections or self.addresses.urls or self.addresses.file
        )

    def list_key(self) -> str:
        """Return a key of all that decides what is made of a list's links: another key, another choice.

        The name is part of it, since two sources may choose differently among the links of one feed.
        """
        rules = self.model_dump_json(include={"name", "sections", "links", "extraction"})
        return hashlib.sha256(rules.encode()).hexdigest()

    def hints(self, rights: ReservationPolicy = ReservationPolicy()) -> PageHints:  # noqa: B008 - frozen
        """Return what the declaration says of every page of the source; `rights` are the project's."""
        return PageHints(
            selectors=Selectors(**self.extraction.model_dump()),
            timezone=self.timezone,
            rights=ReservationPolicy(
                noarchive=self.rights.noarchive or rights.noarchive, tdm=self.rights.tdm or rights.tdm
            ),
        )


# What the project does with pages that say noarchive, or reserve text and data mining.

SETTINGS = {"noarchive": "NEWSARCHIVE_NOARCHIVE", "tdm": "NEWSARCHIVE_TDM"}


def project_rights(settings: Mapping[str, Any]) -> ReservationPolicy:
    """Return what the settings say; ConfigurationError names the allowed words."""
    chosen: dict[str, Any] = {}
    kinds = get_type_hints(ReservationPolicy)
    for field, setting in SETTINGS.items():
        value = settings.get(setting)
        allowed = get_args(kinds[field])
        if value is not None and value not in allowed:
            raise ConfigurationError(f"{setting} = {value!r}: allowed are {', '.join(map(repr, allowed))}.")
        if value is not None:
            chosen[field] = value
    return ReservationPolicy(**chosen)
