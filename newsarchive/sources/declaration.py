"""What a source file may say: one news site, how to find its articles and how to behave there.

A source is `settings/sources/<name>.toml`. Every field is described here; an unknown one is a mistake.
"""

from __future__ import annotations

import hashlib
import re
from datetime import time
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from newsarchive.discovery.urls import is_http_url
from newsarchive.hints import PageHints, Rights, Selectors
from newsarchive.sources.day_times import parse_day_time
from newsarchive.sources.expectations import Expect
from newsarchive.sources.intervals import parse_interval
from newsarchive.text.selectors import selector_problem

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
    """An RSS or Atom feed."""

    url: HttpURL


class Sitemap(_Part):
    """A sitemap: news or plain, an index of others, gzipped or not."""

    url: HttpURL


class Section(_Part):
    """A page of links; `article` is searched in an address (absolute), without it a score decides.

    `pages`: at most so many pages of the list are read, up to the first that names nothing new. `depth`: how
    many levels of sections that it links to are read as well.
    """

    url: HttpURL
    article: Regex | None = None
    pages: Annotated[int, Field(ge=1, le=1_000)] = 1
    depth: Annotated[int, Field(ge=0, le=5)] = 0


class Addresses(_Part):
    """Addresses of articles: `urls` here, and one a line in `file` (relative to the source file)."""

    urls: tuple[HttpURL, ...] = ()
    file: str | None = None


class Links(_Part):
    """Which addresses found in feeds, sitemaps and sections are asked for.

    Searched in the absolute address: some `allow` (all, where none is given) and no `deny`. Listed
    `addresses` are asked for in any case.
    """

    allow: tuple[Regex, ...] = ()
    deny: tuple[Regex, ...] = ()


class Extraction(_Part):
    """CSS selectors for pages that are read wrongly without them; one that finds nothing is counted.

    body is the article's text and nothing else is read, remove is cut before. title, author and date win over
    what markup states; of an element's attributes `content` and `datetime` count before its text.
    """

    body: Selector | None = None
    title: Selector | None = None
    author: Selector | None = None
    date: Selector | None = None
    remove: tuple[Selector, ...] = ()


class FromWayback(_Part):
    """Whether a backfill looks into the Wayback Machine too (the extra `wayback`)."""

    enabled: bool = False


class Reserving(_Part):
    """What is done with pages that say noarchive or reserve text and data mining; else as the project has it.

    noarchive   keep (note it), text_only (the article without the page's bytes) or refuse
    tdm         record (note it) or refuse
    """

    noarchive: Literal["keep", "text_only", "refuse"] | None = None
    tdm: Literal["record", "refuse"] | None = None


class Source(_Part):
    """One news site.

    name        as the file is called; what `newsarchive crawl NAME` takes
    title, home what people call it, and its front page
    language    BCP 47 (`zh`, `en`, `de-AT`), where the site has one
    timezone    IANA zone for dates printed without an offset
    feeds, sitemaps, sections, addresses    where articles are found; at least one of them
    links       which found addresses are asked for
    extraction  CSS selectors where the general way reads the site's pages wrongly
    expect      what it is expected to bring; a crawl that misses it says so and exits with 3
    recheck_days   articles of the last so many days are asked for again; "always": every stored one. Else
                   crawls that look at all of them go back seven days, and the plan fourteen
    every       how often a crawl is due (`90s`, `30m`, `6h`, `1d`; kept in seconds); without it each listing
                is polled by how often it names something new, each article rechecked by age and edits
    at          times of the day a crawl is due, in `timezone` (UTC without one); instead of `every`
    delay       seconds between two requests to one host, concurrency requests at a time per host
    requests_per_day  how many requests (robots.txt too) a host gets in a day of UTC; what is left waits
    render      auto: a browser is tried when a page is empty but for scripts, and what helped is remembered;
                never; or browser: articles and sections are always fetched with one
    allow_private_addresses   loopback and private networks may be asked (only for tests and the newsroom)
    verify_tls  false accepts any certificate
    wayback     whether `crawl --backfill` asks the Wayback Machine for addresses, and for pages that are gone
    rights      pages that say noarchive or reserve text and data mining
    keep_payload_days   how long bodies stay before `newsarchive db prune` takes them; else for ever
    keep_payloads  which bodies stay: of the first capture and each that changed something, all, or none
    headers     request headers to add (accept, accept-language, referer)

    robots.txt is always obeyed; there is no field to switch that off.
    """

    name: Name
    title: Title
    home: HttpURL | None = None
    language: Language | None = None
    timezone: TimeZone | None = None
    feeds: tuple[Feed, ...] = ()
    sitemaps: tuple[Sitemap, ...] = ()
    sections: tuple[Section, ...] = ()
    addresses: Addresses = Addresses()
    links: Links = Links()
    extraction: Extraction = Extraction()
    expect: Expect = Expect()
    recheck_days: Annotated[int, Field(ge=0, le=36_500)] | Literal["always"] | None = None
    every: Interval | None = None
    at: Annotated[tuple[DayTime, ...], Field(min_length=1, max_length=96)] = ()
    delay: Annotated[float, Field(ge=0, le=600)] = 2.0
    concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    requests_per_day: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    render: Literal["auto", "never", "browser"] = "auto"
    allow_private_addresses: bool = False
    verify_tls: bool = True
    keep_payloads: Literal["first_and_changed", "all", "none"] = "first_and_changed"
    keep_payload_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    rights: Reserving = Reserving()
    wayback: FromWayback = FromWayback()
    headers: dict[HeaderName, HeaderValue] = Field(default_factory=dict)

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

    def hints(self, rights: Rights = Rights()) -> PageHints:  # noqa: B008 - frozen
        """Return what the declaration says of every page of the source; `rights` are the project's."""
        return PageHints(
            selectors=Selectors(**self.extraction.model_dump()),
            timezone=self.timezone,
            rights=Rights(
                noarchive=self.rights.noarchive or rights.noarchive, tdm=self.rights.tdm or rights.tdm
            ),
        )
