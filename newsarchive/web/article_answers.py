"""One article: as it stands now, its revisions and what changed between two of them."""

from __future__ import annotations

from newsarchive.errors import NewsarchiveError
from newsarchive.web.archive_reader import ArchiveReader, ArchiveReading
from newsarchive.web.records import ArticleRecord


class NotStoredError(NewsarchiveError):
    """The archive has nothing of that name or number."""


def article_now(reading: ArchiveReading, article_id: int) -> ArticleRecord:
    """Return the article; NotStoredError if there is none of that number."""
    columns = tuple(ArticleRecord.model_fields)
    found = reading.records(columns, "FROM current_articles WHERE article_id = ?", article_id)
    if not found:
        raise NotStoredError(
            f"The archive has no article {article_id}.",
            hint="Search for it, or look whether it was taken down: the view `takedowns`.",
        )
    return ArticleRecord.model_validate(found[0])


def find_article(reader: ArchiveReader, article_id: int) -> ArticleRecord:
    """Return the article; NotStoredError if there is none of that number."""
    with reader.reading() as reading:
        return article_now(reading, article_id)
