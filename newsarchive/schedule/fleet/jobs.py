"""The jobs as Procrastinate knows them: which tasks there are, their locks, and when they are deferred."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import TypeVar

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from newsarchive.errors import ArchiveError, EndedEarlyError, UsageError
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, Say, pause_after
from newsarchive.schedule.due import due_now
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.storage.migrating.job_queue import CRAWL, another_waits, connection_settings, not_to_defer

# How often the fleet looks, and how long it waits. The jobs of a worker that is gone are put back within
# SILENCE and one TAKE_OVER: 50 seconds, where another has a slot free.

# When one of the workers defers what is due (cron, UTC).
DEFERRAL = "* * * * *"
# When one of the workers puts back the jobs of dead ones (the sixth field are seconds).
TAKE_OVER = "* * * * * */20"
# When finished jobs are deleted, and after how many hours: crawls, and the two above (and dead workers).
TIDYING, KEPT_CRAWLS, KEPT_UPKEEP = "23 * * * *", 72, 1
# When one of them looks for sources that nobody hears of.
ALARMS = "41 * * * *"
# Seconds between two signs of life of a worker; after so many without one it is taken for dead. Both as
# Procrastinate has them.
HEARTBEAT, SILENCE = 10.0, 30.0
# Seconds between two looks for jobs of one's own that ended while the server was away.
UPKEEP = 15.0
# Seconds between two looks for jobs that nothing announced (those whose time has come).
POLL = 5.0
# How often a crawl that fails (exit codes 1 and 4) is tried again before its job is given up, and for how
# many seconds the source then gets no new one.
RETRIES, PAUSE = 5, 3_600.0


# Which crawls are tried again, and when.


class CrawlEndedError(Exception):
    """A crawl ended with another exit code than 0.

    stopped   since this worker was told to stop
    relieved  another job of the source waits already, and takes its place: Procrastinate could not put this
              one back beside it (its queueing lock), and would leave it at work for ever
    """

    def __init__(self, source: str, code: int, *, stopped: bool = False, relieved: bool = False) -> None:
        super().__init__(f"The crawl of {source} ended with {code}.")
        self.code, self.stopped, self.relieved = code, stopped, relieved


class CrawlRetries(BaseRetryStrategy):
    """Stopped: at once. 1 and 4: later and later, a few times. 3: as often as it comes. 2: never."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, None for not at all."""
        if not isinstance(exception, CrawlEndedError) or exception.relieved:
            return None
        if exception.stopped:
            return RetryDecision(retry_in={"seconds": 0})
        early = exception.code == EndedEarlyError.exit_code
        if exception.code == UsageError.exit_code or not (early or job.attempts < RETRIES):
            return None
        return RetryDecision(retry_in={"seconds": int(pause_after(job.attempts + 1).total_seconds())})


# Jobs nobody works on any more go back among those that wait.


async def requeue_stalled(app: App, jobs: Iterable[Job], say: Say) -> None:
    """Put the jobs back; one whose source has a newer job that waits is given up for that one."""
    for job in jobs:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        say(f"{job.lock or job.task_name}: its job was abandoned, and is put back")


# What the jobs of a worker do: crawl a source, and defer those that are due.

R = TypeVar("R")


