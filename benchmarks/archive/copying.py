"""Fills an archive on PostgreSQL with what one on SQLite holds, row for row, as fast as a server takes it.

To save a million articles one batch after another takes PostgreSQL two hours; what is measured of it then is
how it answers, and that depends on the rows. The index of words is made from the same words, in the order of
days, and built last, as `pg_restore` would. What PostgreSQL saves a second is measured by building its own.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context
from typing import Any

import psycopg
from sqlalchemy import Table
from sqlalchemy.engine import make_url

from benchmarks.archive.multiplying import ONCE, OURS
from newsarchive.storage.derived.search_words import TOO_MANY_WORDS, day_of, day_word, source_word
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.schema import metadata, search_entries
from newsarchive.text.words import index_words

PART, AHEAD = 2_000, 6
INDEX = (
    "CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)"
    " WITH (gin_pending_list_limit = 1024)"
)
ENTRIES = """
SELECT e.id, e.article_id, e.revision_id, e.published_at, e.unlisted, a.source_id, r.title, r.text
FROM search_entries AS e JOIN articles AS a ON a.id = e.article_id JOIN revisions AS r ON r.id = e.revision_id
WHERE a.id % ? = 0 ORDER BY e.id"""


def copy_archive(sqlite_file: str, url: str, one_in: int = 1) -> None:
    """Copy all tables; the archive at `url` is made, and must be empty.

    With `one_in` only so large a part of an archive that benchmarks.archive.multiplying made, without what is
    known of similar texts.
    """
    upgrade_schema(url)
    source = sqlite3.connect(f"file:{sqlite_file}?mode=ro", uri=True)
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as target:
        # The rows were checked when they were saved.
        target.execute("SET session_replication_role = replica")
        target.execute("SET timezone = 'UTC'")
        target.execute("DROP INDEX ix_search_entries_words")
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        target.execute(f"TRUNCATE {names}")  # what a migration put there
        for table in metadata.sorted_tables:
            if table is not search_entries:
                _say(table.name, _copy(source, target, table, one_in))
        _say("search_entries", _copy_entries(source, target, one_in))
        target.execute("SET maintenance_work_mem = '1GB'")
        target.execute(INDEX)
        _say("index of words", 0)
    with psycopg.connect(address, autocommit=True) as target:
        target.execute("VACUUM ANALYZE")
    source.close()


def _part_of(table: Table, one_in: int) -> str:
    if one_in == 1 or table.name in {*ONCE, *OURS}:
        return ""
    key = next((name for name in ("id", "revision_id") if name in table.columns), None)
    of_listings = " OR kind <> 'article'" if table.name == "urls" else ""
    return " WHERE 0" if key is None else f" WHERE {key} % {one_in} = 0{of_listings}"


def _copy(source: sqlite3.Connection, target: psycopg.Connection[Any], table: Table, one_in: int) -> int:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = source.execute(f'SELECT {names} FROM "{table.name}"{_part_of(table, one_in)}')
    done = 0
    with target.cursor() as cursor:
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
                done += 1
        if "id" in table.columns and done:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
                f" FROM \"{table.name}\" WHERE pg_get_serial_sequence('{table.name}', 'id') IS NOT NULL"
            )
    return done


def _copy_entries(source: sqlite3.Connection, target: psycopg.Connection[Any], one_in: int) -> int:
    done = 0
    columns = "id, article_id, revision_id, published_at, unlisted, words"
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
        target.cursor() as cursor,
        cursor.copy(f"COPY search_entries ({columns}) FROM STDIN") as copy,
    ):
        for entry in chain.from_iterable(_made(pool, source, one_in)):
            copy.write_row(entry)
            done += 1
    return done


def _made(
    pool: ProcessPoolExecutor, source: sqlite3.Connection, one_in: int
) -> Iterator[list[tuple[Any, ...]]]:
    """In order, some parts ahead: not all of the texts are in memory."""
    ahead: deque[Future[list[tuple[Any, ...]]]] = deque()
    for part in _parts(source.execute(ENTRIES, [one_in])):
        ahead.append(pool.submit(_entries, part))
        if len(ahead) >= AHEAD:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _parts(rows: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while part := rows.fetchmany(PART):
        yield part


def _entries(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The entries as newsarchive.storage.derived.search_entries makes them."""
    made = []
    for entry, article, revision, published, unlisted, source_id, title, text in rows:
        moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
        words = _words(title or "", text)
        indexed = TOO_MANY_WORDS if words is None else words
        line = f"{source_word(source_id)} {day_word(day_of(moment))} {indexed}"
        made.append((entry, article, revision, published, unlisted, line))
    return made


@lru_cache(maxsize=64)
def _words(title: str, text: str) -> str | None:
    """Texts that stand several times (benchmarks.archive.multiplying) stand beside one another."""
    return index_words(title, text)


def _say(name: str, rows: int) -> None:
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {name}: {rows:,}\n")
    sys.stdout.flush()
