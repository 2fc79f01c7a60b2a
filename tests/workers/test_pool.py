"""The pool keeps order and pages, whatever the pages do to their workers."""

from __future__ import annotations

import asyncio
import errno
import itertools
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pebble import ProcessPool

from newsarchive.errors import WorkersUnavailableError
from newsarchive.hints import NO_HINTS
from newsarchive.items import CleanArticle, FetchedPage, PageToRead
from newsarchive.workers import ExtractionPool, Limits, fork_server
from newsarchive.workers import pool as pool_module
from newsarchive.workers.limits import address_space
from newsarchive.workers.pool import LOOK_AHEAD
from newsarchive.workers.refusal import KILLED_FROM_OUTSIDE, refuse_page
from newsarchive.workers.solitary_trial import Task
from tests.processes import family
from tests.workers.functions import (
    die,
    forking_process,
    measure,
    measure_reading,
    process_number,
    read_or_die_fetching,
    shout,
    show_and_rest,
)

QUICK = Limits(cpu_seconds=0.5, wall_seconds=2, memory_bytes=300_000_000)


def page(body: str, number: int = 0) -> FetchedPage:
    return FetchedPage(url=f"http://news.example/{number}", body=body.encode())


def results(bodies: list[str], limits: Limits = QUICK) -> list[CleanArticle]:
    with ExtractionPool(measure, workers=2, limits=limits) as pool:
        return list(pool.map(page(body, number) for number, body in enumerate(bodies)))


def test_results_come_in_order_with_the_original_bytes() -> None:
    bodies = ["x" * (number * 5_000 % 70_001) for number in range(60)]
    assert [article.text for article in results(bodies)] == [str(len(body)) for body in bodies]
    assert [article.page.body.decode() for article in results(bodies)] == bodies


@pytest.mark.parametrize("evil", ["kill", "segfault", "spin", "eat", "raise", "sleep"])
def test_a_page_that_ends_its_worker_twice_is_refused_and_no_other_page_suffers(evil: str) -> None:
    bodies = ["good"] * 5 + [evil] + ["fine!"] * 5
    articles = results(bodies)
    assert [article.page.body.decode() for article in articles] == bodies
    refused = articles.pop(5)
    assert (refused.verdict, refused.reason) == ("undecodable", "poison")
    assert refused.facts.error is not None
    assert refused.facts.error.startswith("poison: ")
    assert not any(letter.isdigit() for letter in refused.facts.error), "differs between runs"
    assert [article.text for article in articles] == ["4"] * 5 + ["5"] * 5


def test_a_page_whose_first_worker_died_gets_another(tmp_path: Path) -> None:
    assert [article.verdict for article in results([f"once {tmp_path / 'flag'}"])] == ["article"]
    assert (tmp_path / "flag").exists()


@pytest.mark.parametrize("how", ["hold", "fetch"])
def test_a_worker_killed_as_it_fetches_a_page_holds_up_no_other(tmp_path: Path, how: str) -> None:
    """It takes the page or the lock of its pipe with it; a crawl stood still for minutes or for ever."""
    bodies = ["good"] * 3 + [f"{how} {tmp_path / 'flag'}"] + ["fine!"] * 30
    with ExtractionPool(read_or_die_fetching, workers=2) as pool:
        readings = [pool.submit(page(body, number)) for number, body in enumerate(bodies)]
        assert [reading.result(timeout=30).text for reading in readings] == [str(len(b)) for b in bodies]


@pytest.mark.parametrize("times", [1, 2])
def test_an_honest_page_whose_workers_were_killed_is_read_all_the_same(tmp_path: Path, times: int) -> None:
    """Others wait while it is tried alone, and are read after it."""
    with ExtractionPool(show_and_rest, workers=1, refuse=lambda _, cause: len(cause)) as pool:
        honest = pool.submit(f"{tmp_path}|1|0.6")
        killed: set[str] = set()
        for _ in range(times):
            while not (new := {path.name for path in tmp_path.iterdir()} - killed):
                time.sleep(0.01)
            killed |= new
            os.kill(int(*new), signal.SIGKILL)
        others = [pool.submit(f"{tmp_path}|{number}|0") for number in range(5)]
        assert honest.result(timeout=30) == 1
        assert [other.result(timeout=30) for other in others] == list(range(5))


