"""What a source file may say: one news site, how to find its articles and how to behave there.

A source is `settings/sources/NAME.toml`, or `NAME/source.toml` there. The text below each field is its
description in docs/reference/source-declaration.md (`make docs`); an unknown field is a mistake.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PrivateAttr,
    StringConstraints,
    Tag,
    create_model,
    field_validator,
)

from newsarchive.durations import DAY, HOUR, MINUTE
from newsarchive.errors import ConfigurationError
from newsarchive.hints import FormerSelectors, PageHints, ReservationPolicy, Selectors
from newsarchive.listings.field_types import DeclaredTable, HttpURL, Regex
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.listings.listing_kind import Listing, ListingKind
from newsarchive.sources.source_code import CodeFile
from newsarchive.text.page.selectors import selector_problem

# Times of the day, as people write them: `06:30`, `18:00`.

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")


def parse_day_time(value: object) -> time:
    """Return the time of a text such as `06:30`; ValueError says what is allowed."""
    match = _TIME.match(value) if isinstance(value, str) else None
    if not match:
        raise ValueError('allowed: a text such as "06:30" or "18:00", from "00:00" to "23:59"')
    return time(int(match[1]), int(match[2]))


# How often, as people write it: `90s`, `30m`, `6h`, `1d`.

_SECONDS = {"s": 1.0, "m": MINUTE, "h": HOUR, "d": DAY}
_SHORTEST = MINUTE  # a source asked more often than once a minute is never polite
_INTERVAL = re.compile(r"(\d{1,6})([smhd])\Z")


def parse_interval(value: object) -> float:
    """Return the seconds of an interval such as `30m`; ValueError says what is allowed."""
    match = _INTERVAL.match(value) if isinstance(value, str) else None
    if not match or (seconds := int(match[1]) * _SECONDS[match[2]]) < _SHORTEST:
        raise ValueError('allowed: a text such as "90s", "30m", "6h" or "1d", at least one minute')
    return seconds


# What a source is expected to bring: bounds that a crawl is judged by when it ends.

Share = Annotated[float, Field(ge=0, le=1)]
Interval = Annotated[float, BeforeValidator(parse_interval)]


class Expect(DeclaredTable):
    """Bounds of a healthy source. What is not declared is compared with the source's own history.

    Set a minimum at about 80 % of what a healthy week or crawl brings, a maximum at about twice that, and
    never fit a bound around a crawl that went wrong. 0 for a minimum, and 1 for a maximum, switch the
    comparison off. Shares are of one crawl, or where that has fewer than fifty, of the last fifty.
    """

    articles_per_week: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Minimum of new articles in the last seven days, once the source is that old."""
    silent_for: Interval | None = None
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
_ALLOWED_HEADERS = frozenset({"accept", "accept-language", "referer"})


def _selector(value: str) -> str:
    problem = selector_problem(value)
    if problem:
        raise ValueError(f"allowed: a CSS selector; here {problem}")
    return value


# What `zoneinfo.available_timezones` leaves out: the rules that only POSIX strings mean, and the zones once
# more, without and with leap seconds.
_NO_TIMEZONE = ("posixrules", "posix/", "right/")


def is_timezone(name: str) -> bool:
    """Say whether the name is in `zoneinfo.available_timezones()`.

    That reads six hundred files each time: 3 ms of processor time for every declared source (2026-11).
    """
    if name.startswith(_NO_TIMEZONE):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _timezone(value: str) -> str:
    if not is_timezone(value):
        raise ValueError("allowed: an IANA time zone such as Asia/Shanghai")
    return value


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def _language(value: object) -> object:
    if isinstance(value, str) and not _LANGUAGE.match(value):
        raise ValueError("allowed: a BCP 47 tag such as zh, en or de-AT")
    return value


def _header_name(value: str) -> str:
    if value.lower() not in _ALLOWED_HEADERS:
        raise ValueError(f"allowed: {', '.join(sorted(_ALLOWED_HEADERS))}")
    return value


