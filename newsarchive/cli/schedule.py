"""`newsarchive schedule`: the scheduler of one machine, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
import time
from functools import partial
from pathlib import Path

from newsarchive.cli.output import result_stream
from newsarchive.cli.project import project_settings
from newsarchive.cli.stopping import StopRequest
from newsarchive.cli.subprocesses import own_command
from newsarchive.cli.tables import table_lines, write_table
from newsarchive.errors import ArchiveError, EndedEarlyError, worst_exit_code
from newsarchive.logs.console import echo, print_stamped, set_up_logging
from newsarchive.monitoring.notify import notifier
from newsarchive.schedule.crawl_runs import SCHEDULER_TICK, ChildCrawls, CrawlRuns, crawl_once
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.schedule.due import due_now
from newsarchive.schedule.due_snapshot import SCHEDULE_COLUMNS, DueBoard, DueSnapshot
from newsarchive.schedule.scheduler import LocalScheduler, StopDeadline, stop_crawls
from newsarchive.sources import source_names
from newsarchive.storage import database_url, open_archive


def run_schedule(*, once: bool, listing: bool, jobs: int) -> int:
    """Crawl due sources until a signal comes, or once, or only list them; return the exit code."""
    settings = project_settings()
    set_up_logging(settings)
    original = Path(settings["NEWSARCHIVE_SOURCES"])
    source_names(original)
    open_archive(database_url()).close()  # fails at once if there is none
    with Declarations(original) as declarations:
        board = DueBoard(declarations, database_url(), print_stamped, notifier(settings))
        if listing:
            _list(board)
            return 0
        turns = CrawlTurns(jobs, settings.getfloat("NEWSARCHIVE_CRAWL_TURN"), print_stamped)
        crawls = ChildCrawls(_crawl_command, {"NEWSARCHIVE_SOURCES": str(declarations.folder)})
        runs = CrawlRuns(crawls, database_url(), print_stamped)
        with StopRequest() as stop:
            if once:
                board.raise_alarms()
                names = _due_now(board.snapshot())
                codes = crawl_once(
                    names,
                    runs.crawl,
                    crawls,
                    turns,
                    stops=lambda: int(stop.received is not None),
                    stop=partial(stop_crawls, crawls, print_stamped),
                )
                if declarations.broken:
                    codes.append(2)
                return worst_exit_code(codes)
            scheduler = LocalScheduler(board, runs, crawls, turns, print_message=print_stamped)
            _serve(scheduler, board, runs, stop)
    return EndedEarlyError.exit_code


def _serve(scheduler: LocalScheduler, board: DueBoard, runs: CrawlRuns, stop: StopRequest) -> None:
    wanted: list[int] = []  # no Event: a handler must not wait for a lock its own thread holds
    before = signal.signal(signal.SIGUSR1, lambda number, _frame: wanted.append(number))
    try:
        scheduler.start(lambda: _show(board, runs))
        while stop.received is None:
            time.sleep(SCHEDULER_TICK)
            if wanted:
                wanted.clear()
                scheduler.show_soon()
        print_stamped(f"Stopping: {stop.received.name}.")
        deadline = StopDeadline()
        deadline.start()
        scheduler.stop()
        deadline.cancel()
        print_stamped(_counted(runs))
    finally:
        signal.signal(signal.SIGUSR1, before)


def _crawl_command(name: str) -> list[str]:
    return own_command("crawl", name, "--due")


def _due_now(look: DueSnapshot) -> list[str]:
    names = due_now(look.moments, look.now)
    if not names:
        print_stamped("No source is due.")
    return names


def _list(board: DueBoard) -> None:
    rows = board.rows(board.snapshot(), {})
    if not rows:
        echo("No source is declared. Declare one: newsarchive sources new URL", err=True)
        return
    with result_stream(None) as stream:
        write_table(stream, SCHEDULE_COLUMNS, rows)


def _show(board: DueBoard, runs: CrawlRuns) -> None:
    board.raise_alarms()
    try:
        rows = board.rows(board.snapshot(), runs.backoffs.active)
    except ArchiveError as error:
        print_stamped(str(error))
        return
    print_stamped("\n".join(["What is due (UTC)", *table_lines(rows, SCHEDULE_COLUMNS), _counted(runs)]))


def _counted(runs: CrawlRuns) -> str:
    counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(runs.counts.items()))
    return f"Crawls since the start: {counted or 'none'}."
