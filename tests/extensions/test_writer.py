"""One thread, in order, patient with a database that is away, quick when the crawl is given up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError
from newsarchive.extensions.writer import Writer


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = [times]

    def call() -> str:
        if left[0]:
            left[0] -= 1
            raise error
        return "done"

    return call


def test_calls_share_one_thread_and_keep_their_order() -> None:
    async def run() -> None:
        writer = Writer()
        seen: list[tuple[int, int]] = []

        def note(number: int) -> None:
            seen.append((number, threading.get_ident()))

        await asyncio.gather(*(writer.run(note, number) for number in range(20)))
        writer.close()
        assert [number for number, _ in seen] == list(range(20))
        assert len({thread for _, thread in seen}) == 1

    asyncio.run(run())


@pytest.mark.parametrize("error", [ArchiveUnavailableError("away"), ArchiveLockedError("locked")])
def test_a_database_that_comes_back_costs_nothing(error: Exception) -> None:
    async def run() -> None:
        writer = Writer(patience=5, pause=0.01)
        assert await writer.run(failing(3, error)) == "done"
        assert writer.retries == 3
        writer.close()

    asyncio.run(run())


def test_a_full_disk_is_not_told_as_back_because_something_else_works(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def run() -> None:
        writer = Writer(patience=0.05, pause=0.01)
        full = ArchiveUnavailableError("The archive cannot be used: database or disk is full")
        with pytest.raises(ArchiveUnavailableError):
            await writer.run(failing(10_000, full))
        assert await writer.run(lambda: "read") == "read"
        assert writer.is_stalled
        writer.close()

    asyncio.run(run())
    said = [record.message for record in caplog.records]
    assert len(said) == 2
    assert said[0].startswith("The archive cannot be used: database or disk is full. Fetching pauses until")
    assert said[1] == "The archive still cannot be used; the crawl is given up."


def test_patience_ends_and_hurry_ends_it_at_once() -> None:
    async def run() -> None:
        writer = Writer(patience=0.05, pause=0.01)
        with pytest.raises(ArchiveUnavailableError):
            await writer.run(failing(10_000, ArchiveUnavailableError("away")))
        patient = Writer(patience=60, pause=60)
        patient.hurry()
        with pytest.raises(ArchiveUnavailableError):
            await asyncio.wait_for(patient.run(failing(9, ArchiveUnavailableError("away"))), 5)
        writer.close()
        patient.close()

    asyncio.run(run())


def test_who_is_told_to_stop_waits_no_longer_than_for_a_last_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.extensions.writer._LAST_PATIENCE", 0.3)

    async def run() -> None:
        told = threading.Event()
        writer = Writer(patience=600, pause=0.01, is_told_to_stop=told.is_set)
        waiting = asyncio.ensure_future(writer.run(failing(10_000, ArchiveUnavailableError("away"))))
        assert not (await asyncio.wait({waiting}, timeout=0.5))[0], "nobody told it to stop"
        told.set()
        with pytest.raises(ArchiveUnavailableError):
            await asyncio.wait_for(waiting, 10)
        with pytest.raises(ArchiveUnavailableError):  # all calls together: this one is tried once
            await asyncio.wait_for(writer.run(failing(2, ArchiveUnavailableError("away"))), 10)
        writer.close()

    asyncio.run(run())


def test_an_archive_that_comes_back_after_the_signal_loses_nothing() -> None:
    async def run() -> None:
        writer = Writer(patience=600, pause=0.01, is_told_to_stop=lambda: True)
        assert await writer.run(failing(3, ArchiveUnavailableError("away"))) == "done"
        writer.close()

    asyncio.run(run())


def test_other_errors_are_not_tried_again() -> None:
    async def run() -> None:
        writer = Writer()
        with pytest.raises(ValueError, match="a bug"):
            await writer.run(failing(1, ValueError("a bug")))
        assert writer.retries == 0
        writer.close()

    asyncio.run(run())
