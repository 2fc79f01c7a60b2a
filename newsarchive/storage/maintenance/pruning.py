"""Deletes what nothing refers to, and bodies that their sources keep for a limited time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, select, update

from newsarchive.lifecycle import Outcome
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.payloads import is_unneeded_payload
from newsarchive.storage.schema import capture_rights, fetches, payloads, sources, url_events, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was or would be deleted: bodies of `expired` captures, unused `bodies` and their packed `bytes`.

    `fetches` counts old answers "not modified" of feeds and the like.
    """

    expired: int
    bodies: int
    bytes: int
    fetches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days each source keeps bodies; `text_only` sources keep none of `noarchive` pages.

    `not_modified_days`: older 304 answers that show no article are deleted (None: kept).
    """

    payload_days: Mapping[str, int]
    text_only: tuple[str, ...] = ()
    not_modified_days: int | None = None


def prune_archive(url: str, retention: Retention, now: datetime, *, dry: bool) -> Pruned:
    """Prune in one transaction; with `dry`, count and roll back."""
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
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
        old = _with_payload(source).where(fetches.c.fetched_at < now - timedelta(days=days))
        expired += _release_bodies(connection, connection.scalars(old))
    for source in sorted(retention.text_only):
        noarchive = exists().where(
            capture_rights.c.fetch_id == fetches.c.id, capture_rights.c.kind == "noarchive"
        )
        expired += _release_bodies(connection, connection.scalars(_with_payload(source).where(noarchive)))
    bodies, size = _delete_unused(connection)
    return Pruned(
        expired=expired, bodies=bodies, bytes=size, fetches=_delete_not_modified(connection, retention, now)
    )


def _with_payload(source: str):  # type: ignore[no-untyped-def]
    return (
        select(fetches.c.id)
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(sources, sources.c.id == urls.c.source_id)
        .where(sources.c.name == source, fetches.c.payload_sha256.is_not(None))
    )


def _release_bodies(connection: Connection, ids: Iterable[int]) -> int:
    found = list(ids)
    for part in chunks(found):
        connection.execute(
            update(fetches).where(fetches.c.id.in_(part)).values(payload_sha256=None, payload_kept=False)
        )
    return len(found)


def _delete_unused(connection: Connection) -> tuple[int, int]:
    """Delete the bodies that no fetch and no list's word refers to."""
    unneeded = is_unneeded_payload()
    total = select(func.count(), func.coalesce(func.sum(func.length(payloads.c.body)), 0)).where(unneeded)
    bodies, size = connection.execute(total).one()
    if bodies:
        connection.execute(delete(payloads).where(unneeded))
    return int(bodies), int(size)


def _delete_not_modified(connection: Connection, retention: Retention, now: datetime) -> int:
    """Delete old 304 answers that show no article.

    Those that show one stay: each was once its `last_seen_at`, which `--as-of` reads from them.
    """
    if retention.not_modified_days is None:
        return 0
    with_event = exists().where(url_events.c.fetch_id == fetches.c.id)
    old = fetches.c.fetched_at < now - timedelta(days=retention.not_modified_days)
    without_article = (fetches.c.outcome == Outcome.NOT_MODIFIED) & fetches.c.revision_id.is_(None)
    return connection.execute(delete(fetches).where(without_article, old, ~with_event)).rowcount
