"""Takes a URL down: its article, text, bytes and evidence are deleted; a row that gives the reason stays.

The deleted text must not remain in the files: freed pages are overwritten and the log is emptied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.lifecycle import UrlState
from newsarchive.storage.articles.takedown_list import FORGOTTEN, forgotten_keys
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.database.write_ahead_log import empty_log
from newsarchive.storage.derived.fingerprints import leave_groups
from newsarchive.storage.derived.search_entries import merge_out, unindex
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.migrating.revision import check_schema, checked_connection
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.payloads import is_unneeded_payload
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import (
    articles,
    fetches,
    fingerprints,
    forgotten,
    metadata,
    payloads,
    removed_blocks,
    repairs,
    rereads,
    restatements,
    revisions,
    sources,
    testimonies,
    url_events,
    urls,
)

# Rows of these tables stay when the article is deleted; references to it and free text are cleared.
_KEPT_TABLES = ("urls", "fetches", "url_events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a take-down did: `urls` are now kept out; `known_before` if all of them were before.

    `shared` are other URLs that answered with the same bytes, which therefore stay; `copies` are articles
    that have the same text or tell the same story, and stay as they are; `traces` says where the text may
    still be, None if nowhere in the database.
    """

    urls: tuple[str, ...]
    known_before: bool
    articles: int
    revisions: int
    payloads: int
    shared: tuple[str, ...]
    copies: tuple[str, ...] = ()
    traces: str | None = None


