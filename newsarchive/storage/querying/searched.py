"""The words somebody searches for, read; the same rule in `search` and in `article_search`."""

from __future__ import annotations

from newsarchive.errors import SqlError, UsageError
from newsarchive.storage.querying.calls import NAME
from newsarchive.text.words import Query, operators, parse

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
