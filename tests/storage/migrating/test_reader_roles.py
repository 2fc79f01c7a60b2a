"""Readers of PostgreSQL can do nothing but read, whoever owns the archive; writers are out of their reach."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url

from newsarchive.errors import ConfigurationError, NewsarchiveError, SqlError
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating import reader_roles
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.migrating.reader_roles import SELECT_LOGIN, grant_role, lacking_reader
from newsarchive.storage.migrating.views import frozen_view
from newsarchive.storage.queries import postgresql
from newsarchive.storage.queries.allowed_functions import FUNCTION_SYNTAX, POSTGRESQL_FUNCTIONS
from newsarchive.storage.queries.postgresql_guard import NOT_CALL_WORDS, demand_harmless
from newsarchive.storage.queries.run_query import run_query
from newsarchive.storage.schema import AS_OF_VIEWS, metadata
from tests.storage.making import NOON, article

pytestmark = pytest.mark.xdist_group("postgresql")

# Volatile by name, and harmless: they only give another answer each time.
FICKLE = {"clock_timestamp", "random", "timeofday"}
READS_A_FILE = "select to_tsvector(''simple'', pg_read_file(''/etc/passwd''))"
LEAVES = f"""WITH a AS MATERIALIZED (SELECT set_config('role', 'none', true) AS r)
SELECT word FROM a, LATERAL ts_stat('{READS_A_FILE}' || left(a.r, 0))"""
ATTACKS = [
    LEAVES,
    "SELECT set_config('session_authorization', 'postgres', true)",
    "SELECT set_config('statement_timeout', '0', true)",
    "SELECT current_setting('data_directory')",
    "SELECT query_to_xml('select 1', true, false, '')",
    "SELECT table_to_xml('articles', true, false, '')",
    "SELECT cursor_to_xml('c', 1, true, false, '')",
    "SELECT database_to_xml(true, false, '')",
    "SELECT ts_rewrite('a & b'::tsquery, 'select ''a''::tsquery, ''c''::tsquery')",
    "SELECT * FROM dblink('dbname=postgres', 'select 1') AS (values text)",
    "SELECT * FROM dblink('dbname=postgres', 'select 1') AS t(i int)",
    "SELECT 10::regrole",
    "SELECT CAST(1260 AS pg_catalog.regclass)",
    """SELECT "regrole" '10'""",
    "SELECT '{postgres=r/postgres}'::aclitem[]",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT pg_sleep(60)",
    'SELECT "pg_sleep"(60)',
    "SELECT PG_SLEEP (60)",
    "SELECT pg_catalog.pg_sleep(60)",
    'SELECT "pg_catalog" . "pg_sleep" /* a */ -- b\n (60)',
    'SELECT U&"pg\\005fsleep"(60)',
    "SELECT U&\"query\\005fto_xml\"('select 1', true, false, '')",
    "SELECT 1 -- \r, query_to_xml('select 1', true, false, '')",
    "SELECT E'a'\n'\\'', query_to_xml('select 1', true, false, ''), ''",
    "SELECT 1 ` query_to_xml('select 1', true, false, '') `",
    "SELECT ('select to_tsvector(set_config(''statement_timeout'', ''0'', true))'::text).ts_stat",
    "SELECT (t.x) /* a */ . TS_STAT FROM (SELECT 'select to_tsvector(''a'')'::text AS x) AS t",
    "SELECT f.ts_stat FROM unnest(ARRAY['select to_tsvector(''a'')']) AS f",
    "SELECT f.\"ts_stat\", 1 AS ts_stat FROM unnest(ARRAY['select to_tsvector(''a'')']) AS f",
    "SELECT (60::float8).pg_sleep",
    "SELECT 1 OPERATOR(pg_catalog.+) setseed(1)::text::int",
    "SELECT DISTINCT ON (1) setseed(1)",
    "SELECT * FROM ROWS FROM (ts_stat('select 1'))",
    "SELECT count(*) FILTER (WHERE pg_try_advisory_lock(1)) FROM articles",
    "EXPLAIN ANALYZE SELECT pg_advisory_lock(1)",
    "EXPLAIN ANALYZE DELETE FROM articles",
    "EXPLAIN (ANALYZE) CREATE TABLE mine AS SELECT 1",
    "EXPLAIN ANALYZE CREATE TEMP TABLE mine AS SELECT 1",
    "EXPLAIN (ANALYZE, VERBOSE) CREATE TEMPORARY TABLE mine AS SELECT 1",
    "EXPLAIN VERBOSE (SELECT 1 INTO TEMP mine)",
    "EXPLAIN EXECUTE q",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
    "SELECT * FROM pg_stat_activity",
    'SELECT * FROM "pg_settings"',
    "SELECT * FROM pg_catalog.pg_authid",
    "TABLE pg_settings",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT pg_notify('a', 'b')",
    "SELECT nextval('crawls_id_seq')",
    "SELECT txid_current()",
    "SELECT repeat('x', 1000000000)",
    "SELECT password FROM reader_logins",
    "SELECT count(*) FROM payloads",
    "SELECT * INTO TEMPORARY t FROM articles",
    "SELECT 1 INTO TEMP mine",
    "SELECT '((0,0),(1,1))'::polygon <-> '((0,1),(1,2))'",
    "SELECT '((0,0),(1,1))'::pg_catalog . \"polygon\"",
    "SELECT CAST(upper('((0,0),(1,1))') AS polygon)",
    "SELECT polygon '((0,0),(1,1))'",
    "SELECT polygon U&'((0,0),(1,1))'",
    "SELECT polygon /* a */ E'((0,0),(1,1))'",
    "SELECT path $$((0,0),(1,1))$$",
    "SELECT (ARRAY['((0,0),(1,1))'])::path[]",
    "SELECT JSON_VALUE('1', '$' RETURNING path)",
    "SELECT id FROM articles FOR UPDATE",
    "WITH x AS (INSERT INTO tags VALUES (1, 1, 1, 'x') RETURNING 1) SELECT * FROM x",
    "DO $$ BEGIN PERFORM 1; END $$",
    "COPY (SELECT 1) TO '/tmp/x'",
    "PREPARE q AS SELECT 1",
    "EXECUTE q",
    "SHOW data_directory",
    "RESET ROLE",
    "LISTEN a",
    "LOCK TABLE articles",
]
ALLOWED = [
    "WITH a(b, c) AS (SELECT 1, 2), d(e) AS MATERIALIZED (VALUES (3)) SELECT b, c, e FROM a, d",
    "SELECT a.x FROM (VALUES (1), (2)) AS a(x) WHERE a.x IN (1, 2) AND NOT (a.x = 3) ORDER BY (a.x)",
    "SELECT count(*) FILTER (WHERE id > 1), sum(count(*)) OVER () FROM sources GROUP BY ROLLUP (name)",
    "SELECT CAST('1.5' AS numeric(10, 2)), '2026-01-01'::timestamp(0), extract(year FROM now())",
    "SELECT pg_catalog.lower('A'), substring('abc' FROM 2), position('a' IN 'b'), trim(BOTH ' ' FROM ' a ')",
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY word_count) FROM current_articles",
    "SELECT E'a\\'b', $x$ pg_sleep(1) $x$, 'pg_sleep(1)' -- pg_sleep(1)",
    "SELECT 渡轮 FROM (SELECT 1 AS 渡轮) AS 表",
    "SELECT s.name, f.upper FROM sources AS s, unnest(ARRAY['a']) AS f",
    "SELECT (t.x).url FROM (SELECT a AS x FROM current_articles AS a) AS t",
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'captures'",
    "EXPLAIN ANALYZE SELECT * FROM current_articles",
    "EXPLAIN VERBOSE WITH a AS (SELECT 1) TABLE a",
    "WITH a AS (SELECT ARRAY[1] AS path) SELECT path || 2 AS path, 1 AS polygon, 2 AS into FROM a",
    "SELECT count(*) FROM (SELECT CAST('1' AS integer) AS path) AS path",
]


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    with run_query(url, sql, timeout=20) as result:
        return list(result.rows)


def connected(url: str, **more: Any) -> psycopg.Connection[Any]:
    address = make_url(url).set(drivername="postgresql").update_query_dict({})
    return psycopg.connect(address.set(**more).render_as_string(hide_password=False), autocommit=True)


def rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(connected(url)) as connection:
        return connection.execute(sql.encode()).fetchall()


@pytest.fixture
def fresh_role(own_postgres_url: str) -> Iterator[str]:
    """A name for a role; what it has in the test's database, and the role, are dropped at the end."""
    name = f"r_{uuid.uuid4().hex[:8]}"
    yield name
    with closing(connected(own_postgres_url)) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            connection.execute(f"REASSIGN OWNED BY {name} TO postgres".encode())
            connection.execute(f"DROP OWNED BY {name}".encode())
            connection.execute(f"DROP ROLE {name}".encode())


