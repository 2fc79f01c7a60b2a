"""What lies behind the health of sources: when articles came, what was refused, spam's hosts, alarms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsarchive.storage.queries.changed_since import ChangedSince
from newsarchive.storage.queries.period_articles import on_the_page
from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.rows.publisher_edits import IS_EDIT

# The weeks that "usual" is told by, as many as the newest half of what source_days looks back on.
USUAL_DAYS = 28
_HOURS = 24
# Rows that are looked at where all would be too many; the newest.
_NEWEST = 5_000
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHours:
    """New articles of one source in each of the last 24 hours, oldest first, and what such an hour brings.

    `usual` has the medians of the same hours of the four weeks before; None where the source is not known
    for a week.
    """

    source: str
    counts: tuple[int, ...]
    usual: tuple[float, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlarm:
    """A spell of trouble that has not ended."""

    source: str
    kind: str
    raised_at: datetime
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedLine:
    """An expectation that the newest ended crawl of a source missed."""

    expectation: str
    measured: float
    bound: float
    origin: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalGroup:
    """Pages refused for one reason: how many, and the newest addresses."""

    verdict: str
    reason: str | None
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    """What was done to the archive since a moment: captures refused, texts cut and repaired, revisions."""

    new: int
    edited: int
    withdrawn: int
    refused: int
    failed: int
    with_removed: int
    with_repairs: int


def source_hours(index: Index, at: datetime) -> list[SourceHours]:
    """Return each source's new articles by hour up to the hour that `at` (aware, UTC) is in."""
    end = at.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    first = end - timedelta(hours=_HOURS - 1)
    since = first - timedelta(days=USUAL_DAYS)
    sql = (
        "SELECT s.name, substr(CAST(a.first_seen_at AS text), 1, 13) AS hour, count(*)"
        " FROM sources AS s JOIN articles AS a ON a.source_id = s.id WHERE a.first_seen_at >= ? GROUP BY 1, 2"
    )
    by_hour: dict[str, dict[str, int]] = defaultdict(dict)
    for name, hour, count in index.rows(sql, f"{since:%Y-%m-%d %H:%M:%S}"):
        by_hour[name][hour] = count
    hours = [first + timedelta(hours=number) for number in range(_HOURS)]
    days = range(1, USUAL_DAYS + 1)
    earlier = [[_hour(hour - timedelta(days=day)) for day in days] for hour in hours]
    named = [_hour(hour) for hour in hours]
    first_crawls = index.rows(
        "SELECT s.name, (SELECT min(c.started_at) FROM crawls AS c WHERE c.source_id = s.id"
        " AND c.kind = 'crawl') FROM sources AS s"
    )
    begun: dict[str, object] = {name: started for name, started in first_crawls}  # noqa: C416 - types
    return [
        SourceHours(
            source=name,
            counts=tuple(found.get(hour, 0) for hour in named),
            usual=_usual(found, earlier, first, _plain(begun.get(name))),
        )
        for name, found in sorted(by_hour.items())
    ]


def _hour(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H}"


