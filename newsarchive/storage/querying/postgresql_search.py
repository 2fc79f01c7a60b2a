"""`article_search('words')` on PostgreSQL: the index in SQL; what only our code can tell, as values in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import psycopg

from newsarchive.storage.querying.calls import expand, mentions
from newsarchive.storage.querying.searched import searched_for
from newsarchive.storage.searching.candidates import Candidate
from newsarchive.storage.searching.conditions import UNLISTED, tsquery
from newsarchive.storage.searching.hits import LARGEST_BATCH, RANKED, Within, hits, looked_at, scores
from newsarchive.storage.searching.postgresql_index import PostgresqlIndex
from newsarchive.text.words import Excerpt, Matcher, Query
from newsarchive.text.words.excerpts import BEFORE, HEAD, LENGTH, TAIL

if TYPE_CHECKING:
    from newsarchive.storage.querying.postgresql import Clock

MATCHED = """
SELECT article_id, revision_id, published_at, '' AS url, unlisted FROM search_entries
WHERE words @@ ?::tsquery
"""
# The passage is cut by the database, and only from the rows that are shown: PostgreSQL computes what is dear
# after ORDER BY … LIMIT. `newsarchive.text.words.excerpts.Excerpt.cut` says the same in Python.
SNIPPET = f"""(SELECT CASE WHEN p.start > 0 THEN '…' ELSE '' END || replace(
CASE WHEN length(p.text) > p.start + {LENGTH} THEN regexp_replace(p.head, '{TAIL}', '') ELSE p.head END,
E'\\n', ' ') || CASE WHEN length(p.text) > p.start + {LENGTH} THEN '…' ELSE '' END
FROM (SELECT q.text, q.start, CASE WHEN q.start > 0 THEN
regexp_replace(substr(q.text, q.start + 1, {LENGTH}), '{HEAD}', '')
ELSE substr(q.text, 1, {LENGTH}) END AS head
FROM (SELECT r.text, greatest(regexp_instr(r.text, :pattern:) - 1 - {BEFORE}, 0) AS start
FROM revisions AS r WHERE r.id = m.revision_id) AS q) AS p)"""  # noqa: S608 - of constants
TABLE = """(WITH m AS MATERIALIZED (
SELECT article_id, revision_id FROM search_entries WHERE words @@ {match}::tsquery{found}
) SELECT m.article_id, {snippet} AS snippet, {score} AS score FROM m{joined})"""


def expanded(connection: psycopg.Connection[Any], sql: str, clock: Clock) -> str:
    """Return the statement as PostgreSQL knows it. Raises SqlError where a search cannot be made."""
    calls = _Calls(PostgresqlIndex(connection, clock.bound), scored=mentions(sql, "score"))
    return expand(sql, calls.table)


class _Calls:
    def __init__(self, index: PostgresqlIndex, *, scored: bool) -> None:
        self._index = index
        self._scored = scored
        self._made: dict[str, str] = {}

    def table(self, words: str) -> str:
        if words not in self._made:
            self._made[words] = self._make(searched_for(words))
        return self._made[words]

    def _make(self, query: Query) -> str:
        snippet = SNIPPET.replace(":pattern:", _literal(Excerpt(query).pattern))
        score, joined = "CAST(NULL AS double precision)", ""
        if self._scored:
            score, joined = "s.score", f" LEFT JOIN {self._scores(query)} ON s.article_id = m.article_id"
        match = _literal(tsquery(query, None))
        return TABLE.format(
            match=match, found=self._found(query), snippet=snippet, score=score, joined=joined
        )

    def _found(self, query: Query) -> str:
        """Return a condition for what the index cannot decide: the articles, looked at here and now."""
        matcher = Matcher(query)
        doubtful = tsquery(query, None) if matcher.needed else f"'{UNLISTED}'"
        candidates = (Candidate(*row) for row in self._index.rows(MATCHED, doubtful))
        good: list[int] = []
        while batch := list(islice(candidates, LARGEST_BATCH)):
            good += [hit.article_id for hit in looked_at(self._index, matcher, batch)]
        among = f"article_id = ANY({_array(good)}::bigint[])"
        return f" AND {among}" if matcher.needed else f" AND (NOT unlisted OR {among})"

    def _scores(self, query: Query) -> str:
        """Score the newest hits; return a table of them."""
        newest = list(islice(hits(self._index, query, Within(), RANKED), RANKED))
        by_article = scores(self._index, query, newest)
        ids, values = _array(by_article), _array(by_article.values())
        return f"unnest({ids}::bigint[], {values}::double precision[]) AS s (article_id, score)"


def _array(values: Iterable[float]) -> str:
    return "'{" + ",".join(repr(value) for value in values) + "}'"


def _literal(text: str) -> str:
    doubled = text.replace("\\", "\\\\").replace("'", "''")
    return f"E'{doubled}'"
