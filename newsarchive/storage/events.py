"""The append-only journal of what happened to addresses, and the fetch rows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from newsarchive.storage.fitting import fit_text
from newsarchive.storage.schema import fetches, url_events


def write_event(
    connection: Connection,
    event: str,
    *,
    url_id: int,
    crawl: int,
    at: datetime,
    fetch_id: int | None = None,
    reason: str | None = None,
    detail: str | None = None,
) -> None:
    """Append what happened to an address."""
    values = {"url_id": url_id, "crawl_id": crawl, "fetch_id": fetch_id, "at": at, "event": event}
    connection.execute(insert(url_events), values | {"reason": fit_text(reason), "detail": fit_text(detail)})


def write_fetch(connection: Connection, values: dict[str, Any]) -> int:
    """Write one answer; return its row number."""
    return int(connection.scalars(insert(fetches).returning(fetches.c.id), values).one())


def headers_text(headers: Sequence[tuple[str, str]]) -> str | None:
    """Return the headers in order, one `name: value` a line; None where none are known."""
    flat = (f"{name}: {' '.join(value.splitlines())}" for name, value in headers)
    return fit_text("\n".join(flat)) if headers else None


def header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """Return the last header of that name (lower case), None where there is none."""
    found = [value for key, value in headers if key.lower() == name]
    return fit_text(found[-1]) if found else None
