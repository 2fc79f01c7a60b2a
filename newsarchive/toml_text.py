"""Reads TOML that people write: whatever Python cannot read of it is a mistake of the text, not a crash."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

# tomllib keeps every beginning of a dotted key: one of 20,000 parts took 1.5 GB and 5 s (2026-12).
_MOST_PARTS = 100
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
# From the beginning of a word alone, so that a long one is read once.
_DEEP_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS}}}")


def read_toml(text: str) -> dict[str, Any]:
    """Return the table that `text` is.

    Raises tomllib.TOMLDecodeError alone, also for a dotted key of too many parts, wherever it is written.
    tomllib has other errors for lists nested deeper than Python's stack, and for whole numbers of more digits
    than Python converts.
    """
    if _DEEP_KEY.search(text):
        raise tomllib.TOMLDecodeError(f"a key has more than {_MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("lists or tables are nested too deep") from error
    except ValueError as error:
        most = sys.get_int_max_str_digits()
        raise tomllib.TOMLDecodeError(f"a whole number has more than {most:,} digits") from error
