"""An address whose host did not want to be asked now: it stays unfinished, with the reason."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, update

from newsarchive.storage.events import write_event
from newsarchive.storage.fitting import fit_text
from newsarchive.storage.interfaces import Answer
from newsarchive.storage.schema import urls
from newsarchive.storage.visiting.listings import put_off


def postpone(connection: Connection, crawl: int, answer: Answer, row: Any, fetch_id: int | None) -> None:
    """Leave the address for the next crawl; `fetch_id` where it was asked for and the host refused.

    The event is written when the reason is another than the last time: an address that waits for a week is
    looked at by every crawl of it.
    """
    reason = fit_text(answer.reason)
    state = "found" if row.state in {"claimed", "failed", "skipped"} else row.state
    values = {"state": state, "claimed_by": None, "last_error": reason}
    if answer.until is not None:
        values |= {"next_check_at": answer.until}
    connection.execute(update(urls).where(urls.c.id == row.id).values(values))
    if answer.kind != "article" and answer.until is not None:
        put_off(connection, row.id, row.source_id, answer.until)
    if reason == row.last_error and fetch_id is None:
        return
    write_event(
        connection,
        "skipped",
        url_id=row.id,
        crawl=crawl,
        at=answer.at,
        fetch_id=fetch_id,
        reason=reason,
        detail=answer.detail,
    )
