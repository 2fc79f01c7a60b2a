"""What kind of furniture one line is, or that it is none: decided by the whole line, sentences are safe."""

from __future__ import annotations

import re

from newsarchive.text.furniture import patterns
from newsarchive.text.furniture.control_words import CONTROL_WORDS
from newsarchive.text.furniture.source_lines import is_source_line

LONGEST_FURNITURE = 200
_WORDS = "|".join(re.escape(word) for word in sorted(CONTROL_WORDS, key=len, reverse=True))
# Each word is taken out in one pass from the left (longest first), so the time is linear in the line.
CONTROL = re.compile(_WORDS, re.IGNORECASE)

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
    return "share_bar" if _is_controls(line) else None


def is_editor_line(line: str) -> bool:
    """Whether the line names editors, reviewers or proof-readers and says nothing else."""
    return (
        len(line) <= 60 and bool(patterns.EDITOR.match(line)) and bool(patterns.EDITOR_SEPARATED.search(line))
    )


def _is_controls(line: str) -> bool:
    if len(line) > 80 or NUMBERED.match(line):
        return False
    rest, found = CONTROL.subn(" ", line)
    return (
        found > 0 and not any(char.isalpha() for char in rest) and sum(char.isdigit() for char in rest) <= 8
    )


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
    ("share_bar", patterns.FOLLOW),
    ("source_line", patterns.READING_HELP),
    ("marks", patterns.MARKS_ONLY),
)
