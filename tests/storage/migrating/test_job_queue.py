"""Procrastinate's tables: made, brought up, left alone by Alembic, removed with the archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from procrastinate.schema import migrations_path

from newsarchive.errors import SchemaNotAtHeadError
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import schema_differences
from newsarchive.storage.migrating.job_queue import (
    NoFleetError,
    another_waits,
    demand_installed,
    fleet_status,
    install,
    jobs_engine,
    not_to_defer,
    remove,
    server,
)
from tests.asking import change

CONTENT = """
SELECT 'function', proname, pg_get_function_identity_arguments(oid), ''
FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace
UNION ALL SELECT 'column', table_name, column_name, data_type
FROM information_schema.columns WHERE table_schema = 'jobs'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'jobs'::regnamespace)
"""


STATES = {"waits": "todo", "works": "doing", "good": "succeeded", "bad": "doing", "long": "doing"}


def content(url: str) -> set[tuple[str, ...]]:
    with jobs_engine(server(url)).connect() as connection:
        return {tuple(row) for row in connection.exec_driver_sql(CONTENT)}


def test_made_once_and_left_alone_by_alembic(own_postgres_url: str) -> None:
    with pytest.raises(SchemaNotAtHeadError, match="no tables for a fleet"):
        demand_installed(server(own_postgres_url))
    assert "schema jobs" in str(install(own_postgres_url))
    assert install(own_postgres_url) is None
    demand_installed(server(own_postgres_url))
    assert schema_differences(own_postgres_url) == []
    assert [table.rows for table in fleet_status(own_postgres_url)] == [[], [], []]
    remove(own_postgres_url)
    remove(own_postgres_url)
    with pytest.raises(SchemaNotAtHeadError):
        demand_installed(server(own_postgres_url))


def test_tables_of_an_older_procrastinate_are_brought_up(own_postgres_url: str) -> None:
    install(own_postgres_url)
    newest = content(own_postgres_url)
    remove(own_postgres_url)
    scripts = sorted(migrations_path.glob("*.sql"))
    older = [path for path in scripts if path.name < "03.02"]
    assert older and len(older) < len(scripts)
    with jobs_engine(server(own_postgres_url)).begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("CREATE SCHEMA jobs")
        for path in older:
            driver.execute(path.read_text())
        driver.execute("CREATE TABLE newsarchive_migrations (name text PRIMARY KEY)")
        for path in older:
            driver.execute("INSERT INTO newsarchive_migrations VALUES (%s)", (path.name,))
    with pytest.raises(SchemaNotAtHeadError, match="older than the installed"):
        demand_installed(server(own_postgres_url))
    assert f"({len(scripts) - len(older)} steps)" in str(install(own_postgres_url))
    names = {row[:3] for row in content(own_postgres_url) if row[0] == "function"}
    assert names == {row[:3] for row in newest if row[0] == "function"}
    demand_installed(server(own_postgres_url))


def test_whoever_may_not_make_a_schema_is_told_and_no_more(own_postgres_url: str) -> None:
    change(own_postgres_url, "DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN")
    said = install(str(parsed(own_postgres_url).set(username="clerk").render_as_string(hide_password=False)))
    assert said is not None
    assert "CREATE SCHEMA jobs AUTHORIZATION clerk" in said
    change(own_postgres_url, "DROP ROLE clerk")


def test_sources_with_a_job_or_a_failure_get_no_other(own_postgres_url: str) -> None:
    install(own_postgres_url)
    job = "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status) VALUES"
    change(
        own_postgres_url,
        "SET search_path = jobs",
        *(f"{job} ('crawls', 'crawl', '{name}', '{name}', '{state}')" for name, state in STATES.items()),
        "UPDATE procrastinate_jobs SET status = 'failed' WHERE lock IN ('bad', 'long')",
        "UPDATE procrastinate_events SET at = now() - interval '2 hours' WHERE job_id ="
        " (SELECT id FROM procrastinate_jobs WHERE lock = 'long')",
    )
    assert not_to_defer(own_postgres_url, 3_600) == {"waits", "works", "bad"}
    assert another_waits(own_postgres_url, "waits")
    assert not another_waits(own_postgres_url, "works")
    _, jobs, sources = fleet_status(own_postgres_url)
    assert {tuple(row[:3]) for row in jobs.rows} == {
        ("crawl", "todo", 1),
        ("crawl", "doing", 1),
        ("crawl", "succeeded", 1),
        ("crawl", "failed", 2),
    }
    assert [row[:2] for row in sources.rows] == [
        ("bad", "failed"),
        ("good", "succeeded"),
        ("long", "failed"),
        ("waits", "todo"),
        ("works", "doing"),
    ]


def test_sqlite_has_no_fleet(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    assert install(url) is None
    remove(url)
    with pytest.raises(NoFleetError, match="cannot share it"):
        fleet_status(url)
