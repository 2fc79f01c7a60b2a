"""The words somebody searches for, read; the same rule in `search` and in `article_search`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.queries.sql_tokens import sql_pieces
from newsarchive.text.words import Query, operators, parse

if TYPE_CHECKING:
    from newsarchive.storage.queries.parsed_sql import ParsedSql

# `article_search('words')` found in a statement and replaced by SQL that the database knows.
#
# Neither database can be given such a table by a reader: Python's sqlite3 registers none, and PostgreSQL's
# readers create nothing (docs/explanation/storage.md#reading-without-writing). What stands in literals,
# comments and quoted names is left alone.

NAME = "article_search"
HINT = "Write article_search('words'): one plain literal, a quote in it doubled."


def expand(sql: str, dialect: str, table: Callable[[str], str]) -> str:
    """Return the statement with each call replaced by what `table` gives for its words: a bracketed SELECT.

    A call without an alias gets its own name as one. Raises SqlError where the argument is no literal, where
    a call stands elsewhere than in FROM, and where a statement that names it cannot be parsed.
    """
    parsed = _parsed(sql, dialect)
    if parsed is None:
        return sql
    pieces = []
    for call in parsed.calls(NAME):
        if call.argument is None:
            raise SqlError(f"{NAME}({call.given.strip()[:80]}) cannot be searched for.", hint=HINT)
        pieces.append((call.start, call.end, table(call.argument) + ("" if call.aliased else f" AS {NAME}")))
    return parsed.with_replaced(pieces)


def mentions(sql: str, dialect: str, column: str) -> bool:
    """Say whether a statement that searches may read a column of that name: it names it, or takes all."""
    parsed = _parsed(sql, dialect)
    return parsed is not None and parsed.may_read_column(column)


def _parsed(sql: str, dialect: str) -> ParsedSql | None:
    """Return the statement parsed; None where no word of it is the table's name."""
    if not any(piece.kind == "word" and piece.text.lower() == NAME for piece in sql_pieces(sql)):
        return None
    from newsarchive.storage.queries.parsed_sql import ParsedSql  # noqa: PLC0415 - 0.1 s

    return ParsedSql(sql, dialect)


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
