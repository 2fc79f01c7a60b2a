"""What is stored about a page's URLs and the article behind them, before the page is saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select

from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import articles, fetches, revisions, sources, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlRow:
    """A URL: `own_article` is the article identified by it, `article_id` the one it leads to."""

    id: int
    key: str
    source_id: int
    own_article: int | None
    article_id: int | None
    relation: str | None
    fetched: bool
    keep_payloads: str
    timezone: str | None
    state: str
    attempts: int
    last_fetched_at: datetime | None
    missing_since: datetime | None

    @property
    def articles(self) -> frozenset[int]:
        return frozenset(number for number in (self.own_article, self.article_id) if number is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article and the revision shown of it, with the hash of the bytes it was read from.

    `number` is that of the revision shown, 0 where all are in doubt: then the newest one stands here.
    `last_number` is that of the newest revision.
    """

    id: int
    url_id: int
    url: str
    first_seen_at: datetime
    last_seen_at: datetime
    withdrawn_at: datetime | None
    number: int
    last_number: int
    set_aside_at: datetime | None
    revision_id: int
    revision_key: str
    published_at: datetime | None
    published_on: date | None
    date_source: str | None
    section: str | None
    timezone: str | None
    body_sha256: str | None
    stands_in_for: str | None


def rows_of(connection: Connection, pages: Iterable[IncomingPage]) -> dict[str, UrlRow]:
    """Return the rows of the pages' URLs by key."""
    found: dict[str, UrlRow] = {}
    for part in chunks(sorted({key for page in pages for key in page.keys})):
        rows = connection.execute(_url_rows().where(urls.c.url_key.in_(part)))
        found |= {row.key: UrlRow(**row._mapping) for row in rows}
    return found


def stored_articles(connection: Connection, article_ids: Collection[int]) -> dict[int, StoredArticle]:
    """Return the articles and their latest revisions by row number."""
    found: dict[int, StoredArticle] = {}
    for part in chunks(sorted(article_ids)):
        rows = connection.execute(_latest_rows().where(articles.c.id.in_(part)))
        found |= {row.id: StoredArticle(**row._mapping) for row in rows}
    return found


# Made once in a process: to build them, the alias above all, takes longer than to ask them of a small
# archive.


@cache
def _url_rows() -> Select[Any]:
    return (
        select(
            urls.c.id,
            urls.c.url_key.label("key"),
            urls.c.source_id,
            articles.c.id.label("own_article"),
            urls.c.article_id,
            urls.c.relation,
            urls.c.last_fetched_at.is_not(None).label("fetched"),
            sources.c.keep_payloads,
            sources.c.timezone,
            urls.c.state,
            urls.c.attempts,
            urls.c.last_fetched_at,
            urls.c.missing_since,
        )
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.url_id == urls.c.id)
    )


@cache
def _latest_rows() -> Select[Any]:
    every = revisions.alias()
    of_article = select(func.max(every.c.number)).where(every.c.article_id == articles.c.id)
    last = of_article.correlate(articles).scalar_subquery()
    shown = case((articles.c.latest_number > 0, articles.c.latest_number), else_=last)
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == shown)
    return (
        select(
            articles.c.id,
            articles.c.url_id,
            articles.c.url,
            articles.c.first_seen_at,
            articles.c.last_seen_at,
            articles.c.withdrawn_at,
            articles.c.latest_number.label("number"),
            last.label("last_number"),
            articles.c.set_aside_at,
            revisions.c.id.label("revision_id"),
            revisions.c.revision_key,
            revisions.c.published_at,
            revisions.c.published_on,
            revisions.c.date_source,
            revisions.c.section,
            sources.c.timezone,
            fetches.c.body_sha256,
            revisions.c.stands_in_for,
        )
        .select_from(articles)
        .join(revisions, latest)
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .join(sources, sources.c.id == articles.c.source_id)
    )


def captured(connection: Connection, pages: Iterable[IncomingPage]) -> set[tuple[str, str, datetime]]:
    """Return the (requested URL, SHA-256 of the bytes, time) of these pages that are archived already."""
    wanted = {page.asked_key: page.body_sha256 for page in pages}
    found: set[tuple[str, str, datetime]] = set()
    for part in chunks(sorted(wanted)):
        query = (
            select(fetches.c.url, fetches.c.body_sha256, fetches.c.fetched_at)
            .join(urls, urls.c.id == fetches.c.url_id)
            .where(
                urls.c.url_key.in_(part),
                fetches.c.body_sha256.in_(sorted({wanted[key] for key in part})),
            )
        )
        found |= {(url, sha256, at) for url, sha256, at in connection.execute(query)}
    return found
