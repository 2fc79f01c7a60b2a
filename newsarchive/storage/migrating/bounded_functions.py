"""Bounded versions of PostgreSQL functions of which a single call could occupy the server for hours.

The server checks its time limit, signals and a client that has disconnected only between steps; within these
functions it does not (strpos of 200 KB in 400 KB: 23 s with a timeout of 2, of 4 MB an hour). Readers cannot
be kept from making long values with ||, string_agg and replace. So a schema has functions and operators of
the same names that refuse arguments whose sizes multiply to too much; queries resolve names there first, and
what bypasses it is refused (newsarchive.storage.queries.postgresql_guard).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from newsarchive.storage.database.database import translated
from newsarchive.storage.database.engine import LOCK_WAIT, make_engine
from newsarchive.storage.database.location import parsed, sqlite_file

BOUNDS_SCHEMA = "newsarchive_bounds"
# Bytes times bytes. Time per unit on PostgreSQL 18, November 2026: strpos 0.6 ns, LIKE 2.7, trim 2.4, arrays
# and JSON 0.2, translate 7. So each call ends within three seconds; 50 MB may be searched for 20 letters.
_MOST = 1_000_000_000
_MOST_ARRAYS = 4_000_000_000
_MOST_TRANSLATED = 200_000_000
# Bytes of the format of a number or time (to_char with 15 MB: 23 s).
_LONGEST_FORMAT = 10_000
_DROP = f"DROP SCHEMA IF EXISTS {BOUNDS_SCHEMA} CASCADE"


@dataclass(frozen=True, slots=True)
class Bound:
    """A function by its argument types; the sizes of the first two arguments multiply to at most `most`.

    If `size` is `format`, the second argument has at most _LONGEST_FORMAT bytes instead.
    """

    name: str
    types: str
    returns: str
    size: str = "octet_length"
    most: int = _MOST
    operator: str = ""


def _likes() -> Iterator[Bound]:
    signs = {"~~": "like", "!~~": "nlike", "~~*": "iclike", "!~~*": "icnlike"}
    for kind in ("text", "name", "bpchar", "bytea"):
        for sign, name in signs.items():
            if kind != "bytea" or "*" not in sign:
                pattern = "bytea" if kind == "bytea" else "text"
                yield Bound(f"{kind}{name}", f"{kind},{pattern}", "boolean", operator=sign)


def _array_like(name: str, types: str, operator: str, returns: str = "boolean") -> Bound:
    return Bound(name, types, returns, size="pg_column_size", most=_MOST_ARRAYS, operator=operator)


BOUNDED_FUNCTIONS = (
    Bound("strpos", "text,text", "integer"),
    *(Bound("position", f"{kind},{kind}", "integer") for kind in ("text", "bytea", "bit")),
    Bound("split_part", "text,text,integer", "text"),
    Bound("replace", "text,text,text", "text"),
    Bound("string_to_array", "text,text", "text[]"),
    Bound("string_to_array", "text,text,text", "text[]"),
    Bound("string_to_table", "text,text", "SETOF text"),
    Bound("string_to_table", "text,text,text", "SETOF text"),
    Bound("translate", "text,text,text", "text", most=_MOST_TRANSLATED),
    *(Bound(name, "text,text", "text") for name in ("btrim", "ltrim", "rtrim")),
    *(Bound(name, "bytea,bytea", "bytea") for name in ("btrim", "ltrim", "rtrim")),
    *(Bound(name, "text,text", "boolean") for name in ("like", "notlike")),
    *(Bound(name, "bytea,bytea", "boolean") for name in ("like", "notlike")),
    *(Bound(name, "name,text", "boolean") for name in ("like", "notlike")),
    *_likes(),
    Bound("to_date", "text,text", "date"),
    Bound("to_timestamp", "text,text", "timestamptz"),
    Bound("to_number", "text,text", "numeric"),
    *(
        Bound("to_char", f"{kind},text", "text", size="format")
        for kind in (
            "timestamptz",
            "timestamp",
            "interval",
            "numeric",
            "integer",
            "bigint",
            "real",
            "double precision",
        )
    ),
    _array_like("arrayoverlap", "anyarray,anyarray", "&&"),
    _array_like("arraycontains", "anyarray,anyarray", "@>"),
    _array_like("arraycontained", "anyarray,anyarray", "<@"),
    _array_like("jsonb_contains", "jsonb,jsonb", "@>"),
    _array_like("jsonb_contained", "jsonb,jsonb", "<@"),
    _array_like("jsonb_exists_any", "jsonb,text[]", "?|"),
    _array_like("jsonb_exists_all", "jsonb,text[]", "?&"),
    _array_like("jsonb_delete", "jsonb,text[]", "-", "jsonb"),
)
BOUNDED_NAMES = frozenset(bound.name for bound in BOUNDED_FUNCTIONS)
# SQLSTATE of a refusal, in a class that no server uses.
BOUND_EXCEEDED = "NA001"
_REFUSE = f"""
CREATE FUNCTION {BOUNDS_SCHEMA}.refuse(name text, size numeric, most bigint) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN
RAISE EXCEPTION USING ERRCODE = '{BOUND_EXCEEDED}', MESSAGE = pg_catalog.concat_ws(' ', name, size, most);
END $$
"""
# The comment of the schema; one that does not belong to the archive's owner does not count.
BOUNDS_COMMENT = f"""
SELECT obj_description(n.oid, 'pg_namespace') FROM pg_namespace AS n
WHERE n.nspname = '{BOUNDS_SCHEMA}' AND n.nspowner IN (
    SELECT c.relowner FROM pg_class AS c WHERE c.oid = to_regclass('alembic_version')
)
"""  # noqa: S608 - of constants
_LOGINS_EXIST = text("SELECT to_regclass('reader_logins') IS NOT NULL")


def prepare_bounds(connection: Connection) -> None:
    """Create or renew the schema and its functions; if the server refuses, `lacking_bounds` tells.

    Runs in the caller's transaction. Does nothing on SQLite. The schema is dropped when the downgrade has
    removed the table of logins.
    """
    if connection.dialect.name != "postgresql":
        return
    wanted = connection.scalar(_LOGINS_EXIST)
    if wanted and connection.scalar(text(BOUNDS_COMMENT)) == edition():
        return
    try:
        with connection.begin_nested():
            for statement in statements() if wanted else [_DROP]:
                connection.exec_driver_sql(statement.replace("%", "%%"))
    except DBAPIError:
        # Another owner's schema, or no right to create one: `lacking_bounds` reports it.
        return


def lacking_bounds(url: str) -> str | None:
    """Return the message for an archive without current bounded functions; None if they are there."""
    location = parsed(url)
    if sqlite_file(location) is not None:
        return None
    with translated(location), make_engine(location, wait=LOCK_WAIT, pooled=False).connect() as connection:
        if not connection.scalar(_LOGINS_EXIST) or connection.scalar(text(BOUNDS_COMMENT)) == edition():
            return None
        user = connection.scalar(text("SELECT quote_ident(current_user)"))
        database = connection.scalar(text("SELECT quote_ident(current_database())"))
    return (
        f"There is no schema {BOUNDS_SCHEMA} of this version, which 'newsarchive query' needs;"
        f" this user may not create it. Have an administrator run:"
        f" DROP SCHEMA IF EXISTS {BOUNDS_SCHEMA} CASCADE;"
        f" GRANT CREATE ON DATABASE {database} TO {user}; then run 'newsarchive db upgrade' again."
    )


def edition() -> str:
    """Return the comment of a schema that this code made."""
    return f"Made by newsarchive, {zlib.crc32(''.join(statements(with_comment=False)).encode()):08x}."


def statements(*, with_comment: bool = True) -> Iterator[str]:
    """Yield the SQL that creates the schema."""
    yield _DROP
    yield f"CREATE SCHEMA {BOUNDS_SCHEMA}"
    yield _REFUSE
    for bound in BOUNDED_FUNCTIONS:
        yield _function(bound)
        if bound.operator:
            left, right = bound.types.split(",")
            yield (
                f"CREATE OPERATOR {BOUNDS_SCHEMA}.{bound.operator}"
                f" (FUNCTION = {BOUNDS_SCHEMA}.{bound.name}, LEFTARG = {left}, RIGHTARG = {right})"
            )
    yield f"GRANT USAGE ON SCHEMA {BOUNDS_SCHEMA} TO PUBLIC"
    if with_comment:
        yield f"COMMENT ON SCHEMA {BOUNDS_SCHEMA} IS '{edition()}'"


def _function(bound: Bound) -> str:
    """Return a function as SQL that the planner can inline if its arguments are cheap.

    The refusal is in a CASE of its own and depends on the arguments, so that it is not evaluated early.
    """
    arguments = ", ".join(f"${at + 1}" for at in range(len(bound.types.split(","))))
    size, most = f"pg_catalog.{bound.size}($1)::bigint * pg_catalog.{bound.size}($2)", bound.most
    if bound.size == "format":
        size, most = "pg_catalog.octet_length($2)", _LONGEST_FORMAT
    refusal = f"{BOUNDS_SCHEMA}.refuse('{bound.operator or bound.name}', {size}, {most})"
    call = (
        f"$1 OPERATOR(pg_catalog.{bound.operator}) $2"
        if bound.operator
        else f"pg_catalog.{bound.name}({arguments})"
    )
    body = f"SELECT CASE WHEN {size} > {most} THEN CASE WHEN {refusal} THEN {call} END ELSE {call} END"
    if bound.returns.startswith("SETOF"):
        first = f"CASE WHEN {size} > {most} THEN CASE WHEN {refusal} THEN $1 END ELSE $1 END"
        body = f"SELECT pg_catalog.{bound.name}({arguments.replace('$1', first)})"
    if bound.size == "pg_column_size":
        # pg_column_size is not immutable: in SQL, the planner would evaluate the call before the condition.
        body = f"BEGIN IF {size} > {most} AND {refusal} THEN RETURN NULL; END IF; RETURN {call}; END"
    language = "plpgsql" if body.startswith("BEGIN") else "sql"
    # As in the server itself: times and numbers are formatted by settings of the session.
    changes = "STABLE" if bound.name in {"to_char", "to_date", "to_timestamp", "to_number"} else "IMMUTABLE"
    return (
        f"CREATE FUNCTION {BOUNDS_SCHEMA}.{bound.name}({bound.types}) RETURNS {bound.returns}"
        f" LANGUAGE {language} {changes} PARALLEL SAFE AS $$ {body} $$"
    )
