"""What the index finds, before any text was looked at, and what both databases' readers have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from newsarchive.storage.registry import chunks
from newsarchive.text.words import Query

# Articles looked at to tell whether the index was ever made whole: `db upgrade` fills it from the top down.
SAMPLE = 50


class Candidate(NamedTuple):
    """An article the index found; `unlisted`: the index knows nothing of its words."""

    article_id: int
    revision_id: int
    published_at: datetime | None  # clock time as in `current_articles`
    url: str
    unlisted: bool


class Index(ABC):
    """Asks the index over one open connection, which reads only."""

    dialect: str  # `sqlite` or `postgresql`

    @abstractmethod
    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Run a statement; `?` stands for a value."""

    @abstractmethod
    def candidates(
        self, query: Query, *, source_id: int | None, since: datetime | None, likely: int
    ) -> Iterator[Candidate]:
        """Give what the index finds: newest first, unknown dates last, then by address.

        `likely` is about how many will be taken. Dated before `since`, or not at all, is then left out.
        """

    def texts(self, revision_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return title and text of each revision."""
        found: dict[int, tuple[str, str]] = {}
        for part in chunks(revision_ids):
            sql = f"SELECT id, coalesce(title, ''), text FROM revisions WHERE id IN ({marks(part)})"  # noqa: S608
            found |= {row[0]: (row[1], row[2]) for row in self.rows(sql, *part)}
        return found

    def sources(self, article_ids: Iterable[int]) -> dict[int, str]:
        """Return the source's name of each article."""
        found: dict[int, str] = {}
        for part in chunks(article_ids):
            sql = (
                "SELECT a.id, s.name FROM articles AS a JOIN sources AS s ON s.id = a.source_id"  # noqa: S608
                f" WHERE a.id IN ({marks(part)})"
            )
            found |= {row[0]: row[1] for row in self.rows(sql, *part)}
        return found

    def source_id(self, name: str) -> int | None:
        """Return the row number of a source, None where none has this name."""
        return next((row[0] for row in self.rows("SELECT id FROM sources WHERE name = ?", name)), None)

    def whole(self) -> bool:
        """Say whether the index has all articles, as far as its oldest ones tell."""
        sql = (
            f"SELECT 1 FROM (SELECT id FROM articles ORDER BY id LIMIT {SAMPLE}) AS a"  # noqa: S608
            " WHERE NOT EXISTS (SELECT 1 FROM search_entries AS e WHERE e.article_id = a.id) LIMIT 1"
        )
        return not list(self.rows(sql))


def marks(values: list[Any]) -> str:
    """Return as many `?` as there are values."""
    return ", ".join("?" * len(values))


def newest_first(found: Iterable[Candidate]) -> list[Candidate]:
    """Return them in the order of every list of hits (DESIGN 2.2)."""
    by_url = sorted(found, key=lambda hit: hit.url)
    return sorted(by_url, key=lambda hit: hit.published_at or datetime.min, reverse=True)  # noqa: DTZ901
