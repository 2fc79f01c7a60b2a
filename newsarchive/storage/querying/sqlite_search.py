"""`article_search('words')` on SQLite: FTS5 and functions of ours, called for the rows that need them."""

from __future__ import annotations

import sqlite3

from newsarchive.storage.querying.calls import expand, mentions
from newsarchive.storage.querying.searched import searched_for
from newsarchive.storage.searching.conditions import fts5
from newsarchive.storage.searching.hits import RANKED, Within, hits, scores
from newsarchive.storage.searching.sqlite_index import SqliteIndex
from newsarchive.text.words import Excerpt, Matcher, Query

# Newest first, so that ORDER BY published_at DESC LIMIT n sees what it needs first and calls the functions
# for little else. LIMIT -1 (none) keeps SQLite from leaving the order out.
TABLE = """(WITH m AS MATERIALIZED (
SELECT e.article_id, e.revision_id FROM search_words AS w CROSS JOIN search_entries AS e ON e.id = w.rowid
WHERE w.search_words MATCH '{match}'{found} ORDER BY w.rowid DESC LIMIT -1
) SELECT m.article_id AS article_id, newsarchive_snippet_{number}(m.revision_id) AS snippet,
{score} AS score FROM m)"""
FOUND = " AND ({whether} OR newsarchive_found_{number}(e.revision_id, e.unlisted))"


def expanded(connection: sqlite3.Connection, sql: str) -> str:
    """Return the statement as SQLite knows it; the connection gets the functions it needs.

    Raises SqlError where a search cannot be made.
    """
    calls = _Calls(connection, scored=mentions(sql, "score"))
    return expand(sql, calls.table)


class _Calls:
    def __init__(self, connection: sqlite3.Connection, *, scored: bool) -> None:
        self._connection = connection
        self._index = SqliteIndex(connection)
        self._scored = scored
        self._made: dict[str, str] = {}

    def table(self, words: str) -> str:
        if words not in self._made:
            self._made[words] = self._make(searched_for(words), len(self._made))
        return self._made[words]

    def _make(self, query: Query, number: int) -> str:
        matcher, excerpt = Matcher(query), Excerpt(query)

        def found(revision_id: int, unlisted: int) -> bool:
            title, text = self._text(revision_id)
            return matcher.matches(title, text, indexed=not unlisted)

        def snippet(revision_id: int) -> str:
            return excerpt.cut(self._text(revision_id)[1])

        self._connection.create_function(f"newsarchive_found_{number}", 2, found, deterministic=True)
        self._connection.create_function(f"newsarchive_snippet_{number}", 1, snippet, deterministic=True)
        whether = FOUND.format(whether="0" if matcher.needed else "NOT e.unlisted", number=number)
        match = fts5(query, None).replace("'", "''")
        score = self._score(query, number) if self._scored else "NULL"
        return TABLE.format(match=match, found=whether, number=number, score=score)

    def _score(self, query: Query, number: int) -> str:
        """Score the newest hits now; return the SQL that gives an article its score, NULL to older ones."""
        newest = [
            hit for hit, _ in zip(hits(self._index, query, Within(), RANKED), range(RANKED), strict=False)
        ]
        by_article = scores(self._index, query, newest)
        self._connection.create_function(f"newsarchive_score_{number}", 1, by_article.get, deterministic=True)
        return f"newsarchive_score_{number}(m.article_id)"

    def _text(self, revision_id: int) -> tuple[str, str]:
        return self._index.texts([revision_id])[revision_id]
