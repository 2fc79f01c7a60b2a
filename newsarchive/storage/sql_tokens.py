"""SQL cut into words as far as needed to see which tables and views a statement reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Comments and strings first: nothing in them is a name. Block comments nest on PostgreSQL, which no pattern
# can follow: only their beginning is matched.
TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*)|(?P<comment>/\*)"""
    r"""|(?P<text>[eE]'(?:[^'\\]|\\.|'')*'?|'(?:[^']|'')*'?|(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?:(?P=tag)|\Z))"""
    r"""|(?P<quoted>"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[A-Za-z_]\w*\])|(?P<word>[^\W\d][\w$]*)|(?P<sign>.)""",
    re.DOTALL,
)
COMMENT_MARK = re.compile(r"/\*|\*/")
# After these comes the name of a table or view; after `FROM a` and `FROM a, ` too.
BEFORE_A_TABLE = frozenset({"from", "join", "table", "in", "only", "lateral"})
ENDS_FROM = frozenset(
    {"where", "group", "order", "having", "limit", "union", "except", "intersect", "select", "window"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, quoted name (`word`, as the database would read it), text or sign, and where it begins."""

    kind: str
    word: str
    start: int


def tokens(sql: str) -> Iterator[Token]:
    """Yield the tokens without blanks and comments; names are lower case unless quoted. Total."""
    at = 0
    while at < len(sql):
        match = TOKEN.match(sql, at)
        if match is None:  # a NUL or the like: the database will say so
            return
        kind = match.lastgroup if match.lastgroup != "tag" else "text"
        if kind == "comment":
            at = comment_end(sql, at)
            continue
        at = match.end()
        if kind == "quoted":
            yield Token("name", match[0][1:-1], match.start())
        elif kind == "word":
            yield Token("word", match[0].lower(), match.start())
        elif kind != "skip":
            yield Token("text" if kind == "text" else "sign", match[0], match.start())


def comment_end(sql: str, start: int) -> int:
    """Return where the block comment that begins at `start` ends; they nest, as on PostgreSQL."""
    depth = 0
    for mark in COMMENT_MARK.finditer(sql, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(sql)


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


def relations(sql: str) -> Relations:
    """Return what the statement reads. Total."""
    found = Relations()
    levels = [_Level()]
    parts = list(tokens(sql))
    for at, token in enumerate(parts):
        after = parts[at + 1].word if at + 1 < len(parts) else ""
        if token.kind in {"word", "name"}:
            found.words.add(token.word)
            _take_word(found, levels[-1], token, parts[at - 1].word if at else "", after)
        elif token.kind == "sign":
            _take_sign(levels, token.word)
    return found


def _take_word(found: Relations, level: _Level, token: Token, before: str, after: str) -> None:
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
