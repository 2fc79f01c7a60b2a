"""Stores an answer without an article: its fetch, the URL's new state, and its event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.durations import DAY
from newsarchive.lifecycle import (
    ARTICLE_EVENTS,
    AS_BEFORE,
    EVENT_OF,
    TRANSITIONS,
    JournalEvent,
    Outcome,
    UrlRelation,
    UrlState,
)
from newsarchive.planning import disappearance
from newsarchive.planning.rechecking import retry_delay, skip_delay
from newsarchive.storage.articles.url_updates import change_urls
from newsarchive.storage.articles.withdrawals import bring_back, is_older, miss
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.frontier.listing_polls import reschedule_poll, write_poll
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import (
    event_row,
    fetch_row,
    header,
    headers_text,
    write_event,
    write_fetch,
)
from newsarchive.storage.rows.url_identity import is_home, url_key
from newsarchive.storage.schema import articles, fetches, revisions, sources, url_events, urls


def postpone(connection: Connection, crawl: int, answer: Answer, row: Any, fetch_id: int | None) -> None:
    """Leave the URL for the next crawl; `fetch_id` is set if it was requested and the host refused.

    The event is written only if the reason differs from the last one: every crawl meets a URL that waits for
    a week.
    """
    reason = coerced_text(answer.reason)
    state = TRANSITIONS[row.state, Outcome.POSTPONED].state
    values: dict[str, Any] = {"state": state, "claimed_by": None, "last_error": reason}
    if answer.until is not None:
        values |= {"next_check_at": answer.until}
    connection.execute(update(urls).where(urls.c.id == row.id).values(values))
    if answer.kind != "article" and answer.until is not None:
        reschedule_poll(connection, row.id, row.source_id, answer.until)
    if reason == row.last_error and fetch_id is None:
        return
    write_event(
        connection,
        JournalEvent.SKIPPED,
        url_id=row.id,
        crawl=crawl,
        at=answer.at,
        fetch_id=fetch_id,
        reason=reason,
        detail=answer.detail,
    )


def postpone_unasked(connection: Connection, crawl: int, answers: Sequence[Answer]) -> list[Answer]:
    """Leave URLs of articles that were not requested for the next crawl, as `postpone`; return the others.

    Where a host's budget is spent, a crawl meets each of tens of thousands of URLs that wait for it.
    """
    times = Counter(url_key(answer.url) for answer in answers)
    unasked = {
        url_key(answer.url): answer
        for answer in answers
        if answer.outcome == Outcome.POSTPONED and answer.status is None and answer.kind == "article"
    }
    alone = {key: answer for key, answer in unasked.items() if times[key] == 1}
    query = select(urls.c.id, urls.c.url_key, urls.c.state, urls.c.last_error)
    rows = [
        row for part in chunks(alone) for row in connection.execute(query.where(urls.c.url_key.in_(part)))
    ]
    changed, events = [], []
    for row in rows:
        answer = alone[row.url_key]
        reason = coerced_text(answer.reason)
        state = TRANSITIONS[row.state, Outcome.POSTPONED].state
        values: dict[str, Any] = {"state": state, "claimed_by": None, "last_error": reason}
        if answer.until is not None:
            values |= {"next_check_at": answer.until}
        changed.append((row.id, values))
        if reason != row.last_error:
            events.append(
                event_row(
                    JournalEvent.SKIPPED,
                    url_id=row.id,
                    crawl=crawl,
                    at=answer.at,
                    reason=reason,
                    detail=answer.detail,
                )
            )
    _change_urls(connection, changed)
    insert_rows(connection, url_events, events)
    done = {id(alone[row.url_key]) for row in rows}
    return [answer for answer in answers if id(answer) not in done]


_URL_COLUMNS = (
    *("id", "state", "attempts", "last_error", "article_id", "source_id"),
    *("last_fetched_at", "missing_since"),
)
# Wait after a listing that robots.txt or we disallow, and after a stored page that keeps failing.


def record_answer(connection: Connection, crawl: int, answer: Answer, now: datetime) -> None:
    """Store one answer, recorded at `now`; its URL must have a row."""
    row = connection.execute(
        select(
            *(urls.c[name] for name in _URL_COLUMNS),
            sources.c.timezone,
            articles.c.last_seen_at.label("article_seen_at"),
            urls.c.relation,
            articles.c.url.label("article_url"),
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .where(urls.c.url_key == url_key(answer.url))
    ).one()
    if answer.outcome == Outcome.POSTPONED:
        asked = None if answer.status is None else _write(connection, crawl, answer, row, now)
        postpone(connection, crawl, answer, row, asked)
        return
    fetch_id = _write(connection, crawl, answer, row, now)
    event = EVENT_OF[answer.outcome]
    events = [event] if event is not None and not _is_repeated(answer, row) else []
    as_before = _is_as_before(answer, row)
    if as_before and bring_back(connection, row.article_id, answer.at, now):
        events.append(JournalEvent.RETURNED)
    _change_url(connection, answer, row)
    if answer.outcome == Outcome.SKIPPED and answer.kind != "article":
        reschedule_poll(connection, row.id, row.source_id, answer.at + timedelta(seconds=DAY))
    if answer.poll is not None:
        full = (
            {"last_full_at": answer.poll.at, "read_by": answer.read_by}
            if answer.outcome == Outcome.FETCHED
            else {}
        )
        write_poll(connection, row.id, row.source_id, answer.poll, every=answer.every, full=full)
    if as_before:
        _seen_again(connection, row.article_id, answer)
    for event in events:
        write_event(
            connection,
            event,
            url_id=row.id,
            crawl=crawl,
            at=answer.at,
            fetch_id=fetch_id,
            article_id=row.article_id if event in ARTICLE_EVENTS else None,
            reason=answer.reason or answer.outcome,
            detail=answer.detail,
        )


def _is_as_before(answer: Answer, row: Any) -> bool:
    """Say whether an answer tells that the article is as it was.

    One of another site does not, at a URL that only redirected to the article.
    """
    if answer.outcome not in AS_BEFORE or row.state == UrlState.REFUSED:
        return False
    if row.relation != UrlRelation.REDIRECT:
        return True
    return same_site(answer.final_url or answer.url, str(row.article_url))


def _is_repeated(answer: Answer, row: Any) -> bool:
    """Say whether the URL was already closed or gone for this reason, so that no new event is needed."""
    is_lasting = answer.outcome == Outcome.SKIPPED or is_gone(answer)
    return is_lasting and row.attempts > 0 and row.last_error == coerced_text(answer.reason)


def _change_url(connection: Connection, answer: Answer, row: Any) -> None:
    gone = is_gone(answer) and answer.kind == "article"
    if gone and row.article_id is not None:
        if row.article_seen_at <= answer.at:
            miss(connection, row, answer.at, answer.reason)
            return
    elif not is_older(row, answer.at) or answer.outcome not in AS_BEFORE:
        state = next_state(answer, row.state, stored=row.article_id is not None)
        changes = url_changes(answer, row, state)
        connection.execute(update(urls).where(urls.c.id == row.id).values(changes))
        return
    # Older than the last fetch of the page: it says nothing about its present state.
    connection.execute(update(urls).where(urls.c.id == row.id).values(claimed_by=None))


def unrecorded(connection: Connection, answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers whose URL, time and outcome are not stored yet."""
    stored: set[tuple[str, datetime, str]] = set()
    for part in chunks(sorted({url_key(answer.url) for answer in answers})):
        query = (
            select(fetches.c.url, fetches.c.fetched_at, fetches.c.outcome)
            .join(urls, urls.c.id == fetches.c.url_id)
            .where(urls.c.url_key.in_(part), fetches.c.body_sha256.is_(None))
        )
        stored |= {(url, at, outcome) for url, at, outcome in connection.execute(query)}
    return [
        answer for answer in answers if (coerced_text(answer.url), answer.at, answer.outcome) not in stored
    ]


