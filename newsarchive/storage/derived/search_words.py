"""Search queries in the syntax of each database's index: FTS5 and tsquery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsarchive.words import Query, Term
# Marker words that we add to the index. No word of a text begins with these signs.
TOO_MANY_WORDS = "@@"  # an article with too many words to index
DAY_BITS = 24


def source_word(source_id: int) -> str:
    """Return the marker word of a source's articles."""
    return f"={source_id}"


def day_of(published_at: datetime | None) -> int:
    """Return the number of the day (1 is 0001-01-01), 0 if it is unknown."""
    return published_at.toordinal() if published_at else 0


def day_word(day: int) -> str:
    """Return the marker word of a day's articles."""
    return f"@{day}"


def fts5(query: Query, source_id: int | None) -> str:
    """Return the query in FTS5's syntax; one without words finds all articles of a source."""
    if not query.wanted and source_id is not None:
        return f'"{source_word(source_id)}"'
    wanted = " AND ".join(_fts5_terms(query.wanted))
    unwanted = " OR ".join(f"({text})" for text in _fts5_each(query.unwanted))
    found = f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"
    found = f'({found} OR "{TOO_MANY_WORDS}")'
    return found if source_id is None else f'{found} AND "{source_word(source_id)}"'


def fts5_unlisted(source_id: int | None) -> str:
    """Return the query, in FTS5's syntax, of articles with too many words to index."""
    found = f'"{TOO_MANY_WORDS}"'
    return found if source_id is None else f'{found} AND "{source_word(source_id)}"'


def tsquery_unlisted(source_id: int | None) -> str:
    """Return the same as a tsquery literal."""
    found = f"'{TOO_MANY_WORDS}'"
    return found if source_id is None else f"{found} & '{source_word(source_id)}'"


def tsquery(query: Query, source_id: int | None, days: Iterable[int] = ()) -> str:
    """Return the query as a tsquery literal; with `days`, only articles of these days match.

    One without words finds all articles of a source.
    """
    wanted = " & ".join(_ts_term(term) for term in query.wanted)
    unwanted = "".join(f" & !({_ts_term(term)})" for term in query.unwanted if term.decided)
    parts = [f"({wanted}{unwanted} | '{TOO_MANY_WORDS}')"] if query.wanted else []
    if source_id is not None:
        parts.append(f"'{source_word(source_id)}'")
    found = " & ".join(parts)
    either = " | ".join(f"'{day_word(day)}'" for day in days)
    return f"{found} & ({either})" if either else found


def _fts5_terms(terms: Iterable[Term]) -> list[str]:
    words = dict.fromkeys(word for term in terms for word in term.words)
    prefixes = dict.fromkeys(term.prefix for term in terms if term.prefix)
    return [f'"{word}"' for word in words] + [f'"{prefix}" *' for prefix in prefixes]


def _fts5_each(terms: Iterable[Term]) -> list[str]:
    return [" AND ".join(_fts5_terms([term])) for term in terms if term.decided]


def _ts_term(term: Term) -> str:
    found = [_ts_word(word) for word in term.words]
    if term.prefix:
        found.append(f"{_ts_word(term.prefix)}:*")
    return " & ".join(found)


def _ts_word(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
