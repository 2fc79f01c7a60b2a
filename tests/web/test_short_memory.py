"""Counts are remembered for a while, and so is that one took too long."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from newsarchive.errors import EndedEarlyError
from newsarchive.storage.queries.given_up import Asking, current_asking
from newsarchive.web.answers import short_memory
from newsarchive.web.answers.short_memory import ShortMemory


class Asked:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.count = 0

    def answer(self) -> int:
        """Return how often it was asked."""
        self.count += 1
        return self.count

    def late(self) -> int:
        """Take too long."""
        self.count += 1
        raise EndedEarlyError("late")


def test_an_answer_is_made_once_while_it_is_remembered() -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=100, most=2)
    asked = Asked()
    assert [memory.recall("a", asked.answer) for _ in range(3)] == [1, 1, 1]
    assert [memory.recall(name, asked.answer) for name in "bca"] == [2, 3, 4]  # the oldest went
    assert ShortMemory[int](seconds=-1, most=2).recall("a", asked.answer) == 5


def test_what_took_too_long_is_not_tried_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=100, most=2)
    asked = Asked()
    assert [memory.recall("a", asked.late) for _ in range(2)] == [None, None]
    assert asked.count == 1
    monkeypatch.setattr(short_memory, "_FAILURE_SECONDS", -1.0)
    assert memory.recall("b", asked.late) is None
    assert memory.recall("b", asked.answer) == 3


def test_who_goes_away_leaves_no_word_that_it_takes_too_long() -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=100, most=2)
    asked, asking = Asked(), Asking()
    current = current_asking.set(asking)
    try:
        asking.give_up()
        with pytest.raises(EndedEarlyError):
            memory.recall("a", asked.late)
    finally:
        current_asking.reset(current)
    assert memory.recall("a", asked.answer) == 2


def test_one_makes_it_while_the_others_get_what_was_known() -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=-1, most=2)  # nothing stays fresh
    asked = Asked()
    assert memory.recall("a", asked.answer) == 1
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        go_on.wait(30)
        return asked.answer()

    found: list[int | None] = []
    maker = threading.Thread(target=lambda: found.append(memory.recall("a", slow)))
    maker.start()
    assert begun.wait(30)
    assert memory.recall("a", asked.answer) == 1  # the old answer, at once
    go_on.set()
    maker.join(30)
    assert found == [2]


def test_an_answer_too_old_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=-1, most=2, patience=-1, oldest=0.05)
    asked = Asked()
    assert memory.recall("a", asked.answer) == 1
    finish = threading.Event()

    def slow() -> int:
        finish.wait(20)
        return asked.answer()

    time.sleep(0.1)
    assert memory.recall_within("a", slow, 0.01) is None
    finish.set()
    assert memory.recall_within("a", slow, 20) == 2
    # That it took too long makes an answer no younger.
    now = time.monotonic()
    monkeypatch.setattr(short_memory, "time", SimpleNamespace(monotonic=lambda: now))
    young: ShortMemory[int] = ShortMemory(seconds=-1, most=2, patience=-1, oldest=0.3)
    assert young.recall("b", lambda: 8) == 8
    assert young.recall("b", asked.late) == 8
    now += 0.4
    assert young.recall("b", asked.late) is None


def test_who_cannot_wait_gets_what_was_before_and_the_next_gets_what_was_made() -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=100, most=2)
    finish = threading.Event()

    def slow() -> int:
        finish.wait(20)
        return 7

    assert memory.recall_within("a", slow, 0.01) is None
    assert memory.recall_within("a", slow, 0.01) is None  # it is being made, once
    finish.set()
    assert memory.recall_within("a", slow, 20) == 7
    assert memory.recall_within("b", lambda: 8, 20) == 8


def test_an_error_of_what_is_made_is_for_who_waits() -> None:
    memory: ShortMemory[int] = ShortMemory(seconds=100, most=2)

    def fails() -> int:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        memory.recall_within("a", fails, 20)
    assert memory.recall_within("a", lambda: 1, 20) == 1
