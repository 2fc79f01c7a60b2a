"""No call of a query holds the server of PostgreSQL for more than seconds, however long its values are."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from newsarchive.errors import ConfigurationError, SqlError
from newsarchive.storage.migrating.bounded_functions import (
    BOUNDED_FUNCTIONS,
    BOUNDED_NAMES,
    BOUNDS_SCHEMA,
    lacking_bounds,
)
from newsarchive.storage.migrating.commands import downgrade_schema, upgrade_schema
from newsarchive.storage.queries.allowed_functions import POSTGRESQL_FUNCTIONS
from newsarchive.storage.queries.postgresql_guard import demand_harmless
from newsarchive.storage.queries.run_query import run_query
from tests.storage.migrating.test_reader_roles import ask, connected, rows

pytestmark = pytest.mark.xdist_group("postgresql")

LONG = """WITH RECURSIVE r(x) AS (SELECT 'aaaaaaaa' UNION ALL SELECT x || x FROM r WHERE length(x) < {0}),
a AS MATERIALIZED (SELECT x, 'b' || left(x, {0} / 2) AS y FROM r WHERE length(x) >= {0} LIMIT 1) """
# Each took from 8 seconds to minutes of a timeout of two before it had a bound.
LONG_CALLS = [
    "strpos(x, y)",
    '"position"(y, x)',
    "replace(x, y, '')",
    "split_part(x, y, 2)",
    "string_to_array(x, y)",
    "string_to_array(x, y, 'a')",
    "(SELECT count(*) FROM string_to_table(x, y))",
    "translate(x, y, '')",
    "btrim(x, y)",
    "rtrim(x, y)",
    "x LIKE '%' || left(y, 50000) || 'c%'",
    "x NOT LIKE '%' || y || '%'",
    "x ILIKE '%' || y || '%'",
    "x LIKE ANY (ARRAY['%' || y || '%'])",
    "convert_to(x, 'UTF8') LIKE convert_to('%' || y || '%', 'UTF8')",
    "x::varchar LIKE y::varchar",
    "x::char(300000) LIKE y",
    "to_date(x, y)",
    "to_timestamp(x, y)",
    "to_number(x, y)",
    "to_char(now(), y)",
    "to_char(1.5, y)",
    "to_char(date '2026-01-01', y)",
]
NUMBERS = "(SELECT array_agg({}i) FROM generate_series(1, 100000) AS s(i))"
WORDS = "(SELECT {}_agg(({}i)::text) FROM generate_series(1, 50000) AS s(i))"
LONG_LISTS = [
    *(f"SELECT {NUMBERS.format('')} {sign} {NUMBERS.format('-')}" for sign in ("&&", "@>", "<@")),
    *(f"SELECT {WORDS.format('jsonb', '')} {sign} {WORDS.format('jsonb', '-')}" for sign in ("@>", "<@")),
    *(
        f"SELECT {WORDS.format('jsonb', '')} {sign} {WORDS.format('array', '-')}"
        for sign in ("?|", "?&", "-")
    ),
]
PAST_IT = [
    "pg_catalog.strpos('a', 'b')",
    "pg_catalog.\"position\"('a', 'b')",
    "'a' OPERATOR(pg_catalog.~~) 'b'",
    "position(title IN text)",
    "position('a' || title IN text)",
    f"position('{'a' * 101}' IN text)",
    "trim(BOTH title FROM text)",
    "trim(title FROM text)",
    "trim(text, title)",
    "trim(text, 'a' || title)",
    "normalize(text, NFD)",
    "text IS NFC NORMALIZED",
    "text IS NOT NORMALIZED",
]
HONEST = {
    "position('b' IN 'abc'), strpos('abc', 'b'), strpos(NULL, 'b'), \"position\"('abc', 'c')": (
        2,
        2,
        None,
        3,
    ),
    "trim(' a '), trim(BOTH 'x' FROM 'xax'), trim(LEADING FROM ' a'), trim('xax', 'x'), btrim('xax', 'x')": (
        *("a",) * 5,
    ),
    "to_char(date '2026-01-02', 'YYYY-MM'), to_char(7, '009'), to_date('2026-01', 'YYYY-MM')::text": (
        *("2026-01", " 007", "2026-01-01"),
    ),
    "'abc' LIKE '%b%', 'ABC' ILIKE 'a%', 'abc' NOT LIKE 'a_c', 'a'::char(3) LIKE 'a  ', NULL LIKE 'a'": (
        *(True, True, False, True, None),
    ),
    "ARRAY[1, 2] && ARRAY[2], ARRAY['a'] @> '{a}', ARRAY[1] <@ ARRAY[2], int4range(1, 3) @> 2": (
        *(True, True, False, True),
    ),
    """'{"a": 1}'::jsonb @> '{"a": 1}', '{"a": 1}'::jsonb ?| ARRAY['a'], '{"a": 1}'::jsonb - 'a'""": (
        *(True, True, "{}"),
    ),
    "split_part('a/b', '/', 2), replace('abc', 'b', ''), translate('abc', 'ab', 'xy'), 'a' || 1": (
        *("b", "ac", "xyc", "a1"),
    ),
}


@pytest.mark.parametrize(
    "sql", [*(LONG.format(400_000) + f"SELECT {c} FROM a" for c in LONG_CALLS), *LONG_LISTS]
)
def test_a_call_that_could_not_be_stopped_is_refused(postgres_url: str, sql: str) -> None:
    began = time.monotonic()
    with (
        pytest.raises(SqlError, match=r"would take too long|too long; it may have") as caught,
        run_query(postgres_url, sql, timeout=30) as result,
    ):
        list(result.rows)
    assert "~~" not in caught.value.message
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("sql", PAST_IT)
def test_what_leads_past_the_bounds_is_refused(sql: str) -> None:
    with pytest.raises(SqlError) as caught:
        demand_harmless(f"SELECT {sql} FROM current_articles")
    assert caught.value.hint


@pytest.mark.parametrize(("sql", "expected"), HONEST.items())
def test_honest_calls_answer_as_they_did(postgres_url: str, sql: str, expected: tuple[object, ...]) -> None:
    assert ask(postgres_url, f"SELECT {sql}") == [expected]


@pytest.mark.parametrize("made", ["x || x || x || x || x", "string_agg(x, x || x)"])
def test_a_gigabyte_is_a_clear_error(postgres_url: str, made: str) -> None:
    """No value of the server's is longer, whatever its owner sets."""
    long = f"(SELECT string_agg('{'a' * 1_024}', '') AS x FROM generate_series(1, 264000)) AS a"  # 270 MB
    with pytest.raises(SqlError, match="longer than 1 GB"):
        ask(postgres_url, f"SELECT length({made}) FROM {long}, generate_series(1, 2)")