def is_gone(answer: Answer) -> bool:
    """Say whether the publisher removed the page: 404, 410, or a redirect to the home page."""
    if answer.outcome == Outcome.REDIRECTED:
        return answer.final_url is not None and is_home(answer.final_url) and not is_home(answer.url)
    return answer.outcome == Outcome.GONE


def next_state(answer: Answer, state: UrlState, *, stored: bool) -> UrlState:
    """Return the URL's state after the answer; with an article `stored` a failure leaves it as it was.

    A page that is gone is asked about here only where no article of it is stored.
    """
    if is_gone(answer):
        return TRANSITIONS[state, Outcome.GONE].state
    after = TRANSITIONS[state, answer.outcome]
    return after.with_article if stored else after.state


def url_changes(answer: Answer, row: Any, state: UrlState) -> dict[str, Any]:
    """Return what an answer changes in the row of its URL."""
    changes: dict[str, Any] = {"state": state, "claimed_by": None}
    if answer.outcome == Outcome.FAILED:
        attempts = row.attempts + 1
        later = {"next_check_at": _next_try(answer.at, attempts, stored=state == UrlState.STORED)}
        return changes | later | {"attempts": attempts, "last_error": coerced_text(answer.reason)}
    if answer.outcome == Outcome.SKIPPED:
        attempts = row.attempts + 1
        later = {"next_check_at": answer.at + timedelta(seconds=skip_delay(attempts))}
        return changes | later | {"attempts": attempts, "last_error": coerced_text(answer.reason)}
    if state == UrlState.GONE and answer.kind == "article":
        return changes | _never_fetched(answer, row.attempts + 1)
    changes |= {"attempts": 0, "last_fetched_at": answer.at, "last_seen_at": answer.at}
    if answer.outcome == Outcome.GONE:
        return changes | {"last_error": coerced_text(answer.reason)}
    changes |= {"last_error": None, "missing_since": None}
    for name, column in (("etag", "etag"), ("last-modified", "last_modified")):
        value = header(answer.headers, name)
        # A 304 need not repeat them (RFC 9110, 15.4.5); a complete answer without them has none.
        if value is not None or answer.outcome != Outcome.NOT_MODIFIED:
            changes[column] = value
    return changes


