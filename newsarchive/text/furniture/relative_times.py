"""Lines that only say how long ago something was: "3 hours ago", "1 month, 1 week ago", 3小时前."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_LONGEST = 48  # characters; the longest form has 40 beside its number
_NUMBER = re.compile(r"\d{1,4}")
# What programs put before it; Django joins two units by a comma.
_LABEL = re.compile(r"(?:published|posted|updated|last updated|modified|created)\s?:?\s(?=\S)")
_FIRST_OF_TWO = re.compile(r"# ?[^\W\d_]{1,14}(?:, ?| )(?=#)")


def is_relative_time(line: str) -> bool:
    """Say whether a line says how long ago something was, in any of 148 languages, and nothing else.

    The forms are those of Unicode CLDR (`data/relative_times.tsv`), but for years, which head columns.
    """
    if len(line) > _LONGEST:
        return False
    said = _NUMBER.sub("#", " ".join(line.casefold().split())).strip(" ·•|-–—()")
    said = _LABEL.sub("", said, count=1)
    return said in _forms() or _FIRST_OF_TWO.sub("", said, count=1) in _forms()


@cache
def _forms() -> frozenset[str]:
    table = files("newsarchive.text.furniture").joinpath("data", "relative_times.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    # A week is "7 хоног" in Mongolian.
    return frozenset(_NUMBER.sub("#", form) for _, *forms in rows for form in forms)
