"""Articles whose pages are gone: missing at the first look, withdrawn at a later one, perhaps back again.

An address is missing (`urls.missing_since`) from the first answer that says its page is gone (404, 410, sent
to the front page) to the first that says otherwise; a failure says neither. Its article is withdrawn when a
run has ended (`settle`), so that it is known by then whether one article is missing or half of the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, func, or_, select, update

from newsarchive.lifecycle import ANSWERED, SHOWN, EventNote, JournalEvent, UrlState
from newsarchive.planning import disappearance
from newsarchive.planning.rechecking import DAY
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.interfaces.monitoring import Proportion
from newsarchive.storage.rows.journal import snapshot_articles, write_event
from newsarchive.storage.schema import articles, crawls, fetches, url_events, urls


def miss(connection: Connection, row: Any, at: datetime, reason: str | None) -> None:
    """Note in the row of an address with an article that its page was found gone.

    Its state stays as it was until `settle`; when it is asked for again depends on how often it was missed.
    The article's other addresses, which nobody asks while its own answers, are asked then too.
    """
    first, last = row.missing_since or at, row.last_fetched_at or at
    times = row.attempts + 1
    values: dict[str, Any] = {
        "claimed_by": None,
        "attempts": times,
        "last_error": coerced_text(reason),
        "missing_since": min(first, at),
        "last_fetched_at": max(last, at),
    }
    again = {
        "next_check_at": max(last, at) + timedelta(seconds=disappearance.delay_before_second_look(times))
    }
    if row.state in ANSWERED:  # else it is known to be gone: the plan of rechecks says when to look again
        values |= again
    connection.execute(update(urls).where(urls.c.id == row.id).values(values))
    if row.missing_since is None and row.state in ANSWERED:
        others = (
            (urls.c.article_id == row.article_id) & (urls.c.id != row.id) & (urls.c.state == UrlState.STORED)
        )
        connection.execute(update(urls).where(others).values(again))


def is_older(row: Any, at: datetime) -> bool:
    """Say whether what was answered `at` is older than the last look at an address that is missing."""
    return row.missing_since is not None and row.last_fetched_at is not None and at < row.last_fetched_at


def withdraw_missing(connection: Connection, crawl: int, now: datetime) -> None:
    """Withdraw what a run has found gone, and another some time before it.

    Where a good part of a source is missing, more time must lie between the two.
    """
    source = connection.scalar(select(crawls.c.source_id).where(crawls.c.id == crawl))
    for number in _with_missing(connection) if source is None else [source]:
        part = _missing_of_last(
            connection, number, _is_known() & (_is_open() | _went_with(connection, number))
        )
        incident = disappearance.is_incident(part.count, part.of)
        _settle(connection, crawl, number, timedelta(seconds=disappearance.apart(incident=incident)), now)


def vanished(connection: Connection, source: int, crawl: int | None = None) -> Proportion:
    """Return how many known addresses are missing of those asked last; with those the crawl withdrew.

    Known is what answered a crawl of ours once: what was only imported, or taken from another archive, may
    have been gone long before we came.
    """
    settled = select(url_events.c.url_id).where(
        url_events.c.crawl_id == crawl, url_events.c.event == JournalEvent.WITHDRAWN
    )
    open_ones = _is_open() if crawl is None else _is_open() | urls.c.id.in_(settled)
    return _missing_of_last(connection, source, _is_known() & open_ones)


def _missing_of_last(connection: Connection, source: int, condition: ColumnElement[bool]) -> Proportion:
    missing = and_(urls.c.missing_since.is_not(None), urls.c.article_id.is_not(None), condition)
    count = connection.scalar(select(func.count()).where(urls.c.source_id == source, missing)) or 0
    if not count:
        return Proportion()
    there = and_(urls.c.missing_since.is_(None), urls.c.state.in_(ANSWERED), urls.c.article_id.is_not(None))
    newest = (
        select(case((urls.c.missing_since.is_not(None), 1), else_=0).label("missing"))
        .where(urls.c.source_id == source, urls.c.kind == "article", urls.c.last_fetched_at.is_not(None))
        .where(or_(there, missing))
        .order_by(urls.c.last_fetched_at.desc(), urls.c.id)
        .limit(disappearance.sample_size(count))
        .subquery()
    )
    found, of = connection.execute(select(func.sum(newest.c.missing), func.count()).select_from(newest)).one()
    return Proportion(int(found or 0), of)


def contradict(
    connection: Connection, crawl: int, named: Iterable[tuple[int, str | None]], at: datetime
) -> None:
    """Write that lists still name missing addresses (row number, list), once while they are missing."""
    for url_id, found_in in named:
        said = exists().where(
            url_events.c.url_id == url_id,
            url_events.c.event == JournalEvent.CONTRADICTED,
            url_events.c.at >= select(urls.c.missing_since).where(urls.c.id == url_id).scalar_subquery(),
        )
        if not connection.scalar(select(said)):
            write_event(
                connection,
                JournalEvent.CONTRADICTED,
                url_id=url_id,
                crawl=crawl,
                at=at,
                reason=EventNote.LISTED,
                detail=found_in,
            )


def bring_back(connection: Connection, article_id: int | None, at: datetime, now: datetime) -> bool:
    """Clear the mark of an article that was seen `at`; say whether there was one.

    A capture from before its page was last seen gone brings nothing back. To be called before the state of
    the address changes.
    """
    if article_id is None or (since := _withdrawn_at(connection, article_id)) is None:
        return False
    last = connection.scalar(
        select(func.max(urls.c.last_fetched_at)).where(
            urls.c.article_id == article_id, urls.c.state == UrlState.GONE
        )
    )
    if at < max(since, last or since):
        return False
    _mark(connection, article_id, None, now)
    return True


def _is_known() -> ColumnElement[bool]:
    """The condition that an address answered a crawl of ours once."""
    return (
        select(fetches.c.id)
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .where(fetches.c.url_id == urls.c.id, fetches.c.outcome.in_(SHOWN))
        .where(crawls.c.kind == "crawl", fetches.c.fetched_at >= crawls.c.started_at)
        .correlate(urls)
        .exists()
    )


def _is_open() -> ColumnElement[bool]:
    """The condition that what is missing is not withdrawn."""
    return urls.c.state.in_(ANSWERED)


def _went_with(connection: Connection, source: int) -> ColumnElement[bool]:
    """The condition that what is withdrawn went missing about when the first did that is not.

    Else the end of an incident would be told by the first that were looked at a second time.
    """
    first = connection.scalar(
        select(func.min(urls.c.missing_since)).where(
            urls.c.source_id == source, urls.c.missing_since.is_not(None), _is_open()
        )
    )
    if first is None:
        return false()
    near = first - timedelta(seconds=disappearance.APART_MANY)
    return and_(urls.c.state == UrlState.GONE, urls.c.missing_since >= near)


def _with_missing(connection: Connection) -> list[int]:
    query = select(urls.c.source_id).where(urls.c.missing_since.is_not(None), urls.c.state.in_(ANSWERED))
    return list(connection.scalars(query.distinct().order_by(urls.c.source_id)))


def _settle(connection: Connection, crawl: int, source: int, apart: timedelta, now: datetime) -> None:
    query = select(
        urls.c.id, urls.c.article_id, urls.c.missing_since, urls.c.last_fetched_at, urls.c.last_error
    ).where(urls.c.source_id == source, urls.c.missing_since.is_not(None), urls.c.state.in_(ANSWERED))
    for row in connection.execute(query.order_by(urls.c.id)).all():
        if row.last_fetched_at - row.missing_since < apart:
            continue
        values = {"state": UrlState.GONE, "next_check_at": row.last_fetched_at + timedelta(seconds=DAY)}
        connection.execute(update(urls).where(urls.c.id == row.id).values(values))
        if _withdraw(connection, row, now):
            write_event(
                connection,
                JournalEvent.WITHDRAWN,
                url_id=row.id,
                crawl=crawl,
                at=row.last_fetched_at,
                fetch_id=_look(connection, row.id, row.last_fetched_at),
                article_id=row.article_id,
                reason=row.last_error,
            )


def _withdraw(connection: Connection, row: Any, now: datetime) -> bool:
    """Mark the article behind an address withdrawn since it was missed first; say whether this call did it.

    Not while another fetched address of the article still answers: a dead duplicate takes nothing away.
    """
    if _withdrawn_at(connection, row.article_id) is not None:
        return False
    elsewhere = exists().where(
        urls.c.article_id == row.article_id,
        urls.c.id != row.id,
        urls.c.state == UrlState.STORED,
        urls.c.missing_since.is_(None),
        urls.c.last_fetched_at.is_not(None),
    )
    if connection.scalar(select(elsewhere)):
        return False
    _mark(connection, row.article_id, row.missing_since, now)
    return True


def _look(connection: Connection, url_id: int, at: datetime) -> int | None:
    """The answer that found an address gone at a moment."""
    query = select(func.max(fetches.c.id)).where(fetches.c.url_id == url_id, fetches.c.fetched_at == at)
    found: int | None = connection.scalar(query)
    return found


def _withdrawn_at(connection: Connection, article_id: int) -> datetime | None:
    return connection.scalar(select(articles.c.withdrawn_at).where(articles.c.id == article_id))


def _mark(connection: Connection, article_id: int, at: datetime | None, now: datetime) -> None:
    snapshot_articles(connection, article_id, now)
    connection.execute(update(articles).where(articles.c.id == article_id).values(withdrawn_at=at))
