"""Which articles are due for a recheck, and when each is rechecked next.

Rechecks are the last to get a share of the source's daily budget, which is spent evenly over the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    and_,
    bindparam,
    case,
    func,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.sql.roles import ExpressionElementRole

from newsarchive.durations import DAY, HOUR
from newsarchive.lifecycle import RECHECKED, TRIED_AGAIN, UrlState
from newsarchive.planning.rechecking import (
    MIN_RECHECK_BATCH,
    RECHECK_EARLY_AFTER,
    Rate,
    expected_edits,
    next_check,
)
from newsarchive.storage.frontier.frontier_urls import frontier_query, frontier_url
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from newsarchive.storage.interfaces.rechecks import NEVER, RecheckPolicy
from newsarchive.storage.rows.local_days import local_day
from newsarchive.storage.rows.publisher_edits import edit_condition
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls

# A page that gives only a day, or a clock time without offset, may be wrong by up to a day and a half.
_UNCERTAIN = timedelta(days=2)


@cache
def edited_at(before: ExpressionElementRole[datetime] | None = None) -> ScalarSelect[datetime]:
    """Return the time of the publisher's last edit (before `before`) of the article in `articles`.

    Readers see it as one, too (newsarchive.storage.rows.publisher_edits). A revision of which a later one was
    known when it came is none, compared or not.
    """
    edit = revisions.alias("edit")
    edits = select(func.max(edit.c.recorded_at)).where(
        edit.c.article_id == articles.c.id, text(edit_condition("edit")), edit.c.came_late.is_not(True)
    )
    if before is not None:
        edits = edits.where(edit.c.recorded_at < before)
    return edits.correlate_except(edit).scalar_subquery()


def age_reference(
    first_seen: datetime, published: datetime | None, edited: datetime | None = None
) -> datetime:
    """Return when an article's age begins: last edited, else first seen, or published if long before.

    `published` is as in `revisions`: it may be a clock time without its offset, or a day's midnight.
    """
    if edited is not None:
        return edited
    if published is None:
        return first_seen
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return published if published < first_seen - _UNCERTAIN else first_seen


def window_start(
    first_seen: datetime, published: datetime | None, edited: datetime | None, now: datetime
) -> datetime:
    """Return when the recheck window begins: stored, published or edited, whichever is latest."""
    last = max(first_seen, edited) if edited is not None else first_seen
    if published is None:
        return last
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return max(last, min(published, now))


# Seconds of the day's budget that may be spent ahead, so that what is due in the morning need not wait.
_AHEAD = HOUR


def affordable(connection: Connection, source: int, at: datetime, policy: RecheckPolicy) -> int | None:
    """Return how many rechecks the budget allows at that time; None without a budget."""
    if policy.budget is None:
        return None
    share = min(1.0, ((at - _midnight(at)).total_seconds() + _AHEAD) / DAY)
    return max(0, int(policy.budget * share) - _requests_today(connection, source, at))


def affordable_at(connection: Connection, source: int, at: datetime, policy: RecheckPolicy) -> datetime:
    """Return the first time from `at` on, this day or the next, when the budget is worth a crawl.

    If the budget is spent as fast as it grows, that is when it has grown by an hour's share, and by enough
    for several rechecks: there is no crawl for a single one.
    """
    if policy.budget is None:
        return at
    batch = min(policy.budget, max(MIN_RECHECK_BATCH, int(policy.budget * _AHEAD / DAY)))
    needed = _requests_today(connection, source, at) + batch
    day = _midnight(at)
    # Nothing was fetched of the next day yet; at its midnight its budget may not be worth a crawl.
    if needed > policy.budget:
        day, needed = day + timedelta(days=1), batch
    return max(at, day + timedelta(seconds=max(0, ceil(needed / policy.budget * DAY - _AHEAD))))


def _requests_today(connection: Connection, source: int, at: datetime) -> int:
    """Return the number of requests of the UTC day so far."""
    zone = connection.scalar(select(sources.c.timezone).where(sources.c.id == source))
    today = select(func.count()).where(
        fetches.c.source_id == source,
        fetches.c.day >= local_day(_midnight(at), zone),
        fetches.c.fetched_at >= _midnight(at),
    )
    return connection.scalar(today) or 0


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


# A crawl also rechecks what is due within this time, if most of the wait is over (newsarchive.planning).
_RECHECKS_AHEAD = timedelta(hours=6)
# A refused page may be a stub that is filled later; a withdrawn article may return. Neither is urgent.
_PATIENCE = 4.0


@cache
def one_url_an_article() -> ColumnElement[bool]:
    """The condition that leaves out a URL leading to an article whose own URL was fetched.

    It stays in while the article's own URL is missing: the article may then be found at another.
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
    connection: Connection, source: int, at: datetime, policy: RecheckPolicy, rates: Mapping[int, Rate]
) -> list[FrontierUrl]:
    """Return what is due, within the budget: failed URLs, then rechecks, most likely edited first."""
    soon = at + (_RECHECKS_AHEAD if policy.every is None else timedelta(seconds=policy.every / 2))
    due = [urls.c.source_id == source, urls.c.kind == "article", urls.c.next_check_at <= soon]
    failed = frontier_query().where(*due, urls.c.state.in_(TRIED_AGAIN), urls.c.next_check_at <= at)
    failed = failed.order_by(urls.c.next_check_at, urls.c.url)
    tries = [frontier_url(row) for row in connection.execute(failed)]
    query = frontier_query().add_columns(edited_at().label("edited_at"))
    query = query.where(*due, urls.c.state.in_(RECHECKED), one_url_an_article())
    candidates = [
        row for row in connection.execute(query) if policy.every is not None or can_piggyback(row, at)
    ]
    rows = sorted(candidates, key=lambda row: (-_expected_edits(row, at, rates), row.url))
    return [*tries, *(frontier_url(row) for row in rows[: affordable(connection, source, at, policy)])]


