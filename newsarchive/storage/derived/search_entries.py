"""Entries of the search index: written, replaced and removed, always from what the archive holds now.

With each goes the row of `article_facets`, from which articles are counted.

FTS5 only marks a deleted row; its words stay in the file until that part of the index is merged
(sqlite.org/fts5.html, 6.8), hence `merge_out`. FTS5's own `secure-delete` is no option: SQLite before 3.42,
which Debian 12 has, could not read the archive any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, cast, delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError

from newsarchive.compat.sqlite_private import HASH_SIZE
from newsarchive.storage.database.bulk import BulkStatement, insert_rows
from newsarchive.storage.database.database import Database, is_about_data
from newsarchive.storage.derived.search_words import DAY_BITS, TOO_MANY_WORDS, day_of, day_word, source_word
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import article_facets, articles, revisions, search_entries

# FTS5's settings are stored in the archive itself, as rows. With its defaults (1 MB, 4, 16) indexing an
# article took .66 ms of processor time, with these .58, over 32,000 articles saved 50 at a time, one run each
# on a busy machine (2026-11-25); the time grows with the logarithm of the archive to the base of `automerge`.
# A rare word is found in 0.05 ms.
FTS_SETTINGS = {
    HASH_SIZE: 8 << 20,
    "automerge": 16,  # segments of similar size that are merged step by step
    # With so many segments a save would merge all of them at once while other writers wait; rarely reached.
    "crisismerge": 64,
}
_STORED_SETTINGS = text("SELECT k, v FROM search_words_config")
_CHANGE_SETTING = text("INSERT INTO search_words (search_words, rank) VALUES (:name, :value)")
_TUNED_KEY = "newsarchive_tuned_index"


def tune(connection: Connection) -> None:
    """Store our settings in a SQLite archive; checked once per connection, in a transaction."""
    if connection.info.get(_TUNED_KEY):
        return
    stored = {name: value for name, value in connection.execute(_STORED_SETTINGS)}  # noqa: C416 - rows are no pairs to mypy
    for name, value in FTS_SETTINGS.items():
        if stored.get(name) != value:
            connection.execute(_CHANGE_SETTING, {"name": name, "value": value})
    connection.info[_TUNED_KEY] = True


_ADD_WORDS = text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
_FACETS = ("source_id", "language", "published_on")
_VECTORS = BulkStatement(insert(search_entries).values(words=cast(bindparam("words"), TSVECTOR)))
# A contentless table can delete a row only if it gets the words it was given.
_REMOVE_WORDS = text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A revision with the columns that the index needs."""

    article_id: int
    source_id: int
    revision_id: int
    published_at: datetime | None
    published_on: date | None
    language: str | None
    title: str | None
    text: str


def refresh(connection: Connection, article_ids: Collection[int]) -> int:
    """Update the entries of these articles to their newest revisions; return how many were written.

    Runs in the caller's writing transaction. Articles that no longer exist are skipped.
    """
    done = 0
    for part in chunks(sorted(set(article_ids))):
        _remove(connection, part)
        rows = connection.execute(_newest().where(articles.c.id.in_(part)))
        newest = [Indexed(**row._mapping) for row in rows]
        _add(connection, newest)
        done += len(newest)
    return done


def unindex(connection: Connection, article_id: int) -> None:
    """Remove an article from the index, in the caller's transaction; it need not be indexed.

    Call it while the indexed text is still in `revisions`: SQLite needs its words.
    """
    _remove(connection, [article_id])


def _newest() -> Select[Any]:
    latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    return _columns().select_from(articles.join(revisions, latest)).order_by(articles.c.id)


def _columns() -> Select[Any]:
    return select(
        articles.c.id.label("article_id"),
        articles.c.source_id,
        revisions.c.id.label("revision_id"),
        revisions.c.published_at,
        revisions.c.published_on,
        revisions.c.language,
        revisions.c.title,
        revisions.c.text,
    )


def _remove(connection: Connection, article_ids: Iterable[int]) -> None:
    article_ids = list(article_ids)
    of_articles = search_entries.c.article_id.in_(article_ids)
    if connection.dialect.name == "sqlite":
        joined = search_entries.join(revisions, revisions.c.id == search_entries.c.revision_id)
        joined = joined.join(articles, articles.c.id == search_entries.c.article_id)
        query = (
            _columns()
            .add_columns(search_entries.c.id.label("entry_id"))
            .select_from(joined)
            .where(of_articles)
        )
        old = [dict(row._mapping) for row in connection.execute(query)]
        rows = [{"id": row.pop("entry_id"), "words": _words(Indexed(**row))[0]} for row in old]
        if rows:
            connection.execute(_REMOVE_WORDS, rows)
    connection.execute(delete(search_entries).where(of_articles))
    connection.execute(delete(article_facets).where(article_facets.c.article_id.in_(article_ids)))


