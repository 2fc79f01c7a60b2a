"""New articles and their publishers' edits in the order in which they were stored, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsarchive.storage.queries.search_hits import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class FedRevision:
    """A revision as feeds tell it; `before` is the number of the last one before it that nobody doubts.

    `captured_url` and `fetched_at` are of the capture it was read from, which never changes.
    """

    revision_id: int
    article_id: int
    number: int
    before: int | None
    source: str
    url: str
    captured_url: str
    fetched_at: datetime
    recorded_at: datetime
    title: str | None
    text: str
    authors: str | None
    language: str | None
    script: str | None
    published_at: datetime | None
    published_offset: str | None
    chars_added: int | None
    chars_removed: int | None
    stealth: bool | None


def fed_revisions(index: Index, revision_ids: list[int]) -> list[FedRevision]:
    """Return the revisions of these numbers, the highest first."""
    sql = (
        "SELECT r.id, r.article_id, r.number, (SELECT max(b.number) FROM revisions AS b"
        " WHERE b.article_id = r.article_id AND b.number < r.number AND b.incident_id IS NULL),"
        " s.name, a.url, f.url, f.fetched_at, r.recorded_at, r.title, r.text, h.authors, r.language,"
        " r.script, r.published_at, r.published_offset, r.chars_added, r.chars_removed, r.stealth"
        " FROM revisions AS r JOIN articles AS a ON a.id = r.article_id"
        " JOIN sources AS s ON s.id = a.source_id JOIN fetches AS f ON f.id = r.fetch_id"
        " JOIN article_history AS h ON h.article_id = r.article_id AND h.revision = r.number"
        " WHERE r.id = ?"
    )
    names = FedRevision.__slots__
    return [
        FedRevision(**dict(zip(names, row, strict=True)))
        for number in sorted(revision_ids, reverse=True)
        for row in index.rows(sql, number)
    ]


def earlier_text(index: Index, revision: FedRevision) -> tuple[str, str]:
    """Return title and text of the revision before it; empty if there is none."""
    if revision.before is None:
        return "", ""
    sql = "SELECT coalesce(title, ''), text FROM revisions WHERE article_id = ? AND number = ?"
    title, text = next(index.rows(sql, revision.article_id, revision.before))
    return title, text
