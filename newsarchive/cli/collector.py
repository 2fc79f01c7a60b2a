"""Python's collector of reference cycles, told what a crawl is like."""

from __future__ import annotations

import gc

# Containers made until the youngest are looked through (Python: 700), and how often the older ones are. A
# request makes hundreds that live until its answer is stored; to look through all of them took a tenth of the
# time of the simulated month.
THRESHOLDS = (20_000, 20, 50)


def relieve_collector() -> None:
    """Leave what is loaded by now out of all collections, and collect more seldom."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
