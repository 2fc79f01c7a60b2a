"""The fleet's job queue: Procrastinate's tables in the archive's PostgreSQL, and what we query there.

The tables are no migrations of ours: they come with the library, change with it, and hold nothing that is
not in the archive too. `db upgrade` creates them and brings them to the installed version. Alembic never
sees them, because it reads only the archive's own schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from newsarchive.errors import SchemaNotAtHeadError, UsageError
from newsarchive.storage.database.database import translated
from newsarchive.storage.database.engine import CONNECT_TIMEOUT, begin_writing, make_engine
from newsarchive.storage.database.location import masked, parsed, sqlite_file
from newsarchive.storage.database.processes import this_process

_SCHEMA = "jobs"
# Seconds to wait for a lock of the database.
_WAIT = 30.0


class NoFleetError(UsageError):
    """A SQLite file belongs to one machine."""

    default_hint = (
        "Use 'newsarchive schedule' on this machine, or move the archive to PostgreSQL: set"
        " NEWSARCHIVE_DATABASE_URL=postgresql://USER@HOST/DB and run 'newsarchive db upgrade'."
    )


def server(url: str) -> URL:
    """Return the URL of the PostgreSQL server; NoFleetError for a SQLite file."""
    location = parsed(url)
    if sqlite_file(location) is not None:
        raise NoFleetError(
            f"The archive {masked(location)} is a SQLite file: workers on several machines cannot share it."
        )
    return location


def jobs_engine(location: URL) -> Engine:
    """Return an engine whose sessions see only the schema `jobs`."""
    options = f"{_given_options(location)} -c search_path={_SCHEMA}".strip()
    return make_engine(location.update_query_dict({"options": options}), wait=_WAIT, pooled=False)


def connection_settings(url: str) -> dict[str, Any]:
    """Return the arguments with which psycopg's pool connects like `jobs_engine`."""
    location = server(url)
    options = f"{_given_options(location)} -c search_path={_SCHEMA} -c timezone=UTC".strip()
    location = location.set(drivername="postgresql").difference_update_query(["options"])
    return {
        "conninfo": location.render_as_string(hide_password=False),
        "kwargs": {"options": options, "connect_timeout": CONNECT_TIMEOUT},
    }


def _given_options(location: URL) -> str:
    given = location.query.get("options", "")
    return given if isinstance(given, str) else " ".join(given)


# Beside Procrastinate's: which of its migrations have run (it does not record that), and who its workers are.
_OWN_TABLES = """
CREATE TABLE IF NOT EXISTS newsarchive_migrations (name text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS newsarchive_workers (
    worker_id bigint PRIMARY KEY REFERENCES procrastinate_workers (id) ON DELETE CASCADE,
    name text NOT NULL, host text NOT NULL, pid bigint NOT NULL, concurrency integer NOT NULL,
    started_at timestamp with time zone NOT NULL DEFAULT now()
);
"""


def install(url: str) -> str | None:
    """Create the tables or bring them up to date; return a message, None if there is nothing to say.

    Does nothing on SQLite, or without the extra `fleet`. A user who may not create a schema gets a message,
    since an archive without workers needs none.
    """
    location = parsed(url)
    if sqlite_file(location) is not None or find_spec("procrastinate") is None:
        return None
    with translated(location):
        try:
            # Two upgrades do not collide: each holds the archive's lock meanwhile, which no reader can take.
            with make_engine(location, wait=_WAIT, pooled=False).begin() as archive:
                begin_writing(archive)
                ran = _install(location)
        except ProgrammingError as error:
            message = str(error.orig).strip().splitlines()[0]
            return (
                f"The tables of the fleet were not created ({message}); only 'newsarchive worker' needs them."
                f" Have an administrator run: CREATE SCHEMA {_SCHEMA} AUTHORIZATION {location.username}"
            )
    return f"The tables of the fleet are in the schema {_SCHEMA} ({ran} steps)." if ran else None