def test_another_limit_is_not_called_a_gigabyte(postgres_url: str) -> None:
    """Words of a text have 1 MiB at most (tsvector)."""
    words = "(SELECT string_agg('ferry' || i, ' ') AS x FROM generate_series(1, 200000) AS i) AS a"
    with pytest.raises(SqlError, match="beyond a limit of the server: string is too long for tsvector"):
        ask(postgres_url, f"SELECT length(to_tsvector('simple', x)) FROM {words}")


def test_every_kind_of_a_function_with_a_bound_has_one(postgres_url: str) -> None:
    """All of the server's with two arguments whose length is not fixed, and a name that queries may call."""
    found = rows(
        postgres_url,
        "SELECT p.proname, p.oid::regprocedure::text FROM pg_proc AS p"
        " WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.pronargs > 1"
        " AND 2 <= (SELECT count(*) FROM unnest(p.proargtypes::oid[]) AS a(o)"
        " JOIN pg_type AS t ON t.oid = a.o WHERE t.typlen = -1 OR t.typname = 'name')",
    )
    there = {
        name.removeprefix(f"{BOUNDS_SCHEMA}.")
        for (name,) in rows(
            postgres_url,
            "SELECT oid::regprocedure::text FROM pg_proc"
            f" WHERE pronamespace = '{BOUNDS_SCHEMA}'::regnamespace",
        )
    }
    assert len(there) > len(BOUNDED_FUNCTIONS)
    wanted = {signature for name, signature in found if name in BOUNDED_NAMES & POSTGRESQL_FUNCTIONS}
    assert len(wanted) > 15
    assert wanted - there == set()


def test_an_archive_without_them_is_asked_after_an_upgrade(own_postgres_url: str) -> None:
    with closing(connected(own_postgres_url)) as owner:
        owner.execute(f"DROP SCHEMA {BOUNDS_SCHEMA} CASCADE".encode())
    assert "Have an administrator run" in (lacking_bounds(own_postgres_url) or "")
    with pytest.raises(ConfigurationError, match=BOUNDS_SCHEMA) as caught:
        ask(own_postgres_url, "SELECT 1")
    assert "db upgrade" in caught.value.hint
    upgrade_schema(own_postgres_url)
    assert lacking_bounds(own_postgres_url) is None
    assert ask(own_postgres_url, "SELECT 1") == [(1,)]


def test_those_of_somebody_else_do_not_count(own_postgres_url: str) -> None:
    with closing(connected(own_postgres_url)) as owner:
        owner.execute(f"ALTER SCHEMA {BOUNDS_SCHEMA} OWNER TO pg_database_owner".encode())
        try:
            with pytest.raises(ConfigurationError, match=BOUNDS_SCHEMA):
                ask(own_postgres_url, "SELECT 1")
        finally:
            owner.execute(f"ALTER SCHEMA {BOUNDS_SCHEMA} OWNER TO CURRENT_USER".encode())


def test_a_downgrade_takes_them(own_postgres_url: str) -> None:
    downgrade_schema(own_postgres_url, "base", lose_data=True)
    assert rows(own_postgres_url, f"SELECT to_regnamespace('{BOUNDS_SCHEMA}')") == [(None,)]
