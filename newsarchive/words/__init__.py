"""Words for searching: one way to cut texts and queries of any language, and what follows from it.

What is indexed (`index_words`), what a query asks for (`parse`) and cannot ask for (`operators`), whether a
text answers it (`Matcher`; for many queries a text is cut once, by `cut_text`), how well (`Scorer`), and the
passage to show (`Excerpt`). The words of an index are stored: a change of `tokenizer`, `arabic` or
`word_index` needs a migration that empties the index, so that it is made anew.
"""

from __future__ import annotations

from newsarchive.words.excerpts import Excerpt
from newsarchive.words.matching import Matcher, Scorer
from newsarchive.words.queries import Query, Term, operators, parse
from newsarchive.words.tokenizer import comparison_form, search_form
from newsarchive.words.word_index import (
    NO_TEXT,
    CutText,
    LineChanges,
    cut_text,
    index_words,
    joint_words,
    line_changes,
    without_repeats,
)

__all__ = [
    "NO_TEXT",
    "CutText",
    "Excerpt",
    "LineChanges",
    "Matcher",
    "Query",
    "Scorer",
    "Term",
    "comparison_form",
    "cut_text",
    "index_words",
    "joint_words",
    "line_changes",
    "operators",
    "parse",
    "search_form",
    "without_repeats",
]
