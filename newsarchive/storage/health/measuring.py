"""Measures of a source when a crawl of it ends, and the rows of what it missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from newsarchive.storage.fitting import fit_text
from newsarchive.storage.health.recent import BEFORE, ENOUGH, recent_answers, titled_and_dated
from newsarchive.storage.health.silences import longest_silence
from newsarchive.storage.health.values import History, Measures, Missed, Part
from newsarchive.storage.health.weeks import WEEK, WEEKS, Answers, new_articles
from newsarchive.storage.schema import articles, crawls, fetches, missed_expectations, sources
from newsarchive.storage.transactions import Database
from newsarchive.storage.withdrawals import vanished

# Shorter silences are nobody's concern unless declared, so the history of silences is not looked at.
SILENT = timedelta(days=2)


class ArchiveHealth:
    """The door `Health` (see newsarchive.storage.health.values)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def measure(self, crawl: int, at: datetime) -> Measures:
        """Measure the source of a crawl; only its own history is looked at."""
        with self._database.reading() as connection:
            return _Measuring(connection, _about(connection, crawl), at).measures()

    def record(self, crawl: int, missed: Sequence[Missed]) -> None:
        """Write what the crawl missed; again, it replaces what was written."""
        mine = missed_expectations.c.crawl_id == crawl
        with self._database.reading() as connection:
            known = connection.scalar(select(func.count()).where(mine))
        if not missed and not known:
            return
        with self._database.writing() as connection:
            connection.execute(delete(missed_expectations).where(mine))
            if missed:
                connection.execute(insert(missed_expectations), [_row(crawl, one) for one in missed])

    def retired(self) -> Sequence[str]:
        """Names of the sources whose declaration is gone."""
        query = select(sources.c.name).where(sources.c.retired_at.is_not(None)).order_by(sources.c.name)
        with self._database.reading() as connection:
            return list(connection.scalars(query))


@dataclass(frozen=True, slots=True)
class _About:
    crawl: int
    source_id: int
    source: str


@dataclass(frozen=True, slots=True)
class _Measuring:
    connection: Connection
    about: _About
    at: datetime

    def measures(self) -> Measures:
        since = self._watched_since()
        counts = new_articles(self.connection, self.about.source_id, self.at)
        last_new = self._last_new()
        window = max(ENOUGH, self._new_in_crawl())
        titled, dated = self._titled_and_dated(0, window)
        refused, failed, heard = recent_answers(self.connection, self.about.source_id, self.about.crawl)
        return Measures(
            source=self.about.source,
            crawl=self.about.crawl,
            at=self.at,
            watched_since=since,
            articles_7d=counts[0],
            last_new_at=last_new,
            titled=titled,
            dated=dated,
            refused=refused,
            failed=failed,
            vanished=vanished(self.connection, self.about.source_id, self.about.crawl),
            heard=heard,
            history=self._history(counts, since, last_new or since, window),
        )

    def _history(self, counts: list[int], since: datetime, last_new: datetime, window: int) -> History:
        answers = Answers(self.connection, self.about.source_id, self.at)
        # Not the week that begins with its first crawl, which takes all that the site still names.
        weeks = [
            number
            for number in range(1, WEEKS + 1)
            if self.at - WEEK * (number + 1) >= since + WEEK and answers.heard(number)
        ]
        titled, dated = self._titled_and_dated(window, BEFORE)
        silent = self.at - last_new > SILENT
        return History(
            articles=tuple(counts[number] for number in weeks),
            refused=tuple(answers.refused(number) for number in weeks),
            failed=tuple(answers.failed(number) for number in weeks),
            titled=titled,
            dated=dated,
            longest_silence=self._longest_silence() if silent else None,
        )

    def _titled_and_dated(self, skip: int, count: int) -> tuple[Part, Part]:
        return titled_and_dated(self.connection, self.about.source_id, self.at, skip=skip, count=count)

    def _watched_since(self) -> datetime:
        first = select(func.min(crawls.c.started_at)).where(
            crawls.c.source_id == self.about.source_id, crawls.c.kind == "crawl"
        )
        return self.connection.scalar(first) or self.at

    def _last_new(self) -> datetime | None:
        newest = select(func.max(articles.c.first_seen_at)).where(
            articles.c.source_id == self.about.source_id, articles.c.first_seen_at <= self.at
        )
        found: datetime | None = self.connection.scalar(newest)
        return found

    def _new_in_crawl(self) -> int:
        new = select(func.count()).where(fetches.c.crawl_id == self.about.crawl, fetches.c.outcome == "new")
        return self.connection.scalar(new) or 0

    def _longest_silence(self) -> timedelta | None:
        since = self.at - WEEK * (WEEKS + 1)
        return longest_silence(self.connection, self.about.source_id, since, self.at)


def _about(connection: Connection, crawl: int) -> _About:
    query = (
        select(crawls.c.id, crawls.c.source_id, sources.c.name)
        .join(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.id == crawl)
    )
    row = connection.execute(query).one()
    return _About(crawl=row.id, source_id=row.source_id, source=row.name)


def _row(crawl: int, missed: Missed) -> dict[str, object]:
    return {
        "crawl_id": crawl,
        "expectation": missed.expectation,
        "measured": missed.measured,
        "bound": missed.bound,
        "origin": missed.origin,
        "detail": fit_text(missed.detail),
    }
