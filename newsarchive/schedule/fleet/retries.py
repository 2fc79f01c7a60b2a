"""Which crawls are tried again, and when."""

from __future__ import annotations

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.schedule.fleet import timing
from newsarchive.schedule.holding_back import pause_after


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
        if exception.code == UsageError.exit_code or not (early or job.attempts < timing.RETRIES):
            return None
        return RetryDecision(retry_in={"seconds": int(pause_after(job.attempts + 1).total_seconds())})
