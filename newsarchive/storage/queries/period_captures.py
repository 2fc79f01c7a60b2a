"""What a period's requests came to: answers, refusals, rechecks, repairs, removed spam, delays, size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from newsarchive.storage.queries.period_ledger import Period, ReportedSource, numbers_of
from newsarchive.storage.queries.search_hits import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """Answers of one outcome on one day of one source; `of_article` where they are about a known article."""

    source_id: int
    day: date
    outcome: str
    of_article: bool
    count: int
    received: int  # bytes of their bodies
    kept: int  # of them the body is in the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """Requests that brought no article, by outcome, verdict and reason."""

    outcome: str
    verdict: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """What was repaired or removed: blocks (or places) of a kind, and in how many captures."""

    kind: str
    count: int
    captures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlCount:
    """Crawls of a source that began in the period, by what ended them (None: killed, or still running)."""

    source_id: int
    reason: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureDelay:
    """How long after its publication an article was captured first."""

    source_id: int
    day: date  # of the capture, UTC
    seconds: float


def answers_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> tuple[AnswerCount, ...]:
    """Return the answers of the period, counted in one reading."""
    sql = (
        "SELECT f.source_id, CAST(f.day AS text), f.outcome,"  # noqa: S608 - our own names and row numbers
        " CASE WHEN f.revision_id IS NULL THEN 0 ELSE 1 END, count(*), sum(coalesce(f.body_size, 0)),"
        " sum(CASE WHEN f.payload_kept THEN 1 ELSE 0 END)"
        f" FROM fetches AS f WHERE f.source_id IN ({numbers_of(sources)})"
        " AND f.day >= ? AND f.day <= ? GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    return tuple(
        AnswerCount(
            source_id=number,
            day=date.fromisoformat(day),
            outcome=outcome,
            of_article=bool(of_article),
            count=count,
            received=int(received),
            kept=int(kept),
        )
        for number, day, outcome, of_article, count, received, kept in index.rows(
            sql, str(period.since), str(period.until)
        )
    )


def reasons_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> tuple[ReasonCount, ...]:
    """Return why requests brought no article, most frequent first."""
    sql = (
        "SELECT f.outcome, coalesce(f.verdict, ''), coalesce(f.reason, ''), count(*) FROM fetches AS f"  # noqa: S608 - our own names and row numbers
        f" WHERE f.source_id IN ({numbers_of(sources)}) AND f.day >= ? AND f.day <= ?"
        " AND f.outcome IN ('refused', 'failed', 'gone', 'redirected', 'skipped')"
        " GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"
    )
    names = ReasonCount.__slots__
    rows = index.rows(sql, str(period.since), str(period.until))
    return tuple(ReasonCount(**dict(zip(names, row, strict=True))) for row in rows)


def crawls_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> tuple[CrawlCount, ...]:
    """Return the crawls that began in the period (days of UTC)."""
    sql = (
        "SELECT c.source_id, c.reason, count(*) FROM crawls AS c"  # noqa: S608 - our own names and row numbers
        f" WHERE c.source_id IN ({numbers_of(sources)}) AND c.kind = 'crawl'"
        " AND c.started_at >= ? AND c.started_at < ? GROUP BY 1, 2 ORDER BY 1, 2"
    )
    names = CrawlCount.__slots__
    rows = index.rows(sql, *period.moments())
    return tuple(CrawlCount(**dict(zip(names, row, strict=True))) for row in rows)


def repairs_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> tuple[KindCount, ...]:
    """Return what was repaired in captures of the period, most frequent first."""
    return _by_kind(index, "repairs", "sum(p.count)", period, sources)


def removed_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> tuple[KindCount, ...]:
    """Return what was cut out of captures of the period, most frequent first."""
    return _by_kind(index, "removed_blocks", "count(*)", period, sources)


def _by_kind(
    index: Index, table: str, counted: str, period: Period, sources: Sequence[ReportedSource]
) -> tuple[KindCount, ...]:
    of_period = f"f.source_id IN ({numbers_of(sources)}) AND f.day >= ? AND f.day <= ?"
    ends = str(period.since), str(period.until)
    # An index has the days of captures, another the captures of each row: so only rows of the captures
    # between the period's first and last are read, however many the archive has.
    low, high = next(index.rows(f"SELECT min(f.id), max(f.id) FROM fetches AS f WHERE {of_period}", *ends))  # noqa: S608
    if low is None:
        return ()
    sql = (
        f"SELECT p.kind, {counted}, count(DISTINCT p.fetch_id) FROM {table} AS p"  # noqa: S608
        " JOIN fetches AS f ON f.id = p.fetch_id"
        f" WHERE p.fetch_id >= ? AND p.fetch_id <= ? AND {of_period} GROUP BY 1 ORDER BY 3 DESC, 1"
    )
    return tuple(
        KindCount(kind=kind, count=int(count), captures=captures)
        for kind, count, captures in index.rows(sql, low, high, *ends)
    )


def delays_of(index: Index, period: Period, sources: Sequence[ReportedSource]) -> list[CaptureDelay]:
    """Return the delays of articles captured first in the period (days of UTC).

    Only of those that give a time with its offset: of another, nobody knows when it was in UTC. What a
    source's first day brings had been published before anybody watched, and does not count.
    """
    begun = {one.number: one.begun_on for one in sources}
    since, until = period.moments()
    sql = (
        "SELECT a.source_id, CAST(a.first_seen_at AS text), CAST(r.published_at AS text)"  # noqa: S608 - our own names and row numbers
        " FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = 1"
        f" WHERE a.source_id IN ({numbers_of(sources)})"
        " AND a.first_seen_at >= ? AND a.first_seen_at < ?"
        " AND r.published_offset IS NOT NULL AND r.published_at IS NOT NULL"
    )
    found = []
    for number, seen_text, published_text in index.rows(sql, since, until):
        seen, first = datetime.fromisoformat(seen_text), begun[number]
        if first is not None and seen.date() > first:
            seconds = (seen - datetime.fromisoformat(published_text)).total_seconds()
            found.append(CaptureDelay(source_id=number, day=seen.date(), seconds=seconds))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveState:
    """Which state of the archive was read: its schema, its newest entry, what it holds and its size."""

    version: str
    last_entry_at: datetime | None
    sources: int
    articles: int
    captures: int
    size: int | None  # bytes on disk; None where nobody may know


def archive_state(index: Index, file: Path | None) -> ArchiveState:
    """Return what the snapshot holds; `file` is that of SQLite."""
    newest = [
        row[0]
        for sql in (
            "SELECT CAST(recorded_at AS text) FROM fetches ORDER BY id DESC LIMIT 1",
            "SELECT CAST(heartbeat_at AS text) FROM crawls ORDER BY id DESC LIMIT 1",
        )
        for row in index.rows(sql)
    ]
    counts = next(
        index.rows(
            "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM articles),"
            " (SELECT count(*) FROM fetches), (SELECT version_num FROM alembic_version)"
        )
    )
    return ArchiveState(
        version=str(counts[3]),
        last_entry_at=datetime.fromisoformat(max(newest)).replace(tzinfo=UTC) if newest else None,
        sources=counts[0],
        articles=counts[1],
        captures=counts[2],
        size=_size(index, file),
    )


def _size(index: Index, file: Path | None) -> int | None:
    if file is not None:
        return sum(one.stat().st_size for one in (file, file.with_name(f"{file.name}-wal")) if one.is_file())
    return int(next(index.rows("SELECT pg_database_size(current_database())"))[0])
