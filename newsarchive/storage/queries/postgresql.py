"""Queries on PostgreSQL: one statement by the extended protocol, in a read-only transaction, as a reader.

Analysts' SQL runs in a session that was a reader from its start: of the role that was granted (`db grant`),
or, if the user's own role could do more, of the one that `db upgrade` made (storage.migrating.reader_roles).
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import chain, islice
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from newsarchive.compat.psycopg_private import column_names
from newsarchive.errors import ConfigurationError, EndedEarlyError, SqlError
from newsarchive.storage.database.database import NO_RIGHT_HINT, as_archive_error
from newsarchive.storage.database.engine import connect_postgresql
from newsarchive.storage.database.location import masked
from newsarchive.storage.derived.search_words import TOO_MANY_WORDS, tsquery
from newsarchive.storage.migrating.bounded_functions import (
    BOUND_EXCEEDED,
    BOUNDS_COMMENT,
    BOUNDS_SCHEMA,
    edition,
)
from newsarchive.storage.migrating.reader_roles import CAN_DO_MORE, SELECT_LOGIN, login_location
from newsarchive.storage.migrating.revision import demand_head
from newsarchive.storage.queries.article_search import expand, searched_for
from newsarchive.storage.queries.given_up import ended_when_given_up
from newsarchive.storage.queries.postgresql_guard import attributes, demand_columns, demand_harmless
from newsarchive.storage.queries.query_values import (
    LIMITS_HINT,
    LONGEST_VALUE,
    NAMES_HINT,
    QUERY_HINT,
    QUERY_TOO_LARGE,
    QueryResult,
    plain_value,
)
from newsarchive.storage.queries.search_hits import (
    LARGEST_HIT_BATCH,
    MOST_RANKED,
    SearchCandidate,
    Within,
    candidate_columns,
    confirmed_candidates,
    hits,
    scores,
)
from newsarchive.storage.queries.search_indexes import PostgresqlIndex
from newsarchive.words import Excerpt, Matcher, Query
from newsarchive.words.excerpts import BEFORE, HEAD, LENGTH, TAIL

# Rows fetched at a time.
_BATCH = 500
# Errors in the statement that psycopg classifies as the server's.
_TOO_COMPLEX = (
    psycopg.errors.StatementTooComplex,
    psycopg.errors.TooManyColumns,
    psycopg.errors.TooManyArguments,
)
# For values computed within the statement; a value in the result may be shorter still.
_TOO_LONG_INSIDE = (
    "A value is longer than 1 GB, the server's limit;"
    f" a result may have values of {LONGEST_VALUE:,} characters."
)
_ALLOCATION = "invalid memory alloc request size"
# How PostgreSQL says that a value would be longer than an allocation may be (MaxAllocSize, 1 GB - 1). Of its
# other limits (1,664 columns, 536,870,911 elements, 2^32 bytes of WITH) it says its own words.
_TOO_LONG_WORDS = (_ALLOCATION, "string buffer", "requested length too large", "array size exceeds")
# Operators as analysts write them.
_OPERATOR_NAMES = {"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE"}
# Tells one database from all others, also on another server.
_DATABASE_IDENTITY = (
    b"SELECT pg_postmaster_start_time(), oid FROM pg_database WHERE datname = current_database()"
)


@contextmanager
def postgresql_query(location: URL, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; reading its rows raises EndedEarlyError after `timeout` seconds."""
    demand_harmless(sql)
    clock = StatementClock(timeout)
    with (
        _translated(location, timeout),
        _as_reader(location, wait) as connection,
        ended_when_given_up(connection.cancel),
        connection.cursor() as cursor,
    ):
        _begin(connection)
        _demand_columns(cursor, sql)
        statement = expanded_for_postgresql(connection, sql, clock)
        clock.bound(cursor)
        # An open stream would hold the connection's lock, and closing the connection would wait for ever.
        with closing(_stream(cursor, statement)) as rows:
            first = [row for row in [next(rows, None)] if row is not None]
            described = [column.name for column in cursor.description or ()]
            names = described if first else column_names(cursor, statement)
            yield QueryResult(tuple(names), _guarded(chain(first, rows), location, timeout))