def _never_fetched(answer: Answer, times: int) -> dict[str, Any]:
    """A page that was listed before it existed is fetched again soon, a dead link at growing intervals."""
    later = answer.at + timedelta(seconds=disappearance.delay_before_second_look(times))
    return {
        "attempts": times,
        "last_error": coerced_text(answer.reason),
        "last_fetched_at": answer.at,
        "last_seen_at": answer.at,
        "next_check_at": NEVER if disappearance.is_given_up(times) else later,
    }


def _next_try(at: datetime, attempts: int, *, stored: bool) -> datetime:
    """A page that was never fetched is given up in the end; a stored one is tried once a day."""
    seconds = retry_delay(attempts)
    if seconds is None:
        seconds = DAY if stored else None
    return NEVER if seconds is None else at + timedelta(seconds=seconds)


def answer_row(answer: Answer, url_id: int, crawl: int, now: datetime) -> dict[str, Any]:
    """Return the columns of an answer's row of `fetches`, without the revision that it shows."""
    return {
        "url_id": url_id,
        "crawl_id": crawl,
        "url": coerced_text(answer.url),
        "fetched_at": answer.at,
        "recorded_at": now,
        "outcome": Outcome.FAILED if answer.outcome == Outcome.POSTPONED else answer.outcome,
        "status": answer.status,
        "final_url": coerced_text(answer.final_url),
        "content_type": header(answer.headers, "content-type"),
        "headers": headers_text(answer.headers),
        "reason": coerced_text(answer.reason),
        "detail": coerced_text(answer.detail),
        "body_sha256": answer.body_sha256,
        "body_size": answer.body_size,
    }


def _write(connection: Connection, crawl: int, answer: Answer, row: Any, now: datetime) -> int:
    shown_article = row.article_id if _is_as_before(answer, row) else None
    shown = {"revision_id": None if shown_article is None else _latest(connection, shown_article)}
    return write_fetch(connection, answer_row(answer, row.id, crawl, now) | shown, row)


def _latest(connection: Connection, article_id: int) -> int | None:
    query = select(revisions.c.id).join(articles, articles.c.id == revisions.c.article_id)
    current = revisions.c.number == articles.c.latest_number
    return connection.scalar(query.where(articles.c.id == article_id, current))