class TestFunctions:
    def test_every_function_of_the_server_is_on_the_list_or_refused(self, postgres_url: str) -> None:
        names = {str(row[0]) for row in rows(postgres_url, "SELECT DISTINCT proname FROM pg_proc")}
        assert len(names) > 2_000
        for name in names - POSTGRESQL_FUNCTIONS:
            for call in (
                f'"{name}"()',
                f'x, "{name}" /* */ (1)',
                f'pg_catalog."{name}"(1)',
                f'"{name.upper()}"(1)',
            ):
                with pytest.raises(SqlError):
                    demand_harmless(f"SELECT {call}")
        for name in names & POSTGRESQL_FUNCTIONS:
            demand_harmless(f'SELECT "{name}"(1)')
            with pytest.raises(SqlError):
                demand_harmless(f"SELECT public.{name}(1)")

    def test_no_word_that_is_passed_over_is_a_function(self, postgres_url: str) -> None:
        names = {str(row[0]) for row in rows(postgres_url, "SELECT DISTINCT proname FROM pg_proc")}
        assert NOT_CALL_WORDS & names == set()
        assert set(FUNCTION_SYNTAX.split()) & names <= {"bernoulli", "system"}

    def test_what_is_allowed_computes_and_changes_nothing(self, postgres_url: str) -> None:
        sql = "SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v' AND prokind <> 'a'"
        volatile = {str(row[0]) for row in rows(postgres_url, sql)}
        assert volatile & POSTGRESQL_FUNCTIONS <= FICKLE | {"bernoulli", "system"}


