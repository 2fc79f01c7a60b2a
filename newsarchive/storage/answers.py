"""An answer that carries no article, as rows: the fetch, the address's new state, the event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from newsarchive.planning import vanishing
from newsarchive.planning.rechecking import next_try, skipped_for
from newsarchive.storage.addresses import is_home, url_key
from newsarchive.storage.events import header, headers_text, write_event, write_fetch
from newsarchive.storage.fitting import fit_text
from newsarchive.storage.interfaces import Answer
from newsarchive.storage.postponing import postpone
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls
from newsarchive.storage.visiting.listings import put_off, write_poll
from newsarchive.storage.visiting.values import NEVER
from newsarchive.storage.withdrawals import bring_back, is_older, miss

# Outcomes with an event of their own; a feed read or an unchanged page is no event.
EVENTS = {"failed": "failed", "gone": "failed", "redirected": "redirected", "skipped": "skipped"}
# Events of the article behind the address, not of the address alone.
OF_ARTICLE = frozenset({"returned"})
OF_ADDRESS = (
    *("id", "state", "attempts", "last_error", "article_id", "source_id"),
    *("last_fetched_at", "missing_since"),
)
# Answers that say: as it was.
AS_BEFORE = frozenset({"not_modified", "unchanged"})
# After a listing closed by robots.txt or by us, and a stored page that goes on failing.
A_DAY = 86_400.0


def record_answer(connection: Connection, crawl: int, answer: Answer, now: datetime) -> None:
    """Write one answer, recorded `now`; its address must have a row."""
    row = connection.execute(
        select(
            *(urls.c[name] for name in OF_ADDRESS),
            sources.c.timezone,
            articles.c.last_seen_at.label("article_seen_at"),
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .where(urls.c.url_key == url_key(answer.url))
    ).one()
    if answer.outcome == "postponed":
        asked = None if answer.status is None else _write(connection, crawl, answer, row, now)
        postpone(connection, crawl, answer, row, asked)
        return
    fetch_id = _write(connection, crawl, answer, row, now)
    events = [EVENTS[answer.outcome]] if answer.outcome in EVENTS and not _said_before(answer, row) else []
    as_before = answer.outcome in AS_BEFORE and row.state != "refused"
    if as_before and bring_back(connection, row.article_id, answer.at, now):
        events.append("returned")
    _change_address(connection, answer, row)
    if answer.outcome == "skipped" and answer.kind != "article":
        put_off(connection, row.id, row.source_id, answer.at + timedelta(seconds=A_DAY))
    if answer.poll is not None:
        full = (
            {"last_full_at": answer.poll.at, "read_by": answer.read_by} if answer.outcome == "fetched" else {}
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
            article_id=row.article_id if event in OF_ARTICLE else None,
            reason=answer.reason or answer.outcome,
            detail=answer.detail,
        )


def _said_before(answer: Answer, row: Any) -> bool:
    """Say whether the address was closed, or gone, the last time too: years of that are no history."""
    lasting = answer.outcome == "skipped" or is_gone(answer)
    return lasting and row.attempts > 0 and row.last_error == fit_text(answer.reason)


def _change_address(connection: Connection, answer: Answer, row: Any) -> None:
    gone = is_gone(answer) and answer.kind == "article"
    if gone and row.article_id is not None:
        if row.article_seen_at <= answer.at:
            miss(connection, row, answer.at, answer.reason)
            return
    elif not is_older(row, answer.at) or answer.outcome not in AS_BEFORE:
        state = (
            "gone" if is_gone(answer) else next_state(answer, row.state, stored=row.article_id is not None)
        )
        changes = address_changes(answer, row, state)
        connection.execute(update(urls).where(urls.c.id == row.id).values(changes))
        return
    # Older than what is known of the page: it says nothing of today.
    connection.execute(update(urls).where(urls.c.id == row.id).values(claimed_by=None))


def unrecorded(connection: Connection, answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers whose address, time and outcome are not in the archive."""
    known: set[tuple[str, datetime, str]] = set()
    for part in chunks(sorted({url_key(answer.url) for answer in answers})):
        query = (
            select(fetches.c.url, fetches.c.fetched_at, fetches.c.outcome)
            .join(urls, urls.c.id == fetches.c.url_id)
            .where(urls.c.url_key.in_(part), fetches.c.body_sha256.is_(None))
        )
        known |= {(url, at, outcome) for url, at, outcome in connection.execute(query)}
    return [answer for answer in answers if (fit_text(answer.url), answer.at, answer.outcome) not in known]