def _seen_again(connection: Connection, article_id: int | None, answer: Answer) -> None:
    older = (articles.c.id == article_id) & (articles.c.last_seen_at < answer.at)
    if article_id is not None:
        connection.execute(update(articles).where(older).values(last_seen_at=answer.at))


# Answers without a change, stored for many URLs at once: most rechecks bring these.

_VALIDATORS = frozenset({"etag", "last_modified"})  # most servers repeat them with each 304


def record_same(connection: Connection, crawl: int, answers: Sequence[Answer], now: datetime) -> list[Answer]:
    """Store the answers that change nothing and have no event; return the others.

    The others have an event, concern a URL twice, or show a missing article again.
    """
    times = Counter(url_key(answer.url) for answer in answers)
    plain = {
        url_key(answer.url): answer
        for answer in answers
        if answer.outcome in AS_BEFORE and answer.poll is None and times[url_key(answer.url)] == 1
    }
    rows = _rows(connection, plain)
    _write_same(connection, crawl, [(plain[row.url_key], row) for row in rows], now)
    done = {id(plain[row.url_key]) for row in rows}
    return [answer for answer in answers if id(answer) not in done]


def _rows(connection: Connection, plain: dict[str, Answer]) -> list[Any]:
    current = (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.latest_number)
    query = (
        select(
            urls.c.id,
            urls.c.url_key,
            urls.c.state,
            urls.c.attempts,
            urls.c.etag,
            urls.c.last_modified,
            urls.c.article_id,
            urls.c.source_id,
            sources.c.timezone,
            revisions.c.id.label("revision_id"),
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .outerjoin(revisions, current)
        .where(articles.c.withdrawn_at.is_(None), urls.c.missing_since.is_(None))
        .where(or_(urls.c.relation.is_(None), urls.c.relation != UrlRelation.REDIRECT))
    )
    parts = (query.where(urls.c.url_key.in_(part)) for part in chunks(plain))
    return [row for part in parts for row in connection.execute(part)]


def _write_same(
    connection: Connection, crawl: int, found: Sequence[tuple[Answer, Any]], now: datetime
) -> None:
    fetched: list[dict[str, Any]] = []
    changed: list[tuple[int, dict[str, Any]]] = []
    seen: dict[datetime, list[int]] = defaultdict(list)
    for answer, row in found:
        shows_article = row.state != UrlState.REFUSED
        values = answer_row(answer, row.id, crawl, now)
        fetched.append(fetch_row(values | {"revision_id": row.revision_id if shows_article else None}, row))
        state = next_state(answer, row.state, stored=row.article_id is not None)
        changed.append((row.id, _new_values(url_changes(answer, row, state), row)))
        if shows_article and row.article_id is not None:
            seen[answer.at.replace(microsecond=0)].append(row.article_id)
    insert_rows(connection, fetches, fetched)
    _change_urls(connection, changed)
    for at, numbers in seen.items():
        for part in chunks(sorted(numbers)):
            earlier = articles.c.id.in_(part) & (articles.c.last_seen_at < at)
            connection.execute(update(articles).where(earlier).values(last_seen_at=at))


def _new_values(changes: dict[str, Any], row: Any) -> dict[str, Any]:
    """Return the changes as they would be stored (whole seconds), without values that are stored already."""
    return {
        name: value.replace(microsecond=0) if isinstance(value, datetime) else value
        for name, value in changes.items()
        if name not in _VALIDATORS or value != getattr(row, name)
    }


def _change_urls(connection: Connection, changed: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """One statement for all equal changes, mostly those of one second; a new ETag is unique to its URL."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    own: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, changes in changed:
        if _VALIDATORS & changes.keys():
            own[tuple(changes)].append({"id": number} | changes)
        else:
            alike[tuple(changes.items())].append(number)
    for values, numbers in alike.items():
        for part in chunks(sorted(numbers)):
            connection.execute(update(urls).where(urls.c.id.in_(part)).values(dict(values)))
    for columns, rows in own.items():
        change_urls(connection, columns, rows)
