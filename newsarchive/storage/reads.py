"""Questions the rest of the code asks of the archive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from newsarchive.hints import SharedParts
from newsarchive.storage.addresses import HostKey, asked_address, url_key
from newsarchive.storage.fitting import UNFIT
from newsarchive.storage.payload_store import read_payload
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import fetches, urls
from newsarchive.storage.sharing import shared_parts
from newsarchive.storage.transactions import Database


class ArchiveReads:
    """The door `Reads` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shared(self) -> dict[HostKey, SharedParts]:
        """What pages of one host share, by source and host, as the last completed run left it."""
        with self._database.reading() as connection:
            return shared_parts(connection)

    def captured(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these (url, sha256 hex of the bytes) are in the archive already; "" is no address."""
        found = {(url, sha256) for url, sha256, _ in self._captures(pairs)}
        return found & set(pairs)

    def captured_at(self, captures: Collection[tuple[str, str, datetime]]) -> set[tuple[str, str, datetime]]:
        """Which of these (url, sha256 hex of the bytes, time in whole seconds) are in the archive already."""
        return self._captures({(url, sha256) for url, sha256, _ in captures}) & set(captures)

    def listed(self, addresses: Collection[str]) -> dict[str, str]:
        """When feeds and sitemaps say these addresses were published, as written; unknown ones are absent."""
        keys = {url_key(address): address for address in addresses}
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for part in chunks(sorted(keys)):
                query = select(urls.c.url_key, urls.c.hint_published_at).where(
                    urls.c.url_key.in_(part), urls.c.hint_published_at.is_not(None)
                )
                found |= {keys[row.url_key]: row.hint_published_at for row in connection.execute(query)}
        return found

    def body(self, url: str, at: datetime | None) -> bytes | None:
        """The bytes of an address as fetched then (None: last), None where they were not kept."""
        kept = (
            select(fetches.c.body_sha256)
            .join(urls, urls.c.id == fetches.c.url_id)
            .where(urls.c.url_key == url_key(url), fetches.c.body_sha256.is_not(None))
            .order_by(fetches.c.fetched_at.desc(), fetches.c.body_sha256)
        )
        if at is not None:
            kept = kept.where(fetches.c.fetched_at == at)
        with self._database.reading() as connection:
            sha256 = connection.scalar(kept.limit(1))
            return None if sha256 is None else read_payload(connection, sha256)

    def _captures(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str, datetime]]:
        asked = {(UNFIT.sub("", asked_address(url, sha256)), sha256): (url, sha256) for url, sha256 in pairs}
        keys = {url_key(address) for address, _ in asked}
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
