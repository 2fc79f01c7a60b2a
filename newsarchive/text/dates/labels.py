"""What the words beside a date say it is the date of."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Characters before a date, and after it, in which its label stands.
BEFORE, AFTER = 60, 25
BELONGS_TO_NEXT = re.compile(r"\w{0,9}\s?[:：]|\D{0,9}\d")


def label_of(before: str, after: str) -> str | None:
    """Return "published", "updated" or "other" for the nearest such word before a date, else after it."""
    labels = [match.lastgroup for match in _pattern().finditer(before[-BEFORE:].casefold())]
    if labels:
        return labels[-1]
    later = _pattern().search(after[:AFTER].casefold())
    if later is None or BELONGS_TO_NEXT.match(after[later.end() :]):
        return None
    return later.lastgroup


@cache
def _pattern() -> re.Pattern[str]:
    table = files("newsarchive.text.dates").joinpath("data", "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    groups = {kind: [re.escape(word) for word in words] for kind, *words in rows}
    return re.compile(
        "|".join(
            rf"(?P<{kind}>{'|'.join(sorted(words, key=len, reverse=True))})"
            for kind, words in sorted(groups.items(), reverse=True)
        )
    )
