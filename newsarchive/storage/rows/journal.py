"""What an article's row said before a change, kept so that the archive can be asked as it stood."""

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

# The append-only journal of what happened to addresses, and the fetch rows beside it.

LAST_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = :name")


class Owner(Protocol):
    """Whose address was asked: the row number of its source, and that one's zone (IANA)."""

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
    """Append what happened to an address; `article_id` where it happened to the article behind it."""
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
    """Return the row of what happened to an address."""
    values = {"url_id": url_id, "crawl_id": crawl, "fetch_id": fetch_id, "at": at, "event": event}
    return (
        values | {"article_id": article_id} | {"reason": coerced_text(reason), "detail": coerced_text(detail)}
    )


def write_fetch(connection: Connection, values: dict[str, Any], owner: Owner) -> int:
    """Write one answer; return its row number."""
    return insert_numbered(connection, fetches, [fetch_row(values, owner)])[0]


def fetch_row(values: dict[str, Any], owner: Owner) -> dict[str, Any]:
    """Return the row of an answer: what was given (`fetched_at`, …), and what follows from it."""
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
    """Insert rows of the same columns; return their row numbers, which grow, in the order given.

    The numbers are had before: SQLite gives them back only row by row, three times slower.
    """
    if not rows:
        return []
    ids = _free_numbers(connection, table, len(rows))
    insert_rows(connection, table, [{"id": number} | row for number, row in zip(ids, rows, strict=True)])
    return ids


def _free_numbers(connection: Connection, table: Table, count: int) -> list[int]:
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(connection.scalars(numbers))
    # Nobody else writes. Where a number must never be used twice, SQLite keeps the highest there was.
    highest = connection.scalar(select(func.max(table.c.id))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:
        highest = max(highest, connection.scalar(LAST_GIVEN, {"name": table.name}) or 0)
    return list(range(highest + 1, highest + 1 + count))


def write_rights(connection: Connection, reserved: Mapping[int, Sequence[Reservation]]) -> None:
    """Write what captures, by row number of their fetch, say about being kept and mined."""
    rows = [
        {"fetch_id": fetch_id, "kind": each.kind, "origin": each.origin, "value": coerced_text(each.value)}
        for fetch_id, found in reserved.items()
        for each in found
    ]
    insert_rows(connection, capture_rights, rows)


def headers_text(headers: Sequence[tuple[str, str]]) -> str | None:
    """Return the headers in order, one `name: value` a line; None where none are known."""
    flat = (f"{name}: {' '.join(value.splitlines())}" for name, value in headers)
    return coerced_text("\n".join(flat)) if headers else None


def header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """Return the last header of that name (lower case), None where there is none."""
    found = [value for key, value in headers if key.lower() == name]
    return coerced_text(found[-1]) if found else None


# What changes without a revision. `last_seen_at` changes with every look and is read from the fetches.
REMEMBERED = ("url", "first_seen_at", "withdrawn_at")


def snapshot_articles(connection: Connection, article_id: int, now: datetime) -> None:
    """Keep the row as it is; to be called before any of REMEMBERED changes, with the time of recording."""
    before = select(func.coalesce(func.max(article_pasts.c.number), 0) + 1).where(
        article_pasts.c.article_id == article_id
    )
    row = select(
        articles.c.id,
        before.scalar_subquery(),
        literal(now, UtcDateTime),
        *(articles.c[name] for name in REMEMBERED),
    ).where(articles.c.id == article_id)
    columns = ["article_id", "number", "replaced_at", *REMEMBERED]
    connection.execute(insert(article_pasts).from_select(columns, row))
