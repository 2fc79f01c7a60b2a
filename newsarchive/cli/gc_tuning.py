"""Python's collector of reference cycles, told what a command is like."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Containers made until the youngest are looked through (Python: 700), and how often the older ones are. A
# request makes hundreds that live until its answer is stored; to look through all of them took a tenth of the
# time of the simulated month.
THRESHOLDS = (20_000, 20, 50)


@contextmanager
def loading() -> Iterator[None]:
    """Collect nothing while modules are loaded.

    Of what is loaded nothing goes again, but it was looked through again and again: a tenth of the start.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def relieve_collector() -> None:
    """Leave what is there by now out of all collections, and collect more seldom: for a crawl."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