def remove(url: str) -> None:
    """Drop the tables that `install` created."""
    location = parsed(url)
    if sqlite_file(location) is not None:
        return
    engine = make_engine(location, wait=_WAIT, pooled=False)
    with translated(location), engine.begin() as connection:
        if _exists(connection, "newsarchive_migrations"):
            connection.execute(text(f"DROP SCHEMA {_SCHEMA} CASCADE"))


def demand_installed(location: URL) -> None:
    """Raise SchemaNotAtHeadError unless the tables are those of the installed Procrastinate."""
    with translated(location), jobs_engine(location).connect() as connection:
        if not _exists(connection, "newsarchive_migrations"):
            raise SchemaNotAtHeadError(
                f"The archive {masked(location)} has no tables for a fleet.",
                hint="Run 'newsarchive db upgrade'.",
            )
        if find_spec("procrastinate") is not None and _missing(connection):
            raise SchemaNotAtHeadError(
                f"The tables of the fleet in {masked(location)} are older than the installed Procrastinate.",
                hint="Run 'newsarchive db upgrade'.",
            )


def _install(location: URL) -> int:
    with jobs_engine(location).begin() as connection:
        if not connection.scalar(text(f"SELECT to_regnamespace('{_SCHEMA}') IS NOT NULL")):
            connection.execute(text(f"CREATE SCHEMA {_SCHEMA}"))
        fresh = not _exists(connection, "procrastinate_jobs")
        if fresh:
            _run(connection, _schema())
        if not _exists(connection, "newsarchive_migrations"):
            _run(connection, _OWN_TABLES)
        missing = _missing(connection)
        for name in missing:
            if not fresh:
                _run(connection, (_folder() / name).read_text(encoding="utf-8"))
            connection.execute(text("INSERT INTO newsarchive_migrations VALUES (:name)"), {"name": name})
        return len(missing)


def _missing(connection: Connection) -> list[str]:
    """Return the migrations of the installed Procrastinate that have not run, oldest first."""
    ran = set(connection.scalars(text("SELECT name FROM newsarchive_migrations")))
    return sorted(path.name for path in _folder().glob("*.sql") if path.name not in ran)


def _exists(connection: Connection, table: str) -> bool:
    return bool(connection.scalar(text(f"SELECT to_regclass('{_SCHEMA}.{table}') IS NOT NULL")))


def _run(connection: Connection, script: str) -> None:
    # Through the driver itself: several statements at once, and no character in them marks a parameter.
    driver: Any = connection.connection.driver_connection
    driver.execute(script)


def _folder() -> Path:
    from procrastinate.schema import migrations_path  # noqa: PLC0415 - an extra

    return Path(migrations_path)


def _schema() -> str:
    from procrastinate.schema import SchemaManager  # noqa: PLC0415 - an extra

    return str(SchemaManager.get_schema())


# The name of the task that crawls a source; its lock is the source.
CRAWL_TASK = "crawl"

_UNFINISHED_SOURCES = text(
    "SELECT DISTINCT lock FROM procrastinate_jobs WHERE task_name = :task AND status IN ('todo', 'doing')"
)
# Sources whose newest job failed for good a short while ago.
_FAILED_SOURCES = text(
    """
    SELECT newest.lock
    FROM (
        SELECT DISTINCT ON (lock) id, lock, status FROM procrastinate_jobs
        WHERE task_name = :task ORDER BY lock, id DESC
    ) AS newest
    JOIN procrastinate_events AS event ON event.job_id = newest.id AND event.type = 'failed'
    WHERE newest.status = 'failed' AND event.at > now() - make_interval(secs => :seconds)
    """
)
_COUNT_WAITING = text(
    "SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock = :source AND status = 'todo'"
)
_NAME_WORKER = text(
    """
    INSERT INTO newsarchive_workers (worker_id, name, host, pid, concurrency)
    SELECT id, :name, :host, :pid, :concurrency FROM procrastinate_workers WHERE id = :worker
    ON CONFLICT DO NOTHING
    """
)