def test_a_page_whose_workers_are_all_killed_again_and_again_is_not_judged(tmp_path: Path) -> None:
    """Whoever kills the idle witness too does not mean the page; it is left for another run.

    Killed are workers alone: commands that other tests run now may be grandchildren of this process as well,
    by the process that forks them (tests/forking.py).
    """
    stop = threading.Event()
    with ExtractionPool(forking_process, workers=1) as asked:
        [server] = asked.map([0])

    def kill_all() -> None:
        while not stop.wait(0.1):
            for number in family(server):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)

    with ExtractionPool(show_and_rest, workers=1, refuse=lambda _, cause: len(cause)) as pool:
        killer = threading.Thread(target=kill_all)
        killer.start()
        try:
            assert pool.submit(f"{tmp_path}|1|9").result(timeout=60) == len(KILLED_FROM_OUTSIDE)
        finally:
            stop.set()
            killer.join()
        assert pool.submit(f"{tmp_path}|7|0").result(timeout=30) == 7


def test_a_page_that_is_tried_alone_is_given_up_when_the_pool_closes(tmp_path: Path) -> None:
    pool = ExtractionPool(show_and_rest, workers=1)
    future = pool.submit(f"{tmp_path}|1|60")
    while not list(tmp_path.iterdir()):
        time.sleep(0.01)
    os.kill(int(next(tmp_path.iterdir()).name), signal.SIGKILL)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
    pool.close()
    with pytest.raises(CancelledError):
        future.result(timeout=5)


def test_workers_that_cannot_have_their_memory_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (address_space(), address_space()))
    with pytest.raises(WorkersUnavailableError, match="ulimit -v"):
        ExtractionPool(measure, workers=1)


def test_workers_whose_limit_cannot_be_set_are_one_error(capfd: pytest.CaptureFixture[str]) -> None:
    with ExtractionPool(measure, workers=2, limits=Limits(memory_bytes=2**64)) as pool:
        futures = [pool.submit(page("x", number)) for number in range(5)]
        for future in futures:
            with pytest.raises(WorkersUnavailableError, match="limits of a worker cannot be set"):
                future.result(timeout=30)
        with pytest.raises(WorkersUnavailableError):
            pool.submit(page("late")).result(timeout=5)
    assert "Traceback" not in capfd.readouterr().err


def test_workers_that_die_as_they_start_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_server, "enter_worker", die)
    with ExtractionPool(measure, workers=2) as pool, pytest.raises(WorkersUnavailableError, match="died"):
        pool.submit(page("x")).result(timeout=60)


@pytest.mark.parametrize("failing", [range(2, 4), range(2, 1000)])
def test_a_worker_for_which_there_is_no_file_left_is_tried_again_and_then_an_error(
    monkeypatch: pytest.MonkeyPatch, failing: range
) -> None:
    """It was raised in a thread of pebble: what had just been read was lost, a crawl waited for ever."""
    schedule, begun = ProcessPool.schedule, itertools.count(1)

    def scheduled(pool: ProcessPool, *given: Any, **named: Any) -> Any:
        if next(begun) in failing:
            raise OSError(errno.EMFILE, "Too many open files")
        return schedule(pool, *given, **named)

    monkeypatch.setattr(ProcessPool, "schedule", scheduled)
    # One page at hand: the second is given when the first is read.
    monkeypatch.setattr(pool_module, "_AT_HAND", 1)
    with ExtractionPool(shout, workers=1) as pool:
        first, second = pool.submit("one"), pool.submit("two")
        assert first.result(timeout=30) == "ONE"
        if len(failing) == 2:
            assert second.result(timeout=30) == "TWO"
        else:
            with pytest.raises(WorkersUnavailableError, match="died"):
                second.result(timeout=30)


def test_only_a_bounded_number_of_pages_is_read_ahead() -> None:
    read = 0

    def pages() -> Iterator[FetchedPage]:
        nonlocal read
        for number in range(100):
            read += 1
            yield page("x", number)

    with ExtractionPool(measure, workers=2) as pool:
        for done, _ in enumerate(pool.map(pages())):
            assert read - done <= 2 * LOOK_AHEAD


