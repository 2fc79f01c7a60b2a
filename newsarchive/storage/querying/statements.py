"""Which statements may be asked at all, and how we say no."""

from __future__ import annotations

import re

from newsarchive.errors import SqlError
from newsarchive.storage.fitting import UNFIT

ALLOWED = frozenset({"select", "with", "values", "explain"})
HINT = "A query is one SELECT (or WITH, VALUES, EXPLAIN) over the views; it cannot change anything."
# Blanks and comments before the first word; PostgreSQL nests block comments, so they are counted by hand.
BLANK = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|\()+")
COMMENT_MARK = re.compile(r"/\*|\*/")
WORD = re.compile(r"[A-Za-z]+")


def demand_reading(sql: str) -> None:
    """Raise SqlError unless the statement begins as a reading one.

    A first gate with a clear message; what holds is each database's own (authorizer, read-only transaction),
    except for COPY and CALL on PostgreSQL, which a read-only transaction would let out.
    """
    if UNFIT.search(sql):
        raise SqlError("The SQL holds a NUL or a lone surrogate.", hint=HINT)
    word = WORD.match(sql, _first_word(sql))
    if word is None:
        raise SqlError("There is no SQL statement.", hint=HINT)
    if word[0].lower() not in ALLOWED:
        raise SqlError(f"{word[0].upper()} is not allowed: a query only reads.", hint=HINT)


def _first_word(sql: str) -> int:
    at = 0
    while True:
        blank = BLANK.match(sql, at)
        start = blank.end() if blank else at
        if not sql.startswith("/*", start):
            return start
        at = _after_comment(sql, start)


def _after_comment(sql: str, start: int) -> int:
    depth = 0
    for mark in COMMENT_MARK.finditer(sql, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(sql)
