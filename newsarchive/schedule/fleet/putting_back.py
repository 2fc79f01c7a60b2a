"""Jobs nobody works on any more go back among those that wait."""

from __future__ import annotations

from collections.abc import Iterable

from procrastinate import App
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from newsarchive.schedule.runs import Say


async def put_back(app: App, jobs: Iterable[Job], say: Say) -> None:
    """Put the jobs back; one whose source has a newer job that waits is given up for that one."""
    for job in jobs:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        say(f"{job.lock or job.task_name}: its job was abandoned, and is put back")
