"""Turns: crawls start in order, so many at once, and those that take long hold no others up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from newsarchive.schedule.crawl_turns import MOST_OVERDUE, CrawlTurns


class Round:
    """Crawls in threads that end when they are told to."""

    def __init__(self, jobs: int, turn: float) -> None:
        self.said: list[str] = []
        self.turns = CrawlTurns(jobs, turn, self.said.append)
        self.started: list[str] = []
        self.refused: list[str] = []
        self.is_stopped = False
        self._ends: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def ask(self, *names: str) -> None:
        for name in names:
            self._ends[name] = threading.Event()
            self._threads.append(threading.Thread(target=self._crawl, args=[name], daemon=True))
            self._threads[-1].start()
            time.sleep(0.02)  # so that it asks before the next one

    def _crawl(self, name: str) -> None:
        with self.turns.taken(name, lambda: self.is_stopped) as may_start:
            (self.started if may_start else self.refused).append(name)
            self._ends[name].wait(20 if may_start else 0)

    def end(self, *names: str) -> None:
        for name in names:
            self._ends[name].set()

    def end_all(self) -> None:
        self.is_stopped = True
        self.end(*self._ends)
        for thread in self._threads:
            thread.join(20)


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_so()


def test_one_after_another_in_order() -> None:
    held = Round(1, 1000)
    held.ask("a", "b", "c")
    time.sleep(0.5)
    assert held.started == ["a"]
    held.end("a")
    until(lambda: held.started == ["a", "b"])
    held.end("b")
    until(lambda: held.started == ["a", "b", "c"])
    held.end_all()
    assert held.said == []


def test_so_many_at_once() -> None:
    held = Round(2, 1000)
    held.ask("a", "b", "c")
    time.sleep(0.5)
    assert held.started == ["a", "b"]
    held.end_all()


def test_what_takes_long_holds_no_others_up_and_is_told_once() -> None:
    held = Round(1, 0.3)
    held.ask("slow", "b", "c")
    until(lambda: held.started == ["slow", "b"])
    held.end("b")
    until(lambda: held.started == ["slow", "b", "c"])
    held.end_all()
    assert held.said == ["slow: its crawl takes longer than 0.3 s; others start beside it"]


def test_only_a_few_go_on_beside_the_others() -> None:
    held = Round(1, 0.1)
    names = [f"s{number}" for number in range(MOST_OVERDUE + 3)]
    held.ask(*names)
    until(lambda: held.started == names[: MOST_OVERDUE + 1])
    time.sleep(0.6)
    assert held.started == names[: MOST_OVERDUE + 1]
    held.end(names[0])
    until(lambda: held.started == names[: MOST_OVERDUE + 2])
    held.end_all()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stop_starts_no_more(jobs: int) -> None:
    held = Round(jobs, 1000)
    held.ask("a", "b", "c", "d")
    held.end_all()
    assert (held.started, sorted(held.refused)) == (["a", "b", "c", "d"][:jobs], ["a", "b", "c", "d"][jobs:])