def _add(connection: Connection, newest: Collection[Indexed]) -> None:
    if not newest:
        return
    from newsarchive.words import without_repeats  # noqa: PLC0415 - as in `_words`

    ids = _free_ids(connection, newest)
    sqlite = connection.dialect.name == "sqlite"
    entries, words = [], []
    for row, entry_id in zip(newest, ids, strict=True):
        found, unlisted = _words(row)
        entries.append(
            {
                "id": entry_id,
                "article_id": row.article_id,
                "revision_id": row.revision_id,
                "published_at": row.published_at,
                "unlisted": unlisted,
                "words": None if sqlite else without_repeats(found),
            }
        )
        words.append({"id": entry_id, "words": found})
    if sqlite:
        tune(connection)
        insert_rows(connection, search_entries, entries)
        connection.execute(_ADD_WORDS, words)
    else:
        _add_vectors(connection, newest, entries)
    facets = (*_FACETS, "article_id")
    insert_rows(connection, article_facets, [{name: getattr(row, name) for name in facets} for row in newest])


def _add_vectors(
    connection: Connection, newest: Collection[Indexed], entries: Sequence[dict[str, Any]]
) -> None:
    """Add entries of PostgreSQL; an article whose words it refuses is marked as one with too many words.

    The articles are saved by now, in savepoints that are closed: an error here would undo the whole batch.
    """
    # Our words need no quotes in a tsvector: of all ASCII signs they contain only `#+.=@`.
    if _run_vectors(connection, entries):
        return
    for one, entry in zip(newest, entries, strict=True):
        if not _run_vectors(connection, [entry]):
            _VECTORS.run(connection, [entry | {"unlisted": True, "words": _marked(one, TOO_MANY_WORDS)}])


def _run_vectors(connection: Connection, rows: Sequence[dict[str, Any]]) -> bool:
    """Insert the rows, or nothing; return false if PostgreSQL refuses their values."""
    savepoint = connection.begin_nested()
    try:
        _VECTORS.run(connection, rows)
        savepoint.commit()
    except DBAPIError as error:
        if error.connection_invalidated or not is_about_data(error):
            raise
        savepoint.rollback()
        return False
    return True


def _words(row: Indexed) -> tuple[str, bool]:
    """Return the words of the entry, and whether they were too many and are left out."""
    # Imports tables of all alphabets: 50 ms that a crawl without a new text saves.
    from newsarchive.words import index_words  # noqa: PLC0415

    found = index_words(row.title or "", row.text)
    return _marked(row, TOO_MANY_WORDS if found is None else found), found is None


def _marked(row: Indexed, words: str) -> str:
    """Return the words with the marker words of the entry's source and day."""
    return f"{source_word(row.source_id)} {day_word(day_of(row.published_at))} {words}"


def _free_ids(connection: Connection, newest: Iterable[Indexed]) -> list[int]:
    last: dict[int, int] = {}
    ids = []
    for row in newest:
        day = day_of(row.published_at)
        if day not in last:
            last[day] = _last_id(connection, day)
        last[day] += 1
        ids.append(last[day])
    return ids


def _last_id(connection: Connection, day: int) -> int:
    first = day << DAY_BITS
    highest = select(func.max(search_entries.c.id)).where(
        search_entries.c.id >= first, search_entries.c.id < first + (1 << DAY_BITS)
    )
    return connection.scalar(highest) or first


_MERGE = text("INSERT INTO search_words (search_words, rank) VALUES ('merge', :pages)")
_TOTAL = text("SELECT total_changes()")
# Pages written per transaction (4 MB): other writers wait 0.4 s at most. The index of 30,000 articles took
# 1.5 s of processor time in all (2026-11-24).
_PAGES = 1000


def merge_out(database: Database) -> None:
    """Merge the whole index of a SQLite archive, in short transactions; it may be interrupted and resumed."""
    pages = -_PAGES  # a negative number starts a merge of everything; positive ones continue it
    while True:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            done = _merge(connection, pages) < 2 and pages > 0
        if done:
            return
        pages = _PAGES


def _merge(connection: Connection, pages: int) -> int:
    """Return how many rows changed; a merge that found nothing to do changes one."""
    before = int(connection.scalar(_TOTAL) or 0)
    connection.execute(_MERGE, {"pages": pages})
    return int(connection.scalar(_TOTAL) or 0) - before
