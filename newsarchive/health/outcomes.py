"""How a crawl ended, as exit codes tell it (DESIGN 2.2)."""

from __future__ import annotations

from newsarchive.errors import EndedEarlyError

FINISHED, START_ERROR = "finished", "start_error"


def exit_code(reason: str | None, *, missed: bool) -> int:
    """Return the code of a crawl that ended for this reason, and missed an expectation or not."""
    if reason == FINISHED:
        return EndedEarlyError.exit_code if missed else 0
    return 1 if reason == START_ERROR else EndedEarlyError.exit_code
