"""When something of a source is due by the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select

from newsarchive.lifecycle import NEVER_ASKED
from newsarchive.planning.polling import SHORTEST
from newsarchive.planning.rechecking import MAX_BATCH_DELAY, MIN_BATCH, reports_followed
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed
from newsarchive.storage.frontier.article_rechecks import (
    affordable,
    affordable_at,
    due_articles,
    plan_articles,
)
from newsarchive.storage.frontier.edit_rates import learn_rates, rates_of
from newsarchive.storage.frontier.listing_polls import due_of
from newsarchive.storage.interfaces.crawl_store import KnownUrl
from newsarchive.storage.interfaces.rechecks import NEVER, DeclaredSchedule, ListingDue, RecheckPolicy
from newsarchive.storage.rows.get_or_create import source_of_crawl
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import sources, urls

# The door `Visits` on SQLite and PostgreSQL.


class ArchiveRechecks:
    """The door `Visits` (see newsarchive.storage.interfaces.rechecks)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """When these listings are due, by the address as given; those never polled are absent."""
        with self._database.reading() as connection:
            return due_of(connection, urls)

    def due_articles(self, crawl: int, at: datetime, policy: RecheckPolicy) -> list[KnownUrl]:
        """Article addresses of the crawl's source that are due, most likely edited first."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return []
            return due_articles(connection, source, at, policy, rates_of(connection, source))

    def change_report_limit(self, crawl: int, at: datetime, policy: RecheckPolicy) -> int | None:
        """How many of the articles that lists say were changed are looked at; None: all of them."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return 0
            bounds = (
                reports_followed(rates_of(connection, source)),
                affordable(connection, source, at, policy),
            )
            return min((bound for bound in bounds if bound is not None), default=None)

    def plan(self, crawl: int, at: datetime, policy: RecheckPolicy, called: Collection[str] = ()) -> None:
        """Learn from the crawl's rechecks, and plan the next visit of every article it asked for."""
        with self._database.writing() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return
            rates = learn_rates(
                connection, crawl, source, rates_of(connection, source), {*map(url_key, called)}
            )
            plan_articles(connection, source, at, policy, rates)


# A source that only lists addresses has nothing to poll: it is looked at so often.
NOTHING_TO_POLL = timedelta(hours=1)
# What a crawl did not settle waits so long for the next one, whatever the reason.
PAUSE = timedelta(seconds=SHORTEST)


def planned_moments(
    url: str, declared: Mapping[str, DeclaredSchedule], last: Mapping[str, datetime | None], now: datetime
) -> dict[str, datetime]:
    """Return when something of each source is due (aware, UTC); those never crawled (`last`) are absent.

    When the first of its listings is to be polled, of its articles to be rechecked, or of what a crawl left
    unfinished to be asked for. `now` is the moment the caller judges by: by a later reading of the clock
    nothing that is overdue would ever be due.
    """
    database = Database(parsed(url), wait=30)
    try:
        with database.reading() as connection:
            return {
                name: _due(connection, name, visits, began, now)
                for name, visits in declared.items()
                if (began := last.get(name)) is not None
            }
    finally:
        database.close()


def _due(
    connection: Connection, name: str, visits: DeclaredSchedule, last: datetime, now: datetime
) -> datetime:
    source = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    of_source = (urls.c.source_id == source) & (urls.c.kind == "article")
    waiting = select(urls.c.id).where(
        of_source, urls.c.state.in_(NEVER_ASKED), urls.c.next_check_at.is_(None)
    )
    if connection.scalar(waiting.limit(1)) is not None:
        return last
    moments = [_listing_due(connection, visits, last)]
    planned = _rechecks_due(connection, of_source)
    if planned is not None and source is not None:
        soonest = max(planned, now)
        affordable = affordable_at(connection, source, soonest, visits.policy)
        # What is overdue and can be paid for has waited since it was planned, not since somebody looked.
        moments.append(planned if affordable <= now else affordable)
    return max(min(moments), last + PAUSE)


def _rechecks_due(connection: Connection, of_source: ColumnElement[bool]) -> datetime | None:
    """When rechecks are worth a crawl of their own: some are due, or the first has waited for others."""
    planned = urls.c.next_check_at
    first = select(planned).where(of_source, planned < NEVER).order_by(planned).limit(MIN_BATCH)
    moments = connection.scalars(first).all()
    if not moments:
        return None
    waited: datetime = moments[0] + timedelta(seconds=MAX_BATCH_DELAY)
    return min(moments[-1], waited) if len(moments) == MIN_BATCH else waited


def _listing_due(connection: Connection, visits: DeclaredSchedule, last: datetime) -> datetime:
    if not visits.listings:
        return last + NOTHING_TO_POLL
    known = due_of(connection, visits.listings)
    return min(known[url].next_poll_at if url in known else last for url in visits.listings)