@contextmanager
def postgresql_reading(location: URL, *, timeout: float, wait: float) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection that reads one state of the archive, for our own SQL; `StatementClock` limits it.

    Raises SchemaNotAtHeadError if the archive is not at head.
    """
    with (
        _translated(location, timeout),
        closing(connect_postgresql(location, wait)) as connection,
        ended_when_given_up(connection.cancel),
    ):
        _begin(connection)
        demand_head(location, _stored_version(connection))
        yield connection


def _demand_columns(cursor: psycopg.Cursor[Any], sql: str) -> None:
    if names := attributes(sql):
        found = cursor.execute("SELECT DISTINCT proname FROM pg_proc WHERE proname = ANY(%s)", (list(names),))
        demand_columns(sorted(str(name) for (name,) in found))


class StatementClock:
    """Gives each statement what is left of a time limit for all of them."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._deadline = time.monotonic() + timeout

    def bound(self, cursor: psycopg.Cursor[Any]) -> None:
        """Limit the next statement to the time left; EndedEarlyError if none is."""
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise _stopped(self._timeout)
        cursor.execute(f"SET LOCAL statement_timeout = {max(1, math.ceil(remaining * 1000))}".encode())


def _begin(connection: psycopg.Connection[Any]) -> None:
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    # Quotes are then as our tokenizer reads them (newsarchive.storage.queries.sql_tokens).
    connection.execute(b"SET LOCAL standard_conforming_strings = on")


@contextmanager
def _as_reader(location: URL, wait: float) -> Iterator[psycopg.Connection[Any]]:
    """Give a session of a role that can only read; ConfigurationError if there is none."""
    with ExitStack() as stack:
        own = stack.enter_context(closing(connect_postgresql(location, wait)))
        own.read_only = True
        demand_head(location, _stored_version(own))
        path = _path(own, location)
        if not _can_do_more(own):
            own.rollback()
            _set_search_path(own, path)
            yield own
            return
        role, password = _login(own, location)
        reader = stack.enter_context(closing(_connect(own, login_location(location, role, password), wait)))
        if _can_do_more(reader):
            raise ConfigurationError(
                f"The role {role}, which queries use, can do more than read.",
                hint="Have an administrator revoke what 'newsarchive db upgrade' did not grant.",
            )
        reader.rollback()
        _set_search_path(reader, path)
        own.close()
        yield reader


def _path(own: psycopg.Connection[Any], location: URL) -> str:
    """Return the search path, in which bounded functions come before the server's."""
    if own.execute(BOUNDS_COMMENT.encode()).fetchone() != (edition(),):
        raise ConfigurationError(
            f"{masked(location)} has no schema {BOUNDS_SCHEMA} of this version; queries call its functions.",
            hint="Let the archive's owner run 'newsarchive db upgrade', which creates it or says what to do.",
        )
    schemas = own.execute(b"SELECT string_agg(quote_ident(s), ', ') FROM unnest(current_schemas(false)) AS s")
    return f"{BOUNDS_SCHEMA}, pg_catalog, {(schemas.fetchone() or ('public',))[0]}"


def _set_search_path(connection: psycopg.Connection[Any], path: str) -> None:
    connection.execute(f"SET search_path = {path}".encode())
    connection.commit()


def _can_do_more(connection: psycopg.Connection[Any]) -> bool:
    return connection.execute(CAN_DO_MORE.encode()).fetchone() != (False,)


def _login(own: psycopg.Connection[Any], location: URL) -> tuple[str, str]:
    try:
        found = own.execute(SELECT_LOGIN.encode()).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        found = None
        own.rollback()
    exists = found and own.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (found[0],)).fetchone()
    if not found or not exists:
        who = location.username or "This user"
        raise ConfigurationError(
            f"{who} can do more than read, and {masked(location)} has no role for queries that cannot.",
            hint="Let the archive's owner run 'newsarchive db upgrade', which creates it or says what to do;"
            " or connect as a role of 'newsarchive db grant'.",
        )
    return str(found[0]), str(found[1])


def _connect(own: psycopg.Connection[Any], location: URL, wait: float) -> psycopg.Connection[Any]:
    """Connect as the reader; over loopback if the socket authenticates system users (peer)."""
    try:
        return connect_postgresql(location, wait)
    except psycopg.OperationalError as error:
        if own.info.host.startswith("/"):
            loopback = _over_loopback(own, location, wait)
            if loopback is not None:
                return loopback
        message = str(error).strip().splitlines()[-1]
        line = f"local {own.info.dbname} {location.username} scram-sha-256"
        raise ConfigurationError(
            f"The server rejects the login of {location.username}, the role that queries use: {message}",
            hint="Run 'newsarchive db upgrade', which sets its password. Otherwise have pg_hba.conf accept it"
            f" by a line above all others: '{line}' (by TCP 'host', with the client's address);"
            " or connect as a role of 'newsarchive db grant'.",
        ) from error


