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
from newsarchive.logs.formats import how_many
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, PrintMessage
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.schedule.fleet import jobs
from newsarchive.schedule.fleet.jobs import UPKEEP_QUEUE, JobHandlers, make_app, requeue_stalled
from newsarchive.schedule.scheduler import StopDeadline, stop_crawls
from newsarchive.storage.migrating.job_queue import CRAWL_TASK, demand_installed, name_worker, server

_REGISTERING = 0.1  # seconds between two checks whether Procrastinate has registered the worker


class Upkeep:
    """Registers the worker's name, and requeues jobs of its own whose end was not recorded.

    Runs beside the worker and takes none of its slots.
    """

    def __init__(
        self, app: App, worker: Worker, handlers: JobHandlers, *, url: str, print_message: PrintMessage
    ) -> None:
        self._app, self._worker, self._handlers = app, worker, handlers
        self._url, self._print_message = url, print_message
        self._suspects: set[int] = set()

    async def run(self) -> None:
        """Register the worker's name, then look for such jobs every UPKEEP_INTERVAL until cancelled."""
        while self._worker.worker_id is None:
            await asyncio.sleep(_REGISTERING)
        number = self._worker.worker_id
        while True:
            # If the server is away, the worker's heartbeat reports it, and ends the worker if it lasts.
            with contextlib.suppress(ConnectorException, ArchiveError):
                await self._handlers.in_thread(
                    name_worker, self._url, number, self._worker.worker_name, self._worker.concurrency
                )
                await requeue_stalled(self._app, await self._orphaned(number), self._print_message)
            await asyncio.sleep(jobs.UPKEEP_INTERVAL)

    async def _orphaned(self, number: int) -> list[Job]:
        """Return the jobs that the queue lists as ours in two checks in a row, but that are not running.

        The server was away when they ended. Procrastinate does not record the end later: without requeuing,
        the source would stay locked.
        """
        doing = await self._app.job_manager.list_jobs_async(task=CRAWL_TASK, status="doing", worker_id=number)
        ours = {job.id: job for job in doing if job.id is not None}
        missing = ours.keys() - self._handlers.at_work
        found = [ours[number] for number in sorted(missing & self._suspects)]
        self._suspects = set(missing)
        return found


# Warnings of the libraries that the fleet uses, as plain lines: an operator never sees a traceback.

_LOGGERS = ("procrastinate", "psycopg.pool")


class _LogForwarder(logging.Handler):
    def __init__(self, print_message: PrintMessage) -> None:
        super().__init__(logging.WARNING)
        self._print_message = print_message
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().splitlines()[0]
        if text != self._last:  # while the server is away, a pool logs that every second
            self._print_message(text)
        self._last = text


@contextmanager
def forward_library_logs(print_message: PrintMessage) -> Iterator[None]:
    """Pass the libraries' warnings and errors to `print_message` within the `with` block."""
    handler = _LogForwarder(print_message)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.propagate = True


# Threads beside those that wait for crawls: for queries of the archive, and for the stop.
_MORE_THREADS = 4


class FleetWorker:
    """One worker of a fleet: takes jobs from the queue and crawls their sources.

    `name` is shown by `worker --status`. `concurrency` is the number of crawls that run at once; with 0 the
    worker only makes jobs.
    """

    def __init__(
        self,
        board: DueBoard,
        crawls: ChildCrawls,
        *,
        url: str,
        name: str,
        concurrency: int,
        print_message: PrintMessage,
    ):
        self._board, self._crawls, self._url, self._print_message = board, crawls, url, print_message
        self._name, self._concurrency = name, concurrency
        self._deadline = StopDeadline()

    def run(self) -> int:
        """Work until SIGTERM or Ctrl-C (returns 3), or until the server is away for too long (returns 4)."""
        demand_installed(server(self._url))
        try:
            with forward_library_logs(self._print_message):
                return asyncio.run(self._run())
        finally:
            self._deadline.cancel()

    async def _run(self) -> int:
        with ThreadPoolExecutor(self._concurrency + _MORE_THREADS) as threads:
            runs = CrawlRuns(self._crawls, self._url, self._print_message)
            handlers = JobHandlers(
                self._board,
                runs,
                self._crawls,
                url=self._url,
                threads=threads,
                print_message=self._print_message,
            )
            app = make_app(self._url, handlers, self._print_message)
            worker = Worker(
                app,
                name=self._name,
                queues=None if self._concurrency else [UPKEEP_QUEUE],
                concurrency=max(self._concurrency, 1),
                fetch_job_polling_interval=jobs.QUEUE_POLL,
                install_signal_handlers=False,
                update_heartbeat_interval=jobs.WORKER_HEARTBEAT,
                stalled_worker_timeout=jobs.WORKER_SILENCE,
            )
            upkeep = Upkeep(app, worker, handlers, url=self._url, print_message=self._print_message)
            try:
                async with app.open_async():
                    return await self._work(worker, upkeep, threads)
            except ConnectorException as error:
                self._print_message(
                    f"The archive's database server cannot be reached: {error.__cause__ or error}"
                )
                return ArchiveError.exit_code

    async def _work(self, worker: Worker, upkeep: Upkeep, threads: ThreadPoolExecutor) -> int:
        loop = asyncio.get_running_loop()
        received: list[signal.Signals] = []

        def stop(number: signal.Signals) -> None:
            received.append(number)
            self._print_message(f"Stopping: {number.name}.")
            self._deadline.start()
            worker.stop()  # type: ignore[no-untyped-call] # Procrastinate's, without annotations
            loop.run_in_executor(threads, stop_crawls, self._crawls, self._print_message)
            for each in (signal.SIGTERM, signal.SIGINT):  # a second signal ends the process at once
                loop.remove_signal_handler(each)

        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, stop, each)
        self._print_message(
            f"Worker {self._name} is running, {how_many(self._concurrency, 'source')} at once."
        )
        beside = asyncio.create_task(upkeep.run())
        try:
            await worker.run()  # type: ignore[no-untyped-call]
        finally:
            stop_crawls(self._crawls, self._print_message)
            beside.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beside
        if received:
            return EndedEarlyError.exit_code
        self._print_message(
            "The archive's database server could not be reached for too long: start the worker again."
        )
        return ArchiveError.exit_code
