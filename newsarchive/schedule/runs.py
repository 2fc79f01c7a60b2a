"""One crawl of the scheduler from beginning to end: said, counted, and held back from where it fails."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.schedule.child_crawls import ChildCrawls, exit_code
from newsarchive.schedule.holding_back import HoldingBack
from newsarchive.storage.standings import Standing, standings

Say = Callable[[str], None]
# What came of a crawl; passed over are those whose source another crawl has, or has just crawled.
FINISHED, FAILED, PASSED_OVER, INTERRUPTED = "finished", "failed", "passed over", "interrupted"


class Runs:
    """`counts`: how many crawls came to what since the start; `held`: which sources wait after a failure."""

    def __init__(self, crawls: ChildCrawls, url: str, say: Say) -> None:
        self._crawls, self._url, self._say = crawls, url, say
        self.counts: Counter[str] = Counter()
        self.held = HoldingBack()

    def crawl(self, name: str) -> int:
        """Crawl a source in a process of its own; return its exit code."""
        pids: list[int] = []
        started = time.monotonic()

        def begin(pid: int) -> None:
            pids.append(pid)
            self._say(f"{name}: crawl started, process {pid}")

        ended = self._crawls.run(name, begin)
        code = exit_code(ended)
        if ended is None:
            return code
        outcome = self._outcome(name, code, pids[0])
        self.counts[outcome] += 1
        if not self._crawls.stopped:
            self.held.ended(name, code, clock.now())
        self._say(f"{name}: {outcome}, exit code {code}, {time.monotonic() - started:.0f} s")
        return code

    def pass_over(self, name: str, standing: Standing) -> None:
        """Count and say that a source is due, and that another crawl is at work on it."""
        assert standing.holder is not None
        self.counts[PASSED_OVER] += 1
        holder = standing.holder
        self._say(f"{name}: passed over, process {holder.pid} on {holder.host} is crawling it")

    def _outcome(self, name: str, code: int, pid: int) -> str:
        if self._crawls.stopped:
            return INTERRUPTED
        if code:
            return FAILED
        try:
            standing = standings(self._url, clock.now()).get(name)
        except ArchiveError:
            return FINISHED
        # `crawl --due` ends well when another crawl has the source, or has just made the crawl that was due.
        return FINISHED if standing is not None and standing.pid == pid else PASSED_OVER