class JobHandlers:
    """`at_work` are the numbers of the jobs that crawl in this process now."""

    def __init__(
        self, board: DueBoard, runs: CrawlRuns, crawls: ChildCrawls, *, url: str, threads: Executor, say: Say
    ) -> None:
        self._board, self._runs, self.crawls = board, runs, crawls
        self._url, self._threads, self._say = url, threads, say
        self.at_work: set[int] = set()

    async def crawl(self, job: int, source: str) -> None:
        """Crawl a source if it is due; CrawlEndedError for any exit code but 0."""
        self.at_work.add(job)
        try:
            code = await self.in_thread(self._crawl, source)
        finally:
            self.at_work.discard(job)
        if code:
            relieved = await self.in_thread(self._relieved, source)
            raise CrawlEndedError(source, code, stopped=self.crawls.stopped, relieved=relieved)

    async def to_defer(self) -> list[str]:
        """Return the sources that are due and have no job yet, those that have waited longest first."""
        return await self.in_thread(self._to_defer)

    async def raise_alarms(self) -> None:
        """Tell of sources that no crawl of any machine was heard of for long."""
        await self.in_thread(self._raise_alarms)

    async def in_thread(self, function: Callable[..., R], *args: object) -> R:
        """Call what blocks."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: function(*args))

    def _crawl(self, source: str) -> int:
        self._board.refresh()
        if source not in self._board.declared:
            self._say(f"{source}: there is a job for it, but no declaration on this machine")
            return UsageError.exit_code
        return self._runs.crawl(source)

    def _raise_alarms(self) -> None:
        self._board.refresh()
        self._board.raise_alarms()

    def _relieved(self, source: str) -> bool:
        try:
            return another_waits(self._url, source)
        except ArchiveError:  # then the job cannot be put back either; upkeep finds it
            return False

    def _to_defer(self) -> list[str]:
        look = self._board.look()
        taken = not_to_defer(self._url, PAUSE)
        at_work = {name for name, standing in look.stands.items() if standing.holder is not None}
        return [name for name in due_now(look.moments, look.now) if name not in taken | at_work]


CRAWLS, UPKEEP_TASK = "crawls", "upkeep"  # the queues
# Before every crawl that waits: they take seconds, and a crawl may take hours.
FIRST = 100
# Connections of a worker, its listening one not counted, and seconds until a server that is away is given up.
CONNECTIONS, PATIENCE = 3, 5.0


def make_app(url: str, crew: JobHandlers, say: Say) -> App:
    """Return the application of one worker."""
    connector = PsycopgConnector(
        min_size=1, max_size=CONNECTIONS, timeout=PATIENCE, **connection_settings(url)
    )
    app = App(connector=connector)

    @app.task(name=CRAWL, queue=CRAWLS, retry=CrawlRetries(), pass_context=True)
    async def crawl(context: JobContext, source: str) -> None:
        assert context.job.id is not None
        await crew.crawl(context.job.id, source)

    # One worker a minute: the others find that this minute's job is there.
    @app.periodic(cron=DEFERRAL)
    @app.task(name="defer_due", queue=UPKEEP_TASK, queueing_lock="defer_due", priority=FIRST)
    async def defer_due(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
        for source in await crew.to_defer():
            await _defer(app, source)

    # One at a time: of two that put back the same job, the second would take it from whom it was given to.
    @app.periodic(cron=TAKE_OVER)
    @app.task(
        name="take_over", queue=UPKEEP_TASK, lock="take_over", queueing_lock="take_over", priority=FIRST
    )
    async def take_over(timestamp: int) -> None:  # noqa: ARG001
        await requeue_stalled(
            app, await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE), say
        )

    @app.periodic(cron=TIDYING)
    @app.task(name="tidy", queue=UPKEEP_TASK, queueing_lock="tidy", priority=FIRST)
    async def tidy(timestamp: int) -> None:  # noqa: ARG001
        await app.job_manager.prune_stalled_workers(KEPT_UPKEEP * 3_600)
        for queue, hours in ((CRAWLS, KEPT_CRAWLS), (UPKEEP_TASK, KEPT_UPKEEP)):
            await app.job_manager.delete_old_jobs(
                hours, queue, include_failed=True, include_cancelled=True, include_aborted=True
            )

    @app.periodic(cron=ALARMS)
    @app.task(name="raise_alarms", queue=UPKEEP_TASK, queueing_lock="raise_alarms", priority=FIRST)
    async def raise_alarms(timestamp: int) -> None:  # noqa: ARG001
        await crew.raise_alarms()

    return app


async def _defer(app: App, source: str) -> None:
    try:
        await app.configure_task(CRAWL, lock=source, queueing_lock=source).defer_async(source=source)
    except (
        AlreadyEnqueued
    ):  # by hand, or by a deferral that took more than a minute: it waits, and that is all
        return
