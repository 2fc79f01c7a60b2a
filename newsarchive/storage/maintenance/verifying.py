"""Checks an archive's data for what no constraint of the schema can guarantee."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, and_, case, func, or_, select, text
from sqlalchemy.exc import DBAPIError

from newsarchive.storage.database.database import Database, is_about_moment
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.derived.completion import lacking
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.rows.payloads import unpacked_payload
from newsarchive.storage.schema import (
    VIEWS,
    article_facets,
    articles,
    fetches,
    forgotten,
    payloads,
    revisions,
    search_entries,
    testimonies,
    urls,
)

# Findings listed one by one; beyond that, a number says more than a list.
_MAX_LISTED = 20


def verify_archive(url: str) -> list[str]:
    """Return a line for each fault of the data; empty if it is sound.

    Reads every stored body and, on SQLite, every page of the file. Raises ArchiveError if the archive cannot
    be read at all, SchemaNotAtHeadError if its schema is not that of this code.
    """
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
    try:
        check_schema(database)
        with database.reading() as connection:
            found = [line for check in _CHECKS for line in _first(check(connection))]
    finally:
        database.close()
    return found + lacking(url)


def _first(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number < _MAX_LISTED:
            yield line
        elif number == _MAX_LISTED:
            yield f"… and more like: {line.partition(':')[0]}"


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"file: {line}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"reference: row {row} of {table} refers to a missing row of {parent}"


def _bodies(connection: Connection) -> Iterator[str]:
    query = select(payloads).order_by(payloads.c.sha256).execution_options(yield_per=50)
    for row in connection.execute(query):
        found = unpacked_payload(row.body, row.size)
        if found.reason not in {None, "too_large"}:
            yield f"payload {row.sha256}: cannot be unpacked: {found.detail}"
        elif (
            found.reason
            or hashlib.sha256(found.body).hexdigest() != row.sha256
            or len(found.body) != row.size
        ):
            yield f"payload {row.sha256}: its bytes do not match its SHA-256"


def _missing_payloads(connection: Connection) -> Iterator[str]:
    query = (
        select(fetches.c.url, fetches.c.payload_sha256)
        .outerjoin(payloads, payloads.c.sha256 == fetches.c.payload_sha256)
        .where(fetches.c.payload_sha256.is_not(None), payloads.c.sha256.is_(None))
    )
    for url, sha256 in connection.execute(query.order_by(fetches.c.url)):
        yield f"fetch of {url}: its payload {sha256} is missing"


def _missing_listed_texts(connection: Connection) -> Iterator[str]:
    query = (
        select(urls.c.url, testimonies.c.content_sha256)
        .join(testimonies, testimonies.c.url_id == urls.c.id)
        .outerjoin(payloads, payloads.c.sha256 == testimonies.c.content_sha256)
        .where(testimonies.c.content_sha256.is_not(None), payloads.c.sha256.is_(None))
    )
    for url, sha256 in connection.execute(query.order_by(urls.c.url)):
        yield f"list's text of {url}: its payload {sha256} is missing"


def _numbers(connection: Connection) -> Iterator[str]:
    """Revisions are numbered 1, 2, 3 … and the article has the number of the last that nobody doubts."""
    ordinary = case((is_ordinary(), revisions.c.number))
    counted = (
        select(
            revisions.c.article_id,
            func.count().label("count"),
            func.min(revisions.c.number).label("first"),
            func.max(revisions.c.number).label("last"),
            func.coalesce(func.max(ordinary), 0).label("shown"),
        )
        .group_by(revisions.c.article_id)
        .subquery()
    )
    wrong = or_(
        counted.c.count.is_(None),
        counted.c.first != 1,
        counted.c.last != counted.c.count,
        articles.c.latest_number != case((articles.c.set_aside_at.is_(None), counted.c.shown), else_=0),
    )
    query = select(articles.c.url, articles.c.latest_number, counted.c.count, counted.c.last)
    query = query.outerjoin(counted, counted.c.article_id == articles.c.id).where(wrong)
    for url, latest, count, last in connection.execute(query.order_by(articles.c.url)):
        yield f"article {url}: latest revision is {latest}, there are {count or 0} up to {last or 'none'}"


def _order(connection: Connection) -> Iterator[str]:
    """Row numbers of an article's revisions ascend with their numbers, which incremental readers rely on."""
    one, other = revisions.alias(), revisions.alias()
    next_revision = and_(other.c.article_id == one.c.article_id, other.c.number == one.c.number + 1)
    query = select(one.c.article_id, one.c.number).join(other, next_revision).where(other.c.id < one.c.id)
    for article, number in connection.execute(query.order_by(one.c.article_id, one.c.number)):
        yield f"article {article}: revision {number + 1} has a lower row number than revision {number}"


