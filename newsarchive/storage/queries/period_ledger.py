"""A period of days and its coverage: what came each day, what was expected, and when we were blind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from newsarchive.storage.queries.search_hits import Index

# A day is over in every time zone so long after its beginning in UTC, as in the view source_days.
_OVER = timedelta(hours=36)
# A source's first day is the one on which its first crawl began, in the zone furthest ahead (the same view).
_FURTHEST_ZONE = timedelta(hours=14)


class DayState(StrEnum):
    """What is known of a source's day."""

    SEEN = "seen"  # the source answered, and what came is not far below what is usual
    QUIET = "quiet"  # far less than usual came, and the source had no more
    BLIND = "blind"  # far less than usual came, since we did not ask, or in vain
    UNHEARD = "unheard"  # nobody was heard that day, and nothing can be expected of it
    UNKNOWN = "unknown"  # before the first crawl, after the last: nobody watched
    OPEN = "open"  # not over yet in every time zone


# Days of which a chart of volume must not be read as "nothing happened".
BLIND_STATES = frozenset({DayState.BLIND, DayState.UNHEARD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days, both ends included; the day of an article or answer is that of its source's zone."""

    since: date
    until: date

    def days(self) -> list[date]:
        """Return all of them, in order."""
        return [self.since + timedelta(days=number) for number in range((self.until - self.since).days + 1)]

    def before(self) -> Period:
        """Return as many days before it."""
        length = self.until - self.since + timedelta(days=1)
        return Period(since=self.since - length, until=self.since - timedelta(days=1))

    def moments(self) -> tuple[str, str]:
        """Return when it begins and when it is over in UTC, as the tables have times."""
        return f"{self.since} 00:00:00", f"{self.until + timedelta(days=1)} 00:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedSource:
    """A source; `begun_on` is the day of its first crawl, None if it was only imported."""

    number: int
    name: str
    begun_on: date | None
    retired_at: datetime | None
    first_new_at: datetime | None
    last_new_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """One day of one source; `expected` is None where nothing can be expected, `cause` is that of a gap."""

    day: date
    state: DayState
    articles: int
    expected: float | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedIncident:
    """A trouble of a source that many of its pages showed at once, at some time of the period."""

    source: str
    kind: str
    state: str
    opened_at: str
    closed_at: str | None
    affected: int
    looked_at: int
    detail: str


def last_whole_day(now: datetime) -> date:
    """Return the newest day that is over in every time zone at the moment (aware, UTC)."""
    return (now - _OVER).date()


def reported_sources(index: Index, names: Sequence[str] = ()) -> tuple[ReportedSource, ...]:
    """Return these sources, or all, by name; names that the archive does not have are left out."""
    sql = (
        "SELECT s.id, s.name, CAST(s.retired_at AS text),"
        " (SELECT CAST(min(c.started_at) AS text) FROM crawls AS c"
        " WHERE c.source_id = s.id AND c.kind = 'crawl'),"
        " (SELECT CAST(min(a.first_seen_at) AS text) FROM articles AS a WHERE a.source_id = s.id),"
        " (SELECT CAST(max(a.first_seen_at) AS text) FROM articles AS a WHERE a.source_id = s.id)"
        " FROM sources AS s ORDER BY s.name"
    )
    wanted = set(names)
    found = []
    for number, name, retired, begun, first, last in index.rows(sql):
        if wanted and name not in wanted:
            continue
        began = _moment(begun)
        found.append(
            ReportedSource(
                number=number,
                name=name,
                begun_on=None if began is None else (began + _FURTHEST_ZONE).date(),
                retired_at=_moment(retired),
                first_new_at=_moment(first),
                last_new_at=_moment(last),
            )
        )
    return tuple(found)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def numbers_of(sources: Sequence[ReportedSource]) -> str:
    """Return the row numbers as SQL lists them; a list of none finds nothing."""
    return ", ".join(str(one.number) for one in sources) or "NULL"


def daily_articles(
    index: Index, period: Period, sources: Sequence[ReportedSource]
) -> dict[tuple[int, date], int]:
    """Return how many shown articles each source (row number) has of each day."""
    sql = (
        "SELECT a.source_id, CAST(a.day AS text), count(*) FROM articles AS a"  # noqa: S608 - our own names and row numbers
        f" WHERE a.source_id IN ({numbers_of(sources)}) AND a.day >= ? AND a.day <= ?"
        " AND a.latest_number > 0 GROUP BY a.source_id, a.day"
    )
    rows = index.rows(sql, str(period.since), str(period.until))
    return {(number, date.fromisoformat(day)): count for number, day, count in rows}


def ledger_of(
    index: Index, period: Period, sources: Sequence[ReportedSource], now: datetime
) -> dict[str, tuple[LedgerDay, ...]]:
    """Return every day of the period for each source, by name; `now` (aware, UTC) says which are over."""
    articles = daily_articles(index, period, sources)
    ends = str(period.since), str(period.until)
    names = {source.name for source in sources}
    ledger = {
        (source, day): (expected, stored, answered, busiest)
        for source, day, expected, stored, answered, busiest in index.rows(
            "SELECT d.source, CAST(d.day AS text), d.expected, d.stored, d.answered, d.busiest"
            " FROM source_days AS d WHERE d.day >= ? AND d.day <= ?",
            *ends,
        )
        if source in names
    }
    gaps: dict[tuple[str, str], str] = {}
    # The view weighs all days of all sources once more to name the causes: only where there is a gap.
    if any(4 * stored < min(expected or 0, busiest or 0) for expected, stored, _, busiest in ledger.values()):
        gaps = {
            (source, day): cause
            for source, day, cause in index.rows(
                "SELECT g.source, CAST(g.day AS text), g.cause FROM coverage_gaps AS g"
                " WHERE g.day >= ? AND g.day <= ?",
                *ends,
            )
        }
    over = last_whole_day(now)
    found = {}
    for source in sources:
        days = []
        for day in period.days():
            key = source.name, str(day)
            known = ledger.get(key)
            cause = gaps.get(key)
            days.append(
                LedgerDay(
                    day=day,
                    state=DayState.OPEN if day > over else _state(source, day, known, cause),
                    articles=articles.get((source.number, day), 0),
                    expected=None if known is None or known[0] is None else float(known[0]),
                    cause=cause,
                )
            )
        found[source.name] = tuple(days)
    return found


def _state(
    source: ReportedSource,
    day: date,
    known: tuple[float | None, int, int, int | None] | None,
    cause: str | None,
) -> DayState:
    if cause is not None:
        return DayState.QUIET if cause == "nothing_found" else DayState.BLIND
    if known is None or source.begun_on is None or day <= source.begun_on:
        return DayState.UNKNOWN
    expected, stored, answered, _ = known
    if stored or answered:
        return DayState.SEEN
    # Nothing is missing where nothing is expected; without enough history we cannot tell.
    return DayState.UNHEARD if not expected else DayState.SEEN


def reported_incidents(
    index: Index, period: Period, sources: Sequence[ReportedSource]
) -> tuple[ReportedIncident, ...]:
    """Return the incidents that were open at some time of the period, in the order of their beginning."""
    sql = (
        "SELECT s.name, i.kind, i.state, CAST(i.opened_at AS text), CAST(i.closed_at AS text),"  # noqa: S608 - our own names and row numbers
        " i.affected, i.looked_at, i.detail"
        " FROM source_incidents AS i JOIN sources AS s ON s.id = i.source_id"
        f" WHERE i.source_id IN ({numbers_of(sources)}) AND i.opened_at < ?"
        " AND (i.closed_at IS NULL OR i.closed_at >= ?) ORDER BY i.opened_at, i.id"
    )
    since, until = period.moments()
    names = ReportedIncident.__slots__
    return tuple(
        ReportedIncident(**dict(zip(names, row, strict=True))) for row in index.rows(sql, until, since)
    )
