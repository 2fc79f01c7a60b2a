"""A refused capture that is an article to today's code, saved as if that code had been there then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from newsarchive.storage.group_saver import GroupSaver
from newsarchive.storage.judging import Judged
from newsarchive.storage.schema import fetches, removed_blocks, repairs, urls
from newsarchive.storage.standing import UrlRow

# What later answers left in the row of an address; an old capture read again says nothing new of it.
LATER = ("attempts", "claimed_by", "etag", "last_modified", "last_fetched_at", "last_seen_at")


class AcceptingSaver(GroupSaver):
    """Saves one page whose fetch is in the archive already: the fetch gets a new outcome, not a twin."""

    def __init__(
        self, connection: Connection, crawl: int, now: datetime, rows: Mapping[str, UrlRow], fetch_id: int
    ) -> None:
        super().__init__(connection, crawl, now, rows)
        self._fetch_id = fetch_id

    def _write_fetches(self, group: Sequence[Judged]) -> None:
        for one in group:
            one.fetch_id = self._fetch_id
            read = self._fetch_row(one)
            changed = {name: read[name] for name in ("outcome", "verdict", "revision_id", "charset")}
            changed |= {"reason": None, "detail": None}
            self.connection.execute(update(fetches).where(fetches.c.id == self._fetch_id).values(changed))
            # Evidence belongs to a reading; that of the refusal gives way to the revision's.
            for table in (removed_blocks, repairs):
                stale = delete(table).where(table.c.fetch_id == self._fetch_id, table.c.revision_id.is_(None))
                self.connection.execute(stale)
            one.events.append(("reread", "accepted", None))

    def _change_addresses(self, group: Sequence[Judged]) -> None:
        ids = [row.id for one in group for row in one.rows.values()]
        before = self.connection.execute(select(urls).where(urls.c.id.in_(ids))).all()
        super()._change_addresses(group)
        for row in before:
            kept: dict[str, Any] = {name: getattr(row, name) for name in LATER}
            if row.state not in {"refused", "found"}:
                kept |= {"state": row.state, "last_error": row.last_error}
            self.connection.execute(update(urls).where(urls.c.id == row.id).values(kept))
