"""What a worker sees to beside its jobs: its name, and jobs of its own whose end was not written down."""

from __future__ import annotations

import asyncio
import contextlib

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from newsarchive.errors import ArchiveError
from newsarchive.schedule.fleet import timing
from newsarchive.schedule.fleet.crew import Crew
from newsarchive.schedule.fleet.putting_back import put_back
from newsarchive.schedule.runs import Say
from newsarchive.storage.jobs.queue import CRAWL, name_worker

REGISTERING = 0.1  # seconds between two looks whether the worker has its number


class Upkeep:
    """Runs beside a worker and needs none of its slots."""

    def __init__(self, app: App, worker: Worker, crew: Crew, *, url: str, say: Say) -> None:
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
                await put_back(self._app, await self._forgotten(number), self._say)
            await asyncio.sleep(timing.UPKEEP)

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
