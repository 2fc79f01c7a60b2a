"""Pages into the archive: one transaction a call, one savepoint a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, exists, select, update
from sqlalchemy.exc import DBAPIError

from newsarchive.items import CleanArticle
from newsarchive.storage.events import write_event, write_fetch
from newsarchive.storage.fitting import fit_article, fit_text
from newsarchive.storage.interfaces import Saved
from newsarchive.storage.page_saver import PageSaver
from newsarchive.storage.pages import Page, page_of
from newsarchive.storage.registry import Address, ensure_sources, ensure_urls
from newsarchive.storage.schema import crawls, fetches, urls
from newsarchive.storage.transactions import Database
from newsarchive.storage.translation import is_about_data

# Why a page is refused whose values the database would not take.
UNSTORABLE = "unstorable"


class ArchiveSaves:
    """The door `Saves` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, crawl: int, articles: Sequence[CleanArticle]) -> list[Saved]:
        """Store the pages in the order given; the same page twice is `unchanged`.

        An import skips a page whose address and bytes are in the archive already, so that repeating an
        interrupted one ends where an uninterrupted one would.
        """
        now = datetime.now(UTC)
        plans = [page_of(fit_article(article), now) for article in articles]
        with self._database.writing() as connection:
            kind, source = connection.execute(
                select(crawls.c.kind, crawls.c.source_id).where(crawls.c.id == crawl)
            ).one()
            _ensure_rows(connection, plans, source)
            return [_save_page(connection, crawl, plan, now, once=kind == "import") for plan in plans]


def _ensure_rows(connection: Connection, plans: Sequence[Page], source: int | None) -> None:
    named = ensure_sources(connection, {plan.source for plan in plans}) if source is None else {}
    addresses = [
        Address(url=url, source_id=named[plan.source] if source is None else source, at=plan.at)
        for plan in plans
        for url in plan.addresses
    ]
    ensure_urls(connection, addresses)


def _save_page(connection: Connection, crawl: int, plan: Page, now: datetime, *, once: bool) -> Saved:
    if once and _captured(connection, plan):
        return Saved(url=plan.article.page.url, outcome="unchanged")
    savepoint = connection.begin_nested()
    try:
        saved = PageSaver(connection, crawl, plan, now).save()
        savepoint.commit()
    except DBAPIError as error:
        if error.connection_invalidated or not is_about_data(error):
            raise
        savepoint.rollback()
        return _refuse_unstorable(connection, crawl, plan, str(error.orig))
    return saved


def _captured(connection: Connection, plan: Page) -> bool:
    query = (
        select(fetches.c.id)
        .join(urls, urls.c.id == fetches.c.url_id)
        .where(
            urls.c.url_key == plan.asked_key,
            fetches.c.body_sha256 == plan.body_sha256,
            fetches.c.url == plan.asked,
        )
    )
    return bool(connection.scalar(select(exists(query))))


def _refuse_unstorable(connection: Connection, crawl: int, plan: Page, detail: str) -> Saved:
    """Record a page the database would not take, with what it said, but none of its values."""
    row = connection.execute(select(urls.c.id).where(urls.c.url_key == plan.asked_key)).one()
    values = {
        "url_id": row.id,
        "crawl_id": crawl,
        "url": plan.asked,
        "fetched_at": plan.at,
        "outcome": "refused",
        "body_sha256": plan.body_sha256,
        "body_size": len(plan.article.page.body),
        "reason": UNSTORABLE,
        "detail": fit_text(detail),
    }
    fetch_id = write_fetch(connection, values)
    changes = {"state": "refused", "last_error": UNSTORABLE, "claimed_by": None, "last_fetched_at": plan.at}
    connection.execute(update(urls).where(urls.c.id == row.id).values(changes))
    write_event(
        connection,
        "refused",
        url_id=row.id,
        crawl=crawl,
        at=plan.at,
        fetch_id=fetch_id,
        reason=UNSTORABLE,
        detail=detail,
    )
    return Saved(url=plan.article.page.url, outcome="refused", reason=UNSTORABLE)
