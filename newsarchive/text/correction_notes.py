"""Notes in which a publisher owns up to an edit: "Correction, 3 October: …", "更正：…"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# A note opens its paragraph with its name, within brackets or stars, and behind that stand a colon or a dash,
# a day ("vom 3. Oktober", "(Oct. 3, 14:00 GMT)") and then these, or nothing. More characters behind a day's
# first number are a sentence.
_OPENING = r"^[\W_]{0,4}"
_DAY = r"[\s,(（]{1,2}(?:[^\W\d_]{1,9}\.?\s)?\d(?:[^\n.!?。]|\.(?=\s?\w)){0,40}?[:：—–)）】\]]"
_CLOSING = rf"[\W_]{{0,2}}(?:[:：—–|\])】》〕]|\s-\s|$)|{_DAY}"


def has_new_note(before: str, now: str) -> bool:
    """Say whether the text `now` has a paragraph that owns up to an edit, and `before` had not. Total."""
    if not _pattern().search(now):
        return False
    known = set(before.split("\n"))
    return any(_pattern().search(line) for line in now.split("\n") if line not in known)


@cache
def _pattern() -> re.Pattern[str]:
    table = files("newsarchive.text").joinpath("data", "correction_notes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    names = "|".join(re.escape(word) for kind, _, *words in rows if kind == "name" for word in words)
    sentences = "|".join(word for kind, _, *words in rows if kind == "sentence" for word in words)
    return re.compile(rf"{_OPENING}(?:{names})(?:{_CLOSING})|(?:{sentences})", re.IGNORECASE | re.MULTILINE)
