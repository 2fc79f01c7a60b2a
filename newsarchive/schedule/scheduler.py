"""The scheduler of one machine: crawls each source when it is due, for as long as it runs or just once.

APScheduler waits for the moments and runs a few crawls at a time. When a source is due, declarations and
archive decide; the scheduler stores nothing of its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from newsarchive.durations import HOUR
from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, PrintMessage
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.storage.frontier.source_statuses import SourceStatus

# Seconds between two readings of declarations and archive: the longest that a changed file, a crawl started
# by hand or the end of a crawl goes unnoticed. A reading costs a few short queries.
_LOOK_INTERVAL = 15.0
_SHOW_INTERVAL = HOUR
# Seconds that crawls get to end by themselves. A stop may take ten seconds
# (docs/explanation/architecture.md#one-crawl-a-source); the rest is for killing them and
# for our own end, also on a busy machine.
STOP_TIMEOUT = 6.0


class LocalScheduler:
    """Crawls what is due in `turns` until it is stopped."""

    def __init__(
        self,
        board: DueBoard,
        runs: CrawlRuns,
        crawls: ChildCrawls,
        turns: CrawlTurns,
        *,
        print_message: PrintMessage,
    ) -> None:
        self._board, self._runs, self._crawls, self._turns = board, runs, crawls, turns
        self._print_message = print_message
        self._planned: set[str] = set()
        self._passed_over: dict[str, datetime] = {}
        self._last_error = ""
        self._looking, self._stopping = threading.Lock(), False
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1), "crawls": ThreadPoolExecutor(turns.at_once)},
            # However late we are (the machine may have slept), run each job, and only once.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self, show: Callable[[], None]) -> None:
        """Start; `show` is called now, every hour, and after `show_soon`."""
        now = datetime.now(UTC)
        self._scheduler.add_job(
            self._look, IntervalTrigger(seconds=_LOOK_INTERVAL), id=" snapshot", next_run_time=now
        )
        self._scheduler.add_job(show, IntervalTrigger(seconds=_SHOW_INTERVAL), id=" show", next_run_time=now)
        self._scheduler.start()

    def show_soon(self) -> None:
        """Call `show` soon, in the scheduler's thread; for signal handlers."""
        self._scheduler.modify_job(" show", next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Start nothing more, ask running crawls to end, and kill those that do not end in time."""
        self._scheduler.pause()
        stop_crawls(self._crawls, self._print_message)
        with self._looking:  # a shutdown waits for it and holds the lock of the jobs, which a look needs
            self._stopping = True
        self._scheduler.shutdown(wait=True)

    def _look(self) -> None:
        with self._looking:
            if not self._stopping:
                self._plan_all()

    def _plan_all(self) -> None:
        try:
            snapshot = self._board.snapshot()
        except ArchiveError as error:
            if str(error) != self._last_error:
                self._print_message(f"{error}\n  The scheduler goes on once the archive can be used again.")
            self._last_error = str(error)
            return
        self._last_error = ""
        for name in self._planned - snapshot.moments.keys():
            self._forget(name)
        for name, moment in sorted(snapshot.moments.items(), key=lambda item: item[1]):
            self._plan(name, moment, snapshot.statuses.get(name), snapshot.now)

    def _plan(self, name: str, moment: datetime, status: SourceStatus | None, now: datetime) -> None:
        if name in self._planned and self._scheduler.get_job(name) is None:
            return  # it waits for a free thread, or is being crawled
        if moment <= now and status is not None and status.holder is not None:
            if self._passed_over.get(name) != moment:
                self._runs.pass_over(name, status)
            self._passed_over[name] = moment
            return
        backoff = self._runs.backoffs.get(name)
        self._planned.add(name)
        self._scheduler.add_job(
            self._crawl,
            DateTrigger(moment if backoff is None else max(moment, backoff.until)),
            [name],
            id=name,
            executor="crawls",
            replace_existing=True,
        )

    def _crawl(self, name: str) -> None:
        try:
            with self._turns.taken(name, lambda: self._crawls.stopped) as may_start:
                if may_start and name in self._board.declared:
                    self._runs.crawl(name)
        finally:
            self._planned.discard(name)

    def _forget(self, name: str) -> None:
        if self._scheduler.get_job(name) is not None:
            self._scheduler.remove_job(name)
            self._planned.discard(name)


def stop_crawls(crawls: ChildCrawls, print_message: PrintMessage) -> None:
    """Ask all crawls to end, and kill those that have not ended after STOP_TIMEOUT seconds."""
    crawls.stop()
    deadline = time.monotonic() + STOP_TIMEOUT
    while crawls.running and time.monotonic() < deadline:
        time.sleep(0.05)
    if crawls.running:
        print_message(
            f"{crawls.running} crawls did not end within {STOP_TIMEOUT:g} s and are killed; "
            "the next crawls go on where they stopped."
        )
        crawls.kill()


# A deadline for stopping: it ends the process even if a thread still waits for a server.

# Crawls have ended or are killed by STOP_TIMEOUT; a second and a half before the ten seconds of a stop are
# over.
_EXIT_AFTER = STOP_TIMEOUT + 2.5


class StopDeadline:
    """Once started, ends this process after _EXIT_AFTER seconds unless it is cancelled."""

    def __init__(self) -> None:
        self._timer = threading.Timer(_EXIT_AFTER, os._exit, [EndedEarlyError.exit_code])
        self._timer.daemon = True

    def start(self) -> None:
        """Start the countdown; call it when the stop begins."""
        self._timer.start()

    def cancel(self) -> None:
        """Cancel the countdown; does nothing if it was not started."""
        self._timer.cancel()
