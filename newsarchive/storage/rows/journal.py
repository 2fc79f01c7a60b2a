"""Rows that record what happened: fetches, events of URLs, and earlier versions of an article's row.

Fetches and events are only ever appended. Earlier versions let the archive be queried as of a past moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Table, func, insert, literal, select, text

from newsarchive import clock
from newsarchive.items import Reservation
from newsarchive.lifecycle import JournalEvent
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import UtcDateTime, coerced_text
from newsarchive.storage.rows.local_days import local_day
from newsarchive.storage.schema import article_pasts, articles, capture_rights, fetches, url_events

_LAST_ROW_NUMBER = text("SELECT seq FROM sqlite_sequence WHERE name = :name")


class Owner(Protocol):
    """The source of a URL: its row number and IANA time zone."""

    @property
    def source_id(self) -> int: ...

    @property
    def timezone(self) -> str | None: ...


def write_event(  # noqa: PLR0913 - one a column
    connection: Connection,
    event: JournalEvent,
    *,
    url_id: int,
    crawl: int,
    at: datetime,
    fetch_id: int | None = None,
    article_id: int | None = None,
    reason: str | None = None,
    detail: str | None = None,
) -> None:
    """Append an event of a URL; give `article_id` if it happened to the article behind the URL."""
    row = event_row(
        event,
        url_id=url_id,
        crawl=crawl,
        at=at,
        fetch_id=fetch_id,
        article_id=article_id,
        reason=reason,
        detail=detail,
    )
    connection.execute(insert(url_events), row)


def event_row(
    event: JournalEvent,
    *,
    url_id: int,
    crawl: int,
    at: datetime,
    fetch_id: int | None = None,
    article_id: int | None = None,
    reason: str | None = None,
    detail: str | None = None,
) -> dict[str, Any]:
    """Return the row of an event of a URL."""
    values = {"url_id": url_id, "crawl_id": crawl, "fetch_id": fetch_id, "at": at, "event": event}
    return (
        values | {"article_id": article_id} | {"reason": coerced_text(reason), "detail": coerced_text(detail)}
    )


def write_fetch(connection: Connection, values: dict[str, Any], owner: Owner) -> int:
    """Insert one fetch; return its row number."""
    return insert_numbered(connection, fetches, [fetch_row(values, owner)])[0]


def fetch_row(values: dict[str, Any], owner: Owner) -> dict[str, Any]:
    """Return the row of a fetch: the given values (`fetched_at`, …) and those derived from them."""
    return (
        {"recorded_at": clock.now()}
        | values
        | {
            "source_id": owner.source_id,
            "day": local_day(values["fetched_at"], owner.timezone),
            "payload_kept": values.get("payload_sha256") is not None,
        }
    )


def insert_numbered(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows of the same columns; return their row numbers, ascending, in the order given.

    The numbers are reserved beforehand: SQLite returns them only row by row, which is three times slower.
    """
    if not rows:
        return []
    ids = reserve_numbers(connection, table, len(rows))
    insert_rows(connection, table, [{"id": number} | row for number, row in zip(ids, rows, strict=True)])
    return ids


def reserve_numbers(connection: Connection, table: Table, count: int) -> list[int]:
    """Return so many row numbers that nobody else will use, ascending; insert them in this transaction."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(connection.scalars(numbers))
    # Nobody else is writing. Where a number must never be reused, SQLite remembers the highest one.
    highest = connection.scalar(select(func.max(table.c.id))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        highest = max(highest, connection.scalar(_LAST_ROW_NUMBER, {"name": table.name}) or 0)
    return list(range(highest + 1, highest + 1 + count))


def write_rights(connection: Connection, reserved: Mapping[int, Sequence[Reservation]]) -> None:
    """Insert what captures say about being archived and mined, by row number of their fetch."""
    rows = [
        {"fetch_id": fetch_id, "kind": each.kind, "origin": each.origin, "value": coerced_text(each.value)}
        for fetch_id, found in reserved.items()
        for each in found
    ]
    insert_rows(connection, capture_rights, rows)


def headers_text(headers: Sequence[tuple[str, str]]) -> str | None:
    """Return the headers in order, one `name: value` a line; None where there are none."""
    flat = (f"{name}: {' '.join(value.splitlines())}" for name, value in headers)
    return coerced_text("\n".join(flat)) if headers else None


def header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """Return the last value of the header `name` (lower case), None if it is absent."""
    found = [value for key, value in headers if key.lower() == name]
    return coerced_text(found[-1]) if found else None


# Columns that change without a new revision. `last_seen_at` changes with every fetch and is read from there.
SNAPSHOT_COLUMNS = ("url", "first_seen_at", "withdrawn_at")


def snapshot_articles(connection: Connection, article_id: int, now: datetime) -> None:
    """Copy the article's row to `article_pasts`; call it before any column of SNAPSHOT_COLUMNS changes."""
    number = select(func.coalesce(func.max(article_pasts.c.number), 0) + 1).where(
        article_pasts.c.article_id == article_id
    )
    row = select(
        articles.c.id,
        number.scalar_subquery(),
        literal(now, UtcDateTime),
        *(articles.c[name] for name in SNAPSHOT_COLUMNS),
    ).where(articles.c.id == article_id)
    columns = ["article_id", "number", "replaced_at", *SNAPSHOT_COLUMNS]
    connection.execute(insert(article_pasts).from_select(columns, row))
