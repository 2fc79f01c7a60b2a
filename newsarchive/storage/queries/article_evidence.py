"""What lies behind an article: its captures, what was repaired in them, and the page as it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.items import RENDERED_HEADER
from newsarchive.lifecycle import Outcome, UrlState
from newsarchive.storage.queries.search_hits import Index
from newsarchive.storage.rows.payloads import payload_bytes

# The newest captures that are listed; a live blog may have thousands.
MOST_CAPTURES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCapture:
    """One answer that showed the article; `revision` is the number of the one it made or showed again.

    `payload_kept` says whether its bytes are kept, by this capture or by another one that had the same.
    """

    fetch_id: int
    url: str
    fetched_at: datetime
    recorded_at: datetime
    outcome: str
    status: int | None
    revision: int
    content_hash: str | None
    payload_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRepair:
    """One kind of damage undone in a revision: how often, and how sure (0 to 1)."""

    kind: str
    count: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The bytes of a capture as they came, and what the answer said of them."""

    fetch_id: int
    url: str
    final_url: str | None
    fetched_at: datetime
    content_type: str | None
    status: int | None
    rendered: bool
    article_id: int | None
    body: bytes = field(repr=False)


def article_captures(index: Index, article_id: int) -> list[ArticleCapture]:
    """Return the newest captures of the article, newest first."""
    sql = (
        "SELECT f.id, f.url, f.fetched_at, f.recorded_at, f.outcome, f.status, r.number, f.body_sha256,"
        " EXISTS (SELECT 1 FROM payloads AS p WHERE p.sha256 = f.body_sha256)"
        " FROM fetches AS f JOIN revisions AS r ON r.id = f.revision_id"
        " WHERE r.article_id = ? ORDER BY f.fetched_at DESC, f.id DESC LIMIT ?"
    )
    names = ArticleCapture.__slots__
    return [
        ArticleCapture(**dict(zip(names, row, strict=True)))
        for row in index.rows(sql, article_id, MOST_CAPTURES)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAbsence:
    """An answer of one of the article's URLs that said its page is gone."""

    url: str
    at: datetime
    status: int | None
    reason: str


def article_absences(index: Index, article_id: int) -> list[ArticleAbsence]:
    """Return the newest answers that said so of the article's URLs, newest first."""
    sql = (
        "SELECT f.url, f.fetched_at, f.status, coalesce(f.reason, f.outcome)"
        " FROM urls AS u JOIN fetches AS f ON f.url_id = u.id WHERE u.article_id = ?"
        " AND (f.outcome = 'gone' OR f.outcome IN ('redirected', 'refused')"
        " AND f.reason IN ('to_home', 'redirected_home', 'taken_off'))"
        " ORDER BY f.fetched_at DESC, f.id DESC LIMIT ?"
    )
    rows = index.rows(sql, article_id, MOST_CAPTURES)
    names = ArticleAbsence.__slots__
    return [ArticleAbsence(**dict(zip(names, row, strict=True))) for row in rows]


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """What an article's own address shows now instead of it: `refused` at a time, or `gone` since then."""

    at: Any
    outcome: str
    reason: str | None


def shown_instead(index: Index, article_id: int) -> OtherAnswer | None:
    """Return what the article's own address shows instead of the article; None if it showed it last."""
    sql = (
        "SELECT u.id, u.state, u.missing_since, u.last_error FROM urls AS u"
        " JOIN articles AS a ON a.url_id = u.id WHERE a.id = ?"
    )
    row = next(index.rows(sql, article_id), None)
    if row is None:
        return None
    number, state, missing_since, last_error = row
    if missing_since is not None:
        return OtherAnswer(missing_since, Outcome.GONE, last_error)
    if state != UrlState.REFUSED:
        return None
    # A 304 later says that it is refused still.
    sql = (
        "SELECT f.fetched_at, f.outcome, f.reason FROM fetches AS f"
        " WHERE f.url_id = ? AND f.outcome = 'refused' ORDER BY f.id DESC LIMIT 1"
    )
    refused = next(index.rows(sql, number), None)
    names = OtherAnswer.__slots__
    return None if refused is None else OtherAnswer(**dict(zip(names, refused, strict=True)))


def revision_repairs(index: Index, revision_id: int) -> list[RevisionRepair]:
    """Return what was repaired in the capture that made the revision."""
    sql = "SELECT kind, count, confidence FROM repairs WHERE revision_id = ? ORDER BY id"
    names = RevisionRepair.__slots__
    return [RevisionRepair(**dict(zip(names, row, strict=True))) for row in index.rows(sql, revision_id)]


def revision_capture(index: Index, revision_id: int) -> int | None:
    """Return the number of the capture that made the revision, None unless its bytes are kept."""
    sql = (
        "SELECT f.id FROM revisions AS r JOIN fetches AS f ON f.id = r.fetch_id"
        " WHERE r.id = ? AND f.payload_sha256 IS NOT NULL"
    )
    return next((row[0] for row in index.rows(sql, revision_id)), None)


def kept_page(index: Index, fetch_id: int) -> KeptPage | None:
    """Return the page as it came, None if there is no such capture or its bytes are not kept.

    Raises ArchiveError if the stored bytes are damaged.
    """
    sql = (
        "SELECT f.id, f.url, f.final_url, f.fetched_at, f.content_type, f.status, f.headers, r.article_id,"
        " p.sha256, p.body, p.size FROM fetches AS f JOIN payloads AS p ON p.sha256 = f.body_sha256"
        " LEFT JOIN revisions AS r ON r.id = f.revision_id WHERE f.id = ?"
    )
    for number, url, final_url, at, content_type, status, headers, article, sha256, body, size in index.rows(
        sql, fetch_id
    ):
        lines = (line.partition(":")[0].strip().lower() for line in (headers or "").splitlines())
        return KeptPage(
            fetch_id=number,
            url=url,
            final_url=final_url,
            fetched_at=at,
            content_type=content_type,
            status=status,
            rendered=RENDERED_HEADER in lines,
            article_id=article,
            body=payload_bytes(sha256, bytes(body), size),
        )
    return None
