"""Queries on SQLite: an authorizer that allows nothing but reading, and a time limit."""

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
from newsarchive.storage.queries.allowed_functions import OWN_PREFIX, SQLITE_FUNCTIONS
from newsarchive.storage.queries.article_search import expand, mentions, searched_for
from newsarchive.storage.queries.query_values import (
    LIMITS_HINT,
    LONGEST_VALUE,
    QUERY_HINT,
    QUERY_TOO_LARGE,
    VALUE_TOO_LONG,
    QueryResult,
    plain_value,
)
from newsarchive.storage.queries.search_hits import MOST_RANKED, Within, hits, scores
from newsarchive.storage.queries.search_indexes import SqliteIndex
from newsarchive.text.words import Excerpt, Matcher, Query

# `article_search('words')` on SQLite: FTS5, and functions of ours for the rows that need them. Newest first,
# so that ORDER BY published_at DESC LIMIT n finds its rows early and calls the functions for few others.
# LIMIT -1 (no limit) keeps SQLite from dropping the order.
_TABLE = """(WITH m AS MATERIALIZED (
SELECT e.article_id, e.revision_id FROM search_words AS w CROSS JOIN search_entries AS e ON e.id = w.rowid
WHERE w.search_words MATCH '{match}'{found} ORDER BY w.rowid DESC LIMIT -1
) SELECT m.article_id AS article_id, newsarchive_snippet_{number}(m.revision_id) AS snippet,
{score} AS score FROM m)"""
_FOUND = " AND ({certain} OR newsarchive_found_{number}(e.revision_id, e.unlisted))"


def expanded_for_sqlite(connection: sqlite3.Connection, sql: str) -> str:
    """Return the statement with each `article_search` expanded; the connection gets the functions it needs.

    Raises SqlError if a search is not valid.
    """
    calls = _Calls(connection, scored=mentions(sql, "sqlite", "score"))
    return expand(sql, "sqlite", calls.table)


class _Calls:
    def __init__(self, connection: sqlite3.Connection, *, scored: bool) -> None:
        self._connection = connection
        self._index = SqliteIndex(connection)
        self._scored = scored
        self._tables: dict[str, str] = {}

    def table(self, words: str) -> str:
        if words not in self._tables:
            self._tables[words] = self._table_for(searched_for(words), len(self._tables))
        return self._tables[words]

    def _table_for(self, query: Query, number: int) -> str:
        matcher, excerpt = Matcher(query), Excerpt(query)

        def found(revision_id: int, unlisted: int) -> bool:
            title, text = self._text(revision_id)
            return matcher.matches(title, text, indexed=not unlisted)

        def snippet(revision_id: int) -> str:
            return excerpt.cut(self._text(revision_id)[1])

        self._connection.create_function(f"newsarchive_found_{number}", 2, found, deterministic=True)
        self._connection.create_function(f"newsarchive_snippet_{number}", 1, snippet, deterministic=True)
        certain = _FOUND.format(certain="0" if matcher.needed else "NOT e.unlisted", number=number)
        match = fts5(query, None).replace("'", "''")
        score = self._score(query, number) if self._scored else "NULL"
        return _TABLE.format(match=match, found=certain, number=number, score=score)

    def _score(self, query: Query, number: int) -> str:
        """Score the newest hits; return the SQL that gives an article its score, NULL to older ones."""
        newest = [
            hit
            for hit, _ in zip(
                hits(self._index, query, Within(), MOST_RANKED), range(MOST_RANKED), strict=False
            )
        ]
        by_article = scores(self._index, query, newest)
        self._connection.create_function(f"newsarchive_score_{number}", 1, by_article.get, deterministic=True)
        return f"newsarchive_score_{number}(m.article_id)"

    def _text(self, revision_id: int) -> tuple[str, str]:
        return self._index.texts([revision_id])[revision_id]


# Reading only: no ATTACH (which created a file even on a connection opened `mode=ro`), no PRAGMA
# (docs/explanation/storage.md#reading-without-writing).
_ALLOWED_ACTIONS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
# Limits of a statement, value or row (sqlite.org/limits.html). A pattern of LIKE takes time by its length
# times that of the text, and the time limit is not checked within a function.
SQLITE_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Instructions between two checks of the time limit: about a millisecond.
_STEPS_PER_CHECK = 10_000


@contextmanager
def sqlite_query(file: Path, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; reading its rows raises EndedEarlyError after `timeout` seconds."""
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
        for limit, value in SQLITE_LIMITS.items():
            connection.setlimit(limit, value)
        connection.execute("BEGIN")
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS_PER_CHECK)
        yield connection


def stored_version(file: Path, wait: float) -> str | None:
    """Return the migration that the archive is at, None if it never had one."""
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
        hint="Check that it is an archive and that its folder is writable: SQLite needs that even to read.",
    )


def _rows(cursor: sqlite3.Cursor, timeout: float, deadline: float) -> Iterator[tuple[Any, ...]]:
    with _translated(timeout, deadline):
        elapsed = 0.0
        while True:
            began = time.monotonic()
            row = cursor.fetchone()
            elapsed += time.monotonic() - began
            if row is None:
                return
            if elapsed > timeout:  # rows that take long in few steps do not call the progress handler
                raise _stopped(f"after {timeout:g} s")
            yield tuple(plain_value(value) for value in row)


@contextmanager
def _translated(timeout: float, deadline: float) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise EndedEarlyError(QUERY_TOO_LARGE, hint=LIMITS_HINT) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        message = str(error)
        if message == "interrupted":
            # The time limit, or a signal: an exception of its handler is swallowed within SQLite's steps.
            late = time.monotonic() > deadline
            when = f"after {timeout:g} s" if late else "by a signal"
            raise _stopped(when) from error
        if "too big" in message:
            raise SqlError(VALUE_TOO_LONG, hint=LIMITS_HINT) from error
        if "is locked" in message:
            raise ArchiveLockedError("Another process has locked the archive.") from error
        if any(word in message for word in ("not authorized", "prohibited", "not permitted")):
            raise SqlError(f"Not allowed: a query only reads ({message}).", hint=QUERY_HINT) from error
        raise SqlError(f"The SQL cannot be run: {message}", hint=QUERY_HINT) from error


def _stopped(when: str) -> EndedEarlyError:
    return EndedEarlyError(f"The query was stopped {when}; the result is cut short.")


def _authorize(action: int, name: str | None, function: str | None, *_names: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and function is not None:
        allowed = function.lower() in SQLITE_FUNCTIONS or function.startswith(OWN_PREFIX)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    # FTS5 checks, within its own statements, whether the file has changed.
    if action in _ALLOWED_ACTIONS or (action == sqlite3.SQLITE_PRAGMA and name == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _register_converters() -> None:
    # They only affect connections that ask for it by detect_types, which are ours alone.
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
