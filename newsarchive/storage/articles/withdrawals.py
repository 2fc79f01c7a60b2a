"""Articles whose pages are gone: missing after the first fetch that finds so, withdrawn after a later one.

A URL is missing (`urls.missing_since`) from the first answer that says its page is gone (404, 410, redirect
to the home page) to the first that says otherwise; a failure says neither. Its article is withdrawn at the
end of a run (`withdraw_missing`), when it is clear whether one article is missing or half of the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, func, or_, select, update

from newsarchive.durations import DAY
from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import (
    ANSWERED,
    SHOWN,
    CrawlKind,
    EventNote,
    GoneReason,
    JournalEvent,
    NotArticle,
    Outcome,
    UrlRelation,
    UrlState,
)
from newsarchive.planning import disappearance
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.interfaces.monitoring import Proportion
from newsarchive.storage.rows.journal import snapshot_articles, write_event
from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    revisions,
    source_incidents,
    url_events,
    urls,
)


def miss(connection: Connection, row: Any, at: datetime, reason: str | None) -> None:
    """Record that the page of a URL with an article was found gone.

    The state stays as it is until `withdraw_missing`; the next check depends on how often the URL was missed.
    The article's other URLs, which are not rechecked as long as this one answers, are then checked too.
    """
    first, last = row.missing_since or at, row.last_fetched_at or at
    # Failures before it count for nothing: after an outage of a day the second look was ten days away.
    times = 1 if row.missing_since is None else row.attempts + 1
    values: dict[str, Any] = {
        "claimed_by": None,
        "attempts": times,
        "last_error": coerced_text(reason),
        "missing_since": min(first, at),
        "last_fetched_at": max(last, at),
    }
    delay = disappearance.delay_before_second_look(times, unsure=True)
    again = {"next_check_at": max(last, at) + timedelta(seconds=delay)}
    if row.state in ANSWERED:  # else it is known to be gone: the plan of rechecks says when to look again
        values |= again
    connection.execute(update(urls).where(urls.c.id == row.id).values(values))
    if row.missing_since is None and row.state in ANSWERED:
        others = (urls.c.article_id == row.article_id) & (urls.c.id != row.id) & (urls.c.state.in_(ANSWERED))
        connection.execute(update(urls).where(others).values(again))


def is_older(row: Any, at: datetime) -> bool:
    """Say whether an answer of this time is older than the last fetch of a URL that is missing."""
    return row.missing_since is not None and row.last_fetched_at is not None and at < row.last_fetched_at


def withdraw_missing(connection: Connection, crawl: int, now: datetime) -> None:
    """Withdraw the articles that a run found gone and that were found gone some time before.

    If a large part of a source is missing, or a list still names the URL, more time must lie between the two.
    """
    source = connection.scalar(select(crawls.c.source_id).where(crawls.c.id == crawl))
    for number in _with_missing(connection) if source is None else [source]:
        _settle(connection, crawl, number, now, incident=_is_vanishing(connection, number))


def newly_gone(connection: Connection, source: int) -> list[int]:
    """Return the articles that `withdraw_missing` withdraws at the end of this run, if in no incident."""
    confirmed = _confirmed(connection, source, incident=False)
    gone = [
        row for row in confirmed if not connection.scalar(select(shown_elsewhere(row.article_id, row.id)))
    ]
    return list(dict.fromkeys(row.article_id for row in gone))


def is_missing(connection: Connection, article: int) -> bool:
    """Say whether a page of the article was gone when it was last looked at, and none of its others answers.

    Which page matters not: the one by which the article is known (its canonical URL) may never be fetched.
    """
    of_article = (urls.c.article_id == article) & urls.c.missing_since.is_not(None)
    missing = connection.scalars(select(urls.c.id).where(of_article)).all()
    return any(not connection.scalar(select(shown_elsewhere(article, number))) for number in missing)


def is_in_incident(connection: Connection, source: int) -> bool:
    """Say whether a large part of a source is missing, or any other incident of it is open."""
    opened = exists().where(
        source_incidents.c.source_id == source, source_incidents.c.state == IncidentState.OPEN
    )
    return bool(connection.scalar(select(opened))) or _is_vanishing(connection, source)


def _is_vanishing(connection: Connection, source: int) -> bool:
    share = _missing_share(
        connection, source, _answered_once() & (_is_not_withdrawn() | _went_missing_with(connection, source))
    )
    return disappearance.is_incident(share.count, share.of)


def withdraw_vanished(connection: Connection, source: int, crawl: int, now: datetime) -> None:
    """Withdraw all articles of a source that are missing: an operator says that they are gone for good."""
    _settle(connection, crawl, source, now, incident=None)


def vanished(connection: Connection, source: int, crawl: int | None = None) -> Proportion:
    """Return how many of the URLs fetched last are missing, among those that once answered a crawl.

    URLs that `crawl` withdrew are included. What was only imported, or taken from another archive, may have
    been gone long before our first crawl and does not count.
    """
    settled = select(url_events.c.url_id).where(
        url_events.c.crawl_id == crawl, url_events.c.event == JournalEvent.WITHDRAWN
    )
    not_withdrawn = _is_not_withdrawn() if crawl is None else _is_not_withdrawn() | urls.c.id.in_(settled)
    return _missing_share(connection, source, _answered_once() & not_withdrawn)


def _missing_share(connection: Connection, source: int, condition: ColumnElement[bool]) -> Proportion:
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
    """Record that listings still name missing URLs (row number, listing), once per period of absence.

    The URL is due then: nobody would look again at an article that was withdrawn long ago, and is back.
    """
    for url_id, found_in in named:
        since = select(urls.c.missing_since).where(urls.c.id == url_id).scalar_subquery()
        if not connection.scalar(select(_contradicted(url_id, since))):
            write_event(
                connection,
                JournalEvent.CONTRADICTED,
                url_id=url_id,
                crawl=crawl,
                at=at,
                reason=EventNote.LISTED,
                detail=found_in,
            )
            waits = or_(urls.c.next_check_at.is_(None), urls.c.next_check_at > at)
            again = update(urls).where(urls.c.id == url_id, urls.c.state == UrlState.GONE, waits)
            connection.execute(again.values(next_check_at=at))


def _contradicted(url_id: int, since: Any) -> Any:
    return exists().where(
        url_events.c.url_id == url_id,
        url_events.c.event == JournalEvent.CONTRADICTED,
        url_events.c.at >= since,
    )


def _is_contradicted(connection: Connection, row: Any) -> bool:
    """Say whether a list has named any URL of the article since its page is missing."""
    named = exists().where(
        url_events.c.url_id == urls.c.id,
        url_events.c.event == JournalEvent.CONTRADICTED,
        url_events.c.at >= row.missing_since,
        urls.c.article_id == row.article_id,
    )
    return bool(connection.scalar(select(named)))


def bring_back(connection: Connection, article_id: int | None, at: datetime, now: datetime) -> bool:
    """Clear the withdrawal of an article that was seen `at`; return whether it was withdrawn.

    A capture older than the fetch that found the page gone clears nothing. Call it before the state of the
    URL changes.
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
    _set_withdrawn(connection, article_id, None, now)
    return True


