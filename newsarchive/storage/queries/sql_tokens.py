"""Tokenizes SQL like the databases' own lexers, for the guards that look at a statement before any parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Comments and strings first: nothing in them is a name. PostgreSQL nests block comments, which no regular
# expression can follow, so only their beginning is matched. SQLite does not nest them and has no $quotes$ and
# no E'\\''; in a valid statement neither occurs outside of a literal.
_PIECE = re.compile(
    r"""
    (?P<escaped>\b[eE]'(?:[^'\\]|\\.|'')*'?)
    | (?P<literal>'(?:[^']|'')*')
    | (?P<open>'.*)
    | (?P<quoted>"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[A-Za-z_]\w*\])
    | (?P<line>--[^\n]*)
    | (?P<block>/\*)
    | (?P<dollar>(?P<tag>\$(?:[^\W\d]\w*)?\$).*?(?:(?P=tag)|\Z))
    | (?P<word>[^\W\d][\w$]*)
    | (?P<blank>\s+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_MARK = re.compile(r"/\*|\*/")
IGNORED_KINDS = frozenset({"blank", "line", "block"})


class SqlPiece(NamedTuple):
    """A piece of a statement: `kind` is a group of _PIECE, `start` its offset."""

    kind: str
    text: str
    start: int


def sql_pieces(sql: str) -> Iterator[SqlPiece]:
    """Yield the whole statement in pieces, which joined give the statement again. Never raises."""
    at = 0
    while at < len(sql):
        found = _PIECE.match(sql, at)
        assert found is not None
        kind = "dollar" if found["dollar"] else str(found.lastgroup)
        end = _comment_end(sql, at) if kind == "block" else found.end()
        yield SqlPiece(kind, sql[at:end], at)
        at = end


def has_word(sql: str, word: str) -> bool:
    """Say whether one of the statement's words is this one (in lower case); quoted names are none."""
    return any(piece.kind == "word" and piece.text.lower() == word for piece in sql_pieces(sql))


def with_strict_names(sql: str) -> str:
    """Return the statement with names in double quotes set in backticks.

    SQLite takes `"titel"` for a text where no column has that name, and answers with it in each row; what is
    in backticks is a name to it, or a mistake (sqlite.org/quirks.html, "Double-quoted String Literals").
    """
    pieces = (_strict_name(one.text) if one.kind == "quoted" else one.text for one in sql_pieces(sql))
    return "".join(pieces)


def _strict_name(quoted: str) -> str:
    if len(quoted) < len('""') or quoted[0] != '"' or quoted[-1] != '"':
        return quoted
    name = quoted[1:-1].replace('""', '"').replace("`", "``")
    return f"`{name}`"


def _comment_end(sql: str, start: int) -> int:
    depth = 0
    for mark in _COMMENT_MARK.finditer(sql, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    # Not nested: read it as SQLite does.
    first = sql.find("*/", start)
    return first + 2 if first >= 0 else len(sql)