class TestAttacks:
    """The server of these tests is owned by a superuser, whose archive it is."""

    @pytest.mark.parametrize("sql", ATTACKS)
    def test_is_refused(self, postgres_url: str, sql: str) -> None:
        with closing(connected(postgres_url)) as bystander:
            with pytest.raises(SqlError):
                ask(postgres_url, sql)
            assert bystander.execute("SELECT 1").fetchone() == (1,)

    @pytest.mark.parametrize("sql", ALLOWED)
    def test_honest_sql_is_not(self, postgres_url: str, sql: str) -> None:
        ask(postgres_url, sql)

    @pytest.mark.parametrize(
        "sql",
        [
            LEAVES,
            "SELECT set_config('session_authorization', 'postgres', true)",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT pg_ls_dir('/')",
            "SELECT lo_import('/etc/passwd')",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
            "SELECT rolpassword FROM pg_authid",
            "SELECT query_to_xml('select * from reader_logins', true, false, '')",
            "SELECT query_to_xml('insert into tags values (1, 1, 1, ''x'')', true, false, '')",
            "SELECT set_config('transaction_read_only', 'off', true)",
        ],
    )
    def test_the_role_alone_would_hold(
        self, postgres_url: str, monkeypatch: pytest.MonkeyPatch, sql: str
    ) -> None:
        """Whatever gets past the list of functions comes to a session that never was anything else."""
        monkeypatch.setattr(postgresql, "demand_harmless", lambda _sql: None)
        with closing(connected(postgres_url)) as bystander:
            with pytest.raises(NewsarchiveError):
                ask(postgres_url, sql)
            assert bystander.execute("SELECT 1").fetchone() == (1,)

    def test_who_asks_is_the_reader_from_the_first_moment(self, postgres_url: str) -> None:
        [(role, _)] = rows(postgres_url, SELECT_LOGIN)
        assert ask(postgres_url, "SELECT session_user, current_user") == [(role, role)]
        assert ask(postgres_url, "SELECT count(*) FROM article_search('ferry')") == [(0,)]


