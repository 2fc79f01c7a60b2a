"""`article_search('words')` on SQLite: FTS5, and functions of ours for the rows that need them."""

from __future__ import annotations

import sqlite3

from newsarchive.storage.derived.search_words import fts5
from newsarchive.storage.queries.article_search import expand, searched_for
from newsarchive.storage.queries.search_hits import MOST_RANKED, Within, hits, scores
from newsarchive.storage.queries.search_indexes import SqliteIndex
from newsarchive.words import Excerpt, Matcher, Query

# Newest first, so that ORDER BY published_at DESC LIMIT n finds its rows early and calls the functions for
# few others. LIMIT -1 (no limit) keeps SQLite from dropping the order.
_TABLE = """(WITH m AS MATERIALIZED (
SELECT e.article_id, e.revision_id FROM search_words AS w CROSS JOIN search_entries AS e ON e.id = w.rowid
WHERE w.search_words MATCH '{match}'{found} ORDER BY w.rowid DESC LIMIT -1
) SELECT m.article_id AS article_id, newsarchive_snippet_{number}(m.revision_id) AS snippet,
{score} AS score FROM m)"""
_FOUND = " AND ({certain} OR newsarchive_found_{number}(e.revision_id, e.unlisted))"


def expanded_for_sqlite(connection: sqlite3.Connection, sql: str) -> str:
    """Return the statement with each `article_search` expanded; the connection gets the functions it needs.

    Raises SqlError if a search is not valid.
    """
    return expand(sql, "sqlite", _Calls(connection).table)


class _Calls:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._index = SqliteIndex(connection)
        self._tables: dict[str, str] = {}

    def table(self, words: str, scored: bool) -> str:
        if words not in self._tables:
            self._tables[words] = self._table_for(searched_for(words), len(self._tables), scored=scored)
        return self._tables[words]

    def _table_for(self, query: Query, number: int, *, scored: bool) -> str:
        matcher, excerpt = Matcher(query), Excerpt(query)

        def found(revision_id: int, unlisted: int) -> bool:
            title, text = self._text(revision_id)
            return matcher.matches(title, text, indexed=not unlisted)

        def snippet(revision_id: int) -> str:
            return excerpt.cut(self._text(revision_id)[1])

        self._connection.create_function(f"newsarchive_found_{number}", 2, found, deterministic=True)
        self._connection.create_function(f"newsarchive_snippet_{number}", 1, snippet, deterministic=True)
        certain = _FOUND.format(certain="0" if matcher.needed else "NOT e.unlisted", number=number)
        match = fts5(query, None).replace("'", "''")
        score = self._score(query, number) if scored else "NULL"
        return _TABLE.format(match=match, found=certain, number=number, score=score)

    def _score(self, query: Query, number: int) -> str:
        """Score the newest hits; return the SQL that gives an article its score, NULL to older ones."""
        newest = [
            hit
            for hit, _ in zip(
                hits(self._index, query, Within(), MOST_RANKED), range(MOST_RANKED), strict=False
            )
        ]
        by_article = scores(self._index, query, newest)
        self._connection.create_function(f"newsarchive_score_{number}", 1, by_article.get, deterministic=True)
        return f"newsarchive_score_{number}(m.article_id)"

    def _text(self, revision_id: int) -> tuple[str, str]:
        return self._index.texts([revision_id])[revision_id]
