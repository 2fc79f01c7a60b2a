"""All that is due now, a few sources at a time, and then the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent import futures

from newsarchive.errors import ArchiveError
from newsarchive.schedule.child_crawls import ChildCrawls
from newsarchive.schedule.local import stop_crawls
from newsarchive.schedule.runs import Runs, Say

# Between two looks whether we are to stop, in seconds.
TICK = 0.2


def crawl_once(
    names: Sequence[str], runs: Runs, crawls: ChildCrawls, *, jobs: int, stopped: Callable[[], bool], say: Say
) -> list[int]:
    """Crawl the sources in order, at most `jobs` at once; return the exit codes.

    An archive that went away ends the round: the sources after it would fail alike.
    """
    with futures.ThreadPoolExecutor(jobs) as pool:
        waiting: set[futures.Future[int]] = {pool.submit(runs.crawl, name) for name in names}
        codes: list[int] = []
        while waiting:
            done, waiting = futures.wait(waiting, timeout=TICK)
            codes += [future.result() for future in done]
            if stopped() and not crawls.stopped:
                stop_crawls(crawls, say)
            if ArchiveError.exit_code in codes:
                crawls.start_no_more()
    return codes
