"""The passage of a text to show for a query: around the first of the words that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsarchive.words.arabic import (
    AND,
    UNWRITTEN,
    is_arabic,
    is_like_a_particle,
    may_follow_and,
    spellings_of,
)
from newsarchive.words.queries import Query, Term
from newsarchive.words.tokenizer import WORDLIKE, Unit, search_form, simplified

# Characters: two lines of a terminal, or of Chinese three.
BEFORE = 40
LENGTH = 160
# What may be left of a word cut in two at either end.
HEAD = r"\A[^ \n]{0,15}[ \n]"
TAIL = r"[ \n][^ \n]{0,15}\Z"
# Enough of a long phrase to find its place.
PHRASE_UNITS = 6
PHRASE_CHARACTERS = 40
MOST_TERMS = 12
GAP = f"[^{WORDLIKE}]"
# Marks on one Arabic letter, and strokes that stretch it.
_MOST_MARKS = 9


class Excerpt:
    """Cuts passages for one query.

    `pattern` finds the place. It is a regular expression of the small language that Python's and
    PostgreSQL's have in common, so that both databases show the same passage; it takes the text as it
    stands, each character in any of its cases, widths and scripts.
    """

    def __init__(self, query: Query) -> None:
        self.pattern = "|".join(_term(term) for term in query.wanted[:MOST_TERMS]) or r"\Z"
        self._place = re.compile(self.pattern)

    def cut(self, text: str) -> str:
        """Return the passage on one line, `…` where something was left out; never raises.

        Where no word stands in the text (but in the title, or in letters the pattern does not know), it is
        the beginning.
        """
        found = self._place.search(text)
        start = max(0, found.start() - BEFORE) if found else 0
        passage = text[start : start + LENGTH]
        cut_short = len(text) > start + LENGTH
        if start:
            passage = re.sub(HEAD, "", passage)
        if cut_short:
            passage = re.sub(TAIL, "", passage)
        passage = passage.replace("\n", " ")
        return ("…" if start else "") + passage + ("…" if cut_short else "")


def _term(term: Term) -> str:
    parts: list[str] = []
    last: Unit | None = None
    for unit in term.units[:PHRASE_UNITS]:
        if last is not None:
            parts.append(GAP + ("{0,4}" if unit.run or last.run else "{1,4}"))
        parts.append(_unit(unit, alone=len(term.units) == 1))
        last = unit
    return "".join(parts)


def _unit(unit: Unit, *, alone: bool) -> str:
    text = unit.text[:PHRASE_CHARACTERS]
    comma = ",?" if text.isdigit() else ""
    spelled = comma.join(_class(char) for char in text)
    if unit.run:
        return spelled
    if is_like_a_particle(text):  # a particle is another word
        spelled = spelled[: -len(_class(text[-1]))] + text[-1] + _marks(text[-1])
    if alone and may_follow_and(text):
        spelled = f"{AND}?{spelled}"
    after = f"(?![{WORDLIKE}])" if len(text) == len(unit.text) else ""
    return f"(?<![{WORDLIKE}]){spelled}{after}"


def _class(char: str) -> str:
    forms = sorted({form for form in _forms(char) if search_form(form) == char} | {char})
    marks = _marks(char)
    if len(forms) == 1:
        return char + marks if char.isalnum() or ord(char) > 127 else f"\\{char}"
    return f"[{''.join(forms)}]{marks}" if all(form.isalnum() for form in forms) else _either(forms)


def _marks(char: str) -> str:
    return f"[{UNWRITTEN}]{{0,{_MOST_MARKS}}}" if is_arabic(char) else ""


def _either(forms: list[str]) -> str:
    return "(?:" + "|".join(form if ord(form) > 127 else f"\\{form}" for form in forms) + ")"


def _forms(char: str) -> Iterator[str]:
    """Give characters that may fold to this one; whoever asks looks whether they do."""
    for case in (char, char.upper(), char.title()):
        if len(case) == 1:
            yield case
            if "!" <= case <= "~":
                yield chr(ord(case) + 0xFEE0)  # the full-width form
    yield from _traditional().get(char, "")
    yield from spellings_of(char)


@cache
def _traditional() -> dict[str, str]:
    """Return the Traditional characters of each Simplified one; not to be changed."""
    found: dict[str, str] = {}
    for traditional, simple in simplified().items():
        found[simple] = found.get(simple, "") + chr(traditional)
    return found
