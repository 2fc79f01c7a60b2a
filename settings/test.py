"""For tests against servers on loopback: short waits, everything else as in production."""

from __future__ import annotations

from .base import *  # noqa: F403 - an overlay

DOWNLOAD_TIMEOUT = 20  # three time-outs in a row would block the host, and a busy machine is slow
RETRY_TIMES = 1
NEWSARCHIVE_PATIENCE = 3.0
STATS_DUMP = True
NEWSARCHIVE_RENDER_SETTLE = 5.0
NEWSARCHIVE_RENDER_DEADLINE = 12.0
NEWSARCHIVE_RENDER_REQUESTS = 300
