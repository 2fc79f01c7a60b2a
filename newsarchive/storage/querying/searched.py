"""The words of an `article_search`, read."""

from __future__ import annotations

from newsarchive.errors import SqlError
from newsarchive.storage.querying.calls import HINT, NAME
from newsarchive.text.words import Query, parse


def searched_for(words: str) -> Query:
    """Return the query; SqlError where there is nothing to look for."""
    query = parse(words)
    if not query.wanted:
        raise SqlError(f"{NAME}({words!r}) has no word to look for.", hint=HINT)
    return query
