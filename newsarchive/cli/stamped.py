"""Lines of commands that run for months: on stderr, with the time in front, or as the log speaks (JSON)."""

from __future__ import annotations

import time

from newsarchive.logs import speaking


def say(text: str) -> None:
    """Say the text; lines for a person have the time (UTC) in front of the first."""
    stamp = "" if speaking.is_json() else f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} "
    speaking.say(f"{stamp}{text}")
