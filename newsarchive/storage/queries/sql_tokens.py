"""SQL cut into words as far as needed to see which tables and views a statement reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

# Comments and strings first: nothing in them is a name. PostgreSQL nests block comments, which no pattern can
# follow: only their beginning is matched. SQLite does not nest them, and knows no $quotes$ and no E'\\'': in
# a statement that is right there neither stands outside of a literal.
PIECE = re.compile(
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
COMMENT_MARK = re.compile(r"/\*|\*/")
UNSEEN = frozenset({"blank", "line", "block"})
# After these comes the name of a table or view; after `FROM a` and `FROM a, ` too.
BEFORE_A_TABLE = frozenset({"from", "join", "table", "in", "only", "lateral"})
ENDS_FROM = frozenset(
    {"where", "group", "order", "having", "limit", "union", "except", "intersect", "select", "window"}
)


class SqlPiece(NamedTuple):
    """A piece of a statement: `kind` is a group of PIECE, `start` where it begins."""

    kind: str
    text: str
    start: int


def sql_pieces(sql: str) -> Iterator[SqlPiece]:
    """Yield the whole statement in pieces; joined they are the statement. Total."""
    at = 0
    while at < len(sql):
        found = PIECE.match(sql, at)
        assert found is not None
        kind = "dollar" if found["dollar"] else str(found.lastgroup)
        end = _comment_end(sql, at) if kind == "block" else found.end()
        yield SqlPiece(kind, sql[at:end], at)
        at = end


def _comment_end(sql: str, start: int) -> int:
    depth = 0
    for mark in COMMENT_MARK.finditer(sql, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    # Not nested after all: as SQLite reads it.
    first = sql.find("*/", start)
    return first + 2 if first >= 0 else len(sql)


@dataclass(frozen=True, slots=True)
class SqlToken:
    """A word, quoted name (`word`, as the database would read it), text or sign, and where it begins."""

    kind: str
    word: str
    start: int


def sql_tokens(sql: str) -> Iterator[SqlToken]:
    """Yield the tokens without blanks and comments; names are lower case unless quoted. Total."""
    for piece in sql_pieces(sql):
        if piece.kind == "quoted":
            yield SqlToken("name", piece.text[1:-1], piece.start)
        elif piece.kind == "word":
            yield SqlToken("word", piece.text.lower(), piece.start)
        elif piece.kind == "sign":
            yield SqlToken("sign", piece.text, piece.start)
        elif piece.kind not in UNSEEN:
            yield SqlToken("text", piece.text, piece.start)


@dataclass(slots=True)
class _Level:
    """Within one pair of parentheses: whether a FROM is open, and whether a name comes next."""

    in_from: bool = False
    expects: bool = False


@dataclass(slots=True)
class Relations:
    """Which tables and views a statement reads, as written after FROM, JOIN and the like.

    `plain` are those without, `qualified` those with the name of a schema in front; subqueries and functions
    are neither. `words` is every name there is: more than what is read, never less.
    """

    plain: set[str] = field(default_factory=set)
    qualified: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def relations(sql: str, dialect: str) -> Relations:
    """Return what the statement reads, names as the database (`sqlite` or `postgresql`) takes them. Total.

    To SQLite case is nothing, in quotes either, and a text where a table is expected is its name: "Urls",
    [URLS] and 'urls' are one table. To PostgreSQL they are others, or none.
    """
    found = Relations()
    levels = [_Level()]
    parts = list(sql_tokens(sql))
    for at, written in enumerate(parts):
        token = _on_sqlite(written, expected=levels[-1].expects) if dialect == "sqlite" else written
        after = parts[at + 1].word if at + 1 < len(parts) else ""
        if token.kind in {"word", "name"}:
            found.words.add(token.word)
            _take_word(found, levels[-1], token, parts[at - 1].word if at else "", after)
        elif token.kind == "sign":
            _take_sign(levels, token.word)
    return found


def _on_sqlite(token: SqlToken, *, expected: bool) -> SqlToken:
    if token.kind == "text" and expected:
        return SqlToken("name", token.word[1:-1].lower(), token.start)
    return replace(token, word=token.word.lower()) if token.kind == "name" else token


def _take_word(found: Relations, level: _Level, token: SqlToken, before: str, after: str) -> None:
    if token.kind == "word" and token.word in BEFORE_A_TABLE:
        level.expects = token.word != "in" or after != "("
        level.in_from = level.in_from or token.word == "from"
    elif token.kind == "word" and token.word in ENDS_FROM:
        level.expects = level.in_from = False
    elif level.expects and after != ".":
        level.expects = False
        if after != "(":
            (found.qualified if before == "." else found.plain).add(token.word)


def _take_sign(levels: list[_Level], sign: str) -> None:
    if sign == "(":
        # `FROM (a JOIN b)` goes on in the parentheses; those of a function or a condition name no tables.
        levels.append(_Level(levels[-1].expects, levels[-1].expects))
        levels[-2].expects = False
    elif sign == ")" and len(levels) > 1:
        levels.pop()
    elif sign == "," and levels[-1].in_from:
        levels[-1].expects = True
