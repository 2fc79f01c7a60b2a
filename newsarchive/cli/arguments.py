"""Words of the command line as they were typed."""

from __future__ import annotations

import os


def as_typed(argument: str) -> str:
    """Return the argument read as UTF-8, also where the locale is one without Chinese (cron's is `C`)."""
    return os.fsencode(argument).decode("utf-8", "replace")
