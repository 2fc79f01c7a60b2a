"""The words somebody searches for, read; the same rule in `search` and in `article_search`."""

from __future__ import annotations

from collections.abc import Callable

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.queries.sql_tokens import UNSEEN, SqlPiece, sql_pieces
from newsarchive.text.words import Query, operators, parse

# `article_search('words')` found in a statement and replaced by SQL that the database knows.
#
# Neither database can be given such a table by a reader: Python's sqlite3 registers none, and PostgreSQL's
# readers create nothing (docs/explanation/storage.md#reading-without-writing). What stands in literals,
# comments and quoted names is left alone.

NAME = "article_search"
HINT = "Write article_search('words'): one plain literal, a quote in it doubled."
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


def expand(sql: str, table: Callable[[str], str]) -> str:
    """Return the statement with each call replaced by what `table` gives for its words: a bracketed SELECT.

    A call without an alias gets its own name as one. Raises SqlError where the argument is no literal.
    """
    tokens = list(sql_pieces(sql))
    made: list[str] = []
    at = 0
    while at < len(tokens):
        after = _opened(tokens, at)
        if after is None:
            made.append(tokens[at].text)
            at += 1
            continue
        words, at = _argument(tokens, after)
        alias = "" if _has_alias(tokens, at) else f" AS {NAME}"
        made.append(table(words) + alias)
    return "".join(made)


def mentions(sql: str, name: str) -> bool:
    """Say whether the statement may read a column of that name: it names it, or takes all (`*`)."""
    tokens = [token for token in sql_pieces(sql) if token.kind not in UNSEEN]
    for at, token in enumerate(tokens):
        if token.kind in {"word", "quoted"} and token.text.strip('"`[]').lower() == name:
            return True
        counted = at and tokens[at - 1].text == "(" and tokens[at + 1 : at + 2] and tokens[at + 1].text == ")"
        if token.text == "*" and not counted:
            return True
    return False


def _skip(tokens: list[SqlPiece], at: int) -> int:
    while at < len(tokens) and tokens[at].kind in UNSEEN:
        at += 1
    return at


def _opened(tokens: list[SqlPiece], at: int) -> int | None:
    """Return where the argument of a call begins; None where there is no call."""
    name = tokens[at]
    if name.kind != "word" or name.text.lower() != NAME:
        return None
    bracket = _skip(tokens, at + 1)
    return bracket + 1 if bracket < len(tokens) and tokens[bracket].text == "(" else None


def _argument(tokens: list[SqlPiece], at: int) -> tuple[str, int]:
    literal = _skip(tokens, at)
    closing = _skip(tokens, literal + 1)
    if closing >= len(tokens) or tokens[literal].kind != "literal" or tokens[closing].text != ")":
        given = "".join(token.text for token in tokens[at : at + 8]).partition(")")[0].strip()
        raise SqlError(f"{NAME}({given}) cannot be searched for.", hint=HINT)
    return tokens[literal].text[1:-1].replace("''", "'"), closing + 1


def _has_alias(tokens: list[SqlPiece], at: int) -> bool:
    at = _skip(tokens, at)
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.kind == "quoted" or (token.kind == "word" and token.text.lower() not in NO_ALIAS)


ALLOWED = 'Give words that must all be there, "phrases" in quotes, and -words or -"phrases" that must not.'
NO_OPERATORS = (
    f'{ALLOWED}\n  Put in quotes what is meant as it stands, such as a word "OR"; leave AND out.'
    f" For articles with one word or another ask twice, or use UNION of two {NAME}('word') in SQL."
)


def read_words(words: str) -> Query:
    """Return the query; UsageError where there is nothing to look for, or an operator that we do not know."""
    unknown = operators(words)
    if unknown:
        named = " and no ".join(unknown)
        raise UsageError(
            f"The search knows no {named}; it would look for something else than {words!r}.",
            hint=NO_OPERATORS,
        )
    query = parse(words)
    if not query.wanted:
        raise UsageError(f"There is no word to look for in {words!r}.", hint=ALLOWED)
    return query


def searched_for(words: str) -> Query:
    """Return the query of an `article_search`; SqlError where it cannot be made."""
    try:
        return read_words(words)
    except UsageError as error:
        raise SqlError(f"{NAME}: {error.message}", hint=error.hint) from error
