"""Questions the rest of the code asks of the archive."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from newsarchive.hints import SharedParts
from newsarchive.storage.addresses import HostKey, asked_address, url_key
from newsarchive.storage.fitting import UNFIT
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
        asked = {(UNFIT.sub("", asked_address(url, sha256)), sha256): (url, sha256) for url, sha256 in pairs}
        keys = {url_key(address) for address, _ in asked}
        found: set[tuple[str, str]] = set()
        with self._database.reading() as connection:
            for part in chunks(sorted(keys)):
                query = (
                    select(fetches.c.url, fetches.c.body_sha256)
                    .join(urls, urls.c.id == fetches.c.url_id)
                    .where(urls.c.url_key.in_(part), fetches.c.body_sha256.is_not(None))
                )
                found |= {(row.url, row.body_sha256) for row in connection.execute(query)}
        return {asked[pair] for pair in found & asked.keys()}