def _plain(value: object) -> datetime | None:
    """Return a time without zone; SQLite gives a computed one as text."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _usual(
    found: dict[str, int], earlier: Sequence[Sequence[str]], first: datetime, begun: datetime | None
) -> tuple[float, ...] | None:
    """Return the medians; the first day of a source, which brings all that is listed, is left out."""
    known = USUAL_DAYS if begun is None else min(USUAL_DAYS, (first - begun).days - 1)
    if known < 7:
        return None
    return tuple(median([found.get(hour, 0) for hour in days[:known]]) for days in earlier)


def open_alarms(index: Index) -> list[OpenAlarm]:
    """Return what is wrong now, the longest first."""
    sql = (
        "SELECT s.name, a.kind, a.raised_at, a.cause FROM alarms AS a JOIN sources AS s ON s.id = a.source_id"
        " WHERE a.ended_at IS NULL AND s.retired_at IS NULL ORDER BY a.raised_at, s.name"
    )
    return [
        OpenAlarm(source=name, kind=kind, raised_at=at, cause=cause)
        for name, kind, at, cause in index.rows(sql)
    ]


def newest_missed(index: Index, source: str) -> list[MissedLine]:
    """Return what the newest ended crawl of the source missed."""
    sql = (
        "SELECT m.expectation, m.measured, m.bound, m.origin, m.detail, c.ended_at"
        " FROM missed_expectations AS m JOIN crawls AS c ON c.id = m.crawl_id"
        " WHERE c.id = (SELECT max(d.id) FROM crawls AS d JOIN sources AS s ON s.id = d.source_id"
        " WHERE s.name = ? AND d.kind = 'crawl' AND d.ended_at IS NOT NULL) ORDER BY m.id"
    )
    names = MissedLine.__slots__
    return [MissedLine(**dict(zip(names, row, strict=True))) for row in index.rows(sql, source)]


def refusal_groups(index: Index, source_id: int) -> list[RefusalGroup]:
    """Return why the newest refused pages of the source were refused, most frequent first."""
    sql = (
        "SELECT verdict, reason, url FROM fetches WHERE source_id = ? AND outcome = 'refused'"
        " ORDER BY day DESC LIMIT ?"
    )
    groups: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for verdict, reason, url in index.rows(sql, source_id, _NEWEST):
        groups[(verdict or "", reason)].append(url)
    found = [
        RefusalGroup(
            verdict=verdict,
            reason=reason,
            count=len(urls),
            examples=tuple(dict.fromkeys(urls))[:_EXAMPLES],
        )
        for (verdict, reason), urls in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.count, group.verdict, group.reason or ""))


def spam_hosts(index: Index, source: str, most: int) -> list[tuple[str, int]]:
    """Return the hosts that removed text of the source linked to, and how many blocks each."""
    sql = (
        "SELECT b.hosts FROM removed_text AS b WHERE b.source = ? AND b.kind <> 'furniture'"
        " AND b.hosts <> '' LIMIT ?"
    )
    counts: Counter[str] = Counter()
    for (hosts,) in index.rows(sql, source, _NEWEST):
        counts.update(set(hosts.split(" ")))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def publishing_hours(index: Index, source_id: int) -> list[list[int]]:
    """Return how many of the newest articles were published in each hour (24) of each weekday (Monday first).

    Hours are those of the source's time zone, else of the page's clock. Articles that state only a day have
    no hour, and do not count.
    """
    sql = (
        "SELECT CAST(a.published_at AS text), r.published_offset, s.timezone"
        " FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
        " JOIN sources AS s ON s.id = a.source_id"
        " WHERE a.source_id = ? AND a.published_at IS NOT NULL ORDER BY a.published_at DESC LIMIT ?"
    )
    table = [[0] * _HOURS for _ in range(7)]
    for published, offset, zone in index.rows(sql, source_id, _NEWEST):
        moment = _of_source(published, offset, zone)
        if moment is not None:
            table[moment.weekday()][moment.hour] += 1
    return table


def _of_source(published: str, offset: str | None, zone: str | None) -> datetime | None:
    if offset is not None and zone is not None:
        with suppress(ZoneInfoNotFoundError, ValueError, OverflowError):
            return datetime.fromisoformat(published).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return on_the_page(published, offset)


def counts_since(index: Index, at: datetime) -> DayCounts:
    """Return what was done since the moment (aware, UTC), by the time of recording.

    What was refused and failed counts by the time of fetching, for which there is an index.
    """
    since = f"{at:%Y-%m-%d %H:%M:%S}"
    first = first_recorded_since(index, at.replace(tzinfo=None))

    def count(sql: str, *values: object) -> int:
        return int(next(index.rows(sql, *values))[0])

    # By the day, for which there is an index; a source's day may be one before that of UTC.
    # Source by source, else the planner may read all fetches.
    of_source = (
        "SELECT count(*) FROM fetches AS f WHERE f.source_id = s.id AND f.day >= ? AND f.fetched_at >= ?"
        " AND f.outcome ="
    )
    day = f"{at - timedelta(days=1):%Y-%m-%d}"
    by_source = index.rows(
        f"SELECT ({of_source} 'refused'), ({of_source} 'failed') FROM sources AS s",  # noqa: S608
        *(day, since),
        *(day, since),
    )
    refused, failed = (sum(column) for column in zip((0, 0), *by_source, strict=True))
    # Each by an index: revisions hold texts, and those of a day are 80 MB of a million articles.
    return DayCounts(
        new=count(
            "SELECT count(*) FROM revisions WHERE article_id >= ? AND number = 1 AND id >= ?",
            ChangedSince(index, at).first_behind,
            first,
        ),
        edited=count(
            f"SELECT count(*) FROM revisions AS r WHERE r.recorded_at >= ? AND r.id >= ? AND {IS_EDIT}",  # noqa: S608
            since,
            first,
        ),
        withdrawn=count(
            "SELECT count(DISTINCT e.article_id) FROM url_events AS e"
            " LEFT JOIN fetches AS f ON f.id = e.fetch_id"
            " WHERE e.event = 'withdrawn' AND e.article_id IS NOT NULL"
            " AND coalesce(f.recorded_at, e.at) >= ?",
            since,
        ),
        refused=refused,
        failed=failed,
        with_removed=count(
            "SELECT count(DISTINCT revision_id) FROM removed_blocks"
            " WHERE revision_id >= ? AND kind <> 'furniture'",
            first,
        ),
        with_repairs=count("SELECT count(DISTINCT revision_id) FROM repairs WHERE revision_id >= ?", first),
    )


def first_recorded_since(index: Index, moment: datetime) -> int:
    """Return the number from which on revisions were recorded at the moment or later.

    Numbers grow with the time of recording (docs/explanation/revisions.md#row-numbers-only-grow), on which
    there is no index: so they are halved, instead of reading all.
    """
    # Each by the end of the index; asked for together, SQLite reads all of it.
    ends = "SELECT coalesce((SELECT min(id) FROM revisions), 1), coalesce((SELECT max(id) FROM revisions), 0)"
    low, last = next(index.rows(ends))
    high = last + 1
    while low < high:
        middle = (low + high) // 2
        found = next(
            index.rows("SELECT id, recorded_at FROM revisions WHERE id >= ? ORDER BY id LIMIT 1", middle),
            None,
        )
        if found is None or (_plain(found[1]) or moment) >= moment:
            high = middle
        else:
            low = found[0] + 1
    return int(low)
