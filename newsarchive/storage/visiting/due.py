"""When something of a source is due by the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select

from newsarchive.planning.polling import SHORTEST
from newsarchive.planning.rechecking import COMPANY, WAITS
from newsarchive.storage.location import parsed
from newsarchive.storage.schema import sources, urls
from newsarchive.storage.transactions import Database
from newsarchive.storage.visiting.budgets import affordable_at
from newsarchive.storage.visiting.listings import due_of
from newsarchive.storage.visiting.values import NEVER, DeclaredVisits

# A source that only lists addresses has nothing to poll: it is looked at so often.
NOTHING_TO_POLL = timedelta(hours=1)
# What a crawl did not settle waits so long for the next one, whatever the reason.
PAUSE = timedelta(seconds=SHORTEST)


def planned_moments(
    url: str, declared: Mapping[str, DeclaredVisits], last: Mapping[str, datetime | None], now: datetime
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
    connection: Connection, name: str, visits: DeclaredVisits, last: datetime, now: datetime
) -> datetime:
    source = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    of_source = (urls.c.source_id == source) & (urls.c.kind == "article")
    waiting = select(urls.c.id).where(
        of_source, urls.c.state.in_(("found", "claimed")), urls.c.next_check_at.is_(None)
    )
    if connection.scalar(waiting.limit(1)) is not None:
        return last
    moments = [_listing_due(connection, visits, last)]
    planned = _rechecks_due(connection, of_source)
    if planned is not None and source is not None:
        soonest = max(planned, now)
        affordable = affordable_at(connection, source, soonest, visits.habits)
        # What is overdue and can be paid for has waited since it was planned, not since somebody looked.
        moments.append(planned if affordable <= now else affordable)
    return max(min(moments), last + PAUSE)


def _rechecks_due(connection: Connection, of_source: ColumnElement[bool]) -> datetime | None:
    """When rechecks are worth a crawl of their own: some are due, or the first has waited for others."""
    planned = urls.c.next_check_at
    first = select(planned).where(of_source, planned < NEVER).order_by(planned).limit(COMPANY)
    moments = connection.scalars(first).all()
    if not moments:
        return None
    waited: datetime = moments[0] + timedelta(seconds=WAITS)
    return min(moments[-1], waited) if len(moments) == COMPANY else waited


def _listing_due(connection: Connection, visits: DeclaredVisits, last: datetime) -> datetime:
    if not visits.listings:
        return last + NOTHING_TO_POLL
    known = due_of(connection, visits.listings)
    return min(known[url].next_poll_at if url in known else last for url in visits.listings)
