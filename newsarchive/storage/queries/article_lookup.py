"""Which article a URL leads to, asked over the reading connection of pages, programs and agents."""

from __future__ import annotations

from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.rows.url_identity import url_key


def article_at(index: Index, url: str) -> int | None:
    """Return the number of the article that the URL identifies, else of the one it leads to, in any spelling.

    The same rule as newsarchive.storage.queries.article_history.article_of.
    """
    sql = (
        "SELECT coalesce(a.id, u.article_id) FROM urls AS u LEFT JOIN articles AS a ON a.url_id = u.id"
        " WHERE u.url_key = ?"
    )
    return next((row[0] for row in index.rows(sql, url_key(url))), None)
