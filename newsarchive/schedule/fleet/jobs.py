"""The fleet's job queue, in Procrastinate: its tasks, their locks and retries, and when jobs are made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import TypeVar

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from newsarchive.durations import HOUR
from newsarchive.errors import ArchiveError, EndedEarlyError, UsageError
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, PrintMessage, pause_after
from newsarchive.schedule.due import due_now
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.storage.migrating.job_queue import (
    CRAWL_TASK,
    another_waits,
    connection_settings,
    not_to_defer,
)

# Timing. The jobs of a dead worker are requeued within WORKER_SILENCE and one _TAKE_OVER, 50 seconds, if
# another worker has a free slot.

# When one of the workers makes jobs for the sources that are due (cron, UTC).
_DEFERRAL = "* * * * *"
# When one of the workers requeues the jobs of dead workers (the sixth field is seconds).
_TAKE_OVER = "* * * * * */20"
# When finished jobs are deleted, and after how many hours: crawls, and upkeep jobs (and dead workers).
_TIDYING, _KEPT_CRAWLS, _KEPT_UPKEEP = "23 * * * *", 72, 1
# When one of the workers looks for sources that are no longer crawled.
_ALARMS = "41 * * * *"
# Seconds between two heartbeats of a worker, and without one until it counts as dead. Procrastinate's
# defaults.
WORKER_HEARTBEAT, WORKER_SILENCE = 10.0, 30.0
# Seconds between two checks for own jobs that ended while the server was away.
UPKEEP_INTERVAL = 15.0
# Seconds between two checks for jobs that are not announced: those with a start time that has come.
QUEUE_POLL = 5.0
# How often a crawl that fails (exit codes 1 and 4) is tried again before its job is given up, and for how
# many seconds the source then gets no new job.
_RETRIES, _PAUSE = 5, HOUR


class CrawlEndedError(Exception):
    """A crawl ended with an exit code other than 0.

    stopped   this worker was told to stop
    replaced  another job of the source is already waiting. Procrastinate could not requeue this one beside it
              (its queueing lock) and would leave it running for ever, so this one is given up
    """

    def __init__(self, source: str, code: int, *, stopped: bool = False, replaced: bool = False) -> None:
        super().__init__(f"The crawl of {source} ended with {code}.")
        self.code, self.stopped, self.replaced = code, stopped, replaced


class CrawlRetries(BaseRetryStrategy):
    """Which crawls are tried again.

    A stopped crawl: at once. Exit codes 1 and 4: _RETRIES times, after growing pauses. 3: without limit. 2:
    never.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, None for never."""
        if not isinstance(exception, CrawlEndedError) or exception.replaced:
            return None
        if exception.stopped:
            return RetryDecision(retry_in={"seconds": 0})
        early = exception.code == EndedEarlyError.exit_code
        if exception.code == UsageError.exit_code or not (early or job.attempts < _RETRIES):
            return None
        return RetryDecision(retry_in={"seconds": int(pause_after(job.attempts + 1).total_seconds())})


async def requeue_stalled(app: App, jobs: Iterable[Job], print_message: PrintMessage) -> None:
    """Requeue jobs that no worker runs any more; give up those whose source has a newer job waiting."""
    for job in jobs:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        print_message(f"{job.lock or job.task_name}: its job was abandoned by its worker and is requeued")


_R = TypeVar("_R")


class JobHandlers:
    """What the jobs of a worker do. `at_work`: the ids of the jobs that this process is crawling for now."""

    def __init__(
        self,
        board: DueBoard,
        runs: CrawlRuns,
        crawls: ChildCrawls,
        *,
        url: str,
        threads: Executor,
        print_message: PrintMessage,
    ) -> None:
        self._board, self._runs, self.crawls = board, runs, crawls
        self._url, self._threads, self._print_message = url, threads, print_message
        self.at_work: set[int] = set()

    async def crawl(self, job: int, source: str) -> None:
        """Crawl a source if it is due; raises CrawlEndedError for any exit code but 0."""
        self.at_work.add(job)
        try:
            code = await self.in_thread(self._crawl, source)
        finally:
            self.at_work.discard(job)
        if code:
            replaced = await self.in_thread(self._replaced, source)
            raise CrawlEndedError(source, code, stopped=self.crawls.stopped, replaced=replaced)

    async def to_defer(self) -> list[str]:
        """Return the sources that are due and have no job yet; those due longest come first."""
        return await self.in_thread(self._to_defer)

    async def raise_alarms(self) -> None:
        """Notify of sources that no machine has crawled for too long."""
        await self.in_thread(self._raise_alarms)

    async def in_thread(self, function: Callable[..., _R], *args: object) -> _R:
        """Call a function that blocks, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: function(*args))

    def _crawl(self, source: str) -> int:
        self._board.refresh()
        if source not in self._board.declared:
            self._print_message(f"{source}: has a job, but no declaration on this machine")
            return UsageError.exit_code
        return self._runs.crawl(source)

    def _raise_alarms(self) -> None:
        self._board.refresh()
        self._board.raise_alarms()

    def _replaced(self, source: str) -> bool:
        try:
            return another_waits(self._url, source)
        except ArchiveError:  # then the job cannot be requeued either; upkeep will find it
            return False

    def _to_defer(self) -> list[str]:
        snapshot = self._board.snapshot()
        taken = not_to_defer(self._url, _PAUSE)
        at_work = {name for name, status in snapshot.statuses.items() if status.holder is not None}
        return [name for name in due_now(snapshot.moments, snapshot.now) if name not in taken | at_work]


