"""The jobs as Procrastinate knows them: which tasks there are, their locks, and when they are deferred."""

from __future__ import annotations

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from newsarchive.schedule.fleet import timing
from newsarchive.schedule.fleet.crew import Crew
from newsarchive.schedule.fleet.putting_back import put_back
from newsarchive.schedule.fleet.retries import CrawlRetries
from newsarchive.schedule.runs import Say
from newsarchive.storage.jobs.location import connection_settings
from newsarchive.storage.jobs.queue import CRAWL

CRAWLS, UPKEEP = "crawls", "upkeep"  # the queues
# Before every crawl that waits: they take seconds, and a crawl may take hours.
FIRST = 100
# Connections of a worker, its listening one not counted, and seconds until a server that is away is given up.
CONNECTIONS, PATIENCE = 3, 5.0


def make_app(url: str, crew: Crew, say: Say) -> App:
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
    @app.periodic(cron=timing.DEFERRAL)
    @app.task(name="defer_due", queue=UPKEEP, queueing_lock="defer_due", priority=FIRST)
    async def defer_due(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
        for source in await crew.to_defer():
            await _defer(app, source)

    # One at a time: of two that put back the same job, the second would take it from whom it was given to.
    @app.periodic(cron=timing.TAKE_OVER)
    @app.task(name="take_over", queue=UPKEEP, lock="take_over", queueing_lock="take_over", priority=FIRST)
    async def take_over(timestamp: int) -> None:  # noqa: ARG001
        await put_back(
            app, await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=timing.SILENCE), say
        )

    @app.periodic(cron=timing.TIDYING)
    @app.task(name="tidy", queue=UPKEEP, queueing_lock="tidy", priority=FIRST)
    async def tidy(timestamp: int) -> None:  # noqa: ARG001
        await app.job_manager.prune_stalled_workers(timing.KEPT_UPKEEP * 3_600)
        for queue, hours in ((CRAWLS, timing.KEPT_CRAWLS), (UPKEEP, timing.KEPT_UPKEEP)):
            await app.job_manager.delete_old_jobs(
                hours, queue, include_failed=True, include_cancelled=True, include_aborted=True
            )

    @app.periodic(cron=timing.ALARMS)
    @app.task(name="raise_alarms", queue=UPKEEP, queueing_lock="raise_alarms", priority=FIRST)
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