def _dates(connection: Connection) -> Iterator[str]:
    """Articles repeat the dates of their newest revision, so that counting by day is fast."""
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    wrong = or_(
        articles.c.published_at.is_distinct_from(revisions.c.published_at),
        articles.c.published_on.is_distinct_from(revisions.c.published_on),
        and_(revisions.c.published_on.is_not(None), articles.c.day != revisions.c.published_on),
    )
    query = select(articles.c.url).join(revisions, latest).where(wrong)
    for url in connection.scalars(query.order_by(articles.c.url)):
        yield f"article {url}: its day or date differs from that of its latest revision"


def _facets(connection: Connection) -> Iterator[str]:
    """Articles that the search finds are counted by what their newest revision says."""
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    wrong = or_(
        article_facets.c.article_id.is_(None),
        article_facets.c.source_id != articles.c.source_id,
        article_facets.c.language.is_distinct_from(revisions.c.language),
        article_facets.c.published_on.is_distinct_from(revisions.c.published_on),
    )
    query = (
        select(articles.c.url)
        .join(search_entries, search_entries.c.article_id == articles.c.id)
        .join(revisions, latest)
        .outerjoin(article_facets, article_facets.c.article_id == articles.c.id)
        .where(wrong)
    )
    for url in connection.scalars(query.order_by(articles.c.url)):
        yield f"article {url}: it is not counted by the source, language and day of its latest revision"
    unshown = (
        select(articles.c.url)
        .join(article_facets, article_facets.c.article_id == articles.c.id)
        .where(articles.c.latest_number == 0)
    )
    for url in connection.scalars(unshown.order_by(articles.c.url)):
        yield f"article {url}: it is counted, but nothing of it is shown"


def _urls(connection: Connection) -> Iterator[str]:
    query = (
        select(articles.c.url)
        .outerjoin(urls, urls.c.id == articles.c.url_id)
        .where(or_(urls.c.id.is_(None), urls.c.article_id.is_(None)))
    )
    for url in connection.scalars(query.order_by(articles.c.url)):
        yield f"article {url}: its own URL leads to no article"


def _taken_down(connection: Connection) -> Iterator[str]:
    query = select(urls.c.url).join(forgotten, forgotten.c.url_key == urls.c.url_key)
    for url in connection.scalars(query.where(urls.c.article_id.is_not(None)).order_by(urls.c.url)):
        yield f"URL {url}: was taken down, but leads to an article"


def _views(connection: Connection) -> Iterator[str]:
    for view in VIEWS:
        savepoint = connection.begin_nested()
        try:
            connection.execute(text(f"SELECT * FROM {view} LIMIT 1")).all()  # noqa: S608 - our own names
        except DBAPIError as error:
            if is_about_moment(error):
                raise
            yield f"view {view}: cannot be read: {error.orig}"
        savepoint.rollback()


_CHECKS = (
    _file,
    _bodies,
    _missing_payloads,
    _missing_listed_texts,
    _numbers,
    _order,
    _dates,
    _facets,
    _urls,
    _taken_down,
    _views,
)
