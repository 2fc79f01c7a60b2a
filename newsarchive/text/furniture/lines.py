"""What kind of furniture one line is, or that it is none: decided by the whole line, sentences are safe."""

from __future__ import annotations

import re

from newsarchive.text.furniture import patterns
from newsarchive.text.furniture.control_words import CONTROL_WORDS, NETWORKS
from newsarchive.text.furniture.source_lines import is_source_line

LONGEST_FURNITURE = 200
_WORDS = "|".join(
    rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)
    for word in sorted((*CONTROL_WORDS, *NETWORKS), key=len, reverse=True)
)
# Each word is taken out in one pass from the left (longest first), so the time is linear in the line.
CONTROL = re.compile(_WORDS, re.IGNORECASE)
_NETWORKS = frozenset(map(str.casefold, NETWORKS))
# Signs of code and prices: `print x` and `x = 1` are no buttons.
CODE = re.compile(r"[=\"'{}$<>]|\.\.\.")

# "1. Facebook" is a heading of a numbered list.
NUMBERED = re.compile(r"\d{1,2}[.)、]")

# Kinds that may go wherever they stand; the others only at the article's ends.
ANYWHERE = frozenset({"question_marks", "page_id", "share_bar", "promotion", "original_title", "editor_line"})


def furniture_kind(line: str) -> str | None:
    """Return the rule that calls `line` furniture, else None; heads of link lists are `related_heading`."""
    if len(line) > LONGEST_FURNITURE:
        return None
    for rule, pattern in _RULES:
        if pattern.match(line):
            return rule
    if is_editor_line(line):
        return "editor_line"
    if is_source_line(line):
        return "source_line"
    return _controls(line)


def is_editor_line(line: str) -> bool:
    """Whether the line names editors, reviewers or proof-readers and says nothing else."""
    return (
        len(line) <= 60 and bool(patterns.EDITOR.match(line)) and bool(patterns.EDITOR_SEPARATED.search(line))
    )


def _controls(line: str) -> str | None:
    """`share_bar` for words of page controls and their counters, `networks` for names of networks alone."""
    if len(line) > 80 or NUMBERED.match(line) or CODE.search(line):
        return None
    first = next((place for place, char in enumerate(line) if char.isalpha()), len(line))
    if not CONTROL.match(line, first):  # that letter would be left; most lines end here
        return None
    words = {word.casefold() for word in CONTROL.findall(line)}
    rest = CONTROL.sub(" ", line)
    digits = sum(char.isdigit() for char in rest)
    if not words or digits > 8 or any(char.isalpha() for char in rest):
        return None
    if words <= _NETWORKS:
        return None if digits else "networks"
    return "share_bar"


_RULES = (
    ("question_marks", patterns.QUESTION_MARKS),
    ("page_id", patterns.PAGE_ID),
    ("counter", patterns.COUNTER),
    ("pager", patterns.PAGER),
    ("related_heading", patterns.RELATED_HEADS),
    ("related_heading", patterns.ENGLISH_HEADS),
    ("promotion", patterns.ENGLISH_LINES),
    ("original_title", patterns.ORIGINAL_TITLE),
    ("tag_list", patterns.TAGS),
    ("notice", patterns.NOTICE),
    ("follow", patterns.FOLLOW),
    ("source_line", patterns.READING_HELP),
    ("marks", patterns.MARKS_ONLY),
)
