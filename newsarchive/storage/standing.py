"""What the archive holds of a page's addresses and of the article behind them, before the page is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, select

from newsarchive.storage.pages import Page
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls


@dataclass(frozen=True, slots=True)
class UrlRow:
    """An address: `own_article` is the article known by it, `article_id` the one it leads to."""

    id: int
    key: str
    source_id: int
    own_article: int | None
    article_id: int | None
    fetched: bool
    keep_all: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An article and its latest revision, with the hash of the bytes it was read from."""

    id: int
    url: str
    first_seen_at: datetime
    last_seen_at: datetime
    number: int
    revision_id: int
    revision_key: str
    body_sha256: str | None


def rows_of(connection: Connection, page: Page) -> dict[str, UrlRow]:
    """Return the rows of the page's addresses by key."""
    query = (
        select(
            urls.c.id,
            urls.c.url_key,
            urls.c.source_id,
            articles.c.id,
            urls.c.article_id,
            urls.c.last_fetched_at.is_not(None),
            sources.c.keep_all_payloads,
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.url_id == urls.c.id)
        .where(urls.c.url_key.in_(sorted(page.keys)))
    )
    rows = [UrlRow(*row) for row in connection.execute(query)]
    return {row.key: row for row in rows}


def article_behind(rows: dict[str, UrlRow], page: Page) -> int | None:
    """Return the article a page is a capture of, None for a new one.

    First the article known by the page's identity, then the one this identity led to, then one known by an
    address that has got a new identity since (the site moved it, or began to name a canonical address).
    """
    identity = rows[page.identity_key]
    answered, asked = rows[page.final_key], rows[page.asked_key]
    for found in (identity.own_article, identity.article_id, answered.own_article, asked.own_article):
        if found is not None:
            return found
    return None


def standing(connection: Connection, article_id: int) -> Standing:
    """Return where the article stands."""
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    query = (
        select(
            articles.c.id,
            articles.c.url,
            articles.c.first_seen_at,
            articles.c.last_seen_at,
            articles.c.latest_number,
            revisions.c.id,
            revisions.c.revision_key,
            fetches.c.body_sha256,
        )
        .join(revisions, latest)
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .where(articles.c.id == article_id)
    )
    return Standing(*connection.execute(query).one())