def not_to_defer(url: str, pause: float) -> set[str]:
    """Return the sources that have a job, or whose last one failed less than `pause` seconds ago."""
    location = server(url)
    with translated(location), jobs_engine(location).connect() as connection:
        unfinished = connection.scalars(_UNFINISHED_SOURCES, {"task": CRAWL_TASK}).all()
        failed = connection.scalars(_FAILED_SOURCES, {"task": CRAWL_TASK, "seconds": pause}).all()
        return {str(lock) for lock in (*unfinished, *failed)}


def another_waits(url: str, source: str) -> bool:
    """Say whether a job of the source is waiting."""
    location = server(url)
    with translated(location), jobs_engine(location).connect() as connection:
        return bool(connection.scalar(_COUNT_WAITING, {"source": source}))


def name_worker(url: str, worker: int, name: str, concurrency: int) -> None:
    """Record this process as the worker of that number; repeating it is allowed."""
    location, process = server(url), this_process()
    values = {
        "worker": worker,
        "name": name,
        "host": process.host,
        "pid": process.pid,
        "concurrency": concurrency,
    }
    with translated(location), jobs_engine(location).begin() as connection:
        connection.execute(_NAME_WORKER, values)


# Times are text in UTC, as in all results (docs/reference/output.md#values).
_STATUS_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "workers": (
        """
        SELECT coalesce(w.name, '?'), w.host, w.pid, w.concurrency,
            (SELECT count(*) FROM procrastinate_jobs AS j WHERE j.worker_id = p.id AND j.status = 'doing'),
            to_char(w.started_at, 'YYYY-MM-DD HH24:MI:SS'),
            round(extract(epoch FROM now() - p.last_heartbeat)) || ' s ago'
        FROM procrastinate_workers AS p LEFT JOIN newsarchive_workers AS w ON w.worker_id = p.id
        ORDER BY w.name COLLATE "C", p.id
        """,
        ("worker", "host", "process", "slots", "jobs", "since", "heard"),
    ),
    "jobs": (
        """
        SELECT j.task_name, j.status::text, count(*),
            to_char(min(e.at), 'YYYY-MM-DD HH24:MI:SS')
        FROM procrastinate_jobs AS j
        LEFT JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = j.id
            AND type NOT IN ('scheduled', 'abort_requested')) AS e ON true
        GROUP BY 1, 2 ORDER BY 1, 2
        """,
        ("task", "state", "jobs", "oldest, since"),
    ),
    "sources": (
        """
        SELECT j.lock, j.status::text, j.attempts, to_char(e.at, 'YYYY-MM-DD HH24:MI:SS'),
            CASE WHEN j.status = 'todo' THEN to_char(j.scheduled_at, 'YYYY-MM-DD HH24:MI:SS') END, w.name
        FROM (SELECT DISTINCT ON (lock) * FROM procrastinate_jobs WHERE task_name = :task
            ORDER BY lock, id DESC) AS j
        LEFT JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = j.id
            AND type NOT IN ('scheduled', 'abort_requested')) AS e ON true
        LEFT JOIN newsarchive_workers AS w ON w.worker_id = j.worker_id
        ORDER BY j.lock COLLATE "C"
        """,
        ("source", "last job", "tries", "since", "not before", "worker"),
    ),
}


@dataclass(frozen=True, slots=True)
class StatusTable:
    """A table to show."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def fleet_status(url: str) -> list[StatusTable]:
    """Return the status tables, whether or not a worker runs.

    Raises NoFleetError on SQLite, ArchiveError if the server or the tables are missing.
    """
    location = server(url)
    demand_installed(location)
    with translated(location), jobs_engine(location).connect() as connection:
        return [
            StatusTable(
                title, columns, [tuple(row) for row in connection.execute(text(sql), _values(sql)).all()]
            )
            for title, (sql, columns) in _STATUS_TABLES.items()
        ]


def _values(sql: str) -> dict[str, str]:
    return {"task": CRAWL_TASK} if ":task" in sql else {}
