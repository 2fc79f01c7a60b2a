"""Crawls that the scheduler starts as child processes, and the back-off after crawls that failed."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent import futures
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive import clock
from newsarchive.environment import for_child
from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.storage.frontier.source_statuses import SourceStatus, source_statuses


class ChildCrawls:
    """Runs crawls as child processes, several at a time; `stop` and `kill` end them all.

    `command(name)` returns the command line that crawls a source if it is due. `environment` is added to the
    environment of this process.
    """

    def __init__(self, command: Callable[[str], list[str]], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, dict(environment)
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self.stopped = False

    def run(self, name: str, started: Callable[[int], None]) -> int | None:
        """Crawl a source and wait for the end; return the exit code, negative if a signal ended the crawl.

        Returns None, without a crawl, once `stop` was called. `started` is called with the process id.
        """
        with self._lock:
            if self.stopped:
                return None
            # In a session of its own, so that Ctrl-C in a terminal reaches it only through us.
            child = subprocess.Popen(  # noqa: S603 - our own command
                self._command(name), env=for_child(self._environment), start_new_session=True
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
        """The number of crawls that are running."""
        return len(self._children)

    def start_no_more(self) -> None:
        """Start no further crawls; those that are running go on to their end."""
        self.stopped = True

    def stop(self) -> None:
        """Start no further crawls, and ask those that are running to end (SIGTERM)."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End all running crawls at once (SIGKILL).

        Nothing is lost: the frontier keeps what is unfinished, and the next crawl releases the dead one's
        claim.
        """
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with self._lock:
            self.stopped = True
            for child in self._children.values():
                child.send_signal(number)


def child_exit_code(code: int | None) -> int:
    """Return the exit code to report: 3 if SIGTERM, Ctrl-C or SIGKILL ended the child, 1 if it crashed."""
    if code is None or -code in {signal.SIGTERM, signal.SIGINT, signal.SIGKILL}:
        return EndedEarlyError.exit_code
    return code if code >= 0 else 1


# Seconds between two checks whether to stop.
SCHEDULER_TICK = 0.2


def crawl_once(
    names: Sequence[str],
    crawl: Callable[[str], int],
    crawls: ChildCrawls,
    turns: CrawlTurns,
    *,
    stops: Callable[[], int],
    stop: Callable[[], None],
) -> list[int]:
    """Crawl the sources in order by `crawl`, each in its turn, and return their exit codes.

    `stop`, which ends what is running, is called as often as `stops` counts. Once the archive is unavailable
    no further crawl is started: it would fail as well.
    """

    def crawl_in_turn(name: str, ticket: object) -> int:
        with turns.taken(name, lambda: crawls.stopped, ticket) as may_start:
            code = crawl(name) if may_start else EndedEarlyError.exit_code
            if code == ArchiveError.exit_code:
                crawls.start_no_more()
        return code

    with futures.ThreadPoolExecutor(turns.at_once) as pool:
        waiting: set[futures.Future[int]] = {
            # Their places are taken here: threads would race for them.
            pool.submit(crawl_in_turn, name, turns.ticket())
            for name in names
        }
        codes: list[int] = []
        told = 0
        while waiting:
            done, waiting = futures.wait(waiting, timeout=SCHEDULER_TICK)
            codes += [future.result() for future in done]
            while told < stops():  # also where no more are started, because the archive is away
                told += 1
                stop()
    return codes


# Back-off after failures: the source of a failed crawl is still due. Without a pause it would be crawled
# again at once, and for ever.

# A minute, as often as the fleet makes jobs; an hour, the default interval of a source.
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BackedOff:
    """A source that is not crawled before `until`.

    Its last `times` crawls all failed, the last one with exit code `code`.
    """

    until: datetime
    times: int
    code: int


def pause_after(times: int) -> timedelta:
    """Return how long to wait after that many failures in a row (1, 2, …): the pause doubles each time."""
    pause: timedelta = _FIRST * 2 ** min(times - 1, 20)
    return min(pause, _LONGEST)


class FailureBackoff:
    """The sources whose last crawl failed; a successful crawl ends a source's back-off."""

    def __init__(self) -> None:
        self._backoffs: dict[str, BackedOff] = {}

    def crawl_ended(self, name: str, code: int, at: datetime) -> None:
        """Record the exit code of a crawl that ended at `at`."""
        if code == 0:
            self._backoffs.pop(name, None)
            return
        times = self._backoffs[name].times + 1 if name in self._backoffs else 1
        self._backoffs[name] = BackedOff(at + pause_after(times), times, code)

    @property
    def active(self) -> dict[str, BackedOff]:
        """The back-offs by source."""
        return dict(self._backoffs)

    def get(self, name: str) -> BackedOff | None:
        """Return a source's back-off, None if its last crawl did not fail."""
        return self._backoffs.get(name)


# Prints a line for the operator.
PrintMessage = Callable[[str], None]
# The outcome of a crawl. Passed over: another crawl holds the source, or has just crawled it.
_FINISHED, _FAILED, _PASSED_OVER, _INTERRUPTED = "finished", "failed", "passed over", "interrupted"


class CrawlRuns:
    """Runs the scheduler's crawls, prints each start and end, and backs off after failures.

    `counts`: the number of crawls since the start, by outcome. `backoffs`: the sources whose last crawl
    failed.
    """

    def __init__(self, crawls: ChildCrawls, url: str, print_message: PrintMessage) -> None:
        self._crawls, self._url, self._print_message = crawls, url, print_message
        self.counts: Counter[str] = Counter()
        self.backoffs = FailureBackoff()

    def crawl(self, name: str) -> int:
        """Crawl a source in a process of its own; return its exit code."""
        pids: list[int] = []
        started = time.monotonic()

        def begin(pid: int) -> None:
            pids.append(pid)
            self._print_message(f"{name}: crawl started, process {pid}")

        ended = self._crawls.run(name, begin)
        code = child_exit_code(ended)
        if ended is None:
            return code
        outcome = self._outcome(name, code, pids[0])
        self.counts[outcome] += 1
        if not self._crawls.stopped:
            self.backoffs.crawl_ended(name, code, clock.now())
        self._print_message(f"{name}: {outcome}, exit code {code}, {time.monotonic() - started:.0f} s")
        return code

    def pass_over(self, name: str, status: SourceStatus) -> None:
        """Count and report that a source is due but another crawl holds it; `status` names the holder."""
        assert status.holder is not None
        self.counts[_PASSED_OVER] += 1
        holder = status.holder
        self._print_message(f"{name}: passed over, process {holder.pid} on {holder.host} is crawling it")

    def _outcome(self, name: str, code: int, pid: int) -> str:
        if self._crawls.stopped:
            return _INTERRUPTED
        if code:
            return _FAILED
        try:
            status = source_statuses(self._url, clock.now()).get(name)
        except ArchiveError:
            return _FINISHED
        # `crawl --due` also exits with 0 when another crawl holds the source, or has just crawled it.
        return _FINISHED if status is not None and status.pid == pid else _PASSED_OVER
