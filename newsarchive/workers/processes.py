"""The processes themselves: a fork server that has imported the text code, and pebble's pool on top of it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

from pebble import ProcessPool

from newsarchive.workers.limits import Limits
from newsarchive.workers.worker import enter_worker


def start_processes(workers: int, limits: Limits, function: Callable[[Any], Any]) -> ProcessPool:
    """Return a running pool whose workers know the function's module already.

    A fork server, because fork from a process with threads is unsafe, and spawn would pay for the imports at
    each replaced worker.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [function.__module__, "newsarchive.workers.worker", "newsarchive.workers.warm"]
    )
    return ProcessPool(
        max_workers=workers,
        max_tasks=limits.pages,
        initializer=enter_worker,
        initargs=[limits.memory_bytes],
        context=context,
    )
