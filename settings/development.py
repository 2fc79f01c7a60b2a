"""For work on a source: everything is logged, and the counters are shown at the end."""

from __future__ import annotations

from .base import *  # noqa: F403 - an overlay

LOG_LEVEL = "DEBUG"
STATS_DUMP = True
