"""Queries on SQLite: an authorizer that lets nothing but reading through, and a clock."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError, EndedEarlyError, SqlError
from newsarchive.storage.derived.search_words import fts5
from newsarchive.storage.queries.allowed_functions import SQLITE, SQLITE_OWN
from newsarchive.storage.queries.article_search import expand, mentions, searched_for
from newsarchive.storage.queries.query_values import (
    HINT,
    LIMITS_HINT,
    LONGEST,
    TOO_LONG,
    TOO_MUCH,
    QueryResult,
    plain_value,
)
from newsarchive.storage.queries.search_hits import RANKED, Within, hits, scores
from newsarchive.storage.queries.search_indexes import SqliteIndex
from newsarchive.text.words import Excerpt, Matcher, Query

# `article_search('words')` on SQLite: FTS5 and functions of ours, called for the rows that need them.

# Newest first, so that ORDER BY published_at DESC LIMIT n sees what it needs first and calls the functions
# for little else. LIMIT -1 (none) keeps SQLite from leaving the order out.
TABLE = """(WITH m AS MATERIALIZED (
SELECT e.article_id, e.revision_id FROM search_words AS w CROSS JOIN search_entries AS e ON e.id = w.rowid
WHERE w.search_words MATCH '{match}'{found} ORDER BY w.rowid DESC LIMIT -1
) SELECT m.article_id AS article_id, newsarchive_snippet_{number}(m.revision_id) AS snippet,
{score} AS score FROM m)"""
FOUND = " AND ({whether} OR newsarchive_found_{number}(e.revision_id, e.unlisted))"


def expanded_for_sqlite(connection: sqlite3.Connection, sql: str) -> str:
    """Return the statement as SQLite knows it; the connection gets the functions it needs.

    Raises SqlError where a search cannot be made.
    """
    calls = _Calls(connection, scored=mentions(sql, "sqlite", "score"))
    return expand(sql, "sqlite", calls.table)


class _Calls:
    def __init__(self, connection: sqlite3.Connection, *, scored: bool) -> None:
        self._connection = connection
        self._index = SqliteIndex(connection)
        self._scored = scored
        self._made: dict[str, str] = {}

    def table(self, words: str) -> str:
        if words not in self._made:
            self._made[words] = self._make(searched_for(words), len(self._made))
        return self._made[words]

    def _make(self, query: Query, number: int) -> str:
        matcher, excerpt = Matcher(query), Excerpt(query)

        def found(revision_id: int, unlisted: int) -> bool:
            title, text = self._text(revision_id)
            return matcher.matches(title, text, indexed=not unlisted)

        def snippet(revision_id: int) -> str:
            return excerpt.cut(self._text(revision_id)[1])

        self._connection.create_function(f"newsarchive_found_{number}", 2, found, deterministic=True)
        self._connection.create_function(f"newsarchive_snippet_{number}", 1, snippet, deterministic=True)
        whether = FOUND.format(whether="0" if matcher.needed else "NOT e.unlisted", number=number)
        match = fts5(query, None).replace("'", "''")
        score = self._score(query, number) if self._scored else "NULL"
        return TABLE.format(match=match, found=whether, number=number, score=score)

    def _score(self, query: Query, number: int) -> str:
        """Score the newest hits now; return the SQL that gives an article its score, NULL to older ones."""
        newest = [
            hit for hit, _ in zip(hits(self._index, query, Within(), RANKED), range(RANKED), strict=False)
        ]
        by_article = scores(self._index, query, newest)
        self._connection.create_function(f"newsarchive_score_{number}", 1, by_article.get, deterministic=True)
        return f"newsarchive_score_{number}(m.article_id)"

    def _text(self, revision_id: int) -> tuple[str, str]:
        return self._index.texts([revision_id])[revision_id]


# Reading only: no ATTACH (which wrote a new file even on a connection opened `mode=ro`), no PRAGMA
# (docs/explanation/storage.md#reading-without-writing).
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
# What one statement, value or row may be (sqlite.org/limits.html); a pattern of LIKE takes time by its length
# times that of the text, and the clock is not asked within a function.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Instructions between two looks at the clock: about a millisecond.
STEPS = 10_000


@contextmanager
def sqlite_query(file: Path, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; its rows raise EndedEarlyError when `timeout` seconds have passed."""
    deadline = time.monotonic() + timeout
    with sqlite_reading(file, timeout=timeout, wait=wait) as connection:
        with _translated(timeout, deadline):
            cursor = connection.execute(expanded_for_sqlite(connection, sql))
        names = tuple(column[0] for column in cursor.description or ())
        yield QueryResult(names, _rows(cursor, timeout, deadline))


