"""Which captures are reprocessed, and what is stored of them.

Of an article, the capture of its newest revision: earlier revisions stay as they were recorded. Of refused
pages, those newer than the article's newest revision, and those that lead to no article.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, or_, select, union_all

from newsarchive.items import FetchedPage
from newsarchive.lifecycle import FetchFailure, Outcome, Undecodable
from newsarchive.storage.articles.revision_rows import stored_rows
from newsarchive.storage.interfaces.reprocessing import StoredCapture, StoredReading
from newsarchive.storage.rows.payloads import payload_bytes
from newsarchive.storage.rows.testimony_rows import told_of
from newsarchive.storage.rows.url_identity import BODY_URN
from newsarchive.storage.schema import (
    articles,
    fetches,
    payloads,
    people,
    rereads,
    revisions,
    sources,
    testimonies,
    urls,
)
from newsarchive.testimony import HeardFacts, by_weight

# An import could not read these: they hold the bytes of a broken file, or only a part of the page.
_NO_PAGE_REASONS = (
    Undecodable.CORRUPT,
    Undecodable.UNREADABLE,
    FetchFailure.TOO_LARGE,
    FetchFailure.TRUNCATED,
    FetchFailure.BOMB,
)
_LATEST = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)


def list_captures(connection: Connection, source: str | None, since: datetime | None) -> array[int]:
    """Return the fetches to reprocess, ordered by source, URL and time of fetching."""
    read, refused = _of_articles(), _refused()
    if source is not None:
        read, refused = (query.where(sources.c.name == source) for query in (read, refused))
    if since is not None:
        at = since.astimezone(UTC)
        read, refused = (query.where(fetches.c.fetched_at >= at) for query in (read, refused))
    both = union_all(read, refused).subquery()
    ordered = select(both.c.id).order_by(both.c.name, both.c.shown_url, both.c.at, both.c.body)
    return array("q", connection.scalars(ordered))


def list_dated_later(connection: Connection, source: str, most: int) -> list[int]:
    """Return the newest captures of undated articles that a list dated after they were read last."""
    said = (
        select(literal(1))
        .select_from(testimonies)
        .join(urls, urls.c.id == testimonies.c.url_id)
        .where(urls.c.article_id == articles.c.id, testimonies.c.published_at.is_not(None))
    )
    # Moments have whole seconds: what was heard in the same one may have come after the reading.
    read_at = func.coalesce(rereads.c.reread_at, fetches.c.fetched_at)
    query = (
        _of_articles()
        .outerjoin(rereads, rereads.c.fetch_id == fetches.c.id)
        .where(sources.c.name == source, articles.c.published_at.is_(None))
        .where(said.where(testimonies.c.heard_at >= read_at).exists())
        .order_by(fetches.c.id.desc())
        .limit(most)
    )
    return list(connection.scalars(query.with_only_columns(fetches.c.id)))


def without_capture(connection: Connection, source: str | None) -> int:
    """Count the articles that cannot be reprocessed because their bytes were not kept."""
    query = (
        select(func.count())
        .select_from(articles)
        .join(revisions, _LATEST)
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(fetches.c.payload_sha256.is_(None))
    )
    query = query if source is None else query.where(sources.c.name == source)
    return connection.scalar(query) or 0


def load_captures(connection: Connection, ids: Sequence[int]) -> list[StoredCapture]:
    """Return the captures in the order of `ids`; captures deleted meanwhile are absent."""
    query = (
        select(
            fetches,
            payloads.c.body,
            payloads.c.size,
            sources.c.name,
            rereads.c.reader,
            urls.c.hint_published_at,
        )
        .join(payloads, payloads.c.sha256 == fetches.c.payload_sha256)
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(rereads, rereads.c.fetch_id == fetches.c.id)
        .where(fetches.c.id.in_(ids))
    )
    rows = {row.id: row for row in connection.execute(query)}
    readings = _readings(connection, ids)
    told = told_of(connection, {url for row in rows.values() for url in (row.url, row.final_url) if url})
    return [
        StoredCapture(
            fetch_id=id_,
            page=_page(rows[id_], told),
            reading=readings.get(id_),
            reader=rows[id_].reader,
        )
        for id_ in ids
        if id_ in rows and (id_ in readings or rows[id_].outcome == Outcome.REFUSED)
    ]


def is_current(connection: Connection, capture: StoredCapture) -> bool:
    """Say whether a capture would be loaded with the revision it was loaded with, or again with none."""
    query = (
        select(fetches.c.outcome, revisions.c.id)
        .join(payloads, payloads.c.sha256 == fetches.c.payload_sha256)
        .outerjoin(revisions.join(articles, _LATEST), revisions.c.fetch_id == fetches.c.id)
        .where(fetches.c.id == capture.fetch_id)
    )
    row = connection.execute(query).first()
    if row is None or (row.id is None and row.outcome != Outcome.REFUSED):
        return False
    return bool(row.id == (capture.reading and capture.reading.revision_id))


def _columns() -> tuple[Any, ...]:
    return (
        fetches.c.id,
        fetches.c.fetched_at.label("at"),
        fetches.c.body_sha256.label("body"),
        sources.c.name,
    )


def _of_articles() -> Select[Any]:
    return (
        select(*_columns(), articles.c.url.label("shown_url"))
        .join(revisions, revisions.c.fetch_id == fetches.c.id)
        .join(articles, _LATEST)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(fetches.c.payload_sha256.is_not(None))
    )


def _refused() -> Select[Any]:
    newest = fetches.alias("newest")
    later = or_(articles.c.id.is_(None), fetches.c.fetched_at > newest.c.fetched_at)
    return (
        select(*_columns(), func.coalesce(articles.c.url, urls.c.url).label("shown_url"))
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(articles, articles.c.id == urls.c.article_id)
        .outerjoin(revisions, _LATEST)
        .outerjoin(newest, newest.c.id == revisions.c.fetch_id)
        .where(fetches.c.outcome == literal(Outcome.REFUSED), fetches.c.payload_sha256.is_not(None), later)
        .where(or_(fetches.c.reason.is_(None), fetches.c.reason.not_in(_NO_PAGE_REASONS)))
    )


def _page(row: Any, told: Mapping[str, tuple[HeardFacts, ...]]) -> FetchedPage:
    body = payload_bytes(row.body_sha256, row.body, row.size)
    lines = (line.partition(": ") for line in (row.headers or "").split("\n") if line)
    return FetchedPage(
        url="" if row.url.startswith(BODY_URN) else row.url,
        body=body,
        content_type=row.content_type,
        final_url=row.final_url,
        status=row.status or 200,
        headers=tuple((name, value) for name, _, value in lines),
        fetched_at=row.fetched_at,
        source=row.name,
        listed_at=row.hint_published_at,
        told=by_weight((*told.get(row.url, ()), *told.get(row.final_url, ())), row.fetched_at),
    )


def _readings(connection: Connection, ids: Sequence[int]) -> dict[int, StoredReading]:
    query = select(revisions).join(articles, _LATEST).where(revisions.c.fetch_id.in_(ids))
    rows = {row.id: row for row in connection.execute(query)}
    named = _names(connection, list(rows))
    held = stored_rows(connection, list(rows))
    return {
        row.fetch_id: StoredReading(
            revision_id=number,
            article_id=row.article_id,
            number=row.number,
            key=row.revision_key,
            canonical_url=row.canonical_url,
            extractor=row.extractor,
            values=dict(row._mapping),
            authors=tuple(named[number, "author"]),
            organisations=tuple(named[number, "organisation"]),
            held=held[number],
        )
        for number, row in rows.items()
    }


def _names(connection: Connection, of: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    """Return the names by revision and role, in the order of the page."""
    named: dict[tuple[int, str], list[str]] = defaultdict(list)
    names = select(people.c.revision_id, people.c.role, people.c.name).where(people.c.revision_id.in_(of))
    for number, role, name in connection.execute(names.order_by(people.c.revision_id, people.c.position)):
        named[number, role].append(name)
    return named
