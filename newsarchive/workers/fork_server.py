"""The fork server that worker processes are forked from: it has imported what they need, and nothing else.

A process with threads cannot be forked safely, and with spawn each replaced worker would repeat the imports.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pebble import ProcessPool

from newsarchive.environment import without_working_folder
from newsarchive.workers.worker_process import enter_worker

_LOCK = threading.Lock()


def fork_server(modules: Sequence[str] = ()) -> ForkServerContext:
    """Start the server if there is none, and return what makes processes by it; a new one imports `modules`.

    Python would have it import from the folder it is started in, first of all: a `trafilatura.py` among
    downloaded pages would be run (as of Python 3.13; https://docs.python.org/3/using/cmdline.html#cmdoption-P).
    Never raises: where there is no file or process left for it, the first process asked of it fails.
    """
    context = multiprocessing.get_context("forkserver")
    if modules:
        context.set_forkserver_preload(list(modules))
    with _LOCK, without_working_folder(), suppress(OSError):
        forkserver.ensure_running()
    return context


def one_process(memory: int, modules: Sequence[str], *, calls: int = 0) -> ProcessPool:
    """Return a pool of one process (why of one: see `pool.py`) that may use so many bytes beyond its start.

    A new server imports `modules` before. After so many calls the process is a new one (0: never).
    """
    return ProcessPool(
        max_workers=1,
        max_tasks=calls,
        initializer=enter_worker,
        initargs=[memory],
        context=fork_server(modules),
    )