def _answered_once() -> ColumnElement[bool]:
    """The condition that a URL once answered a crawl."""
    return (
        select(fetches.c.id)
        .join(crawls, crawls.c.id == fetches.c.crawl_id)
        .where(fetches.c.url_id == urls.c.id, fetches.c.outcome.in_(SHOWN))
        .where(crawls.c.kind == CrawlKind.CRAWL, fetches.c.fetched_at >= crawls.c.started_at)
        .correlate(urls)
        .exists()
    )


def _is_not_withdrawn() -> ColumnElement[bool]:
    """The condition that what is missing is not withdrawn."""
    return urls.c.state.in_(ANSWERED)


def _went_missing_with(connection: Connection, source: int) -> ColumnElement[bool]:
    """The condition that a withdrawn URL went missing about when the first one not yet withdrawn did.

    Without these, an incident would seem to be over once its first URLs are withdrawn.
    """
    first = connection.scalar(
        select(func.min(urls.c.missing_since)).where(
            urls.c.source_id == source, urls.c.missing_since.is_not(None), _is_not_withdrawn()
        )
    )
    if first is None:
        return false()
    near = first - timedelta(seconds=disappearance.APART_IN_INCIDENT)
    return and_(urls.c.state == UrlState.GONE, urls.c.missing_since >= near)


def _with_missing(connection: Connection) -> list[int]:
    query = select(urls.c.source_id).where(urls.c.missing_since.is_not(None), urls.c.state.in_(ANSWERED))
    return list(connection.scalars(query.distinct().order_by(urls.c.source_id)))


def _settle(connection: Connection, crawl: int, source: int, now: datetime, *, incident: bool | None) -> None:
    """Withdraw what was missing for long enough; all that is missing where `incident` is None."""
    for row in _confirmed(connection, source, incident=incident):
        values = {"state": UrlState.GONE, "next_check_at": row.last_fetched_at + timedelta(seconds=DAY)}
        connection.execute(update(urls).where(urls.c.id == row.id).values(values))
        if _withdraw(connection, row, now):
            write_event(
                connection,
                JournalEvent.WITHDRAWN,
                url_id=row.id,
                crawl=crawl,
                at=row.last_fetched_at,
                fetch_id=_fetch_that_missed(connection, row.id, row.last_fetched_at),
                article_id=row.article_id,
                reason=row.last_error,
            )


