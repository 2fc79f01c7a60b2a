"""Measures of a source when a crawl of it ends, and the expectations it missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, cast, delete, func, insert, select

from newsarchive.durations import DAY
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage.articles.withdrawals import vanished
from newsarchive.storage.database.column_values import UtcDateTime, coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.interfaces.monitoring import Measures, Missed, Proportion, WeeklyHistory
from newsarchive.storage.monitoring.recent_weeks import (
    EARLIER_ARTICLES,
    SAMPLE_SIZE,
    WEEK,
    WEEKS,
    Answers,
    new_articles,
    recent_answers,
    titled_and_dated,
)
from newsarchive.storage.schema import articles, crawls, fetches, missed_expectations, sources

# How many of the longest gaps are examined: in some of them it was we who did not crawl.
_CANDIDATES = 20


def longest_gap(connection: Connection, source: int, since: datetime, until: datetime) -> timedelta | None:
    """Return the longest time between two new articles that contains a finished crawl; None without any."""
    seen = articles.c.first_seen_at
    before = func.lag(seen, type_=UtcDateTime).over(order_by=seen)
    pairs = (
        select(before.label("start"), seen.label("end"))
        .where(articles.c.source_id == source, seen > since, seen <= until)
        .subquery()
    )
    length = _seconds(connection, pairs.c.start, pairs.c.end)
    query = (
        select(pairs.c.start, pairs.c.end)
        .where(pairs.c.start.is_not(None))
        .order_by(length.desc())
        .limit(_CANDIDATES)
    )
    for start, end in connection.execute(query):
        if _has_finished_crawl(connection, source, start, end):
            return timedelta(seconds=(end - start).total_seconds())
    return None


def _has_finished_crawl(connection: Connection, source: int, start: datetime, end: datetime) -> bool:
    inside = select(crawls.c.id).where(
        crawls.c.source_id == source,
        crawls.c.kind == CrawlKind.CRAWL,
        crawls.c.reason == "finished",
        crawls.c.started_at > start,
        crawls.c.ended_at < end,
    )
    return connection.scalar(inside.limit(1)) is not None


def _seconds(
    connection: Connection, start: ColumnElement[Any], end: ColumnElement[Any]
) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return func.extract("epoch", end - start)
    return cast(func.julianday(end) - func.julianday(start), Float) * DAY


# Shorter gaps matter only if the source declares so; without a longer one, past gaps are not searched.
_NOTABLE_GAP = timedelta(days=2)


class ArchiveHealth:
    """The store `Health` (see newsarchive.storage.interfaces.monitoring)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def measure(self, crawl: int, at: datetime) -> Measures:
        """Measure the source of a crawl, using only the source's own history."""
        with self._database.reading() as connection:
            return _Measuring(connection, _subject(connection, crawl), at).measures()

    def record(self, crawl: int, missed: Sequence[Missed]) -> None:
        """Store what the crawl missed, in place of what was stored before."""
        of_crawl = missed_expectations.c.crawl_id == crawl
        with self._database.reading() as connection:
            recorded = connection.scalar(select(func.count()).where(of_crawl))
        if not missed and not recorded:
            return
        with self._database.writing() as connection:
            connection.execute(delete(missed_expectations).where(of_crawl))
            if missed:
                connection.execute(insert(missed_expectations), [_row(crawl, one) for one in missed])

    def retired(self) -> Sequence[str]:
        """Return the names of the sources that are no longer declared."""
        query = select(sources.c.name).where(sources.c.retired_at.is_not(None)).order_by(sources.c.name)
        with self._database.reading() as connection:
            return list(connection.scalars(query))


@dataclass(frozen=True, slots=True)
class _Subject:
    crawl: int
    source_id: int
    source: str


@dataclass(frozen=True, slots=True)
class _Measuring:
    connection: Connection
    subject: _Subject
    at: datetime

    def measures(self) -> Measures:
        since = self._watched_since()
        counts = new_articles(self.connection, self.subject.source_id, self.at)
        last_new = self._last_new()
        window = max(SAMPLE_SIZE, self._new_in_crawl())
        titled, dated = self._titled_and_dated(0, window)
        refused, failed, reachability = recent_answers(
            self.connection, self.subject.source_id, self.subject.crawl
        )
        return Measures(
            source=self.subject.source,
            crawl=self.subject.crawl,
            at=self.at,
            watched_since=since,
            articles_7d=counts[0],
            last_new_at=last_new,
            titled=titled,
            dated=dated,
            refused=refused,
            failed=failed,
            vanished=vanished(self.connection, self.subject.source_id, self.subject.crawl),
            reachability=reachability,
            history=self._history(counts, since, last_new or since, window),
        )

    def _history(self, counts: list[int], since: datetime, last_new: datetime, window: int) -> WeeklyHistory:
        answers = Answers(self.connection, self.subject.source_id, self.at)
        # Without the week of the first crawl, which fetches all that the site still lists.
        weeks = [
            number
            for number in range(1, WEEKS + 1)
            if self.at - WEEK * (number + 1) >= since + WEEK and answers.answered_in(number)
        ]
        titled, dated = self._titled_and_dated(window, EARLIER_ARTICLES)
        nothing_new = self.at - last_new > _NOTABLE_GAP
        return WeeklyHistory(
            articles=tuple(counts[number] for number in weeks),
            refused=tuple(answers.refused(number) for number in weeks),
            failed=tuple(answers.failed(number) for number in weeks),
            titled=titled,
            dated=dated,
            longest_gap=self._longest_gap() if nothing_new else None,
        )

    def _titled_and_dated(self, skip: int, count: int) -> tuple[Proportion, Proportion]:
        return titled_and_dated(self.connection, self.subject.source_id, self.at, skip=skip, count=count)

    def _watched_since(self) -> datetime:
        first = select(func.min(crawls.c.started_at)).where(
            crawls.c.source_id == self.subject.source_id, crawls.c.kind == CrawlKind.CRAWL
        )
        return self.connection.scalar(first) or self.at

    def _last_new(self) -> datetime | None:
        newest = select(func.max(articles.c.first_seen_at)).where(
            articles.c.source_id == self.subject.source_id, articles.c.first_seen_at <= self.at
        )
        found: datetime | None = self.connection.scalar(newest)
        return found

    def _new_in_crawl(self) -> int:
        new = select(func.count()).where(
            fetches.c.crawl_id == self.subject.crawl, fetches.c.outcome == Outcome.NEW
        )
        return self.connection.scalar(new) or 0

    def _longest_gap(self) -> timedelta | None:
        since = self.at - WEEK * (WEEKS + 1)
        return longest_gap(self.connection, self.subject.source_id, since, self.at)


def _subject(connection: Connection, crawl: int) -> _Subject:
    query = (
        select(crawls.c.id, crawls.c.source_id, sources.c.name)
        .join(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.id == crawl)
    )
    row = connection.execute(query).one()
    return _Subject(crawl=row.id, source_id=row.source_id, source=row.name)


def _row(crawl: int, missed: Missed) -> dict[str, object]:
    return {
        "crawl_id": crawl,
        "expectation": missed.expectation,
        "measured": missed.measured,
        "bound": missed.bound,
        "origin": missed.origin,
        "detail": coerced_text(missed.detail),
    }