def _over_loopback(
    own: psycopg.Connection[Any], location: URL, wait: float
) -> psycopg.Connection[Any] | None:
    at = location.difference_update_query(["host", "port"]).set(host="127.0.0.1", port=own.info.port)
    # Another server may listen there; SCRAM does not reveal the password to it.
    at = at.update_query_dict({"require_auth": "scram-sha-256"})
    try:
        found = connect_postgresql(at, wait)
        if found.execute(_DATABASE_IDENTITY).fetchone() == own.execute(_DATABASE_IDENTITY).fetchone():
            found.rollback()
            return found
        found.close()
    except psycopg.Error:
        pass
    return None


def _stored_version(connection: psycopg.Connection[Any]) -> str | None:
    """Return the migration that the archive is at, None if it never had one."""
    version_table = connection.execute(b"SELECT to_regclass('alembic_version')").fetchone()
    found = (
        connection.execute(b"SELECT version_num FROM alembic_version").fetchone()
        if version_table != (None,)
        else None
    )
    return None if found is None else str(found[0])


def _stream(cursor: psycopg.Cursor[Any], sql: str) -> Generator[tuple[Any, ...], None, None]:
    # `stream` always prepares, and only a single statement can be prepared, so `COMMIT; DROP …` is refused
    # (docs/explanation/storage.md#reading-without-writing).
    size = _BATCH if psycopg.capabilities.has_stream_chunked() else 1
    yield from cursor.stream(sql.encode(), size=size)


def _guarded(rows: Iterator[tuple[Any, ...]], location: URL, timeout: float) -> Iterator[tuple[Any, ...]]:
    with _translated(location, timeout):
        for row in rows:
            yield tuple(plain_value(value) for value in row)


@contextmanager
def _translated(location: URL, timeout: float) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise EndedEarlyError(QUERY_TOO_LARGE, hint=LIMITS_HINT) from error
    except psycopg.errors.QueryCanceled as error:
        raise _stopped(timeout) from error
    except (psycopg.errors.OutOfMemory, psycopg.errors.ConfigurationLimitExceeded) as error:
        raise EndedEarlyError(f"{QUERY_TOO_LARGE} ({_first_line(error)})") from error
    except psycopg.errors.ProgramLimitExceeded as error:
        raise _limit_error(error) from error
    except _TOO_COMPLEX as error:
        raise SqlError(f"The SQL cannot be run: {_first_line(error)}", hint=QUERY_HINT) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise SqlError(f"Not allowed: {_first_line(error)}.", hint=NO_RIGHT_HINT) from error
    except psycopg.errors.ReadOnlySqlTransaction as error:
        raise SqlError(f"Not allowed: a query only reads ({_first_line(error)}).", hint=QUERY_HINT) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        _demand_memory(error)
        raise as_archive_error(error, location) from error
    except psycopg.Error as error:
        _demand_memory(error)
        raise _sql_error(error) from error


def _sql_error(error: psycopg.Error) -> SqlError:
    if error.sqlstate == BOUND_EXCEEDED:
        return _too_much_work(error)
    if _ALLOCATION in str(error):
        return _limit_error(error)
    unknown = isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn)
    hint = NAMES_HINT if unknown else QUERY_HINT
    return SqlError(f"The SQL cannot be run: {_first_line(error)}", hint=hint)


def _limit_error(error: psycopg.Error) -> SqlError:
    said = _first_line(error)
    if any(words in said for words in _TOO_LONG_WORDS):
        return SqlError(f"{_TOO_LONG_INSIDE} ({said})", hint=LIMITS_HINT)
    return SqlError(f"The SQL is beyond a limit of the server: {said}", hint=LIMITS_HINT)


def _too_much_work(error: psycopg.Error) -> SqlError:
    sign, size, most = _first_line(error).split(" ")[:3]
    name = _OPERATOR_NAMES.get(sign, sign)
    if name == "to_char":
        return SqlError(
            f"to_char: a format of {int(size):,} bytes is too long; it may have {int(most):,}.",
            hint="Write the format as it should look: to_char(published_on, 'YYYY-MM').",
        )
    return SqlError(
        f"{name} would take too long: the sizes of its two arguments multiply to {int(size):,} bytes;"
        f" {int(most):,} are allowed, since nothing could stop the server meanwhile.",
        hint="Give it less: a text cut with left(x, 1000), a shorter pattern, a smaller array.",
    )


def _demand_memory(error: psycopg.Error) -> None:
    """Raise EndedEarlyError if libpq had no memory for a row ("out of memory for …")."""
    if error.sqlstate is None and re.search(r"out of memory|allocate memory", str(error)):
        raise EndedEarlyError(QUERY_TOO_LARGE, hint=LIMITS_HINT) from error