def forget(archive_url: str, url: str, reason: str) -> Forgotten:
    """Take a URL down for good, or keep it out in advance; repeating it is allowed.

    Raises ArchiveUnavailableError, ArchiveLockedError or SchemaNotAtHeadError.
    """
    location = parsed(archive_url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
    try:
        check_schema(database)
        with database.writing() as connection:
            enable_secure_delete(connection)
            article_ids = _articles(connection, url)
            page_urls = _article_urls(connection, article_ids) | {url_key(url): coerced_text(url) or ""}
            copies = _copies(connection, article_ids)
            done = replace(_take_down(connection, article_ids, page_urls, reason), copies=copies)
        return erase_traces(database, done)
    finally:
        database.close()


def foreseen_takedown(archive_url: str, url: str) -> Forgotten:
    """Return what `forget` would do with the URL, as far as can be told beforehand; writes nothing.

    Stored bodies and other URLs that share them are not counted. Raises as `forget` does.
    """
    with checked_connection(archive_url) as connection:
        article_ids = _articles(connection, url)
        page_urls = _article_urls(connection, article_ids) | {url_key(url): coerced_text(url) or ""}
        return Forgotten(
            urls=tuple(sorted(page_urls.values())),
            known_before=forgotten_keys(connection, page_urls) == set(page_urls),
            articles=len(article_ids),
            revisions=len(_ids(connection, revisions, revisions.c.article_id, article_ids)),
            payloads=0,
            shared=(),
            copies=_copies(connection, article_ids),
        )


# Articles taken down in one transaction: other writers wait for as long.
_AT_ONCE = 50


def purge_source(archive_url: str, source: str, reason: str, done: Callable[[int], None]) -> Forgotten:
    """Take down every article of a source, and every page of it that was kept, as `forget` does one.

    An article of another source stays, with its URLs, even where a URL of this source leads to it now; so
    does one that a list of another source names too. `done` is told how many more articles are gone. It can
    be interrupted; the next call continues. Raises as `forget` does, and ArchiveError if something cannot be
    removed.
    """
    location = parsed(archive_url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
    total = Forgotten(urls=(), known_before=False, articles=0, revisions=0, payloads=0, shared=())
    before: _Kept | None = None
    try:
        check_schema(database)
        while True:
            with database.writing() as connection:
                enable_secure_delete(connection)
                kept = _kept(connection, source)
                if kept == before:
                    raise ArchiveError(
                        f"The purge of {source} stopped: {kept} cannot be removed from the archive.",
                        hint="Run 'newsarchive db check', then the same command again: it continues.",
                    )
                some = _purge(connection, kept, reason)
            if not some:
                return erase_traces(database, total)
            done(sum(one.articles for one in some))
            for one in some:
                total = _sum(total, one)
            before = kept
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class KeptArticles:
    """How many articles a source has; `listed` are those that lists of other sources name too."""

    total: int
    listed: int


def kept_articles(connection: Connection, source: str) -> KeptArticles:
    """Return how many articles of the source the archive has, and how many a purge would leave."""
    query = select(func.count()).select_from(articles).join(sources, sources.c.id == articles.c.source_id)
    of_source = query.where(sources.c.name == source)
    total, listed = (
        int(connection.scalar(one) or 0) for one in (of_source, of_source.where(_is_listed_by_another()))
    )
    return KeptArticles(total, listed)


def _is_listed_by_another() -> ColumnElement[bool]:
    """The condition that a list of another source that is crawled names the article.

    A mirror that was crawled first has what it copied or linked from others.
    """
    listing, lister, named = urls.alias("listing"), sources.alias("lister"), urls.alias("named")
    told = (
        testimonies.join(named, named.c.id == testimonies.c.url_id)
        .join(listing, listing.c.id == testimonies.c.listing_id)
        .join(lister, lister.c.id == listing.c.source_id)
    )
    return (
        exists()
        .select_from(told)
        .where(named.c.article_id == articles.c.id, lister.c.id != articles.c.source_id)
        .where(lister.c.declared, lister.c.retired_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Some articles of a source, or if it has none, some URLs of which it kept pages or heard, by number."""

    source: int | None
    articles: tuple[int, ...] = ()
    urls: tuple[int, ...] = ()

    def __str__(self) -> str:
        what, numbers = ("article", self.articles) if self.articles else ("the pages of URL", self.urls)
        return f"{what} {numbers[0]}"


def _kept(connection: Connection, source: str) -> _Kept:
    number = connection.scalar(select(sources.c.id).where(sources.c.name == source))
    of_source = select(articles.c.id).where(articles.c.source_id == number, ~_is_listed_by_another())
    found = tuple(connection.scalars(of_source.order_by(articles.c.id).limit(_AT_ONCE)))
    if found or number is None:
        return _Kept(number, articles=found)
    # Pages that were refused. Those that a take-down has blanked keep no payload.
    pages = select(fetches.c.url_id).where(fetches.c.source_id == number, fetches.c.url_id.is_not(None))
    pages = pages.where(fetches.c.payload_sha256.is_not(None), ~_shows_article()).distinct()
    some = tuple(connection.scalars(pages.order_by(fetches.c.url_id).limit(_AT_ONCE)))
    if some:
        return _Kept(number, urls=some)
    # What lists say of URLs whose pages were never kept: often a whole text.
    told = exists().where(testimonies.c.url_id == urls.c.id)
    heard = select(urls.c.id).where(urls.c.source_id == number, told, ~_leads_to_article())
    return _Kept(number, urls=tuple(connection.scalars(heard.order_by(urls.c.id).limit(_AT_ONCE))))


def _purge(connection: Connection, kept: _Kept, reason: str) -> list[Forgotten]:
    """Take these articles or pages down, by number: a URL of theirs may lead to an article of another."""
    if kept.source is None:
        return []
    some = []
    for number in kept.articles:
        page_urls = _article_urls(connection, {number})
        for url in connection.scalars(select(articles.c.url).where(articles.c.id == number)):
            page_urls.setdefault(url_key(url), url)
        own = _without_others(connection, page_urls, kept.source)
        some.append(_take_down(connection, {number}, own, reason, only=kept.source))
    for number in kept.urls:
        page = connection.execute(select(urls.c.url_key, urls.c.url).where(urls.c.id == number))
        page_urls = {row.url_key: row.url for row in page}
        leading = select(urls.c.url_key).where(urls.c.id == number, _leads_to_article())
        own = {} if connection.scalar(leading) is not None else page_urls
        of_source = and_(fetches.c.url_id == number, fetches.c.source_id == kept.source, ~_shows_article())
        pages = set(connection.scalars(select(fetches.c.id).where(of_source)))
        some.append(_take_down(connection, set(), own, reason, only=kept.source, pages=pages))
    return some


def _shows_article(*, of_others_than: int | None = None) -> ColumnElement[bool]:
    """The condition that a fetch shows an article; of the purged ones there is none any more."""
    shown = revisions.join(articles, articles.c.id == revisions.c.article_id)
    query = exists().select_from(shown).where(revisions.c.id == fetches.c.revision_id)
    return query if of_others_than is None else query.where(articles.c.source_id != of_others_than)


def _leads_to_article() -> ColumnElement[bool]:
    """The condition that a URL leads to, or identifies, an article; of the purged ones there is none."""
    return exists().where((articles.c.id == urls.c.article_id) | (articles.c.url_id == urls.c.id))


def _leads_to_other(source: int) -> ColumnElement[bool]:
    """The condition that a URL leads to, or identifies, an article of another source."""
    behind = (articles.c.id == urls.c.article_id) | (articles.c.url_id == urls.c.id)
    return exists().where(behind, articles.c.source_id != source)


def _without_others(connection: Connection, page_urls: dict[str, str], source: int) -> dict[str, str]:
    """Return the URLs without those that lead to, or identify, an article of another source."""
    query = select(urls.c.url_key).where(urls.c.url_key.in_(sorted(page_urls)), _leads_to_other(source))
    others = set(connection.scalars(query))
    return {key: url for key, url in page_urls.items() if key not in others}


def _sum(one: Forgotten, other: Forgotten) -> Forgotten:
    return Forgotten(
        urls=(*one.urls, *other.urls),
        known_before=False,
        articles=one.articles + other.articles,
        revisions=one.revisions + other.revisions,
        payloads=one.payloads + other.payloads,
        shared=tuple(sorted({*one.shared, *other.shared})),
    )


def _take_down(
    connection: Connection,
    article_ids: set[int],
    page_urls: dict[str, str],
    reason: str,
    *,
    only: int | None = None,
    pages: Iterable[int] = (),
) -> Forgotten:
    """Delete articles, and the evidence of URLs (by key), of fetches (`pages`); keep the URLs out.

    `only`: what the articles of other sources than this were read from stays.
    """
    kept_out_before = forgotten_keys(connection, page_urls)
    url_ids = dict(_url_ids(connection, page_urls))
    revision_ids = _ids(connection, revisions, revisions.c.article_id, article_ids)
    fetch_ids = _ids(connection, fetches, fetches.c.url_id, url_ids.values())
    fetch_ids |= _values(connection, revisions.c.fetch_id, revisions.c.id, revision_ids)
    # Also of URLs that led to the article once, and lead to another now.
    fetch_ids |= _ids(connection, fetches, fetches.c.revision_id, revision_ids)
    fetch_ids |= set(pages)
    if only is not None:
        for part in chunks(sorted(fetch_ids)):
            query = select(fetches.c.id).where(fetches.c.id.in_(part), _shows_article(of_others_than=only))
            fetch_ids -= set(connection.scalars(query))
    bodies = _values(connection, fetches.c.payload_sha256, fetches.c.id, fetch_ids)
    bodies |= _values(connection, testimonies.c.content_sha256, testimonies.c.url_id, url_ids.values())
    bodies |= _values(connection, testimonies.c.content_sha256, testimonies.c.listing_id, url_ids.values())
    for column in (testimonies.c.url_id, testimonies.c.listing_id):
        _delete(connection, testimonies, column, url_ids.values())
    for article_id in sorted(article_ids):
        unindex(connection, article_id)
    leave_groups(connection, sorted(article_ids))
    _delete_references(connection, articles, article_ids)
    _delete_references(connection, revisions, revision_ids)
    for table in (removed_blocks, repairs, rereads, restatements):
        _delete(connection, table, table.c.fetch_id, fetch_ids)
    evidence = ("payload_sha256", "payload_kept", "headers", "detail")
    _blank(connection, fetches, fetches.c.id, fetch_ids, evidence)
    _blank(connection, url_events, url_events.c.url_id, url_ids.values(), ("detail",))
    _close_urls(connection, url_ids.values())
    _delete(connection, revisions, revisions.c.id, revision_ids)
    _delete(connection, articles, articles.c.id, article_ids)
    deleted, shared = _drop_payloads(connection, bodies)
    _record_takedown(
        connection,
        {key: url for key, url in page_urls.items() if key not in kept_out_before},
        article_ids,
        reason,
    )
    return Forgotten(
        urls=tuple(sorted(page_urls.values())),
        known_before=kept_out_before == set(page_urls),
        articles=len(article_ids),
        revisions=len(revision_ids),
        payloads=deleted,
        shared=shared,
    )


def _articles(connection: Connection, url: str) -> set[int]:
    """Return the article that the URL leads to, and the one it identifies."""
    row = select(urls.c.id, urls.c.article_id).where(urls.c.url_key == url_key(url))
    found: set[int] = set()
    for url_id, article_id in connection.execute(row):
        found |= {article_id} - {None}
        found |= set(connection.scalars(select(articles.c.id).where(articles.c.url_id == url_id)))
    return found


def _copies(connection: Connection, article_ids: set[int]) -> tuple[str, ...]:
    """Return the URLs of other articles with the text of these, on the same host too, or of their story."""
    f, own = fingerprints.c, articles.c.id.in_(sorted(article_ids))
    texts = select(f.text_key).where(f.article_id.in_(sorted(article_ids)), f.text_key.is_not(None))
    stories = select(articles.c.syndication_id).where(own, articles.c.syndication_id.is_not(None))
    same_text = select(f.article_id).where(f.text_key.in_(texts), f.state != "gone")
    alike = or_(articles.c.id.in_(same_text), articles.c.syndication_id.in_(stories))
    return tuple(connection.scalars(select(articles.c.url).where(alike, ~own).order_by(articles.c.url)))


def _article_urls(connection: Connection, article_ids: Iterable[int]) -> dict[str, str]:
    """Return every URL of the articles by key."""
    own = select(articles.c.url_id).where(articles.c.id.in_(sorted(article_ids)))
    query = select(urls.c.url_key, urls.c.url).where(
        or_(urls.c.article_id.in_(sorted(article_ids)), urls.c.id.in_(own))
    )
    return {row.url_key: row.url for row in connection.execute(query)}


def _url_ids(connection: Connection, keys: Iterable[str]) -> Iterable[tuple[str, int]]:
    for part in chunks(sorted(keys)):
        for row in connection.execute(select(urls.c.url_key, urls.c.id).where(urls.c.url_key.in_(part))):
            yield row.url_key, row.id


def _delete_references(connection: Connection, target: Table, ids: set[int]) -> None:
    """Delete all rows that refer to these; rows of KEPT tables only lose the reference."""
    for table in reversed(metadata.sorted_tables):
        for column in table.c:
            if not any(key.column.table is target for key in column.foreign_keys):
                continue
            if table.name in _KEPT_TABLES:
                _blank(connection, table, column, ids, (column.name,))
            elif table is not revisions:
                _delete(connection, table, column, ids)


def _close_urls(connection: Connection, ids: Iterable[int]) -> None:
    values = dict.fromkeys(("etag", "last_modified", "hint_title", "hint_published_at", "relation"))
    skipped_state = {
        "claimed_by": None,
        "state": UrlState.SKIPPED,
        "last_error": FORGOTTEN,
        "next_check_at": NEVER,
    }
    changes = {**values, **skipped_state}
    for part in chunks(sorted(ids)):
        connection.execute(update(urls).where(urls.c.id.in_(part)).values(changes))


def _drop_payloads(connection: Connection, bodies: set[str]) -> tuple[int, tuple[str, ...]]:
    """Delete bodies that nothing else needs; return how many, and the URLs that need the others."""
    deleted, shared = 0, set()
    for part in chunks(sorted(bodies)):
        unneeded = delete(payloads).where(is_unneeded_payload(part))
        deleted += connection.execute(unneeded).rowcount
        shared |= set(connection.scalars(select(fetches.c.url).where(fetches.c.payload_sha256.in_(part))))
        told = select(urls.c.url).join(testimonies, testimonies.c.url_id == urls.c.id)
        shared |= set(connection.scalars(told.where(testimonies.c.content_sha256.in_(part))))
    return deleted, tuple(sorted(shared))


def _record_takedown(connection: Connection, new: dict[str, str], article_ids: set[int], reason: str) -> None:
    values = {"article_id": min(article_ids, default=None), "reason": reason, "forgotten_at": clock.now()}
    rows = [{"url_key": key, "url": url, **values} for key, url in sorted(new.items())]
    if rows:
        connection.execute(insert(forgotten), rows)


def _ids(connection: Connection, table: Table, column: Column[int], values: Iterable[int]) -> set[int]:
    return {int(value) for value in _values(connection, table.c.id, column, values)}


def _values(connection: Connection, wanted: Column[Any], column: Column[int], of: Iterable[int]) -> set[Any]:
    found: set[Any] = set()
    for part in chunks(sorted(of)):
        found |= set(connection.scalars(select(wanted).where(column.in_(part), wanted.is_not(None))))
    return found


def _delete(connection: Connection, table: Table, column: Column[int], ids: Iterable[int]) -> None:
    for part in chunks(sorted(ids)):
        connection.execute(delete(table).where(column.in_(part)))


def _blank(
    connection: Connection, table: Table, column: Column[int], ids: Iterable[int], names: tuple[str, ...]
) -> None:
    empty = {name: False if isinstance(table.c[name].type, Boolean) else None for name in names}
    for part in chunks(sorted(ids)):
        connection.execute(update(table).where(column.in_(part)).values(empty))


# All tables, so that no list has to be kept of those that a take-down touches. VACUUM skips pages without
# dead rows.
_ALL_TABLES = tuple(sorted(metadata.tables))
_STILL_READ = "another process is reading the archive: its log (…-wal) is emptied when that process has ended"
# Seen on PostgreSQL 18: VACUUM makes room for new rows and moves others, but does not write zeros.
_NOT_OVERWRITTEN = (
    "the server's log (WAL) and its backups keep their contents until they are recycled; the space freed in"
    " its data files keeps them until new rows use it or VACUUM FULL releases it"
)


def enable_secure_delete(connection: Connection) -> None:
    """Have SQLite overwrite what this connection deletes (sqlite.org/pragma.html#pragma_secure_delete)."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def erase_traces(database: Database, done: Forgotten) -> Forgotten:
    """Merge SQLite's search index and empty its log, or reclaim PostgreSQL's dead rows.

    PostgreSQL's statistics hold values of each column, which whoever may read the column can read.

    `traces` of the result says where that was not possible.
    """
    if database.location.get_backend_name() == "sqlite":
        # Even if nothing was deleted now: an earlier run may have been interrupted.
        merge_out(database)
        with database.outside() as connection:
            is_empty = empty_log(connection)
        return replace(done, traces=None if is_empty else _STILL_READ)
    with database.outside() as connection:
        connection.execute(text(f"VACUUM (ANALYZE) {', '.join(_ALL_TABLES)}"))
        empty = _empty_with_statistics(connection)
    kept = (
        f"; so do the server's statistics of tables that have no rows now ({', '.join(empty)})"
        if empty
        else ""
    )
    return replace(done, traces=f"{_NOT_OVERWRITTEN}{kept}")


def _empty_with_statistics(connection: Connection) -> list[str]:
    """Return the tables whose last values stay in the statistics: ANALYZE skips a table without rows."""
    query = text("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = current_schema()")
    described = sorted(set(map(str, connection.scalars(query))) & set(_ALL_TABLES))
    tables = [metadata.tables[name] for name in described]
    return [table.name for table in tables if connection.scalar(select(~exists().select_from(table)))]