def _confirmed(connection: Connection, source: int, *, incident: bool | None) -> list[Any]:
    query = select(
        urls.c.id,
        urls.c.article_id,
        urls.c.missing_since,
        urls.c.last_fetched_at,
        urls.c.last_error,
    ).where(urls.c.source_id == source, urls.c.missing_since.is_not(None), urls.c.state.in_(ANSWERED))
    return [
        row
        for row in connection.execute(query.order_by(urls.c.id)).all()
        if incident is None
        or disappearance.is_withdrawn(
            (row.last_fetched_at - row.missing_since).total_seconds(),
            _crawls_that_missed(connection, row) if incident else 0,
            incident=incident,
            named=_is_contradicted(connection, row),
        )
    ]


def _crawls_that_missed(connection: Connection, row: Any) -> int:
    """Return how many crawls found the page gone since it answered; `urls.attempts` counts failures, too."""
    says_gone = func.coalesce(fetches.c.reason, "").in_((GoneReason.REDIRECTED_HOME, NotArticle.TAKEN_OFF))
    of_url = fetches.c.url_id == row.id
    answered = select(func.max(fetches.c.id)).where(of_url, fetches.c.outcome.in_((*SHOWN, Outcome.REFUSED)))
    last = connection.scalar(answered.where(~says_gone)) or 0
    gone = or_(fetches.c.outcome.in_((Outcome.GONE, Outcome.REDIRECTED)), says_gone)
    crawls_since = select(func.count(fetches.c.crawl_id.distinct())).where(of_url, gone, fetches.c.id > last)
    return connection.scalar(crawls_since) or 0


def _withdraw(connection: Connection, row: Any, now: datetime) -> bool:
    """Withdraw the article behind a URL as of its first miss; return whether this call did so.

    Not while another fetched URL of the article still answers, be it behind a paywall: a dead duplicate does
    not withdraw an article.
    """
    if _withdrawn_at(connection, row.article_id) is not None:
        return False
    if connection.scalar(select(shown_elsewhere(row.article_id, row.id))):
        return False
    _set_withdrawn(connection, row.article_id, row.missing_since, now)
    return True


def shown_elsewhere(article_id: int, url_id: int) -> ColumnElement[bool]:
    """The condition that another fetched URL of an article answers, be it behind a paywall.

    A redirect of another source, as on a mirror, counts only if it showed the article after the miss: no
    crawl of this source looks again, and what else it answers says nothing of the article.
    """
    gone = urls.alias("gone")
    of_url = select(gone.c.source_id, gone.c.missing_since).where(gone.c.id == url_id).subquery()
    source, since = (select(column).scalar_subquery() for column in of_url.c)
    shown_since = exists().where(
        fetches.c.url_id == urls.c.id,
        fetches.c.fetched_at >= since,
        fetches.c.revision_id.in_(select(revisions.c.id).where(revisions.c.article_id == article_id)),
    )
    is_own = or_(
        urls.c.relation.is_(None), urls.c.relation != UrlRelation.REDIRECT, urls.c.source_id == source
    )
    return exists().where(
        urls.c.article_id == article_id,
        urls.c.id != url_id,
        or_(is_own, since.is_(None), shown_since),
        or_(urls.c.state == UrlState.STORED, and_(urls.c.state == UrlState.REFUSED, _is_paid_for())),
        urls.c.missing_since.is_(None),
        urls.c.last_fetched_at.is_not(None),
    )


def _is_paid_for() -> ColumnElement[bool]:
    """The condition that a URL was last refused for its paywall."""
    refusals = select(fetches.c.reason).where(
        fetches.c.url_id == urls.c.id, fetches.c.outcome == Outcome.REFUSED
    )
    last = refusals.order_by(fetches.c.id.desc()).limit(1).correlate(urls).scalar_subquery()
    return last == NotArticle.PAYWALL


def _fetch_that_missed(connection: Connection, url_id: int, at: datetime) -> int | None:
    """Return the fetch that found a URL gone at this time."""
    query = select(func.max(fetches.c.id)).where(fetches.c.url_id == url_id, fetches.c.fetched_at == at)
    found: int | None = connection.scalar(query)
    return found


def _withdrawn_at(connection: Connection, article_id: int) -> datetime | None:
    return connection.scalar(select(articles.c.withdrawn_at).where(articles.c.id == article_id))


def _set_withdrawn(connection: Connection, article_id: int, at: datetime | None, now: datetime) -> None:
    snapshot_articles(connection, article_id, now)
    connection.execute(update(articles).where(articles.c.id == article_id).values(withdrawn_at=at))