class TestRoles:
    def test_a_reader_asks_as_itself(self, own_postgres_url: str, fresh_role: str) -> None:
        grant_role(own_postgres_url, fresh_role)
        url = make_url(own_postgres_url).set(username=fresh_role).render_as_string(hide_password=False)
        assert ask(url, "SELECT session_user") == [(fresh_role,)]

    @pytest.mark.parametrize(
        "more",
        ["GRANT pg_read_server_files TO {}", "GRANT UPDATE ON tags TO {}", "ALTER ROLE {} CREATEROLE"],
    )
    def test_one_that_could_do_more_is_refused_where_it_cannot_see_the_login(
        self, own_postgres_url: str, fresh_role: str, more: str
    ) -> None:
        grant_role(own_postgres_url, fresh_role)
        with closing(connected(own_postgres_url)) as connection:
            connection.execute(more.format(fresh_role).encode())
        url = make_url(own_postgres_url).set(username=fresh_role).render_as_string(hide_password=False)
        with pytest.raises(ConfigurationError, match="more than read") as caught:
            ask(url, "SELECT 1")
        assert "db upgrade" in caught.value.hint

    @pytest.mark.parametrize("may", ["CREATEROLE", "NOCREATEROLE"])
    def test_an_owner_that_is_no_superuser(
        self, own_postgres_url: str, empty_postgres_url: str, fresh_role: str, may: str
    ) -> None:
        name = make_url(empty_postgres_url).database
        with closing(connected(own_postgres_url)) as admin:
            admin.execute(f"CREATE ROLE {fresh_role} LOGIN {may}".encode())
            admin.execute(f"ALTER DATABASE {name} OWNER TO {fresh_role}".encode())
        url = make_url(empty_postgres_url).set(username=fresh_role).render_as_string(hide_password=False)
        try:
            upgrade_schema(url)
            said = lacking_reader(url)
            if may == "NOCREATEROLE":
                assert said is not None
                with pytest.raises(ConfigurationError, match="no role for queries"):
                    ask(url, "SELECT 1")
                with closing(connected(own_postgres_url)) as admin:
                    admin.execute(said.partition("run: ")[2].partition("; then")[0].encode())
                upgrade_schema(url)
            assert lacking_reader(url) is None
            [(role, _)] = rows(url, SELECT_LOGIN)
            assert ask(url, "SELECT session_user, count(*) FROM current_articles") == [(role, 0)]
        finally:
            with closing(connected(empty_postgres_url)) as admin:
                admin.execute(f"REASSIGN OWNED BY {fresh_role} TO postgres".encode())
                admin.execute(f"DROP OWNED BY {fresh_role}".encode())

    @pytest.mark.parametrize(
        ("method", "right"), [("scram-sha-256", True), ("scram-sha-256", False), ("peer", True)]
    )
    def test_how_the_reader_logs_in(
        self, own_postgres_url: str, postgres_server: str, method: str, right: bool
    ) -> None:
        """With its password, where the server knows it; else the message says what to write where."""
        [(role, _)] = rows(own_postgres_url, SELECT_LOGIN)
        if not right:
            with closing(connected(own_postgres_url)) as owner:
                owner.execute("UPDATE reader_logins SET password = 'another'")
        with hba(postgres_server, f"local {make_url(own_postgres_url).database} {role} {method}"):
            if method == "peer" or not right:
                with pytest.raises(ConfigurationError, match="rejects the login") as caught:
                    ask(own_postgres_url, "SELECT 1")
                assert "pg_hba.conf" in caught.value.hint
                assert "another" not in str(caught.value)
            else:
                assert ask(own_postgres_url, "SELECT session_user") == [(role,)]


