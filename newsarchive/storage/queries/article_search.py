"""`article_search('words')` in SQL: calls are found in a statement and replaced by SQL for the database.

Neither database lets a reader add such a table function: Python's sqlite3 cannot register one, and
PostgreSQL's readers create nothing (docs/explanation/storage.md#reading-without-writing). Literals, comments
and quoted names are left alone. The words are read by the same rule as those of `search`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.queries.sql_tokens import sql_pieces
from newsarchive.text.words import Query, operators, parse

if TYPE_CHECKING:
    from newsarchive.storage.queries.parsed_sql import ParsedSql

ARTICLE_SEARCH = "article_search"
_HINT = "Write article_search('words') with one plain literal; double any quote in it."


def expand(sql: str, dialect: str, table: Callable[[str], str]) -> str:
    """Return the statement with each call replaced by `table(words)`, a SELECT in parentheses.

    A call without an alias gets its own name as alias. Raises SqlError if the argument is not a literal, if a
    call is not in FROM, or if a statement that contains the name cannot be parsed.
    """
    parsed = _parsed(sql, dialect)
    if parsed is None:
        return sql
    pieces = []
    for call in parsed.calls(ARTICLE_SEARCH):
        if call.argument is None:
            raise SqlError(f"{ARTICLE_SEARCH}({call.given.strip()[:80]}) cannot be searched for.", hint=_HINT)
        pieces.append(
            (call.start, call.end, table(call.argument) + ("" if call.aliased else f" AS {ARTICLE_SEARCH}"))
        )
    return parsed.with_replaced(pieces)


def mentions(sql: str, dialect: str, column: str) -> bool:
    """Say whether a statement that searches may read a column of that name: by its name, or by `*`."""
    parsed = _parsed(sql, dialect)
    return parsed is not None and parsed.may_read_column(column)


def _parsed(sql: str, dialect: str) -> ParsedSql | None:
    """Return the parsed statement; None if none of its words is the function's name."""
    if not any(piece.kind == "word" and piece.text.lower() == ARTICLE_SEARCH for piece in sql_pieces(sql)):
        return None
    from newsarchive.storage.queries.parsed_sql import ParsedSql  # noqa: PLC0415 - 0.1 s

    return ParsedSql(sql, dialect)


_ALLOWED = (
    'Give words that must all occur, "phrases" in quotes, and -words or -"phrases" that must not occur.'
)
_NO_OPERATORS = (
    f'{_ALLOWED}\n  Put a word such as "OR" in quotes to search for it; leave AND out.'
    " For articles with either of two words search twice,"
    f" or use UNION of two {ARTICLE_SEARCH}('word') in SQL."
)


def read_words(words: str) -> Query:
    """Return the query; UsageError if there is no word to search for, or an operator we do not support."""
    unknown = operators(words)
    if unknown:
        operator = " or ".join(unknown)
        raise UsageError(
            f"The search has no operator {operator}; it would not find what {words!r} means.",
            hint=_NO_OPERATORS,
        )
    query = parse(words)
    if not query.wanted:
        raise UsageError(f"There is no word to search for in {words!r}.", hint=_ALLOWED)
    return query


def searched_for(words: str) -> Query:
    """Return the query of an `article_search`; SqlError if the words are not a valid query."""
    try:
        return read_words(words)
    except UsageError as error:
        raise SqlError(f"{ARTICLE_SEARCH}: {error.message}", hint=error.hint) from error
