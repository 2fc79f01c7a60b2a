"""How many worker processes to use: `NEWSARCHIVE_WORKERS`, else one for each processor we may run on."""

from __future__ import annotations

import os
from collections.abc import Mapping

from newsarchive.errors import ConfigurationError

VARIABLE = "NEWSARCHIVE_WORKERS"
# More than anyone has cores for; a typo such as 20000 must not exhaust the machine.
MOST = 256


def worker_count(environment: Mapping[str, str] = os.environ) -> int:
    """Return the number of workers, 0 (in this process, without limits of time and memory) to 256.

    Two workers on two processors beat three (FACTS 5), although the parent reads and stores beside them.
    """
    given = environment.get(VARIABLE, "").strip()
    if not given:
        return len(os.sched_getaffinity(0))
    if not given.isascii() or not given.isdigit() or int(given) > MOST:
        raise ConfigurationError(
            f"{VARIABLE} is {given!r}; allowed are whole numbers from 0 (no worker process) to {MOST}.",
            hint=f"Unset {VARIABLE} to use one worker for each processor.",
        )
    return int(given)