def _header_value(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("allowed: one line of printable ASCII")
    return value


Selector = Annotated[str, AfterValidator(_selector)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
DayTime = Annotated[time, BeforeValidator(parse_day_time)]
HeaderName = Annotated[str, AfterValidator(_header_name)]
HeaderValue = Annotated[str, AfterValidator(_header_value)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), BeforeValidator(_language)
]


class Links(DeclaredTable):
    """Which URLs found in feeds, sitemaps and sections are fetched.

    The expressions are searched in the absolute URL, as linked and without its tracking parameters.
    URLs listed under `[addresses]` are fetched in any case. What the patterns leave out is counted, and
    `newsarchive why URL` names the pattern (for up to 10,000 new URLs a crawl).
    """

    allow: tuple[Regex, ...] = ()
    """Fetch only URLs that match one of these; without any, all are allowed."""
    deny: tuple[Regex, ...] = ()
    """Never fetch URLs that match one of these."""


class Extraction(DeclaredTable):
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


class DatedExtraction(Extraction):
    """Selectors of different times, instead of one `[extraction]`: a page is read by those of its day.

    A crawl uses the newest; `reprocess` and imports use those that held when a page was fetched.
    """

    until: date | None = None
    """The last day (of UTC) for which these selectors hold (`2024-08-12`). Those without `until` hold since
    then; there is at most one such."""


def _shape(value: object) -> str:
    return LIST_BRANCH if isinstance(value, tuple) else TABLE_BRANCH


# Branches of the union; operators do not see them.
TABLE_BRANCH, LIST_BRANCH = "(table)", "(list)"
ExtractionRules = Annotated[
    Annotated[Extraction, Tag(TABLE_BRANCH)] | Annotated[tuple[DatedExtraction, ...], Tag(LIST_BRANCH)],
    Discriminator(_shape),
]


class FromWayback(DeclaredTable):
    """Whether backfills use the Wayback Machine."""

    enabled: bool = False
    """`newsarchive crawl NAME --backfill` asks the Wayback Machine for URLs, and for pages that are gone
    (needs the extra `wayback`)."""


class Reserving(DeclaredTable):
    """What is done with pages that reserve rights; without a value, what the project's settings say."""

    noarchive: Literal["keep", "text_only", "refuse"] | None = None
    """Pages that say `noarchive`: keep them and note it, keep the article without the bytes of the page, or
    refuse them."""
    tdm: Literal["record", "refuse"] | None = None
    """Pages that reserve text and data mining (TDMRep): note it, or refuse them."""


class SiteIdentity(DeclaredTable):
    """Which site it is: what stands first in a declaration."""

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


class Source(SiteIdentity):
    """One news site. At least one feed, sitemap, section or URL is needed.

    robots.txt is always obeyed; no field switches that off.
    """

    # Each kind of listing that is installed is a field too: `source_model` has them, `declared` gives them.

    links: Links = Links()
    """Which of the URLs found are fetched."""
    extraction: ExtractionRules = Extraction()
    """CSS selectors for a site that is read wrongly without them."""
    expect: Expect = Expect()
    """What the source is expected to bring; a crawl that misses it says so and exits with 3."""
    recheck_days: Annotated[int, Field(ge=0, le=36_500)] | Literal["always"] | None = None
    """Recheck articles for so many days after they were first stored or published (with `crawl --due` also
    after an edit); `"always"`: without end. Without a value: 7 days, and 14 with `crawl --due`."""
    every: Interval | None = None
    """How often `crawl --due` crawls the source (`90s`, `30m`, `6h`, `1d`). Without a value each feed,
    sitemap and section is polled by how often it lists something new. Articles are rechecked by their age and
    by how often the source edits, with a value too: each of those crawls asks for what falls due before half
    of the time to the next has passed."""
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
    _code: CodeFile | None = PrivateAttr(default=None)

    @field_validator("recheck_days", mode="before")
    @classmethod
    def _number_or_always(cls, value: object) -> object:
        """Say at once what is allowed: a union names each of its types by itself, and not the range."""
        if value is None or value == "always" or (type(value) is int and 0 <= value <= 36_500):
            return value
        raise ValueError('allowed: a number of days from 0 to 36,500, or "always"')

    @property
    def code(self) -> CodeFile | None:
        """The source's own code, where there is a file of it."""
        return self._code

    def with_code(self, code: CodeFile | None) -> Self:
        """Return the source with its code."""
        copy = self.model_copy()
        copy._code = code
        return copy

    def declared(self) -> Iterator[tuple[ListingKind[Any], DeclaredTable]]:
        """Yield each place to find articles, with its kind."""
        for kind in listing_kinds():
            for table in self.tables(kind):
                yield kind, table

    def tables(self, kind: ListingKind[Any]) -> Sequence[Any]:
        """Return what is declared of one kind."""
        value = getattr(self, kind.field, ())
        return value if isinstance(value, tuple) else (value,)

    def listings(self) -> list[Listing]:
        """Return the declared listings."""
        return [listing for kind, table in self.declared() for listing in kind.listings(table)]

    def urls(self) -> list[str]:
        """Return the URLs that are written in the declaration, of listings and articles."""
        return [url for kind, table in self.declared() for url in kind.urls(table)]

    def files(self) -> list[str]:
        """Return the files that the declaration names, relative to its own."""
        return [file for kind, table in self.declared() for file in kind.files(table)]

    def finds_something(self) -> bool:
        """Say whether there is any place to find articles in."""
        return any(kind.places(table) for kind, table in self.declared())

    def list_key(self) -> str:
        """Return a key of all that decides what is made of a list's links: another key, another choice.

        The name is part of it, since two sources may choose differently among the links of one feed. Kinds of
        others count where they are declared, so that installing one changes no key.
        """
        choosing = {kind.field for kind in listing_kinds() if kind.chooses}
        told = {field for field in choosing if getattr(self, field, None)} | {"sections"}
        rules = self.model_dump_json(include={"name", "links", "extraction", *told})
        code = "" if self._code is None else self._code.text
        return hashlib.sha256(f"{rules}{code}".encode()).hexdigest()

    def rules_key(self) -> str:
        """Return a key of the rules that admit or refuse a URL, whichever listing names it."""
        return hashlib.sha256(self.model_dump_json(include={"links"}).encode()).hexdigest()

    def hints(self, rights: ReservationPolicy = ReservationPolicy()) -> PageHints:  # noqa: B008 - frozen
        """Return what the declaration says of every page of the source; `rights` are the project's."""
        former, newest = self._rules()
        return PageHints(
            selectors=_selectors(newest),
            former=tuple(FormerSelectors(until=day, selectors=_selectors(rule)) for day, rule in former),
            parser=self._code,
            timezone=self.timezone,
            rights=ReservationPolicy(
                noarchive=self.rights.noarchive or rights.noarchive, tdm=self.rights.tdm or rights.tdm
            ),
        )

    def _rules(self) -> tuple[list[tuple[date, Extraction]], Extraction]:
        """Return the rules of the past with the last day of each, the oldest first, and the newest one."""
        if isinstance(self.extraction, Extraction):
            return [], self.extraction
        former = sorted(
            ((rule.until, rule) for rule in self.extraction if rule.until is not None),
            key=lambda pair: pair[0],
        )
        newest = next((rule for rule in self.extraction if rule.until is None), Extraction())
        return list[tuple[date, Extraction]](former), newest


def _selectors(rule: Extraction) -> Selectors:
    return Selectors(**rule.model_dump(exclude={"until"}))


@cache
def source_model() -> type[Source]:
    """Return Source with a field for each kind of listing that is installed, in the order people read."""
    fields: dict[str, Any] = {}
    for kind in listing_kinds():
        if kind.field in Source.model_fields:
            raise ConfigurationError(
                f"The listing kind {kind.name!r} uses the field {kind.field!r}, which all sources have.",
                hint=f"Uninstall the distribution of {type(kind).__module__}.",
            )
        several = (tuple[kind.table, ...], ())  # type: ignore[name-defined] # known when it runs
        fields[kind.field] = several if kind.repeated else (kind.table, kind.table())
    places = create_model("Places", __base__=SiteIdentity, **fields)
    # Fields stand in the order of the bases, the last one first: identity, places, the rest.
    bases: Any = (Source, places)
    return create_model("Source", __base__=bases)  # type: ignore[no-any-return]


# What the project does with pages that say noarchive, or reserve text and data mining.

_SETTINGS = {"noarchive": "NEWSARCHIVE_NOARCHIVE", "tdm": "NEWSARCHIVE_TDM"}


def project_rights(settings: Mapping[str, Any]) -> ReservationPolicy:
    """Return what the settings say; ConfigurationError names the allowed words."""
    chosen: dict[str, Any] = {}
    kinds = get_type_hints(ReservationPolicy)
    for field, setting in _SETTINGS.items():
        value = settings.get(setting)
        allowed = get_args(kinds[field])
        if value is not None and value not in allowed:
            raise ConfigurationError(f"{setting} = {value!r}: allowed are {', '.join(map(repr, allowed))}.")
        if value is not None:
            chosen[field] = value
    return ReservationPolicy(**chosen)