def _stopped(timeout: float) -> EndedEarlyError:
    return EndedEarlyError(f"The query was stopped after {timeout:g} s; the result is cut short.")


def _first_line(error: psycopg.Error) -> str:
    return (str(error).strip().splitlines() or ["unknown error"])[0]


# `article_search('words')` on PostgreSQL: the index is searched in SQL; what only our code can decide is
# inserted as values.
_MATCHED = f"""
SELECT {candidate_columns(url="''")} FROM search_entries AS e WHERE e.words @@ ?::tsquery
"""  # noqa: S608 - of constants
# The database cuts the passage, and only for the rows in the result: PostgreSQL evaluates expensive
# expressions after ORDER BY … LIMIT. `newsarchive.words.excerpts.Excerpt.cut` does the same in Python.
_SNIPPET = f"""(SELECT CASE WHEN p.start > 0 THEN '…' ELSE '' END || replace(
CASE WHEN length(p.text) > p.start + {LENGTH} THEN regexp_replace(p.head, '{TAIL}', '') ELSE p.head END,
E'\\n', ' ') || CASE WHEN length(p.text) > p.start + {LENGTH} THEN '…' ELSE '' END
FROM (SELECT q.text, q.start, CASE WHEN q.start > 0 THEN
regexp_replace(substr(q.text, q.start + 1, {LENGTH}), '{HEAD}', '')
ELSE substr(q.text, 1, {LENGTH}) END AS head
FROM (SELECT r.text, greatest(regexp_instr(r.text, :pattern:) - 1 - {BEFORE}, 0) AS start
FROM revisions AS r WHERE r.id = m.revision_id) AS q) AS p)"""  # noqa: S608 - of constants
_TABLE = """(WITH m AS MATERIALIZED (
SELECT article_id, revision_id FROM search_entries WHERE words @@ {match}::tsquery{found}
) SELECT m.article_id, {snippet} AS snippet, {score} AS score FROM m{joined})"""


def expanded_for_postgresql(connection: psycopg.Connection[Any], sql: str, clock: StatementClock) -> str:
    """Return the statement with each `article_search` expanded; SqlError if a search is not valid."""
    return expand(sql, "postgresql", _Calls(PostgresqlIndex(connection, clock.bound)).table)


class _Calls:
    def __init__(self, index: PostgresqlIndex) -> None:
        self._index = index
        self._tables: dict[str, str] = {}

    def table(self, words: str, scored: bool) -> str:
        if words not in self._tables:
            self._tables[words] = self._table_for(searched_for(words), scored=scored)
        return self._tables[words]

    def _table_for(self, query: Query, *, scored: bool) -> str:
        snippet = _SNIPPET.replace(":pattern:", _literal(Excerpt(query).pattern))
        score, joined = "CAST(NULL AS double precision)", ""
        if scored:
            score, joined = "s.score", f" LEFT JOIN {self._scores(query)} ON s.article_id = m.article_id"
        match = _literal(tsquery(query, None))
        return _TABLE.format(
            match=match, found=self._found(query), snippet=snippet, score=score, joined=joined
        )

    def _found(self, query: Query) -> str:
        """Return a condition for what the index cannot decide: the articles, checked here and now."""
        matcher = Matcher(query)
        doubtful = tsquery(query, None) if matcher.needed else f"'{TOO_MANY_WORDS}'"
        candidates = (SearchCandidate._make(row) for row in self._index.rows(_MATCHED, doubtful))
        confirmed: list[int] = []
        while batch := list(islice(candidates, LARGEST_HIT_BATCH)):
            confirmed += [hit.article_id for hit in confirmed_candidates(self._index, matcher, batch)]
        is_confirmed = f"article_id = ANY({_array(confirmed)}::bigint[])"
        return f" AND {is_confirmed}" if matcher.needed else f" AND (NOT unlisted OR {is_confirmed})"

    def _scores(self, query: Query) -> str:
        """Score the newest hits; return a table of the scores."""
        newest = list(islice(hits(self._index, query, Within(), MOST_RANKED), MOST_RANKED))
        by_article = scores(self._index, query, newest)
        ids, values = _array(by_article), _array(by_article.values())
        return f"unnest({ids}::bigint[], {values}::double precision[]) AS s (article_id, score)"


def _array(values: Iterable[float]) -> str:
    return "'{" + ",".join(repr(value) for value in values) + "}'"


def _literal(text: str) -> str:
    doubled = text.replace("\\", "\\\\").replace("'", "''")
    return f"E'{doubled}'"
