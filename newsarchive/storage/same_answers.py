"""Answers that say "as it was", written for many addresses at once: most of what a recheck brings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from newsarchive.storage.addresses import url_key
from newsarchive.storage.answers import AS_BEFORE, address_changes, answer_row, next_state
from newsarchive.storage.events import fetch_row
from newsarchive.storage.interfaces import Answer
from newsarchive.storage.many_rows import insert_rows
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls
from newsarchive.storage.url_changes import change_urls

VALIDATORS = frozenset({"etag", "last_modified"})  # most servers say them again with each 304


def record_same(connection: Connection, crawl: int, answers: Sequence[Answer], now: datetime) -> list[Answer]:
    """Write the answers after which nothing is to be done; return the others, which have events.

    Those are all that carry news, name an address twice, or bring a missing article back.
    """
    times = Counter(url_key(answer.url) for answer in answers)
    plain = {
        url_key(answer.url): answer
        for answer in answers
        if answer.outcome in AS_BEFORE and answer.poll is None and times[url_key(answer.url)] == 1
    }
    rows = _rows(connection, plain)
    _write(connection, crawl, [(plain[row.url_key], row) for row in rows], now)
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
    )
    parts = (query.where(urls.c.url_key.in_(part)) for part in chunks(plain))
    return [row for part in parts for row in connection.execute(part)]


def _write(connection: Connection, crawl: int, found: Sequence[tuple[Answer, Any]], now: datetime) -> None:
    fetched: list[dict[str, Any]] = []
    changed: list[tuple[int, dict[str, Any]]] = []
    seen: dict[datetime, list[int]] = defaultdict(list)
    for answer, row in found:
        shows = row.state != "refused"
        values = answer_row(answer, row.id, crawl, now)
        fetched.append(fetch_row(values | {"revision_id": row.revision_id if shows else None}, row))
        state = next_state(answer, row.state, stored=row.article_id is not None)
        changed.append((row.id, _news(address_changes(answer, row, state), row)))
        if shows and row.article_id is not None:
            seen[answer.at.replace(microsecond=0)].append(row.article_id)
    insert_rows(connection, fetches, fetched)
    _change_addresses(connection, changed)
    for at, numbers in seen.items():
        for part in chunks(sorted(numbers)):
            earlier = articles.c.id.in_(part) & (articles.c.last_seen_at < at)
            connection.execute(update(articles).where(earlier).values(last_seen_at=at))


def _news(changes: dict[str, Any], row: Any) -> dict[str, Any]:
    """Return the changes as they would be stored, in whole seconds, without what is there already."""
    return {
        name: value.replace(microsecond=0) if isinstance(value, datetime) else value
        for name, value in changes.items()
        if name not in VALIDATORS or value != getattr(row, name)
    }


def _change_addresses(connection: Connection, changed: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """One statement for all that change alike, those of one second mostly; a new ETag is each one's own."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    own: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, news in changed:
        if VALIDATORS & news.keys():
            own[tuple(news)].append({"id": number} | news)
        else:
            alike[tuple(news.items())].append(number)
    for values, numbers in alike.items():
        for part in chunks(sorted(numbers)):
            connection.execute(update(urls).where(urls.c.id.in_(part)).values(dict(values)))
    for columns, rows in own.items():
        change_urls(connection, columns, rows)
