"""Whom the heading of a report names because the text is about them, and not because they wrote it."""

from __future__ import annotations

import re
from collections.abc import Container

from newsarchive.text.letters import begins_small

# "Haber: Ada Roe" over the day: no by-line where the text is about her.
_OF_REPORT, _ASKING = "line:label_report", "line:asks"
# Before whom a question or an answer names by the surname.
_ADDRESSED = frozenset(
    {*("mr", "ms", "mrs", "herr", "frau", "señor", "señora", "sr", "sra", "don", "doña", "fru")}
)


def is_told_of(name: str, features: Container[str], text: str) -> bool:
    """Say whether a text names whom the heading of a report names over its day: then it is about them.

    `features` are what a line of the page tells of the name (newsarchive.text.metadata.authors).
    Of an interview the surname tells so, too, but not within another's name ("García Márquez").
    """
    if _OF_REPORT not in features:
        return False
    if name in text:
        return True
    if _ASKING not in features:
        return False
    surname = re.escape(name.rpartition(" ")[2])
    return any(
        (found[1] is None or begins_small(found[1]) or found[1].casefold() in _ADDRESSED)
        and (found[2] is None or begins_small(found[2]))
        for found in re.finditer(
            rf"(?:(?<!\w)(\w+)\.?[ \u00a0])?(?<!\w){surname}(?!\w)(?:[ \u00a0](\w+))?", text
        )
    )
