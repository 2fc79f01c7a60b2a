"""A round of crawls in children: what ends it, and what each ends with."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.schedule.crawl_runs import ChildCrawls, child_exit_code, crawl_once
from newsarchive.schedule.crawl_turns import CrawlTurns

AWAY, EARLY = ArchiveError.exit_code, EndedEarlyError.exit_code
# By its name: what the child of a source runs.
PROGRAMS = {
    "slow": "import time; time.sleep(20)",
    "away": f"import sys; sys.exit({AWAY})",
    "other": "print()",
    "deaf": "from signal import *; import time; signal(15, lambda *_: signal(15, SIG_DFL)); time.sleep(20)",
}


def crawled(names: list[str], *, stops_after: tuple[float, ...] = ()) -> tuple[list[int], float]:
    """Crawl with a turn that is over soon; return the exit codes, sorted, and how long it took in seconds."""
    crawls = ChildCrawls(lambda name: [sys.executable, "-c", PROGRAMS[name]], {})
    came: list[float] = []
    timers = [threading.Timer(after, came.append, [after]) for after in stops_after]
    began = time.monotonic()
    for timer in timers:
        timer.start()
    codes = crawl_once(
        names,
        lambda name: child_exit_code(crawls.run(name, lambda _: None)),
        crawls,
        CrawlTurns(1, 0.5, lambda _: None),
        stops=lambda: len(came),
        stop=crawls.stop,
    )
    return sorted(codes), time.monotonic() - began


def test_none_is_started_once_the_archive_is_away() -> None:
    assert crawled(["away", "other", "other"])[0] == [EARLY, EARLY, AWAY]


@pytest.mark.parametrize("names", [["slow", "other"], ["slow", "away", "other"]])
def test_a_stop_ends_what_runs_also_where_the_archive_is_away(names: list[str]) -> None:
    codes, took = crawled(names, stops_after=(3.0,))
    assert EARLY in codes
    assert took < 15


def test_a_second_stop_reaches_what_is_ending() -> None:
    codes, took = crawled(["deaf"], stops_after=(2.0, 4.0))
    assert codes == [EARLY]
    assert 3 < took < 15
