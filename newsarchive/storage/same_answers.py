"""Answers that say "as it was", written for many addresses at once: most of what a recheck brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from newsarchive.storage.addresses import url_key
from newsarchive.storage.answers import AS_BEFORE, address_changes, answer_row, next_state
from newsarchive.storage.events import fetch_row
from newsarchive.storage.interfaces import Answer
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls

OWN: Any = bindparam("own_id")


def record_same(connection: Connection, crawl: int, answers: Sequence[Answer], now: datetime) -> list[Answer]:
    """Write the answers after which nothing is to be done; return the others, which have events.

    Those are all that carry news, name an address twice, or bring a withdrawn article back.
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
            urls.c.article_id,
            urls.c.source_id,
            sources.c.timezone,
            revisions.c.id.label("revision_id"),
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .outerjoin(revisions, current)
        .where(articles.c.withdrawn_at.is_(None))
    )
    parts = (query.where(urls.c.url_key.in_(part)) for part in chunks(plain))
    return [row for part in parts for row in connection.execute(part)]


def _write(connection: Connection, crawl: int, found: Sequence[tuple[Answer, Any]], now: datetime) -> None:
    if not found:
        return
    fetched, changed, seen = [], [], []
    for answer, row in found:
        shows = row.state != "refused"
        values = answer_row(answer, row.id, crawl, now)
        fetched.append(fetch_row(values | {"revision_id": row.revision_id if shows else None}, row))
        state = next_state(answer, row.state, stored=row.article_id is not None)
        changed.append((tuple(sorted(change := address_changes(answer, row, state))), row.id, change))
        if shows and row.article_id is not None:
            seen.append({"own_id": row.article_id, "at": answer.at})
    connection.execute(insert(fetches), fetched)
    _change_addresses(connection, changed)
    if seen:
        later = (articles.c.id == OWN) & (articles.c.last_seen_at < bindparam("at"))
        connection.execute(update(articles).where(later).values(last_seen_at=bindparam("at")), seen)


def _change_addresses(connection: Connection, changed: Sequence[tuple[tuple[str, ...], int, Any]]) -> None:
    """One statement for each set of columns: a 304 names an ETag or leaves it as it is."""
    for columns in sorted({one[0] for one in changed}):
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
        rows = [
            {"own_id": number} | {f"new_{name}": change[name] for name in columns}
            for names, number, change in changed
            if names == columns
        ]
        connection.execute(update(urls).where(urls.c.id == OWN).values(values), rows)
