"""Documents read in a worker process: small ones at once, costly ones refused, nobody waits at a stop."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from functools import partial

import pytest

from newsarchive.errors import CrawlStoppingError, DocumentTooCostlyError
from newsarchive.workers.document_readers import SMALL_DOCUMENT, DocumentReaders
from newsarchive.workers.limits import Limits

LARGE = b"a" * (SMALL_DOCUMENT + 1)
FEW = Limits(cpu_seconds=0.5, wall_seconds=60.0, memory_bytes=256 * 1024**2)


def process_of(document: bytes) -> tuple[int, int]:
    return os.getpid(), len(document)


def spin(document: bytes) -> None:
    while document:
        pass


def swell(document: bytes) -> int:
    return len(document * 1_000_000)


def test_large_and_packed_documents_go_to_a_worker_and_small_ones_do_not() -> None:
    async def read() -> None:
        readers = DocumentReaders(is_stopping=lambda: False)
        try:
            assert await readers.read(process_of, b"small") == (os.getpid(), 5)
            for document in (LARGE, b"\x1f\x8b\x08"):
                number, size = await readers.read(process_of, document)
                assert (number == os.getpid(), size) == (False, len(document))
        finally:
            await readers.close()

    asyncio.run(read())


@pytest.mark.parametrize("function", [spin, swell])
def test_what_costs_too_much_is_refused_and_the_next_is_read(function: object) -> None:
    async def read() -> None:
        readers = DocumentReaders(is_stopping=lambda: False, limits=FEW)
        try:
            with pytest.raises(DocumentTooCostlyError):
                await readers.read(function, LARGE)  # type: ignore[arg-type]
            assert (await readers.read(process_of, LARGE))[1] == len(LARGE)
        finally:
            await readers.close()

    asyncio.run(read())


def test_the_loop_answers_while_a_document_is_read_and_a_stop_ends_the_waiting() -> None:
    async def read() -> None:
        stopping = asyncio.Event()
        readers = DocumentReaders(is_stopping=stopping.is_set)
        try:
            reading = asyncio.ensure_future(readers.read(spin, LARGE))
            for _ in range(20):  # the loop goes round all the while
                await asyncio.sleep(0.01)
            assert not reading.done()
            stopping.set()
            with pytest.raises(CrawlStoppingError):
                await reading
        finally:
            began = time.process_time()
            await readers.close()
        assert time.process_time() - began < Limits().cpu_seconds

    asyncio.run(read())


def test_a_partial_of_a_function_is_taken_too() -> None:
    async def read() -> None:
        readers = DocumentReaders(is_stopping=lambda: False)
        try:
            assert await readers.read(partial(sorted, reverse=True), LARGE) == list(LARGE)
        finally:
            await readers.close()

    asyncio.run(read())


def match_for_ever(document: bytes) -> bool:
    """As a declared pattern does in a URL that nearly fits: twice as long for each further character."""
    try:
        return re.search(rb"(a+)+$", document) is not None
    except Exception:  # what a careless reader does with errors
        return False


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_small_document_without_end_is_refused_and_the_next_is_read(
    workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSARCHIVE_WORKERS", workers)
    before = signal.getsignal(signal.SIGPROF)

    async def read() -> None:
        readers = DocumentReaders(is_stopping=lambda: False, limits=FEW)
        with pytest.raises(DocumentTooCostlyError, match=r"more than 0\.5 s"):
            await readers.read(match_for_ever, b"a" * 64 + b"!")
        assert await readers.read(match_for_ever, b"a" * 64)

    asyncio.run(read())
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_without_workers_a_large_document_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSARCHIVE_WORKERS", "0")

    async def read() -> None:
        readers = DocumentReaders(is_stopping=lambda: False, limits=FEW)
        assert await readers.read(process_of, LARGE) == (os.getpid(), len(LARGE))
        with pytest.raises(DocumentTooCostlyError):
            await readers.read(spin, LARGE)

    asyncio.run(read())
