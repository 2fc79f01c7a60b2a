"""What the fleet asks of its queue beside what Procrastinate answers."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.storage.jobs.location import jobs_engine, server
from newsarchive.storage.processes import this_process
from newsarchive.storage.translation import translated

# The name of the task of a crawl; its lock is the source.
CRAWL = "crawl"

UNFINISHED = text(
    "SELECT DISTINCT lock FROM procrastinate_jobs WHERE task_name = :task AND status IN ('todo', 'doing')"
)
# Sources whose newest job failed for good a short while ago.
FAILED = text(
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
WAITING = text("SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock = :source AND status = 'todo'")
NAME = text(
    """
    INSERT INTO newsarchive_workers (worker_id, name, host, pid, concurrency)
    SELECT id, :name, :host, :pid, :concurrency FROM procrastinate_workers WHERE id = :worker
    ON CONFLICT DO NOTHING
    """
)


def not_to_defer(url: str, pause: float) -> set[str]:
    """Return the sources that have a job already, or whose last one failed less than `pause` seconds ago."""
    address = server(url)
    with translated(address), jobs_engine(address).connect() as connection:
        unfinished = connection.scalars(UNFINISHED, {"task": CRAWL}).all()
        failed = connection.scalars(FAILED, {"task": CRAWL, "seconds": pause}).all()
        return {str(lock) for lock in (*unfinished, *failed)}


def another_waits(url: str, source: str) -> bool:
    """Say whether a job of the source is waiting."""
    address = server(url)
    with translated(address), jobs_engine(address).connect() as connection:
        return bool(connection.scalar(WAITING, {"source": source}))


def name_worker(url: str, worker: int, name: str, concurrency: int) -> None:
    """Write down who the worker of that number is: this process; more than once is no error."""
    address, me = server(url), this_process()
    values = {"worker": worker, "name": name, "host": me.host, "pid": me.pid, "concurrency": concurrency}
    with translated(address), jobs_engine(address).begin() as connection:
        connection.execute(NAME, values)
