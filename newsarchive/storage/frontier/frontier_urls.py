"""Reads the stored state of URLs as values of `FrontierUrl`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from newsarchive.lifecycle import UrlState
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import articles, revisions, urls


@cache
def frontier_query() -> Select[Any]:
    """Return the query of URLs and the articles behind them (built once: statements never change)."""
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    return (
        select(
            urls.c.id,
            urls.c.url_key,
            urls.c.url,
            urls.c.kind,
            urls.c.state,
            urls.c.attempts,
            urls.c.etag,
            urls.c.last_modified,
            urls.c.last_fetched_at,
            urls.c.next_check_at,
            urls.c.seen_key,
            urls.c.hint_published_at,
            urls.c.missing_since,
            articles.c.first_seen_at.label("first_stored_at"),
            revisions.c.published_at,
        )
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .outerjoin(revisions, latest)
    )


def frontier_url(row: Row[Any], *, url: str | None = None, new: bool = False) -> FrontierUrl:
    """Return the value of a row of `frontier_query`; `url` is the caller's own spelling of the URL."""
    return FrontierUrl(
        url=url or row.url,
        kind=row.kind,
        state=UrlState(row.state),
        new=new,
        attempts=row.attempts,
        etag=row.etag,
        last_modified=row.last_modified,
        last_fetched_at=row.last_fetched_at,
        first_stored_at=row.first_stored_at,
        published_at=row.published_at,
        next_check_at=row.next_check_at,
        seen_key=row.seen_key,
        listed_at=row.hint_published_at,
        missing_since=row.missing_since,
    )


def frontier_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Row[Any]]:
    """Return the rows with these keys; keys without a row are absent."""
    found: dict[str, Row[Any]] = {}
    for part in chunks(sorted(set(keys))):
        rows = connection.execute(frontier_query().where(urls.c.url_key.in_(part)))
        found |= {row.url_key: row for row in rows}
    return found
