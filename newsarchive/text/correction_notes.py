"""Notes in which a publisher owns up to an edit: "Correction, 3 October: …", "更正：…"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from newsarchive.text.dates.written_dates import month_of
from newsarchive.text.letters import letters_only

# A note opens its paragraph with its name, within brackets or stars, and behind that stand a colon or a dash,
# a day ("vom 3. Oktober", "(Oct. 3, 14:00 GMT)") and then these, or nothing.
_OPENING = r"^[\W_]{0,4}"
_DAY = (
    r"[\s,(（]{1,2}(?:[^\W\d_]{1,9}\.?\s)?\d"
    r"(?:[^\n.!?。]|\.(?=\s?\w|[)）])){0,40}?(?::(?!\d)|[：—–)）】\]]|$)"
)
_CLOSING = r"[\W_]{0,2}(?:[:：—–|\])】》〕]|\s-\s|$)"
_NUMBERED = re.compile(r"(?:19|20)\d\d(?!\d)|\d[:.h/-]\d|\d\s?[月日월일]")
_MONTH = re.compile(r"(?=([^\W\d_]{3,})\.?\s\d|\d(?:\.|st|nd|rd|th|er|º)?\s?(?:(?:de|of)\s)?([^\W\d_]{3,}))")
# Brackets and stars that no sentence has about its first word.
_MARKED = re.compile(r"\s*(?:[*†‡※＊]|[\[(（【《〔][^\n:：]*[\])）】》〕])")
# Paragraphs at either end of a text that may own up in a sentence: below a note stands who wrote, too.
_FIRST, _LAST = 2, 3
# So many letters are no other paragraph's by chance.
_ENOUGH = 20


def has_new_note(before: str, now: str) -> bool:
    """Say whether the text `now` has a paragraph that owns up to an edit, and `before` had not. Total."""
    old_lines = before.split("\n")
    known = set(old_lines)
    lines = now.split("\n")
    new = [
        line
        for number, line in enumerate(lines)
        if line not in known and _is_note(line, is_end=number < _FIRST or number >= len(lines) - _LAST)
    ]
    if not new:
        return False
    # Set anew, with other blanks, stops or brackets, it is no other note.
    letters = letters_only(before)
    notes = [letters_only(line) for line in old_lines if _pattern().search(line)]
    return not all(_is_known(letters_only(line), letters, notes) for line in new)


def may_be_note(line: str) -> bool:
    """Say whether a paragraph has a word of notes in it, wherever that stands, be it a note or not. Total."""
    return any(pattern.search(line) for pattern in (_pattern(), _words(), _owned(), _at_words("stem")))


@cache
def _words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _of("name") + _of("other")))
    # Of scripts without blanks none has edges: those are found by their stems.
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)


def _is_known(note: str, letters: str, notes: list[str]) -> bool:
    return any(old.startswith(note) for old in notes) or (len(note) >= _ENOUGH and note in letters)


def _is_note(line: str, *, is_end: bool) -> bool:
    """Whether a paragraph is a note: what a name of other things too opens has to say so in another way.

    A sentence within it says so at either end of a text: between them a report tells of laws amended.
    """
    found = _pattern().search(line)
    if found is None or (found["sentence"] is not None and not is_end):
        return False
    if found["day"] is not None and not _is_day(found["day"]):
        return False
    if found["sentence"] is not None:
        return True
    if found["note"] is not None:
        return _owned().search(line, found.end()) is not None
    if found["other"] is None or found["day"] is not None or found.end() == len(line.rstrip()):
        return True
    return _MARKED.match(found[0]) is not None or _cues().search(line, found.end()) is not None


def _is_day(text: str) -> bool:
    return _NUMBERED.search(text) is not None or any(
        month_of(found[1] or found[2]) for found in _MONTH.finditer(text)
    )


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = files("newsarchive.text").joinpath("data", "correction_notes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple((kind, tuple(words)) for kind, _, *words in rows)


def _of(kind: str) -> list[str]:
    return [word for found, words in _rows() if found == kind for word in words]


@cache
def _pattern() -> re.Pattern[str]:
    names, others, notes = (
        "|".join(re.escape(name).replace("'", "['’]") for name in _of(kind))
        for kind in ("name", "other", "note")
    )
    name = rf"{_OPENING}(?:{names}|(?P<other>{others})|(?P<note>{notes}))(?:{_CLOSING}|(?P<day>{_DAY}))"
    return re.compile(rf"{name}|(?P<sentence>{'|'.join(_of('sentence'))})", re.IGNORECASE | re.MULTILINE)


@cache
def _cues() -> re.Pattern[str]:
    return _at_words("cue")


@cache
def _owned() -> re.Pattern[str]:
    return _at_words("owned")


def _at_words(kind: str) -> re.Pattern[str]:
    edge = "" if kind == "stem" else r"(?<![^\W\d_])"
    return re.compile(rf"{edge}(?:{'|'.join(_of(kind))})", re.IGNORECASE)
