"""Search in the texts as they stood at a moment: the index has only those of today, so texts are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsarchive.storage.as_of import as_of_sql
from newsarchive.storage.searching.candidates import Candidate, Index
from newsarchive.text.words import Query

STOOD = "SELECT article_id, revision_id, published_at, url FROM current_articles{where}"
NEWEST_FIRST = " ORDER BY published_at IS NULL, published_at DESC, url"


class PastIndex(Index):
    """Gives every article of a moment, newest first, as one whose words the index does not know.

    The time it takes grows with how far back the hits of a page lie: where they are too few, with the
    archive.
    """

    def __init__(self, today: Index, moment: datetime) -> None:
        self.dialect = today.dialect
        self._today = today
        self._moment = moment

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        return self._today.rows(sql, *values)

    def candidates(
        self,
        query: Query,  # noqa: ARG002 - every text is looked at
        *,
        source_id: int | None,
        since: datetime | None,
        likely: int,  # noqa: ARG002 - nothing is guessed
    ) -> Iterator[Candidate]:
        names = [] if source_id is None else list(self._source_name(source_id))
        stood = STOOD.format(where=" WHERE source = ?" if names else "") + NEWEST_FIRST
        if self.dialect == "postgresql":
            stood += ' COLLATE "C"'
        for article_id, revision_id, published, url in self.rows(self._as_it_stood(stood), *names):
            # SQLite knows no type of a column that is computed.
            published_at = datetime.fromisoformat(published) if isinstance(published, str) else published
            if since is not None and (published_at is None or published_at < since):
                return
            yield Candidate(article_id, revision_id, published_at, url, unlisted=True)

    def whole(self) -> bool:
        """Nothing is missing: the index of today is not asked."""
        return True

    def _source_name(self, source_id: int) -> Iterator[str]:
        return (row[0] for row in self.rows("SELECT name FROM sources WHERE id = ?", source_id))

    def _as_it_stood(self, sql: str) -> str:
        return as_of_sql(sql, self._moment, self.dialect)