def plan_articles(
    connection: Connection, source: int, at: datetime, policy: RecheckPolicy, rates: Mapping[int, Rate]
) -> int:
    """Plan the next check of every article fetched since it was last planned; return how many."""
    answered = urls.c.next_check_at <= urls.c.last_fetched_at
    unplanned = or_(
        urls.c.next_check_at.is_(None),
        # A duplicate that was planned before the article's own URL was fetched is no longer rechecked.
        and_(urls.c.next_check_at <= at, or_(answered, not_(one_url_an_article()))),
    )
    asked = case((one_url_an_article(), 1), else_=0).label("asked")
    found_at = urls.c.first_seen_at.label("found_at")
    query = frontier_query().add_columns(found_at, asked, edited_at().label("edited_at"))
    query = query.where(
        urls.c.source_id == source, urls.c.kind == "article", urls.c.state.in_(RECHECKED), unplanned
    )
    rows = [row for row in connection.execute(query) if row.last_fetched_at is not None]
    planned = [{"own_id": row.id, "moment": _next(row, at, policy, rates)} for row in rows]
    if planned:
        change = update(urls).where(urls.c.id == bindparam("own_id"))
        connection.execute(change.values(next_check_at=bindparam("moment")), planned)
    return len(planned)


def _next(row: Row[Any], at: datetime, policy: RecheckPolicy, rates: Mapping[int, Rate]) -> datetime:
    if not row.asked:
        return NEVER
    first = row.first_stored_at or row.found_at
    remaining = None
    if policy.window is not None:
        remaining = (
            window_start(first, row.published_at, row.edited_at, at) + policy.window - at
        ).total_seconds()
    age = (at - age_reference(first, row.published_at, row.edited_at)).total_seconds()
    seconds = next_check(age, remaining, rates, edited=row.edited_at is not None)
    if seconds is None:
        return NEVER
    if row.state == UrlState.GONE:
        seconds = max(seconds, DAY)
    elif row.state == UrlState.REFUSED:
        seconds *= _PATIENCE
    if remaining is not None:
        seconds = min(seconds, remaining)
    return at + timedelta(seconds=seconds)


def can_piggyback(row: Row[Any], at: datetime) -> bool:
    """Say whether an article is due, or due soon enough for a crawl that runs anyway."""
    if row.next_check_at <= at or row.last_fetched_at is None:
        return bool(row.next_check_at <= at)
    waited = (at - row.last_fetched_at).total_seconds()
    return bool(waited >= RECHECK_EARLY_AFTER * (row.next_check_at - row.last_fetched_at).total_seconds())


def _expected_edits(row: Row[Any], at: datetime, rates: Mapping[int, Rate]) -> float:
    first = row.first_stored_at or row.last_fetched_at
    if first is None or row.last_fetched_at is None:
        return 1.0
    age = (at - age_reference(first, row.published_at, row.edited_at)).total_seconds()
    waited = (at - row.last_fetched_at).total_seconds()
    return expected_edits(age, waited, rates, edited=row.edited_at is not None)