_CRAWLS, UPKEEP_QUEUE = "crawls", "upkeep"  # the queues
# Priority of upkeep jobs, above every waiting crawl: they take seconds, a crawl may take hours.
_UPKEEP_PRIORITY = 100
# Connections of a worker beside the one that listens, and seconds to wait for a server that is away.
_CONNECTIONS, _CONNECT_TIMEOUT = 3, 5.0


def make_app(url: str, handlers: JobHandlers, print_message: PrintMessage) -> App:
    """Return the Procrastinate application of one worker, with its tasks."""
    connector = PsycopgConnector(
        min_size=1, max_size=_CONNECTIONS, timeout=_CONNECT_TIMEOUT, **connection_settings(url)
    )
    app = App(connector=connector)

    @app.task(name=CRAWL_TASK, queue=_CRAWLS, retry=CrawlRetries(), pass_context=True)
    async def crawl(context: JobContext, source: str) -> None:
        assert context.job.id is not None
        await handlers.crawl(context.job.id, source)

    # One worker a minute makes jobs; the others find that this minute's job exists.
    @app.periodic(cron=_DEFERRAL)
    @app.task(name="defer_due", queue=UPKEEP_QUEUE, queueing_lock="defer_due", priority=_UPKEEP_PRIORITY)
    async def defer_due(timestamp: int) -> None:  # noqa: ARG001 - passed to every periodic job
        for source in await handlers.to_defer():
            await _defer(app, source)

    # One at a time: if two requeued the same job, the second would take it from the worker that just got it.
    @app.periodic(cron=_TAKE_OVER)
    @app.task(
        name="take_over",
        queue=UPKEEP_QUEUE,
        lock="take_over",
        queueing_lock="take_over",
        priority=_UPKEEP_PRIORITY,
    )
    async def take_over(timestamp: int) -> None:  # noqa: ARG001
        await requeue_stalled(
            app, await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=WORKER_SILENCE), print_message
        )

    @app.periodic(cron=_TIDYING)
    @app.task(name="tidy", queue=UPKEEP_QUEUE, queueing_lock="tidy", priority=_UPKEEP_PRIORITY)
    async def tidy(timestamp: int) -> None:  # noqa: ARG001
        await app.job_manager.prune_stalled_workers(_KEPT_UPKEEP * HOUR)
        for queue, hours in ((_CRAWLS, _KEPT_CRAWLS), (UPKEEP_QUEUE, _KEPT_UPKEEP)):
            await app.job_manager.delete_old_jobs(
                hours, queue, include_failed=True, include_cancelled=True, include_aborted=True
            )

    @app.periodic(cron=_ALARMS)
    @app.task(
        name="raise_alarms", queue=UPKEEP_QUEUE, queueing_lock="raise_alarms", priority=_UPKEEP_PRIORITY
    )
    async def raise_alarms(timestamp: int) -> None:  # noqa: ARG001
        await handlers.raise_alarms()

    return app


async def _defer(app: App, source: str) -> None:
    try:
        await app.configure_task(CRAWL_TASK, lock=source, queueing_lock=source).defer_async(source=source)
    except AlreadyEnqueued:  # by hand, or by a deferral that took more than a minute
        return
