"""Fills an archive on PostgreSQL with what one on SQLite holds, row for row, as fast as a server takes it.

To save a million articles one batch after another takes PostgreSQL two hours; what is measured of it then is
how it answers, and that depends on the rows. What PostgreSQL saves a second is measured by building its own.

SQLite writes the lines that COPY reads, the rows arrive frozen in tables that were emptied in the same
transaction (so that with `wal_level = minimal` nothing of them is logged), and all indexes but those of the
primary keys are made of the rows afterwards, as `pg_restore` does (settings: benchmarks.archive.server).
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
from typing import Any, LiteralString

import psycopg
from psycopg import sql as pg
from sqlalchemy import Column, Float, LargeBinary, Table
from sqlalchemy.engine import make_url

from benchmarks.archive.multiplying import ONCE, OURS
from newsarchive.storage.derived.search_words import TOO_MANY_WORDS, day_of, day_word, source_word
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.schema import metadata, search_entries
from newsarchive.words import index_words, without_repeats

PART, AHEAD = 2_000, 6
LINES = 500  # that are sent at a time
ENTRIES = """
SELECT e.id, e.article_id, e.revision_id, e.published_at, e.unlisted, a.source_id, r.title, r.text
FROM search_entries AS e JOIN articles AS a ON a.id = e.article_id JOIN revisions AS r ON r.id = e.revision_id
WHERE a.id % ? = 0 ORDER BY e.id"""
# Indexes and constraints that no foreign key needs, with what makes them again.
INDEXES: LiteralString = """
SELECT 'DROP INDEX ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint AS o WHERE o.conindid = i.indexrelid)
UNION ALL
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', o.conrelid::regclass, o.conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', o.conrelid::regclass, o.conname,
        pg_get_constraintdef(o.oid))
FROM pg_constraint AS o
WHERE o.contype = 'u' AND o.connamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint AS f WHERE f.contype = 'f' AND f.conindid = o.conindid)"""


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
        indexes = target.execute(INDEXES).fetchall()
        for drop, _ in indexes:
            target.execute(drop)
        names = pg.SQL(", ").join(pg.Identifier(table.name) for table in metadata.sorted_tables)
        target.execute(pg.SQL("TRUNCATE {}").format(names))  # what a migration put there
        for table in metadata.sorted_tables:
            if table is not search_entries:
                _say(table.name, _copy(source, target, table, one_in))
        _say("search_entries", _copy_entries(source, target, one_in))
    with psycopg.connect(address, autocommit=True) as target:
        target.execute("SET maintenance_work_mem = '1GB'")
        for _, create in indexes:
            target.execute(create)
            _say(create[:100], 0)
        target.execute("VACUUM ANALYZE")
        _say("statistics", 0)
    upgrade_schema(url)  # the login of readers was in one of the tables
    source.close()


def _part_of(table: Table, one_in: int) -> str:
    if one_in == 1 or table.name in {*ONCE, *OURS}:
        return ""
    key = next((name for name in ("id", "revision_id") if name in table.columns), None)
    of_listings = " OR kind <> 'article'" if table.name == "urls" else ""
    return " WHERE 0" if key is None else f" WHERE {key} % {one_in} = 0{of_listings}"


def _line_of(column: Column[Any]) -> str:
    """The SQL of SQLite that writes a value as a line of COPY has it."""
    name = f'"{column.name}"'
    if isinstance(column.type, LargeBinary):
        value = f"'\\\\x' || hex({name})"
    elif isinstance(column.type, Float):
        value = f"CASE WHEN {name} IS NOT NULL THEN printf('%!.17g', {name}) END"
    elif column.type.python_type in {int, bool}:
        value = name
    else:
        value = f"replace({name}, '\\', '\\\\')"
        for code, letter in ((9, "t"), (10, "n"), (13, "r")):
            value = f"replace({value}, char({code}), '\\{letter}')"
    return f"coalesce({value}, '\\N')"


def _copy(source: sqlite3.Connection, target: psycopg.Connection[Any], table: Table, one_in: int) -> int:
    line = " || char(9) || ".join(f"({_line_of(column)})" for column in table.columns)
    rows = source.execute(f'SELECT {line} || char(10) FROM "{table.name}"{_part_of(table, one_in)}')
    name, done = pg.Identifier(table.name), 0
    names = pg.SQL(", ").join(pg.Identifier(column.name) for column in table.columns)
    with target.cursor() as cursor:
        with cursor.copy(pg.SQL("COPY {} ({}) FROM STDIN (FREEZE)").format(name, names)) as copy:
            while lines := rows.fetchmany(LINES):
                copy.write("".join(line for (line,) in lines))
                done += len(lines)
        if "id" in table.columns and done:
            cursor.execute(
                pg.SQL(
                    "SELECT setval(pg_get_serial_sequence({literal}, 'id'), max(id))"
                    " FROM {name} WHERE pg_get_serial_sequence({literal}, 'id') IS NOT NULL"
                ).format(name=name, literal=table.name)
            )
    return done


def _copy_entries(source: sqlite3.Connection, target: psycopg.Connection[Any], one_in: int) -> int:
    done = 0
    columns = "id, article_id, revision_id, published_at, unlisted, words"
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
        target.cursor() as cursor,
        cursor.copy(f"COPY search_entries ({columns}) FROM STDIN (FREEZE)") as copy,
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
    words = index_words(title, text)
    return None if words is None else without_repeats(words)


def _say(name: str, rows: int) -> None:
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {name}: {rows:,}\n")
    sys.stdout.flush()
