"""The recheck schedule of the archive, and when each source is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select, update

from newsarchive.lifecycle import NEVER_ASKED, RECHECKED
from newsarchive.planning.polling import SHORTEST_POLL_INTERVAL
from newsarchive.planning.rechecking import MAX_BATCH_DELAY, MIN_RECHECK_BATCH, reports_followed
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.frontier.article_rechecks import (
    affordable,
    affordable_at,
    due_articles,
    one_url_an_article,
    plan_articles,
)
from newsarchive.storage.frontier.edit_rates import learn_rates, rates_of
from newsarchive.storage.frontier.listing_polls import due_of
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from newsarchive.storage.interfaces.rechecks import NEVER, DeclaredSchedule, ListingDue, RecheckPolicy
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.rows.get_or_create import chunks, source_of_crawl
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import articles, sources, urls


class ArchiveRechecks:
    """The store `Rechecks` (see newsarchive.storage.interfaces.rechecks)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """Return when these listings are due, by URL as given; listings never polled are absent."""
        with self._database.reading() as connection:
            return due_of(connection, urls)

    def due_articles(self, crawl: int, at: datetime, policy: RecheckPolicy) -> list[FrontierUrl]:
        """Return the due article URLs of the crawl's source, those most likely edited first."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return []
            return due_articles(connection, source, at, policy, rates_of(connection, source))

    def change_report_limit(self, crawl: int, at: datetime, policy: RecheckPolicy) -> int | None:
        """Return how many articles to fetch because listings report a change; None: all of them."""
        with self._database.reading() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return 0
            bounds = (
                reports_followed(rates_of(connection, source)),
                affordable(connection, source, at, policy),
            )
            return min((bound for bound in bounds if bound is not None), default=None)

    def plan(self, crawl: int, at: datetime, policy: RecheckPolicy, reported: Collection[str] = ()) -> None:
        """Learn from the crawl's rechecks, and plan the next fetch of every article it fetched."""
        with self._database.writing() as connection:
            source = source_of_crawl(connection, crawl)
            if source is None:
                return
            rates = learn_rates(
                connection, crawl, source, rates_of(connection, source), {*map(url_key, reported)}
            )
            plan_articles(connection, source, at, policy, rates)


# A source without listings to poll (it only lists URLs) is checked this often.
_NOTHING_TO_POLL = timedelta(hours=1)
# How long what a crawl left unfinished waits for the next crawl, whatever the reason.
UNFINISHED_PAUSE = timedelta(seconds=SHORTEST_POLL_INTERVAL)


def planned_moments(
    url: str, declared: Mapping[str, DeclaredSchedule], last: Mapping[str, datetime | None], now: datetime
) -> dict[str, datetime]:
    """Return when something of each source is due (aware, UTC); sources never crawled (`last`) are absent.

    This is when the first of its listings is due, rechecks of its articles are worth a crawl, or a crawl left
    URLs unfinished. `now` is the caller's time: with a later reading of the clock, nothing overdue would ever
    be due.
    """
    database = Database(parsed(url), wait=30)
    try:
        with database.reading() as connection:
            return {
                name: _due(connection, name, schedule, began, now)
                for name, schedule in declared.items()
                if (began := last.get(name)) is not None
            }
    finally:
        database.close()


class MarkedDue(NamedTuple):
    """What was made due of one source: stored articles, and pages that led to none (refused, or gone)."""

    articles: int
    pages: int


def mark_due(url: str, names: Collection[str], since: datetime | None, at: datetime) -> dict[str, MarkedDue]:
    """Have stored articles of these sources rechecked when these are crawled next; return how many each.

    Only those stored or published since then (None: all), the missing and refused ones included. They are
    read whole: what was kept of their last answer to ask for changes alone is dropped. Raises ArchiveError.
    """
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
    try:
        check_schema(database)
        with database.writing() as connection:
            return {name: _mark_due(connection, name, since, at) for name in names}
    finally:
        database.close()


def _mark_due(connection: Connection, name: str, since: datetime | None, at: datetime) -> MarkedDue:
    source = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    wanted = (urls.c.source_id == source) & (urls.c.kind == "article") & urls.c.state.in_(RECHECKED)
    query = select(urls.c.id, urls.c.article_id).outerjoin(articles, articles.c.id == urls.c.article_id)
    query = query.where(wanted, one_url_an_article())
    if since is not None:
        query = query.where(
            or_(
                articles.c.first_seen_at >= since,
                articles.c.published_at >= since,
                urls.c.first_seen_at >= since,
            )
        )
    found = connection.execute(query).all()
    anew = {"next_check_at": at, "etag": None, "last_modified": None, "seen_key": None}
    for part in chunks([row.id for row in found]):
        connection.execute(update(urls).where(urls.c.id.in_(part)).values(anew))
    led_to = [row.article_id for row in found]
    return MarkedDue(articles=len(set(led_to) - {None}), pages=led_to.count(None))


def _due(
    connection: Connection, name: str, schedule: DeclaredSchedule, last: datetime, now: datetime
) -> datetime:
    source = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    of_source = (urls.c.source_id == source) & (urls.c.kind == "article")
    waiting = select(urls.c.id).where(
        of_source, urls.c.state.in_(NEVER_ASKED), urls.c.next_check_at.is_(None)
    )
    if connection.scalar(waiting.limit(1)) is not None:
        return last
    moments = [_listing_due(connection, schedule, last)]
    planned = _rechecks_due(connection, of_source)
    if planned is not None and source is not None:
        soonest = max(planned, now)
        affordable = affordable_at(connection, source, soonest, schedule.policy)
        # Overdue rechecks within the budget have been due since they were planned, not since this call.
        moments.append(planned if affordable <= now else affordable)
    return max(min(moments), last + UNFINISHED_PAUSE)


def _rechecks_due(connection: Connection, of_source: ColumnElement[bool]) -> datetime | None:
    """Return when rechecks are worth a crawl of their own: several are due, or one has waited long enough."""
    planned = urls.c.next_check_at
    first = select(planned).where(of_source, planned < NEVER).order_by(planned).limit(MIN_RECHECK_BATCH)
    moments = connection.scalars(first).all()
    if not moments:
        return None
    waited: datetime = moments[0] + timedelta(seconds=MAX_BATCH_DELAY)
    return min(moments[-1], waited) if len(moments) == MIN_RECHECK_BATCH else waited


def _listing_due(connection: Connection, schedule: DeclaredSchedule, last: datetime) -> datetime:
    if not schedule.listings:
        return last + _NOTHING_TO_POLL
    due_at = due_of(connection, schedule.listings)
    return min(due_at[url].next_poll_at if url in due_at else last for url in schedule.listings)
