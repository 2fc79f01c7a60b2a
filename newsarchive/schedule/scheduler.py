"""All that is due now, a few sources at a time, and then the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent import futures
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from newsarchive.errors import ArchiveError
from newsarchive.schedule.crawl_runs import ChildCrawls, CrawlRuns, Say
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.storage.frontier.crawl_records import SourceStatus

# The scheduler of one machine.
#
# APScheduler waits for the moments and runs a few crawls at a time. Which moments these are, archive and
# declarations say: nothing is stored beside them.

# Between two looks at declarations and archive: the longest that a changed file, a crawl by hand or the end
# of a crawl goes unnoticed. A look costs a few short queries.
LOOK = 15.0
SHOW = 3_600.0
# Seconds that crawls get to end by themselves. The rest of ten
# (docs/explanation/architecture.md#one-crawl-a-source) is for killing them and for ending ourselves, also on
# a machine that is short of time.
PATIENCE = 6.0


class LocalScheduler:
    """Crawls what is due, at most `jobs` sources at once, until it is stopped."""

    def __init__(self, board: DueBoard, runs: CrawlRuns, crawls: ChildCrawls, *, jobs: int, say: Say) -> None:
        self._board, self._runs, self._crawls, self._say = board, runs, crawls, say
        self._planned: set[str] = set()
        self._passed_over: dict[str, datetime] = {}
        self._away = ""
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1), "crawls": ThreadPoolExecutor(jobs)},
            # However late we are (a machine that slept): run it, once.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self, show: Callable[[], None]) -> None:
        """Begin; `show` is called now, every hour, and by `show_soon`."""
        now = datetime.now(UTC)
        self._scheduler.add_job(self._look, IntervalTrigger(seconds=LOOK), id=" look", next_run_time=now)
        self._scheduler.add_job(show, IntervalTrigger(seconds=SHOW), id=" show", next_run_time=now)
        self._scheduler.start()

    def show_soon(self) -> None:
        """Print the table now."""
        self._scheduler.modify_job(" show", next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Start nothing more; crawls at work are asked to end, and killed where they do not in time."""
        self._scheduler.pause()
        stop_crawls(self._crawls, self._say)
        self._scheduler.shutdown(wait=True)

    def _look(self) -> None:
        try:
            look = self._board.look()
        except ArchiveError as error:
            if str(error) != self._away:
                self._say(f"{error}\n  The scheduler goes on once it is back.")
            self._away = str(error)
            return
        self._away = ""
        for name in self._planned - look.moments.keys():
            self._forget(name)
        for name, moment in sorted(look.moments.items(), key=lambda item: item[1]):
            self._plan(name, moment, look.stands.get(name), look.now)

    def _plan(self, name: str, moment: datetime, standing: SourceStatus | None, now: datetime) -> None:
        if name in self._planned and self._scheduler.get_job(name) is None:
            return  # it waits for its turn, or is at work
        if moment <= now and standing is not None and standing.holder is not None:
            if self._passed_over.get(name) != moment:
                self._runs.pass_over(name, standing)
            self._passed_over[name] = moment
            return
        held = self._runs.held.of(name)
        self._planned.add(name)
        self._scheduler.add_job(
            self._crawl,
            DateTrigger(moment if held is None else max(moment, held.until)),
            [name],
            id=name,
            executor="crawls",
            replace_existing=True,
        )

    def _crawl(self, name: str) -> None:
        try:
            if name in self._board.declared:
                self._runs.crawl(name)
        finally:
            self._planned.discard(name)

    def _forget(self, name: str) -> None:
        if self._scheduler.get_job(name) is not None:
            self._scheduler.remove_job(name)
            self._planned.discard(name)


def stop_crawls(crawls: ChildCrawls, say: Say) -> None:
    """Ask all crawls to end; kill those that do not within PATIENCE."""
    crawls.stop()
    deadline = time.monotonic() + PATIENCE
    while crawls.running and time.monotonic() < deadline:
        time.sleep(0.05)
    if crawls.running:
        say(
            f"{crawls.running} crawls did not end within {PATIENCE:g} s and are killed; they go on next time."
        )
        crawls.kill()


# Between two looks whether we are to stop, in seconds.
TICK = 0.2


def crawl_once(
    names: Sequence[str],
    runs: CrawlRuns,
    crawls: ChildCrawls,
    *,
    jobs: int,
    stopped: Callable[[], bool],
    say: Say,
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
