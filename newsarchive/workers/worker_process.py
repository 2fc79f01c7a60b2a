"""What runs inside a worker process: its limits, its exit with the parent, and the call it serves."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from newsarchive.errors import WorkersUnavailableError
from newsarchive.gc_tuning import relieve_collector
from newsarchive.workers.limits import demand_memory

_unfit: WorkersUnavailableError | None = None


def enter_worker(memory_bytes: int) -> None:
    """Tie this process to its parent and set its limits; called once, before the first page.

    Raises nothing, since the pool would log the error for each worker that it starts in vain. `serve` raises
    it.
    """
    global _unfit  # noqa: PLW0603 - a worker has one life
    relieve_collector()
    # The pool's own handler runs only between two Python instructions: a worker that hangs in a C library
    # would end three seconds later.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with_parent()
    try:
        _demand_models()
        most = demand_memory(memory_bytes)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not fill the disk
    except WorkersUnavailableError as error:
        _unfit = error
    except (OSError, ValueError, OverflowError) as error:
        _unfit = WorkersUnavailableError(f"The limits of a worker cannot be set: {error}.")


def no_model(error: OSError) -> WorkersUnavailableError:
    """Return the error for a language model, which every page needs, that cannot be unpacked."""
    return WorkersUnavailableError(
        f"The language model cannot be unpacked into a temporary file: {error.strerror}.",
        hint="Make room for it (70 MB), or set TMPDIR to another folder; 'ulimit -f' must allow that size.",
    )


def _demand_models() -> None:
    warm = sys.modules.get("newsarchive.workers.warm")  # the fork server imports it before it forks
    failed: OSError | None = getattr(warm, "MODEL_ERROR", None)
    if failed is not None:
        raise no_model(failed)


def stand_by() -> None:
    """Do nothing until killed: the witness of a second attempt (see newsarchive.workers.solitary_trial)."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with_parent()
    while True:
        signal.pause()


def serve(function: Callable[[Any], Any], value: Any, cpu_seconds: float) -> Any:
    """Call the function under the limit of processor time; the result comes without the bytes of the page.

    When the time is over, the kernel ends the process, whatever code is running (SIGPROF, default action).
    Raises WorkersUnavailableError if the limits could not be set.
    """
    if _unfit is not None:
        raise _unfit
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        return without_body(function(value))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def without_body(result: Any) -> Any:
    """Return an item without the bytes of its page, which the parent has and need not be sent back."""
    page = getattr(getattr(result, "article", result), "page", None)
    return result if page is None else with_page(result, replace(page, body=b""))


def with_page(result: Any, page: Any) -> Any:
    """Return an article, or a reading of one, with this page in it. Other values are returned unchanged."""
    article = getattr(result, "article", None)
    if article is not None:
        return replace(result, article=with_page(article, page))
    return replace(result, page=page) if hasattr(result, "page") else result


def _die_with_parent() -> None:
    """Let the kernel end this process when the process that wants its results ends, even by `kill -9`.

    multiprocessing keeps a pipe to that process open; our end is its `sentinel`. With O_ASYNC the kernel
    sends SIGIO when the other end closes, whose default action ends this process, whatever code is running.
    PR_SET_PDEATHSIG would not help: our direct parent is the fork server, which lives as long as we do.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("enter_worker() must be called in a worker process")
    sentinel: int = parent.sentinel
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    if not parent.is_alive():  # it died before the line above
        os._exit(1)
