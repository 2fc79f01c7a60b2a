"""Reads all captures in order of time from one snapshot of the archive, for `export warc`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from newsarchive.lifecycle import FetchFailure, Undecodable
from newsarchive.storage.database.column_values import UtcDateTime
from newsarchive.storage.database.database import open_database
from newsarchive.storage.exporting.exported_views import demand_source
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.rows.payloads import read_payload
from newsarchive.storage.schema import fetches, forgotten, payloads, sources, urls

_FETCH_SIZE = 1_000
_CUT = (FetchFailure.TRUNCATED, FetchFailure.TOO_LARGE, FetchFailure.BOMB, Undecodable.CORRUPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One capture; `kept` says whether its bytes are stored.

    `first_url` and `first_at` are those of the first capture with the same bytes in the export.
    """

    url: str
    source: str
    final_url: str | None
    at: datetime
    outcome: str
    status: int | None
    content_type: str | None
    headers: tuple[tuple[str, str], ...]
    reason: str | None
    body_sha256: str | None
    body_size: int | None
    kept: bool
    place: int
    first_url: str
    first_at: datetime

    @property
    def answered(self) -> str:
        """The URL that answered."""
        return self.final_url or self.url

    @property
    def is_cut(self) -> bool:
        """Whether the bytes are known to be a part of the page."""
        return self.reason in _CUT


class CapturesSnapshot:
    """The archive at one moment; made by `captures_snapshot`."""

    def __init__(self, connection: Connection, source: str | None, since: datetime | None) -> None:
        self._connection = connection
        self._query = _captures_query(source, since)
        demand_source(connection, source)

    def count(self) -> int:
        """Return how many captures there are."""
        return self._connection.scalar(select(func.count()).select_from(self._query.subquery())) or 0

    def captures(self) -> Iterator[Capture]:
        """Yield the captures by time, then URL; URLs that were taken down are left out."""
        rows = self._query.order_by("at", "asked", "outcome", "body_sha256", "place", "number")
        walk = rows.execution_options(stream_results=True, yield_per=_FETCH_SIZE)
        with self._connection.execute(walk) as found:
            for row in found:
                yield _capture(row)

    def body(self, sha256: str) -> bytes:
        """Return the bytes of a capture that is `kept`."""
        body = read_payload(self._connection, sha256)
        assert body is not None, sha256
        return body


@contextmanager
def captures_snapshot(
    url: str, *, source: str | None = None, since: datetime | None = None
) -> Iterator[CapturesSnapshot]:
    """Open the archive at `url` for captures of one source or all, fetched at or after `since`.

    Raises UsageError for an unknown source, ArchiveError if the archive cannot be read.
    """
    with open_database(url) as database:
        check_schema(database)
        with database.snapshot() as connection:
            yield CapturesSnapshot(connection, source, since)


def _captures_query(source: str | None, since: datetime | None) -> Select[Any]:
    order = (fetches.c.fetched_at, fetches.c.url, fetches.c.outcome, fetches.c.id)
    answered = func.coalesce(fetches.c.final_url, fetches.c.url)
    place, first_url, first_at = (
        each.over(partition_by=fetches.c.body_sha256, order_by=order)
        for each in (
            func.row_number(),
            func.first_value(answered),
            func.first_value(fetches.c.fetched_at, type_=UtcDateTime),
        )
    )
    query = (
        select(
            fetches.c.id.label("number"),
            fetches.c.url.label("asked"),
            sources.c.name.label("source"),
            fetches.c.final_url,
            fetches.c.fetched_at.label("at"),
            fetches.c.outcome,
            fetches.c.status,
            fetches.c.content_type,
            fetches.c.headers,
            fetches.c.reason,
            fetches.c.body_sha256,
            fetches.c.body_size,
            payloads.c.sha256.is_not(None).label("kept"),
            place.label("place"),
            first_url.label("first_url"),
            first_at.label("first_at"),
        )
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(sources, sources.c.id == urls.c.source_id)
        .outerjoin(payloads, payloads.c.sha256 == fetches.c.body_sha256)
        .where(urls.c.url_key.not_in(select(forgotten.c.url_key)))
    )
    if source is not None:
        query = query.where(sources.c.name == source)
    return query if since is None else query.where(fetches.c.fetched_at >= since.astimezone(UTC))


def _capture(row: Any) -> Capture:
    lines = [line.partition(": ") for line in (row.headers or "").split("\n") if line]
    return Capture(
        url=row.asked,
        source=row.source,
        final_url=row.final_url,
        at=row.at,
        outcome=row.outcome,
        status=row.status,
        content_type=row.content_type,
        headers=tuple((name, value) for name, _, value in lines),
        reason=row.reason,
        body_sha256=row.body_sha256,
        body_size=row.body_size,
        kept=row.kept,
        place=row.place,
        first_url=row.first_url,
        first_at=row.first_at,
    )
