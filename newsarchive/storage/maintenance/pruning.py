"""Takes away what nothing refers to, and bodies that their sources keep for a while only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, select, update

from newsarchive.lifecycle import Outcome
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import capture_rights, fetches, payloads, sources, url_events, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What went, or would go: `expired` captures lose their body; `bodies` and their packed `bytes` go.

    `fetches` are answers "not modified", of feeds and the like, that were older than asked for.
    """

    expired: int
    bodies: int
    bytes: int
    fetches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long bodies stay, in days by source; `text_only` sources keep none of a noarchive page.

    `not_modified_days`: older answers 304 that show no article go (None: they stay).
    """

    payload_days: Mapping[str, int]
    text_only: tuple[str, ...] = ()
    not_modified_days: int | None = None


def prune_archive(url: str, retention: Retention, now: datetime, *, dry: bool) -> Pruned:
    """Prune in one transaction; with `dry` it is counted and rolled back."""
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=WAIT)
    try:
        check_schema(database)
        with database.writing() as connection:
            done = _prune(connection, retention, now)
            if dry:
                connection.rollback()
        return done
    finally:
        database.close()


def _prune(connection: Connection, retention: Retention, now: datetime) -> Pruned:
    expired = 0
    for source, days in sorted(retention.payload_days.items()):
        old = _of(source).where(fetches.c.fetched_at < now - timedelta(days=days))
        expired += _let_go(connection, connection.scalars(old))
    for source in sorted(retention.text_only):
        said = exists().where(capture_rights.c.fetch_id == fetches.c.id, capture_rights.c.kind == "noarchive")
        expired += _let_go(connection, connection.scalars(_of(source).where(said)))
    bodies, size = _unneeded(connection)
    return Pruned(
        expired=expired, bodies=bodies, bytes=size, fetches=_not_modified(connection, retention, now)
    )


def _of(source: str):  # type: ignore[no-untyped-def]
    return (
        select(fetches.c.id)
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(sources, sources.c.id == urls.c.source_id)
        .where(sources.c.name == source, fetches.c.payload_sha256.is_not(None))
    )


def _let_go(connection: Connection, ids: Iterable[int]) -> int:
    found = list(ids)
    for part in chunks(found):
        connection.execute(
            update(fetches).where(fetches.c.id.in_(part)).values(payload_sha256=None, payload_kept=False)
        )
    return len(found)


def _unneeded(connection: Connection) -> tuple[int, int]:
    """Delete the bodies no fetch refers to."""
    needed = exists().where(fetches.c.payload_sha256 == payloads.c.sha256)
    total = select(func.count(), func.coalesce(func.sum(func.length(payloads.c.body)), 0)).where(~needed)
    bodies, size = connection.execute(total).one()
    connection.execute(delete(payloads).where(~needed))
    return int(bodies), int(size)


def _not_modified(connection: Connection, retention: Retention, now: datetime) -> int:
    """Delete old answers 304; those that show an article stay.

    Every one of them was once `last_seen_at`, and is what `--as-of` reads it from.
    """
    if retention.not_modified_days is None:
        return 0
    told = exists().where(url_events.c.fetch_id == fetches.c.id)
    old = fetches.c.fetched_at < now - timedelta(days=retention.not_modified_days)
    of_none = (fetches.c.outcome == Outcome.NOT_MODIFIED) & fetches.c.revision_id.is_(None)
    return connection.execute(delete(fetches).where(of_none, old, ~told)).rowcount
