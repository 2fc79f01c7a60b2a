"""One worker of the fleet, from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from concurrent.futures import ThreadPoolExecutor

from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.schedule.board import Board
from newsarchive.schedule.child_crawls import ChildCrawls
from newsarchive.schedule.deadline import Deadline
from newsarchive.schedule.fleet import timing
from newsarchive.schedule.fleet.crew import Crew
from newsarchive.schedule.fleet.jobs import UPKEEP, make_app
from newsarchive.schedule.fleet.said import saying
from newsarchive.schedule.fleet.upkeep import Upkeep
from newsarchive.schedule.local import stop_crawls
from newsarchive.schedule.runs import Runs, Say
from newsarchive.storage.jobs.installing import demand_installed
from newsarchive.storage.jobs.location import server

# Threads beside those that wait for crawls: looks at the archive, and the stop.
MORE_THREADS = 4


class FleetWorker:
    """`name` is what `worker --status` shows; `concurrency` crawls run at once, with 0 it only makes jobs."""

    def __init__(self, board: Board, crawls: ChildCrawls, *, url: str, name: str, concurrency: int, say: Say):
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
            runs = Runs(self._crawls, self._url, self._say)
            crew = Crew(self._board, runs, self._crawls, url=self._url, threads=threads, say=self._say)
            app = make_app(self._url, crew, self._say)
            worker = Worker(
                app,
                name=self._name,
                queues=None if self._concurrency else [UPKEEP],
                concurrency=max(self._concurrency, 1),
                fetch_job_polling_interval=timing.POLL,
                install_signal_handlers=False,
                update_heartbeat_interval=timing.HEARTBEAT,
                stalled_worker_timeout=timing.SILENCE,
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
