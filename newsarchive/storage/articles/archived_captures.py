"""What the archive holds already of URLs and their captures, for those who fetch or import."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from newsarchive.hints import SharedParts
from newsarchive.storage.database.column_values import UNSTORABLE_CHARACTER
from newsarchive.storage.database.database import Database
from newsarchive.storage.derived.host_boilerplate import shared_parts
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.payloads import read_payload
from newsarchive.storage.rows.testimony_rows import told_of
from newsarchive.storage.rows.url_identity import HostKey, asked_url, url_key
from newsarchive.storage.schema import fetches, urls
from newsarchive.testimony import HeardFacts


class ArchiveReads:
    """The store `Reads` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shared(self) -> dict[HostKey, SharedParts]:
        """Return the boilerplate of each (source, host), as published by the last completed run."""
        with self._database.reading() as connection:
            return shared_parts(connection)

    def captured(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return which (URL, SHA-256 hex of the bytes) are archived; an empty URL means it is unknown."""
        found = {(url, sha256) for url, sha256, _ in self._captures(pairs)}
        return found & set(pairs)

    def captured_at(self, captures: Collection[tuple[str, str, datetime]]) -> set[tuple[str, str, datetime]]:
        """Return which (URL, SHA-256 hex of the bytes, time in whole seconds) are archived already."""
        return self._captures({(url, sha256) for url, sha256, _ in captures}) & set(captures)

    def listed(self, wanted: Collection[str]) -> dict[str, str]:
        """Return the publication times that listings gave for these URLs, as written; others are absent."""
        keys = {url_key(url): url for url in wanted}
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for part in chunks(sorted(keys)):
                query = select(urls.c.url_key, urls.c.hint_published_at).where(
                    urls.c.url_key.in_(part), urls.c.hint_published_at.is_not(None)
                )
                found |= {keys[row.url_key]: row.hint_published_at for row in connection.execute(query)}
        return found

    def told(self, wanted: Collection[str]) -> dict[str, tuple[HeardFacts, ...]]:
        """Return what lists said of the articles at these URLs; URLs of which nothing was said are absent."""
        with self._database.reading() as connection:
            return told_of(connection, wanted)

    def body(self, url: str, at: datetime | None) -> bytes | None:
        """Return the body fetched at that time (None: the latest), None if it was not kept."""
        query = (
            select(fetches.c.body_sha256)
            .join(urls, urls.c.id == fetches.c.url_id)
            .where(urls.c.url_key == url_key(url), fetches.c.body_sha256.is_not(None))
            .order_by(fetches.c.fetched_at.desc(), fetches.c.body_sha256)
        )
        if at is not None:
            query = query.where(fetches.c.fetched_at == at)
        with self._database.reading() as connection:
            sha256 = connection.scalar(query.limit(1))
            return None if sha256 is None else read_payload(connection, sha256)

    def _captures(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str, datetime]]:
        asked = {
            (UNSTORABLE_CHARACTER.sub("", asked_url(url, sha256)), sha256): (url, sha256)
            for url, sha256 in pairs
        }
        keys = {url_key(url) for url, _ in asked}
        found: set[tuple[str, str, datetime]] = set()
        with self._database.reading() as connection:
            for part in chunks(sorted(keys)):
                query = (
                    select(fetches.c.url, fetches.c.body_sha256, fetches.c.fetched_at)
                    .join(urls, urls.c.id == fetches.c.url_id)
                    .where(urls.c.url_key.in_(part), fetches.c.body_sha256.is_not(None))
                )
                found |= {tuple(row) for row in connection.execute(query)}
        return {(*asked[url, sha256], at) for url, sha256, at in found if (url, sha256) in asked}
