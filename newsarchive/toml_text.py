"""Reads TOML that people write: whatever Python cannot read of it is a mistake of the text, not a crash."""

from __future__ import annotations

import sys
import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """Return the table that `text` is.

    Raises tomllib.TOMLDecodeError alone; tomllib has other errors for lists nested deeper than Python's
    stack, and for whole numbers of more digits than Python converts.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("lists or tables are nested too deep") from error
    except ValueError as error:
        most = sys.get_int_max_str_digits()
        raise tomllib.TOMLDecodeError(f"a whole number has more than {most:,} digits") from error
