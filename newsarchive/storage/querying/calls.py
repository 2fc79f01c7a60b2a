"""`article_search('words')` found in a statement and replaced by SQL that the database knows.

Neither database can be given such a table by a reader: Python's sqlite3 registers none, and PostgreSQL's
readers create nothing (FACTS 5). What stands in literals, comments and quoted names is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsarchive.errors import SqlError

NAME = "article_search"
HINT = "Write article_search('words'): one plain literal, a quote in it doubled."
LITERAL = r"'(?:[^']|'')*'"
# What a call may not be looked for in. PostgreSQL nests comments; SQLite does not, and knows no $quotes$ and
# no E'\\'': in a statement that is right on SQLite neither stands outside of a literal.
TOKEN = re.compile(
    rf"""
    (?P<escaped>\b[eE]'(?:[^'\\]|\\.|'')*')
    | (?P<literal>{LITERAL})
    | (?P<quoted>"(?:[^"]|"")*"|`[^`]*`)
    | (?P<line>--[^\n]*)
    | (?P<block>/\*)
    | (?P<dollar>\$(?P<tag>[^\W\d]\w*)?\$)
    | (?P<name>[^\W\d][\w$]*)
    | (?P<blank>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
MARK = re.compile(r"/\*|\*/")
# After a table these words go on with the statement; any other is the table's alias.
NO_ALIAS = frozenset(
    {
        "cross",
        "except",
        "fetch",
        "for",
        "full",
        "group",
        "having",
        "indexed",
        "inner",
        "intersect",
        "join",
        "left",
        "limit",
        "natural",
        "not",
        "offset",
        "on",
        "order",
        "outer",
        "right",
        "tablesample",
        "union",
        "using",
        "where",
        "window",
    }
)


class Token(NamedTuple):
    """A piece of a statement."""

    kind: str
    text: str
    end: int


def expand(sql: str, table: Callable[[str], str]) -> str:
    """Return the statement with each call replaced by what `table` gives for its words: a bracketed SELECT.

    A call without an alias gets its own name as one. Raises SqlError where the argument is no literal.
    """
    tokens = list(_tokens(sql))
    pieces: list[str] = []
    at = 0
    while at < len(tokens):
        after = _opened(tokens, at)
        if after is None:
            pieces.append(tokens[at].text)
            at += 1
            continue
        words, at = _argument(tokens, after)
        alias = "" if _has_alias(tokens, at) else f" AS {NAME}"
        pieces.append(table(words) + alias)
    return "".join(pieces)


def mentions(sql: str, name: str) -> bool:
    """Say whether the statement may read a column of that name: it names it, or takes all (`*`)."""
    tokens = [token for token in _tokens(sql) if token.kind in {"name", "quoted", "other", "literal"}]
    for at, token in enumerate(tokens):
        if token.kind in {"name", "quoted"} and token.text.strip('"`').lower() == name:
            return True
        counted = at and tokens[at - 1].text == "(" and tokens[at + 1 : at + 2] and tokens[at + 1].text == ")"
        if token.text == "*" and not counted:
            return True
    return False


def _tokens(sql: str) -> Iterator[Token]:
    at = 0
    while at < len(sql):
        found = TOKEN.match(sql, at)
        assert found is not None
        kind, end = str(found.lastgroup if found.lastgroup != "tag" else "dollar"), found.end()
        if kind == "block":
            end = _after_comment(sql, at)
        elif kind == "dollar":
            closing = sql.find(found["dollar"], end)
            end = closing + len(found["dollar"]) if closing >= 0 else end
        yield Token(kind, sql[at:end], end)
        at = end


def _after_comment(sql: str, start: int) -> int:
    depth = 0
    for mark in MARK.finditer(sql, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    # Not nested after all: as SQLite reads it.
    first = sql.find("*/", start)
    return first + 2 if first >= 0 else len(sql)


def _skip(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].kind in {"blank", "line", "block"}:
        at += 1
    return at


def _opened(tokens: list[Token], at: int) -> int | None:
    """Return where the argument of a call begins; None where there is no call."""
    name = tokens[at]
    if name.kind != "name" or name.text.lower() != NAME:
        return None
    bracket = _skip(tokens, at + 1)
    return bracket + 1 if bracket < len(tokens) and tokens[bracket].text == "(" else None


def _argument(tokens: list[Token], at: int) -> tuple[str, int]:
    literal = _skip(tokens, at)
    closing = _skip(tokens, literal + 1)
    if closing >= len(tokens) or tokens[literal].kind != "literal" or tokens[closing].text != ")":
        given = "".join(token.text for token in tokens[at : at + 8]).partition(")")[0].strip()
        raise SqlError(f"{NAME}({given}) cannot be searched for.", hint=HINT)
    return tokens[literal].text[1:-1].replace("''", "'"), closing + 1


def _has_alias(tokens: list[Token], at: int) -> bool:
    at = _skip(tokens, at)
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.kind == "quoted" or (token.kind == "name" and token.text.lower() not in NO_ALIAS)
