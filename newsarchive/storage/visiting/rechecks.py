"""Which articles are due, and the plan of their next visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, not_, or_, select, update

from newsarchive.planning.rechecking import RIDES, Rate, next_check, worth
from newsarchive.storage.interfaces import KnownUrl
from newsarchive.storage.known import known_query, known_url
from newsarchive.storage.schema import articles, urls
from newsarchive.storage.visiting.ages import born, edited_at, last_of
from newsarchive.storage.visiting.budgets import affordable
from newsarchive.storage.visiting.values import NEVER, Habits

# A crawl takes along what will be due within so long, where most of the wait is over (newsarchive.planning).
AHEAD = timedelta(hours=6)
RECHECKED = ("stored", "refused", "gone")
TRIED_AGAIN = ("failed", "skipped")
# A refused page may be a stub that is filled later; a withdrawn article may come back. Neither is in haste.
PATIENT = 4.0
A_DAY = 86_400.0


@cache
def one_address_an_article() -> ColumnElement[bool]:
    """The condition that leaves out addresses which lead to an article whose own has answered once.

    Not where that is missing: then another may be where the article is found.
    """
    own = urls.alias("own")
    own_answered = (
        select(own.c.id)
        .where(own.c.id == articles.c.url_id, own.c.last_fetched_at.is_not(None))
        .where(own.c.missing_since.is_(None))
        .correlate(articles)
        .exists()
    )
    return not_(and_(articles.c.id.is_not(None), urls.c.id != articles.c.url_id, own_answered))


def due_articles(
    connection: Connection, source: int, at: datetime, habits: Habits, rates: Mapping[int, Rate]
) -> list[KnownUrl]:
    """Return what is due: failed ones, then rechecks, likeliest edited first, within the budget."""
    soon = at + (AHEAD if habits.every is None else timedelta(seconds=habits.every / 2))
    due = [urls.c.source_id == source, urls.c.kind == "article", urls.c.next_check_at <= soon]
    failed = known_query().where(*due, urls.c.state.in_(TRIED_AGAIN), urls.c.next_check_at <= at)
    failed = failed.order_by(urls.c.next_check_at, urls.c.url)
    tries = [known_url(row) for row in connection.execute(failed)]
    query = known_query().add_columns(edited_at().label("edited_at"))
    query = query.where(*due, urls.c.state.in_(RECHECKED), one_address_an_article())
    found = [row for row in connection.execute(query) if habits.every is not None or rides_along(row, at)]
    rows = sorted(found, key=lambda row: (-_worth(row, at, rates), row.url))
    return [*tries, *(known_url(row) for row in rows[: affordable(connection, source, at, habits)])]


def plan_articles(
    connection: Connection, source: int, at: datetime, habits: Habits, rates: Mapping[int, Rate]
) -> int:
    """Plan every article of the source that answered since it was last planned; return how many."""
    answered = urls.c.next_check_at <= urls.c.last_fetched_at
    unplanned = or_(
        urls.c.next_check_at.is_(None),
        # One planned before the article's own address had answered is due, and no longer asked.
        and_(urls.c.next_check_at <= at, or_(answered, not_(one_address_an_article()))),
    )
    asked = case((one_address_an_article(), 1), else_=0).label("asked")
    found = urls.c.first_seen_at.label("found_at")
    query = known_query().add_columns(found, asked, edited_at().label("edited_at"))
    query = query.where(
        urls.c.source_id == source, urls.c.kind == "article", urls.c.state.in_(RECHECKED), unplanned
    )
    rows = [row for row in connection.execute(query) if row.last_fetched_at is not None]
    planned = [{"own_id": row.id, "moment": _next(row, at, habits, rates)} for row in rows]
    if planned:
        change = update(urls).where(urls.c.id == bindparam("own_id"))
        connection.execute(change.values(next_check_at=bindparam("moment")), planned)
    return len(planned)


def _next(row: Row[Any], at: datetime, habits: Habits, rates: Mapping[int, Rate]) -> datetime:
    if not row.asked:
        return NEVER
    first = row.first_stored_at or row.found_at
    left = None
    if habits.window is not None:
        left = (last_of(first, row.published_at, row.edited_at, at) + habits.window - at).total_seconds()
    age = (at - born(first, row.published_at, row.edited_at)).total_seconds()
    seconds = next_check(age, left, rates, edited=row.edited_at is not None)
    if seconds is None:
        return NEVER
    if row.state == "gone":
        seconds = max(seconds, A_DAY)
    elif row.state == "refused":
        seconds *= PATIENT
    if left is not None:
        seconds = min(seconds, left)
    return at + timedelta(seconds=seconds)


def rides_along(row: Row[Any], at: datetime) -> bool:
    """Say whether an article is due, or due soon enough for a crawl that is under way."""
    if row.next_check_at <= at or row.last_fetched_at is None:
        return bool(row.next_check_at <= at)
    waited = (at - row.last_fetched_at).total_seconds()
    return bool(waited >= RIDES * (row.next_check_at - row.last_fetched_at).total_seconds())


def _worth(row: Row[Any], at: datetime, rates: Mapping[int, Rate]) -> float:
    first = row.first_stored_at or row.last_fetched_at
    if first is None or row.last_fetched_at is None:
        return 1.0
    age = (at - born(first, row.published_at, row.edited_at)).total_seconds()
    waited = (at - row.last_fetched_at).total_seconds()
    return worth(age, waited, rates, edited=row.edited_at is not None)
