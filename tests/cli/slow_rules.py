"""Rules that take seconds to read, as a module: the worker that reads them imports it."""

from __future__ import annotations

import time

from newsarchive.politeness.robots_rules import Rules
from newsarchive.workers.document_readers import SMALL_DOCUMENT

SECONDS = 3.0


class SlowRules(Rules):
    """Rules of a robots.txt; a large one is read slowly: the processor is busy all the while."""

    def __init__(self, text: str, agent: str) -> None:
        end = time.monotonic() + SECONDS
        super().__init__(text, agent)
        while len(text) > SMALL_DOCUMENT and time.monotonic() < end:
            pass