def test_idle_workers_that_are_killed_are_replaced() -> None:
    with ExtractionPool(process_number, workers=2) as pool:
        first = set(pool.map(range(20)))
        assert len(first) == 2
        for number in first:
            os.kill(number, signal.SIGKILL)
        time.sleep(0.5)
        second = set(pool.map(range(20)))
    assert not first & second
    assert os.getpid() not in first | second


def test_workers_are_replaced_after_their_share_of_pages() -> None:
    with ExtractionPool(process_number, workers=1, limits=Limits(pages=5)) as pool:
        numbers = list(pool.map(range(15)))
    assert len(set(numbers)) == 3


def test_one_page_can_be_awaited_on_an_event_loop() -> None:
    async def both() -> tuple[CleanArticle, CleanArticle]:
        first, second = (asyncio.wrap_future(pool.submit(page(body))) for body in ("abc", "kill"))
        return await first, await second

    with ExtractionPool(measure, workers=2) as pool:
        good, poisoned = asyncio.run(both())
    assert (good.text, poisoned.reason) == ("3", "poison")


def test_closing_ends_workers_at_once_and_gives_up_what_waits() -> None:
    pool = ExtractionPool(measure, workers=2)
    waiting = [pool.submit(page("sleep")) for _ in range(5)]
    time.sleep(0.5)
    started = time.monotonic()
    pool.close()
    pool.close()
    assert time.monotonic() - started < 3
    for future in waiting:
        with pytest.raises(CancelledError):
            future.result(timeout=1)
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(page("x"))


def test_a_pool_of_any_function_says_what_becomes_of_its_poison() -> None:
    with ExtractionPool(shout, workers=1, refuse=lambda text, cause: f"{text} {cause}") as pool:
        assert list(pool.map(["one", "raise", "two"])) == [
            "ONE",
            "raise raised ValueError: no such luck",
            "TWO",
        ]


def test_an_unknown_value_needs_a_refusal_of_its_own() -> None:
    with ExtractionPool(shout, workers=1) as pool, pytest.raises(TypeError, match="refuse"):
        pool.submit("raise").result(timeout=20)


def test_a_page_is_refused_as_each_stage_would() -> None:
    read = PageToRead(page=page("x"), hints=NO_HINTS)
    reading = refuse_page(read, "slept")
    assert (reading.article.verdict, reading.article.reason) == ("undecodable", "poison")
    assert (reading.article.facts.error, reading.article.page) == ("poison: the page slept, twice", read.page)
    assert reading.outcomes == tuple((name, "undecodable") for name in ("decode", "extract", "clean"))
    assert refuse_page(page("x"), KILLED_FROM_OUTSIDE).reason == "killed"


def test_a_reading_has_its_page_again() -> None:
    reads = [PageToRead(page=page(text), hints=NO_HINTS) for text in ("one", "kill", "three")]
    with ExtractionPool(measure_reading, workers=1) as pool:
        readings = list(pool.map(reads))
    assert [reading.article.page for reading in readings] == [read.page for read in reads]
    assert [reading.article.reason for reading in readings] == [None, "poison", None]


@pytest.mark.parametrize("end", ["no workers", "closed"])
def test_a_pool_that_ends_while_a_page_is_tried_alone_answers_once(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """The thread of the judge ended in a traceback, and went on with what was given up."""
    pool = ExtractionPool(shout, workers=1)
    trying, ended = threading.Event(), threading.Event()

    def try_alone(_task: object) -> str:
        trying.set()
        assert ended.wait(30)
        return "late"

    monkeypatch.setattr(pool._judge, "try_alone", try_alone)
    task = Task[str, str]("page")
    with pool._lock:
        pool._waiting[id(task)] = task
        pool._suspect(task, ValueError("it failed"))
    assert trying.wait(30)
    if end == "closed":
        pool.close()
    else:
        with pool._lock:
            pool._end_all(WorkersUnavailableError("none"))
    ended.set()
    with pytest.raises(CancelledError if end == "closed" else WorkersUnavailableError):
        task.future.result(timeout=30)
    for thread in [one for one in threading.enumerate() if one.name == "judge-pages"]:
        thread.join(30)
    pool.close()
    assert not pool._at_work
