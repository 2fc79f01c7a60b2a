"""`article_search('words')` in SQL: calls are found in a statement and replaced by SQL for the database.

Neither database lets a reader add such a table function: Python's sqlite3 cannot register one, and
PostgreSQL's readers create nothing (docs/explanation/storage.md#reading-without-writing). Literals, comments
and quoted names are left alone. The words are read by the same rule as those of `search`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.queries.allowed_functions import ARTICLE_SEARCH
from newsarchive.storage.queries.sql_tokens import has_word
from newsarchive.words import Query, operators, parse

if TYPE_CHECKING:
    from newsarchive.storage.queries.parsed_sql import ParsedSql

_HINT = "Write article_search('words') with one plain literal; double any quote in it."


def expand(sql: str, dialect: str, table: Callable[[str, bool], str]) -> str:
    """Return the statement with each call replaced by `table(words, scored)`, a SELECT in parentheses.

    `scored` says whether the statement may read a score: by its name, or by `*`. A call without an alias gets
    its own name as alias. Raises SqlError if the argument is not a literal, if a call is not in FROM, or if a
    statement that contains the name cannot be parsed.
    """
    parsed = _parsed(sql, dialect)
    if parsed is None:
        return sql
    scored = parsed.may_read_column("score")
    pieces = []
    for call in parsed.calls(ARTICLE_SEARCH):
        if call.argument is None:
            raise SqlError(f"{ARTICLE_SEARCH}({call.given.strip()[:80]}) cannot be searched for.", hint=_HINT)
        alias = "" if call.aliased else f" AS {ARTICLE_SEARCH}"
        pieces.append((call.start, call.end, table(call.argument, scored) + alias))
    return parsed.with_replaced(pieces)


def _parsed(sql: str, dialect: str) -> ParsedSql | None:
    """Return the parsed statement; None if none of its words is the function's name."""
    if not has_word(sql, ARTICLE_SEARCH):
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