def is_gone(answer: Answer) -> bool:
    """Say whether the publisher took the page away: 404, 410, or sent to the front page (DESIGN 5)."""
    if answer.outcome == "redirected":
        return answer.final_url is not None and is_home(answer.final_url) and not is_home(answer.url)
    return answer.outcome == "gone"


def next_state(answer: Answer, state: str, *, stored: bool) -> str:
    """Return the address's state after the answer; a failed recheck leaves what is stored as it is."""
    if answer.outcome == "fetched" or answer.outcome in AS_BEFORE:
        return "refused" if state == "refused" and answer.outcome in AS_BEFORE else "stored"
    if stored or state == "stored":
        return "refused" if state == "refused" else "stored"
    return "failed" if answer.outcome == "failed" else "skipped"


def address_changes(answer: Answer, row: Any, state: str) -> dict[str, Any]:
    """Return what an answer changes in the row of its address."""
    changes: dict[str, Any] = {"state": state, "claimed_by": None}
    if answer.outcome == "failed":
        attempts = row.attempts + 1
        later = {"next_check_at": _next_try(answer.at, attempts, stored=state == "stored")}
        return changes | later | {"attempts": attempts, "last_error": fit_text(answer.reason)}
    if answer.outcome == "skipped":
        attempts = row.attempts + 1
        later = {"next_check_at": answer.at + timedelta(seconds=skipped_for(attempts))}
        return changes | later | {"attempts": attempts, "last_error": fit_text(answer.reason)}
    if state == "gone" and answer.kind == "article":
        return changes | _never_got(answer, row.attempts + 1)
    changes |= {"attempts": 0, "last_fetched_at": answer.at, "last_seen_at": answer.at}
    if answer.outcome == "gone":
        return changes | {"last_error": fit_text(answer.reason)}
    changes |= {"last_error": None, "missing_since": None}
    for name, column in (("etag", "etag"), ("last-modified", "last_modified")):
        value = header(answer.headers, name)
        # A 304 need not repeat them (RFC 9110, 15.4.5); a whole answer without them has none.
        if value is not None or answer.outcome != "not_modified":
            changes[column] = value
    return changes


def _never_got(answer: Answer, times: int) -> dict[str, Any]:
    """A page that was named before it was there is asked for again soon; a dead link ever more seldom."""
    later = answer.at + timedelta(seconds=vanishing.look_again(times))
    return {
        "attempts": times,
        "last_error": fit_text(answer.reason),
        "last_fetched_at": answer.at,
        "last_seen_at": answer.at,
        "next_check_at": NEVER if vanishing.is_given_up(times) else later,
    }


def _next_try(at: datetime, attempts: int, *, stored: bool) -> datetime:
    """A page nobody ever got is given up in the end; one that is stored is looked at once a day."""
    seconds = next_try(attempts)
    if seconds is None:
        seconds = A_DAY if stored else None
    return NEVER if seconds is None else at + timedelta(seconds=seconds)


def answer_row(answer: Answer, url_id: int, crawl: int, now: datetime) -> dict[str, Any]:
    """Return the columns of an answer's row of `fetches`, but for the revision it shows."""
    return {
        "url_id": url_id,
        "crawl_id": crawl,
        "url": fit_text(answer.url),
        "fetched_at": answer.at,
        "recorded_at": now,
        "outcome": "failed" if answer.outcome == "postponed" else answer.outcome,
        "status": answer.status,
        "final_url": fit_text(answer.final_url),
        "content_type": header(answer.headers, "content-type"),
        "headers": headers_text(answer.headers),
        "reason": fit_text(answer.reason),
        "detail": fit_text(answer.detail),
        "body_sha256": answer.body_sha256,
        "body_size": answer.body_size,
    }


def _write(connection: Connection, crawl: int, answer: Answer, row: Any, now: datetime) -> int:
    shows = row.article_id if answer.outcome in AS_BEFORE and row.state != "refused" else None
    shown = {"revision_id": None if shows is None else _latest(connection, shows)}
    return write_fetch(connection, answer_row(answer, row.id, crawl, now) | shown, row)


def _latest(connection: Connection, article_id: int) -> int | None:
    query = select(revisions.c.id).join(articles, articles.c.id == revisions.c.article_id)
    current = revisions.c.number == articles.c.latest_number
    return connection.scalar(query.where(articles.c.id == article_id, current))


def _seen_again(connection: Connection, article_id: int | None, answer: Answer) -> None:
    older = (articles.c.id == article_id) & (articles.c.last_seen_at < answer.at)
    if article_id is not None:
        connection.execute(update(articles).where(older).values(last_seen_at=answer.at))
