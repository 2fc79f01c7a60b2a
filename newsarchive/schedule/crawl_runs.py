"""Crawls that the scheduler starts: child processes, their ends, and the back-off after failures."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive import clock
from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.storage.frontier.crawl_records import SourceStatus, source_statuses

# Crawls as child processes, several at a time: none outlives the stop.


class ChildCrawls:
    """`command` makes the command line of a crawl of a source that is due, `environment` is added to ours."""

    def __init__(self, command: Callable[[str], list[str]], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, dict(environment)
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self.stopped = False

    def run(self, name: str, started: Callable[[int], None]) -> int | None:
        """Crawl to the end; return the exit code, negative for a signal, None when no more are started.

        `started` is told the number of the process.
        """
        with self._lock:
            if self.stopped:
                return None
            # A session of its own: a terminal's Ctrl-C reaches it through us.
            child = subprocess.Popen(  # noqa: S603 - our own command
                self._command(name), env=os.environ | self._environment, start_new_session=True
            )
            self._children[child.pid] = child
        try:
            started(child.pid)
            return child.wait()
        finally:
            with self._lock:
                del self._children[child.pid]

    @property
    def running(self) -> int:
        """The number of crawls at work."""
        return len(self._children)

    def start_no_more(self) -> None:
        """Let those at work come to their end."""
        self.stopped = True

    def stop(self) -> None:
        """Start no more, and ask those at work to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End those at work at once; the frontier and the buried lock make that lossless."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with self._lock:
            self.stopped = True
            for child in self._children.values():
                child.send_signal(number)


def child_exit_code(code: int | None) -> int:
    """Return an exit code of ours: 3 for what ended early by SIGTERM, Ctrl-C or SIGKILL, 1 for crashes."""
    if code is None or -code in {signal.SIGTERM, signal.SIGINT, signal.SIGKILL}:
        return EndedEarlyError.exit_code
    return code if code >= 0 else 1


# A source whose crawls fail is still due; it is tried again later and later, not at once and for ever.

# A minute, as a deferral of the fleet; an hour, as a source is crawled that declares nothing.
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BackedOff:
    """Not before `until`: the last `times` crawls in a row ended with a failure, the last one with `code`."""

    until: datetime
    times: int
    code: int


def pause_after(times: int) -> timedelta:
    """Return how long to wait after so many failures in a row (1, 2, …): doubled each time."""
    pause: timedelta = FIRST * 2 ** min(times - 1, 20)
    return min(pause, LONGEST)


class FailureBackoff:
    """Remembers failures; a success forgets them."""

    def __init__(self) -> None:
        self._held: dict[str, BackedOff] = {}

    def ended(self, name: str, code: int, at: datetime) -> None:
        """Take the exit code of a crawl."""
        if code == 0:
            self._held.pop(name, None)
            return
        times = self._held[name].times + 1 if name in self._held else 1
        self._held[name] = BackedOff(at + pause_after(times), times, code)

    @property
    def all(self) -> dict[str, BackedOff]:
        """Which sources wait."""
        return dict(self._held)

    def of(self, name: str) -> BackedOff | None:
        """Return why and until when a source waits, None where it does not."""
        return self._held.get(name)


# One crawl of the scheduler from beginning to end: said, counted, and held back from where it fails.

Say = Callable[[str], None]
# What came of a crawl; passed over are those whose source another crawl has, or has just crawled.
FINISHED, FAILED, PASSED_OVER, INTERRUPTED = "finished", "failed", "passed over", "interrupted"


class CrawlRuns:
    """`counts`: how many crawls came to what since the start; `held`: which sources wait after a failure."""

    def __init__(self, crawls: ChildCrawls, url: str, say: Say) -> None:
        self._crawls, self._url, self._say = crawls, url, say
        self.counts: Counter[str] = Counter()
        self.held = FailureBackoff()

    def crawl(self, name: str) -> int:
        """Crawl a source in a process of its own; return its exit code."""
        pids: list[int] = []
        started = time.monotonic()

        def begin(pid: int) -> None:
            pids.append(pid)
            self._say(f"{name}: crawl started, process {pid}")

        ended = self._crawls.run(name, begin)
        code = child_exit_code(ended)
        if ended is None:
            return code
        outcome = self._outcome(name, code, pids[0])
        self.counts[outcome] += 1
        if not self._crawls.stopped:
            self.held.ended(name, code, clock.now())
        self._say(f"{name}: {outcome}, exit code {code}, {time.monotonic() - started:.0f} s")
        return code

    def pass_over(self, name: str, standing: SourceStatus) -> None:
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
            standing = source_statuses(self._url, clock.now()).get(name)
        except ArchiveError:
            return FINISHED
        # `crawl --due` ends well when another crawl has the source, or has just made the crawl that was due.
        return FINISHED if standing is not None and standing.pid == pid else PASSED_OVER