@contextmanager
def sqlite_reading(file: Path, *, timeout: float, wait: float) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads one state of the archive and stops after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    with closing(_connect(file, wait)) as connection, _translated(timeout, deadline):
        for limit, most in LIMITS.items():
            connection.setlimit(limit, most)
        connection.execute("BEGIN")
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), STEPS)
        yield connection


def stored_version(file: Path, wait: float) -> str | None:
    """Return the migration the archive is at, None where there never was one."""
    with closing(_connect(file, wait)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            if "no such table" in str(error):
                return None
            raise _unavailable(file, error) from error
        return None if row is None else str(row[0])


def _connect(file: Path, wait: float) -> sqlite3.Connection:
    _register_converters()
    try:
        return sqlite3.connect(
            f"file:{quote(str(file))}?mode=ro",
            uri=True,
            timeout=wait,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
    except sqlite3.Error as error:
        raise _unavailable(file, error) from error


def _unavailable(file: Path, error: sqlite3.Error) -> ArchiveUnavailableError:
    return ArchiveUnavailableError(
        f"The archive {file} cannot be read: {error}",
        hint="See that it is an archive, and that you may write in its folder (SQLite reads no other way).",
    )


def _rows(cursor: sqlite3.Cursor, timeout: float, deadline: float) -> Iterator[tuple[Any, ...]]:
    with _translated(timeout, deadline):
        spent = 0.0
        while True:
            began = time.monotonic()
            row = cursor.fetchone()
            spent += time.monotonic() - began
            if row is None:
                return
            if spent > timeout:  # of rows that take long and few steps the progress handler is not asked
                raise _stopped(f"after {timeout:g} s")
            yield tuple(plain_value(value) for value in row)


@contextmanager
def _translated(timeout: float, deadline: float) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise EndedEarlyError(TOO_MUCH, hint=LIMITS_HINT) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        said = str(error)
        if said == "interrupted":
            # The clock, or a signal: what its handler raises within SQLite's steps is swallowed there.
            late = time.monotonic() > deadline
            when = f"after {timeout:g} s" if late else "by a signal"
            raise _stopped(when) from error
        if "too big" in said:
            raise SqlError(TOO_LONG, hint=LIMITS_HINT) from error
        if "is locked" in said:
            raise ArchiveLockedError("The archive is locked by another.") from error
        if any(no in said for no in ("not authorized", "prohibited", "not permitted")):
            raise SqlError(f"Not allowed: a query only reads ({said}).", hint=HINT) from error
        raise SqlError(f"The SQL cannot be run: {said}", hint=HINT) from error


def _stopped(when: str) -> EndedEarlyError:
    return EndedEarlyError(f"The query was stopped {when}; the result is cut short.")


def _authorize(action: int, name: str | None, called: str | None, *_names: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and called is not None:
        known = called.lower() in SQLITE or called.startswith(SQLITE_OWN)
        return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY
    # FTS5 asks, within its own statements, whether the file has changed.
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and name == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _register_converters() -> None:
    # Only connections that ask for it by detect_types, as ours alone does, are touched by these.
    sqlite3.register_converter("BOOLEAN", lambda raw: raw != b"0")
    sqlite3.register_converter("DATETIME", _time)
    sqlite3.register_converter("DATE", _day)


def _time(raw: bytes) -> datetime | str:
    text = raw.decode("utf-8", "replace")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _day(raw: bytes) -> date | str:
    text = raw.decode("utf-8", "replace")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