@contextmanager
def hba(server: str, line: str) -> Iterator[None]:
    """Have the server let people in by this line first."""
    with closing(connected(server)) as connection:
        [(name,)] = connection.execute("SHOW hba_file").fetchall()
        file = Path(name)
        before = file.read_text(encoding="utf-8")
        try:
            file.write_text(f"{line}\n{before}", encoding="utf-8")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("SELECT pg_sleep(0.3)")
            yield
        finally:
            file.write_text(before, encoding="utf-8")
            connection.execute("SELECT pg_reload_conf()")


def test_no_lock_a_reader_can_take_keeps_a_crawl_from_writing(own_postgres_url: str, fresh_role: str) -> None:
    """By psql, past everything that `newsarchive query` refuses."""
    grant_role(own_postgres_url, fresh_role)
    archive = open_archive(own_postgres_url, wait=3)
    with closing(connected(own_postgres_url, username=fresh_role)) as reader:
        reader.execute("BEGIN")
        for number in (0x6E657773, 0x6A6F6273):
            assert reader.execute("SELECT pg_try_advisory_lock(%s)", (number,)).fetchone() == (True,)
        reader.execute("LOCK TABLE alembic_version IN ACCESS SHARE MODE")
        reader.execute("SELECT * FROM alembic_version").fetchall()
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        archive.saves.save(crawl, [article()])
        upgrade_schema(own_postgres_url)
        for mode in ("ROW SHARE", "ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), reader.transaction():
                reader.execute(f"LOCK TABLE alembic_version IN {mode} MODE".encode())
    archive.close()
    assert ask(own_postgres_url, "SELECT count(*) FROM current_articles") == [(1,)]


def test_what_a_view_asked_as_of_a_moment_reads_is_readable(
    own_postgres_url: str, fresh_role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No list names the tables: a new view over another table brings its right to read that."""

    def frozen(view: str, dialect: str) -> str:
        made = f"CREATE VIEW {view} AS SELECT h.id FROM articles AS a JOIN host_lines AS h ON h.id = a.id"
        return made if view == "shared_lines" else frozen_view(view, dialect)

    readable = f"SELECT relname FROM pg_class WHERE has_table_privilege('{fresh_role}', oid, 'SELECT')"
    grant_role(own_postgres_url, fresh_role)
    before = {row[0] for row in rows(own_postgres_url, readable)} & metadata.tables.keys()
    assert {"revisions", "people", "tags", "repairs", "urls"} <= before
    assert not {"payloads", "host_lines", "reader_logins"} & before
    monkeypatch.setattr(reader_roles, "frozen_view", frozen)
    monkeypatch.setattr(reader_roles, "AS_OF_VIEWS", (*AS_OF_VIEWS, "shared_lines"))
    grant_role(own_postgres_url, fresh_role)
    after = {row[0] for row in rows(own_postgres_url, readable)} & metadata.tables.keys()
    assert after - before == {"host_lines"}


def test_an_archive_may_stand_in_a_schema_of_any_name(empty_postgres_url: str) -> None:
    with closing(connected(empty_postgres_url)) as connection:
        database = make_url(empty_postgres_url).database
        connection.execute(b'CREATE SCHEMA "News Desk"')
        connection.execute(f'ALTER DATABASE "{database}" SET search_path = "News Desk"'.encode())
    upgrade_schema(empty_postgres_url)
    assert ask(empty_postgres_url, "SELECT count(*) FROM current_articles") == [(0,)]
