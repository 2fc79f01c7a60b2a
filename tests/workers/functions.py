"""Functions for worker processes to run: well behaved and not."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from pebble.pool.process import Acknowledgement

from newsarchive.items import Charset, CleanArticle, FetchedPage, PageToRead, Reading
from tests.line_values import clean_article_of


def measure(page: FetchedPage) -> CleanArticle:
    """Return a record that tells the page's length, and misbehave on command."""
    misbehave(page.body)
    return clean_article_of(page, charset=Charset("utf-8", "test"), text=str(len(page.body)))


def measure_reading(read: PageToRead) -> Reading:
    """Return the same as a reading."""
    return Reading(article=measure(read.page), outcomes=(("measure", "done"),))


def misbehave(body: bytes) -> None:
    """Do to this process what the first word of the body says."""
    match body.split(b" ")[0]:
        case b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"segfault":
            ctypes.string_at(0)
        case b"spin":
            while True:
                pass
        case b"sleep":
            time.sleep(3600)
        case b"eat":
            hoard = [bytearray(50_000_000) for _ in range(1000)]
            raise AssertionError(f"got {len(hoard)} times 50 MB")
        case b"raise":
            raise ValueError("no such luck")
        case b"once":  # kills the first worker it meets
            flag = Path(body.split(b" ")[1].decode())
            if not flag.exists():
                flag.touch()
                os.kill(os.getpid(), signal.SIGKILL)


def read_or_die_fetching(page: FetchedPage) -> CleanArticle:
    """Measure the page; the first that names a file has this worker killed in an unlucky instant.

    After `hold` it has the lock of its channel; after `fetch` it has taken the next page and not yet said so.
    """
    time.sleep(0.02)  # so that the other worker has pages too
    how, *rest = page.body.decode().split(" ")
    if rest and not (flag := Path(rest[0])).exists():
        flag.touch()
        channel = own_channel()
        if how == "hold":
            channel.mutex.acquire()
            os.kill(os.getpid(), signal.SIGKILL)
        send = channel.send
        channel.send = lambda what: (
            os.kill(os.getpid(), signal.SIGKILL) if isinstance(what, Acknowledgement) else send(what)
        )
    return measure(page)


def own_channel() -> Any:
    """Return pebble's channel of this worker: a variable of the loop that called us."""
    frame = sys._getframe()  # nothing else leads to it
    while "channel" not in frame.f_locals:
        assert frame.f_back is not None, "not called in a worker"
        frame = frame.f_back
    return frame.f_locals["channel"]


def show_and_rest(task: str) -> int:
    """Write this process's number into a file of the folder named, rest, and return what the task says."""
    folder, number, seconds = task.split("|")
    Path(folder, str(os.getpid())).touch()
    time.sleep(float(seconds))
    return int(number)


def die(*_arguments: object) -> None:
    """End this process at once."""
    os._exit(1)


def process_number(_value: object) -> int:
    """Return which process this is."""
    time.sleep(0.02)
    return os.getpid()


def forking_process(_value: object) -> int:
    """Return which process forked this one."""
    return os.getppid()


def shout(text: str) -> str:
    """Return the text in capitals, or die of it."""
    misbehave(text.encode())
    return text.upper()
