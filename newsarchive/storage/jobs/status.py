"""How the fleet stands: its workers, its jobs by state, and the last job of each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from newsarchive.storage.jobs.installing import demand_installed
from newsarchive.storage.jobs.location import jobs_engine, server
from newsarchive.storage.jobs.queue import CRAWL
from newsarchive.storage.translation import translated

# The times are text, UTC, as everywhere in results (DESIGN 2.2).
TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
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
    """One table to be shown."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def fleet_status(url: str) -> list[StatusTable]:
    """Return the tables; whether a worker runs or not.

    Raises NoFleetError on SQLite, ArchiveError where there is no server or no table.
    """
    address = server(url)
    demand_installed(address)
    with translated(address), jobs_engine(address).connect() as connection:
        return [
            StatusTable(
                title, columns, [tuple(row) for row in connection.execute(text(sql), _values(sql)).all()]
            )
            for title, (sql, columns) in TABLES.items()
        ]


def _values(sql: str) -> dict[str, str]:
    return {"task": CRAWL} if ":task" in sql else {}
