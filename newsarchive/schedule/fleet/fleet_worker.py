"""One worker of the fleet, from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, Say
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.schedule.fleet import jobs
from newsarchive.schedule.fleet.jobs import UPKEEP_TASK, JobHandlers, make_app, requeue_stalled
from newsarchive.schedule.scheduler import stop_crawls
from newsarchive.schedule.stop_deadline import Deadline
from newsarchive.storage.migrating.job_queue import CRAWL, demand_installed, name_worker, server

# What a worker sees to beside its jobs: its name, and jobs of its own whose end was not written down.

REGISTERING = 0.1  # seconds between two looks whether the worker has its number


class Upkeep:
    """Runs beside a worker and needs none of its slots."""

    def __init__(self, app: App, worker: Worker, crew: JobHandlers, *, url: str, say: Say) -> None:
        self._app, self._worker, self._crew = app, worker, crew
        self._url, self._say = url, say
        self._suspects: set[int] = set()

    async def run(self) -> None:
        """Write down who the worker is, then look for such jobs until cancelled."""
        while self._worker.worker_id is None:
            await asyncio.sleep(REGISTERING)
        number = self._worker.worker_id
        while True:
            # Away: the heartbeat says so, and ends the worker if it lasts.
            with contextlib.suppress(ConnectorException, ArchiveError):
                await self._crew.in_thread(
                    name_worker, self._url, number, self._worker.worker_name, self._worker.concurrency
                )
                await requeue_stalled(self._app, await self._forgotten(number), self._say)
            await asyncio.sleep(jobs.UPKEEP)

    async def _forgotten(self, number: int) -> list[Job]:
        """Return jobs that are ours by the table but not in fact, at two looks in a row.

        The server was away when they ended. Procrastinate does not try again: the source would stay locked.
        """
        doing = await self._app.job_manager.list_jobs_async(task=CRAWL, status="doing", worker_id=number)
        ours = {job.id: job for job in doing if job.id is not None}
        missing = ours.keys() - self._crew.at_work
        found = [ours[number] for number in sorted(missing & self._suspects)]
        self._suspects = set(missing)
        return found


# What the libraries of the fleet have to say, as plain lines: an operator never sees a traceback.

LOGGERS = ("procrastinate", "psycopg.pool")


class _Sayer(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.WARNING)
        self._say = say
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().splitlines()[0]
        if text != self._last:  # a pool says each second that the server is away
            self._say(text)
        self._last = text


@contextmanager
def saying(say: Say) -> Iterator[None]:
    """Hand warnings and errors of the libraries to `say` while inside."""
    handler = _Sayer(say)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.propagate = True


# Threads beside those that wait for crawls: looks at the archive, and the stop.
MORE_THREADS = 4


class FleetWorker:
    """`name` is what `worker --status` shows; `concurrency` crawls run at once, with 0 it only makes jobs."""

    def __init__(
        self, board: DueBoard, crawls: ChildCrawls, *, url: str, name: str, concurrency: int, say: Say
    ):
        self._board, self._crawls, self._url, self._say = board, crawls, url, say
        self._name, self._concurrency = name, concurrency
        self._deadline = Deadline()

    def run(self) -> int:
        """Work until SIGTERM or Ctrl-C (3), or until the server is away for long (4)."""
        demand_installed(server(self._url))
        try:
            with saying(self._say):
                return asyncio.run(self._run())
        finally:
            self._deadline.cancel()

    async def _run(self) -> int:
        with ThreadPoolExecutor(self._concurrency + MORE_THREADS) as threads:
            runs = CrawlRuns(self._crawls, self._url, self._say)
            crew = JobHandlers(self._board, runs, self._crawls, url=self._url, threads=threads, say=self._say)
            app = make_app(self._url, crew, self._say)
            worker = Worker(
                app,
                name=self._name,
                queues=None if self._concurrency else [UPKEEP_TASK],
                concurrency=max(self._concurrency, 1),
                fetch_job_polling_interval=jobs.POLL,
                install_signal_handlers=False,
                update_heartbeat_interval=jobs.HEARTBEAT,
                stalled_worker_timeout=jobs.SILENCE,
            )
            upkeep = Upkeep(app, worker, crew, url=self._url, say=self._say)
            try:
                async with app.open_async():
                    return await self._work(worker, upkeep, threads)
            except ConnectorException as error:
                self._say(f"The archive's server is away: {error.__cause__ or error}")
                return ArchiveError.exit_code

    async def _work(self, worker: Worker, upkeep: Upkeep, threads: ThreadPoolExecutor) -> int:
        loop = asyncio.get_running_loop()
        received: list[signal.Signals] = []

        def stop(number: signal.Signals) -> None:
            received.append(number)
            self._say(f"Stopping: {number.name}.")
            self._deadline.start()
            worker.stop()  # type: ignore[no-untyped-call] # Procrastinate's, without annotations
            loop.run_in_executor(threads, stop_crawls, self._crawls, self._say)
            for each in (signal.SIGTERM, signal.SIGINT):  # a second one ends at once
                loop.remove_signal_handler(each)

        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, stop, each)
        self._say(f"Worker {self._name} is at work, {self._concurrency} sources at once.")
        beside = asyncio.create_task(upkeep.run())
        try:
            await worker.run()  # type: ignore[no-untyped-call]
        finally:
            stop_crawls(self._crawls, self._say)
            beside.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beside
        if received:
            return EndedEarlyError.exit_code
        self._say("The archive's server was away for too long: start the worker again.")
        return ArchiveError.exit_code
