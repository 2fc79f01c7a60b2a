"""Pages into the archive: one transaction a call, each page all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from newsarchive import clock
from newsarchive.items import CleanArticle
from newsarchive.storage.events import write_event, write_fetch
from newsarchive.storage.fitting import fit_article, fit_text
from newsarchive.storage.group_saver import GroupSaver
from newsarchive.storage.interfaces import Saved
from newsarchive.storage.pages import Page, page_of
from newsarchive.storage.registry import Address, ensure_sources, ensure_urls
from newsarchive.storage.schema import crawls, urls
from newsarchive.storage.standing import UrlRow, captured, rows_of
from newsarchive.storage.takedowns import forgotten_keys, keep_out
from newsarchive.storage.transactions import Database
from newsarchive.storage.translation import is_about_data

# Why a page is refused whose values the database would not take.
UNSTORABLE = "unstorable"


class ArchiveSaves:
    """The door `Saves` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, crawl: int, articles: Sequence[CleanArticle], *, by_time: bool = False) -> list[Saved]:
        """Store the pages in the order given; the same page twice is `unchanged`.

        An import skips a page whose address and bytes (and time of fetching, with `by_time`) are in the
        archive already, so that repeating an interrupted one ends where an uninterrupted one would.
        """
        fit = [fit_article(article) for article in articles]
        with self._database.writing() as connection:
            # Once nobody else writes: what is recorded at a moment is committed soon after it.
            now = clock.now()
            plans = [page_of(article, now) for article in fit]
            kind, source = connection.execute(
                select(crawls.c.kind, crawls.c.source_id).where(crawls.c.id == crawl)
            ).one()
            _ensure_rows(connection, plans, source)
            saver = _Saver(connection, crawl, now, once=kind == "import", by_time=by_time)
            return list(saver.save_all(plans))


def _ensure_rows(connection: Connection, plans: Sequence[Page], source: int | None) -> None:
    named = ensure_sources(connection, {plan.source for plan in plans}) if source is None else {}
    addresses = [
        Address(url=url, source_id=named[plan.source] if source is None else source, at=plan.at)
        for plan in plans
        for url in plan.addresses
    ]
    ensure_urls(connection, addresses)


class _Saver:
    """Saves the pages of one batch, as many together as have nothing in common."""

    def __init__(
        self, connection: Connection, crawl: int, now: datetime, *, once: bool, by_time: bool = False
    ) -> None:
        self._connection, self._crawl, self._now = connection, crawl, now
        self._once, self._by_time = once, by_time

    def save_all(self, pages: Sequence[Page]) -> Iterator[Saved]:
        """Yield what became of each page, in order."""
        rest = list(pages)
        while rest:
            rows = rows_of(self._connection, rest)
            group = list(_independent(rest, rows))
            del rest[: len(group)]
            known = self._known(group) if self._once else set()
            new = [page for page in group if self._mark(page) not in known]
            closed = forgotten_keys(self._connection, {key for page in new for key in page.keys})
            saved = {
                id(page): keep_out(self._connection, self._crawl, page) for page in new if page.keys & closed
            }
            new = [page for page in new if id(page) not in saved]
            saved |= zip(map(id, new), self._save(new, rows), strict=True)
            for page in group:
                yield saved.get(id(page)) or Saved(url=page.article.page.url, outcome="unchanged")

    def _known(self, group: Sequence[Page]) -> set[tuple[object, ...]]:
        marks = captured(self._connection, group)
        return {mark if self._by_time else mark[:2] for mark in marks}

    def _mark(self, page: Page) -> tuple[object, ...]:
        mark = (page.asked, page.body_sha256, page.at)
        return mark if self._by_time else mark[:2]

    def _save(self, group: Sequence[Page], rows: Mapping[str, UrlRow]) -> list[Saved]:
        """Save all in one savepoint; where the database will not have it, each in one of its own."""
        if not group:
            return []
        savepoint = self._connection.begin_nested()
        try:
            saved = GroupSaver(self._connection, self._crawl, self._now, rows).save(group)
            savepoint.commit()
        except DBAPIError as error:
            if error.connection_invalidated or not is_about_data(error):
                raise
            savepoint.rollback()
            if len(group) == 1:
                return [
                    _refuse_unstorable(self._connection, self._crawl, group[0], self._now, str(error.orig))
                ]
            return [one for page in group for one in self._save([page], rows)]
        return saved


def _independent(pages: Iterable[Page], rows: Mapping[str, UrlRow]) -> Iterator[Page]:
    """Yield the pages up to the first that shares an address or an article with one before it."""
    taken: set[str | int] = set()
    for page in pages:
        marks: set[str | int] = {*page.keys, *(number for key in page.keys for number in rows[key].articles)}
        if taken & marks:
            return
        taken |= marks
        yield page


def _refuse_unstorable(connection: Connection, crawl: int, plan: Page, now: datetime, detail: str) -> Saved:
    """Record a page the database would not take, with what it said, but none of its values."""
    row = rows_of(connection, [plan])[plan.asked_key]
    values = {
        "url_id": row.id,
        "crawl_id": crawl,
        "url": plan.asked,
        "fetched_at": plan.at,
        "recorded_at": now,
        "outcome": "refused",
        "body_sha256": plan.body_sha256,
        "body_size": len(plan.article.page.body),
        "reason": UNSTORABLE,
        "detail": fit_text(detail),
    }
    fetch_id = write_fetch(connection, values, row)
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
