"""Articles that their publishers took away or brought back, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsarchive.lifecycle import ARTICLE_EVENTS
from newsarchive.storage.queries.search_hits import Index, marks

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FedWithdrawal:
    """An article withdrawn or returned, with the text that it had last; `event` is a word of the journal."""

    event_id: int
    article_id: int
    event: str
    at: datetime
    source: str
    url: str
    title: str | None
    text: str
    authors: str | None
    language: str | None
    script: str | None
    published_at: datetime | None
    published_offset: str | None


def withdrawal_batches(index: Index, before: int | None) -> Iterator[list[tuple[int, int]]]:
    """Yield (event, article) of withdrawals and returns, newest first, from those before an event on."""
    words = ", ".join(f"'{event}'" for event in ARTICLE_EVENTS)
    while True:
        # The index of events of articles has these alone.
        above = "" if before is None else " AND id < ?"
        sql = (
            "SELECT id, article_id FROM url_events WHERE article_id IS NOT NULL"  # noqa: S608
            f" AND event IN ({words}){above} ORDER BY id DESC LIMIT {_BATCH}"
        )
        batch = [(int(row[0]), int(row[1])) for row in index.rows(sql, *([] if before is None else [before]))]
        if not batch:
            return
        yield batch
        before = batch[-1][0]


def fed_withdrawals(index: Index, event_ids: Sequence[int]) -> list[FedWithdrawal]:
    """Return these events with what the archive has of their articles, the newest first."""
    sql = (
        "SELECT e.id, e.article_id, e.event, e.at, s.name, a.url, c.title, c.text, c.authors, c.language,"  # noqa: S608
        " c.script, c.published_at, c.published_offset FROM url_events AS e"
        " JOIN articles AS a ON a.id = e.article_id JOIN sources AS s ON s.id = a.source_id"
        " JOIN current_articles AS c ON c.article_id = a.id"
        f" WHERE e.id IN ({marks(event_ids)}) ORDER BY e.id DESC"
    )
    names = FedWithdrawal.__slots__
    rows = index.rows(sql, *event_ids) if event_ids else iter(())
    return [FedWithdrawal(**dict(zip(names, row, strict=True))) for row in rows]
