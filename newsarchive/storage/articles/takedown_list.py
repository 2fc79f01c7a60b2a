"""URLs that were taken down and must stay out."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from newsarchive.lifecycle import JournalEvent, Outcome, UrlState, Withheld
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import rows_of
from newsarchive.storage.interfaces.crawl_store import Saved
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import write_event, write_fetch
from newsarchive.storage.schema import forgotten, urls

# The reason recorded for every page that is kept out.
FORGOTTEN = Withheld.FORGOTTEN


def forgotten_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Return which of the URL keys were taken down."""
    found: set[str] = set()
    for part in chunks(sorted(set(keys))):
        found |= set(connection.scalars(select(forgotten.c.url_key).where(forgotten.c.url_key.in_(part))))
    return found


def keep_out(connection: Connection, crawl: int, page: IncomingPage) -> Saved:
    """Record a page whose URL was taken down, or leads to one that was; nothing of the page is stored."""
    asked = rows_of(connection, [page])[page.asked_key]
    values = {
        "url_id": asked.id,
        "crawl_id": crawl,
        "url": page.asked,
        "fetched_at": page.at,
        "outcome": Outcome.REFUSED,
        "status": page.article.page.status,
        "body_sha256": page.body_sha256,
        "body_size": len(page.article.page.body),
        "reason": FORGOTTEN,
    }
    fetch_id = write_fetch(connection, values, asked)
    changes = {"state": UrlState.SKIPPED, "last_error": FORGOTTEN, "claimed_by": None, "next_check_at": NEVER}
    connection.execute(update(urls).where(urls.c.id == asked.id).values(changes))
    write_event(
        connection,
        JournalEvent.REFUSED,
        url_id=asked.id,
        crawl=crawl,
        at=page.at,
        fetch_id=fetch_id,
        reason=FORGOTTEN,
    )
    return Saved(url=page.article.page.url, outcome=Outcome.REFUSED, reason=FORGOTTEN)
