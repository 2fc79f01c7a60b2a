"""Which article a URL leads to, and when which of its states was seen (the mementos of RFC 7089)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenState:
    """A revision, when the page that said so was fetched (UTC), and that capture if its bytes are kept."""

    number: int
    at: datetime
    kept_fetch_id: int | None


def seen_states(index: Index, article_id: int) -> list[SeenState]:
    """Return the states in the order in which they were seen; one a capture, the one read by the newest code.

    Without those that an incident puts in doubt: the site may not have said so.
    """
    sql = (
        "SELECT r.number, f.fetched_at, f.id, f.payload_sha256 IS NOT NULL FROM revisions AS r"
        " JOIN fetches AS f ON f.id = r.fetch_id"
        " WHERE r.article_id = ? AND r.incident_id IS NULL ORDER BY f.fetched_at, r.number"
    )
    found: dict[datetime, SeenState] = {}
    for number, at, fetch_id, kept in index.rows(sql, article_id):
        moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        found[moment] = SeenState(number=number, at=moment, kept_fetch_id=fetch_id if kept else None)
    return list(found.values())
