"""What a page states outright of its article, and what of it the page of another day states otherwise.

Publishers date articles anew, and file them elsewhere, with no word of the text changed. Both pages are
read by the same code, and only what their markup states is compared, each statement with the one in the
same place: so neither another version of this program nor another template makes news
(docs/explanation/revisions.md#what-a-page-states-anew).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newsarchive.evidence import StatedFact
from newsarchive.items import FetchedPage
from newsarchive.text.dates.markup_dates import (
    MICROFORMAT,
    is_explicit,
    microformat_claims,
    published_claims,
)
from newsarchive.text.dates.written_dates import find_times, read_time
from newsarchive.text.decoding import decode_page
from newsarchive.text.metadata.own_nodes import nodes_of_story
from newsarchive.text.metadata.page_facts import site_names, stated_sections, stated_tags
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_model import model_of
from newsarchive.text.page.structured_data import article_nodes, meta_tags
from newsarchive.text.revision_identity import normal_title

_TIME = "time"  # the evidence of the first `<time>` of the story
_MIDNIGHT = "T00:00:00+00:00"  # what systems that know the day alone write
_DAY = len("YYYY-MM-DD")
# A machine wrote it: no words, and none that a reader's clock makes.
_WRITTEN_BY_MACHINE = re.compile(r"\s*\d{4}-\d\d-\d\d")
# The offsets of zones reach from -12:00 to +14:00, in quarters of an hour (IANA tz database, 2025b).
_WIDEST_OFFSET, _OFFSET_STEP = timedelta(hours=14), timedelta(minutes=15)
# A page that states the moment of each visit has it a little before; caches hold pages for minutes. Ours.
_CLOCK = timedelta(hours=1)
_UNDECODABLE = "\ufffd"
_JOINED = "; "


@dataclass(frozen=True, slots=True)
class StatedList:
    """Values in the order of the page, and where they stand."""

    place: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFacts:
    """What the markup of a page states: moments of publication by place, sections and tags."""

    published: Mapping[str, str] = field(default_factory=dict)
    section: StatedList | None = None
    tags: StatedList | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStatement:
    """What a page stated when it was fetched; `is_restated`: it dated its article anew then."""

    facts: StatedFacts
    at: datetime
    is_restated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A fact that a page states otherwise than before; `place` is where in the markup."""

    fact: StatedFact
    before: str
    after: str
    place: str


def stated_facts(page: FetchedPage) -> StatedFacts:
    """Return what the page states outright; nothing of what is no page of markup. Pure and total."""
    decoded = decode_page(page)
    tree = parse_html(decoded.text) if decoded.media == "html" and decoded.error is None else None
    if tree is None or isinstance(tree, str):
        return StatedFacts()
    model = model_of(tree)
    meta = meta_tags(model)
    told = meta.all("og:title", "twitter:title")
    nodes = nodes_of_story(article_nodes(model), (page.url, page.final_url), told)
    claims: dict[str, str] = {}
    for place, text in (*published_claims(model, meta, nodes), *microformat_claims(model)):
        time = _stated(place, text)
        if time is not None:
            claims.setdefault(place, time)
    return StatedFacts(
        published=claims,
        section=_listed(stated_sections(meta, nodes)),
        tags=_listed(stated_tags(meta, nodes, site_names(page.url, meta, nodes))),
    )


def _stated(place: str, text: str) -> str | None:
    by_machine = _WRITTEN_BY_MACHINE.match(text) is not None
    if not (
        by_machine
        if place == _TIME
        else by_machine or _is_clear(text)
        if place == MICROFORMAT
        else is_explicit(place)
    ):
        return None
    time = read_time(text)
    return None if time is None else time.removesuffix(_MIDNIGHT)


def _is_clear(text: str) -> bool:
    """Whether a text is one day and can be no other: "3 February 2026", not "02/03/2026"."""
    found = find_times(text)
    return len(found) == 1 and found[0].other is None


def _listed(stated: tuple[str, tuple[str, ...]] | None) -> StatedList | None:
    if stated is None or any(_UNDECODABLE in value for value in stated[1]):
        return None
    return StatedList(*stated)


def is_stated_date(date_source: str | None) -> bool:
    """Say whether a date is one that the markup states, by its `date_source`."""
    place = (date_source or "").partition("+")[0]
    return place == _TIME or (place != "selector" and is_explicit(place))


def restated(before: SeenStatement, now: SeenStatement) -> Iterator[Restated]:
    """Yield what the later page states otherwise, each fact at most once.

    What only one of the two states is none: a template lost or got it.
    """
    if (moved := _redated(before, now)) is not None:
        yield moved
    lists: tuple[tuple[StatedFact, StatedList | None, StatedList | None], ...] = (
        (StatedFact.SECTION, before.facts.section, now.facts.section),
        (StatedFact.TAGS, before.facts.tags, now.facts.tags),
    )
    for fact, old, new in lists:
        if old is None or new is None or old.place != new.place or _folded(old) == _folded(new):
            continue
        yield Restated(
            fact=fact, before=_JOINED.join(old.values), after=_JOINED.join(new.values), place=new.place
        )


def _folded(stated: StatedList) -> frozenset[str]:
    return frozenset(normal_title(value).casefold() for value in stated.values)


def _redated(before: SeenStatement, now: SeenStatement) -> Restated | None:
    """The move of the publication to another day; none where one of the page's statements stays."""
    both = [place for place in before.facts.published if place in now.facts.published]
    pairs = [(before.facts.published[place], now.facts.published[place]) for place in both]
    if not pairs or not all(_is_moved(*pair) for pair in pairs):
        return None
    old, new = pairs[0]
    if any(time[:_DAY] == old[:_DAY] for time in now.facts.published.values()):
        return None
    if _is_clock(old, before.at) and _is_clock(new, now.at) and (_has_time(new) or before.is_restated):
        return None
    return Restated(fact=StatedFact.PUBLISHED, before=old, after=new, place=both[0])


def _is_moved(old: str, new: str) -> bool:
    """Say whether a moment is of another day than the former, for another reason than a zone."""
    if old[:_DAY] == new[:_DAY]:
        return False
    one, other = _moment(old), _moment(new)
    if one is None or other is None:
        return False
    apart = abs(one - other)
    if _has_time(old) != _has_time(new):
        return apart >= timedelta(days=2)  # the day of the one may be that of another zone
    if not _has_time(new):
        return True
    return apart > _WIDEST_OFFSET or bool(apart % _OFFSET_STEP)


def _has_time(time: str) -> bool:
    return len(time) > _DAY


def _moment(time: str) -> datetime | None:
    try:
        stated = datetime.fromisoformat(time)
        return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _is_clock(time: str, at: datetime) -> bool:
    """Say whether a page may have read its moment off the clock as it was fetched."""
    if not _has_time(time):
        return time == at.date().isoformat()
    moment = _moment(time)
    return moment is not None and abs(at - moment) <= _CLOCK
