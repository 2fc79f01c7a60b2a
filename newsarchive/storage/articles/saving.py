"""Saves pages: one transaction per call, each page whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import DBAPIError

from newsarchive import clock
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import (
    ARTICLE_EVENTS,
    EVENT_OF,
    CrawlKind,
    EventNote,
    JournalEvent,
    Outcome,
    Undecodable,
    UrlState,
)
from newsarchive.storage.articles.incoming_page import IncomingPage, incoming_page
from newsarchive.storage.articles.moved_articles import join_told_by_page
from newsarchive.storage.articles.restated_facts import find_restatements, write_restatements
from newsarchive.storage.articles.revision_rows import NewRevision, write_evidence, write_revisions
from newsarchive.storage.articles.save_plan import CANONICAL_REFUSED, SavePlan, plan_save
from newsarchive.storage.articles.stored_article import (
    StoredArticle,
    UrlRow,
    captured,
    rows_of,
    stored_articles,
)
from newsarchive.storage.articles.takedown_list import forgotten_keys, keep_out
from newsarchive.storage.articles.url_updates import UrlChanges
from newsarchive.storage.articles.withdrawals import bring_back, miss
from newsarchive.storage.database.bulk import BulkStatement, insert_rows
from newsarchive.storage.database.column_values import coerced_article, coerced_text
from newsarchive.storage.database.database import Database, is_about_data
from newsarchive.storage.derived.fingerprints import regroup_articles
from newsarchive.storage.derived.host_boxes import NewOutline, write_outlines
from newsarchive.storage.interfaces.crawl_store import Saved
from newsarchive.storage.rows.get_or_create import UrlToRegister, ensure_sources, ensure_urls
from newsarchive.storage.rows.journal import (
    event_row,
    fetch_row,
    headers_text,
    insert_numbered,
    snapshot_articles,
    write_event,
    write_fetch,
    write_rights,
)
from newsarchive.storage.rows.local_days import PublishedTime, dates, published_time
from newsarchive.storage.rows.payloads import keep_payloads
from newsarchive.storage.rows.url_identity import bare_host, shown_url
from newsarchive.storage.schema import articles, crawls, fetches, url_events, urls

_OWN_ID: Any = bindparam("own_id")
_LINK_FETCHES = BulkStatement(
    update(fetches).where(fetches.c.id == _OWN_ID).values(revision_id=bindparam("revision"))
)


class GroupSaver:
    """Saves pages that share no URL and no article, so that their order makes no difference.

    It runs inside the caller's savepoint. `rows` holds the rows of all their URLs by key. Statements run for
    the whole group: row by row, a page took 17 round trips, 250 pages/s on PostgreSQL
    (docs/explanation/storage.md#writing). To store something more with each revision, add it to
    `write_revisions`, which gets all revisions of the group at once. `imports` says that the pages were not
    fetched by a crawl of this archive.
    """

    def __init__(
        self,
        connection: Connection,
        crawl: int,
        now: datetime,
        rows: Mapping[str, UrlRow],
        *,
        imports: bool = False,
    ) -> None:
        self.connection = connection
        self.crawl = crawl
        self.now = now
        self.rows = rows
        self.imports = imports

    def save(self, pages: Sequence[IncomingPage]) -> list[Saved]:
        """Store the pages; return what became of each."""
        group = self._plans(pages)
        self._compare_statements(group)
        bodies = {one.page.body_sha256: one.page.article.page.body for one in group if one.keeps_payload}
        keep_payloads(self.connection, bodies)
        self._add_articles([one for one in group if one.outcome == Outcome.NEW])
        self._write_fetches(group)
        self._revise([one for one in group if one.revises])
        write_restatements(self.connection, group, self.now)
        self._touch([one for one in group if one.stored is not None])
        self._return(group)
        self._outline(group)
        self._update_urls(group)
        self._refuse([one for one in group if one.outcome == Outcome.REFUSED])
        self._write_events(group)
        return [_saved(one) for one in group]

    def _plans(self, pages: Sequence[IncomingPage]) -> list[SavePlan]:
        rows = {key: self.rows[key] for page in pages for key in page.keys}
        stored = self._stored(rows)
        told = (self.connection, self.crawl)
        joined = [page for page in pages if join_told_by_page(*told, page, rows, stored, self.now)]
        if joined:
            rows |= rows_of(self.connection, joined)
            stored = self._stored(rows)
        return [
            plan_save(
                self.connection,
                page,
                {key: rows[key] for key in page.ordered_keys},
                stored,
                self.now if self.imports or page.article.page.from_elsewhere else None,
            )
            for page in pages
        ]

    def _compare_statements(self, group: Sequence[SavePlan]) -> None:
        """Find what the pages state otherwise than those that were kept of their articles."""
        find_restatements(self.connection, group)

    def _stored(self, rows: Mapping[str, UrlRow]) -> dict[int, StoredArticle]:
        article_ids = {number for row in rows.values() for number in row.articles}
        return stored_articles(self.connection, article_ids)

    def _add_articles(self, new: Sequence[SavePlan]) -> None:
        ids = insert_numbered(self.connection, articles, [_article_row(one) for one in new])
        for one, number in zip(new, ids, strict=True):
            one.article_id = number

    def _write_fetches(self, group: Sequence[SavePlan]) -> None:
        ids = insert_numbered(self.connection, fetches, [self._fetch_row(one) for one in group])
        for one, number in zip(group, ids, strict=True):
            one.fetch_id = number
            if (event := EVENT_OF[one.told_outcome]) is not None:
                note, detail = _reason(one)
                came = EventNote.PAGE_CAME if one.replaces_stand_in else None
                one.events.append((event, note or came, detail))
        write_rights(
            self.connection, {one.fetch_id: one.page.article.facts.rights.reservations for one in group}
        )

    def _revise(self, revised: Sequence[SavePlan]) -> None:
        if not revised:
            return
        for one, written in zip(
            revised, write_revisions(self.connection, list(self._new_revisions(revised))), strict=True
        ):
            one.revision_id = written.id
        _LINK_FETCHES.run(
            self.connection, [{"own_id": one.fetch_id, "revision": one.revision_id} for one in revised]
        )

    def _outline(self, group: Sequence[SavePlan]) -> None:
        """Store which boxes the text of each article's page stands in."""
        outlined = [
            NewOutline(one.article_id, one.page.at, outline)
            for one in group
            if one.outcome != Outcome.REFUSED and (outline := one.page.article.boxes.outline) is not None
        ]
        write_outlines(self.connection, outlined)

    def _new_revisions(self, revised: Sequence[SavePlan]) -> Iterator[NewRevision]:
        for one in revised:
            yield NewRevision(
                article=one.page.article,
                key=one.key,
                article_id=one.article_id,
                number=one.number,
                fetch_id=one.fetch_id,
                canonical_url=one.page.identity,
                now=self.now,
                came_late=one.came_late,
            )

    def _touch(self, stored: Sequence[SavePlan]) -> None:
        """Update stored articles that were seen again, and their URL if the publisher gave a new one."""
        if not stored:
            return
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _updated_values(stored[0])}
        moved = [one.article_id for one in stored if one.stored and _row_changes(one.stored, one)]
        for number in moved:
            snapshot_articles(self.connection, number, self.now)
        rows = [
            {"own_id": one.article_id}
            | {f"new_{name}": value for name, value in _updated_values(one).items()}
            for one in stored
        ]
        self.connection.execute(update(articles).where(articles.c.id == _OWN_ID).values(values), rows)
        # An older capture, imported late, may say who was first.
        regroup_articles(self.connection, moved)

    def _return(self, group: Sequence[SavePlan]) -> None:
        """Say of withdrawn articles that they are back: of one behind a paywall too, with that reason."""
        for one in group:
            withdrawn = one.standing
            if one.stored is not None and one.stored.withdrawn_at is not None:
                withdrawn = one.article_id
            if withdrawn is not None and bring_back(self.connection, withdrawn, one.page.at, self.now):
                one.article_id = withdrawn
                one.events.append((JournalEvent.RETURNED, one.page.refusal, None))

    def _update_urls(self, group: Sequence[SavePlan]) -> None:
        UrlChanges(self.connection).write(group)

    def _refuse(self, refused: Sequence[SavePlan]) -> None:
        not_withheld = [one for one in refused if one.page.article.facts.rights.withheld is None]
        write_evidence(self.connection, [(one.page.article, one.fetch_id, None) for one in not_withheld])
        article_ids = {one.asked.article_id for one in refused if one.is_missing}
        stored = stored_articles(self.connection, {number for number in article_ids if number is not None})
        for one in refused:
            before = stored.get(one.asked.article_id or 0) if one.is_missing else None
            if before is not None and before.last_seen_at <= one.page.at:
                miss(self.connection, one.asked, one.page.at, one.page.refusal)

    def _fetch_row(self, one: SavePlan) -> dict[str, Any]:
        plan, article, page = one.page, one.page.article, one.page.article.page
        facts = article.facts
        values = {
            "url_id": one.asked.id,
            "crawl_id": self.crawl,
            "url": plan.asked,
            "fetched_at": plan.at,
            "recorded_at": self.now,
            "outcome": one.told_outcome,
            "status": page.status,
            "final_url": page.final_url,
            "content_type": page.content_type,
            "headers": headers_text(page.headers),
            "body_sha256": plan.body_sha256,
            "body_size": len(page.body),
            "payload_sha256": plan.body_sha256 if one.keeps_payload else None,
            "verdict": article.verdict,
            "reason": _reason(one)[0],
            "detail": _reason(one)[1],
            "revision_id": one.shown_revision,
            "charset": facts.charset.name if facts.charset else None,
            "kind": facts.kind,
            "kind_confidence": facts.kind_confidence,
        }
        return fetch_row(values, one.asked)

    def _write_events(self, group: Sequence[SavePlan]) -> None:
        rows = [
            event_row(
                event,
                url_id=one.asked.id,
                crawl=self.crawl,
                at=one.page.at,
                fetch_id=one.fetch_id,
                article_id=_whose(event, one),
                reason=reason,
                detail=detail,
            )
            for one in group
            for event, reason, detail in one.events
        ]
        insert_rows(self.connection, url_events, rows)


def _article_row(one: SavePlan) -> dict[str, Any]:
    return {
        "source_id": one.identity.source_id,
        "url_id": one.identity.id,
        "url": one.page.answered,
        "site": bare_host(one.page.answered),
        "first_seen_at": one.page.at,
        "last_seen_at": one.page.at,
        "latest_number": 1,
    } | dates(published_time(one.page.article.facts.published_at), one.page.at, one.identity.timezone)


def _reason(one: SavePlan) -> tuple[str | None, str | None]:
    return (
        (one.page.refusal, one.page.article.facts.error)
        if one.untrusted_link is None
        else (CANONICAL_REFUSED, one.untrusted_link)
    )


def _whose(event: JournalEvent, one: SavePlan) -> int | None:
    return one.article_id if event in ARTICLE_EVENTS else None


def _row_changes(stored: StoredArticle, one: SavePlan) -> bool:
    changed = _updated_values(one)
    return (changed["url"], changed["first_seen_at"]) != (stored.url, stored.first_seen_at)


def _updated_values(one: SavePlan) -> dict[str, Any]:
    stored, page = one.stored, one.page
    if stored is None:
        raise ValueError("a new article has no stored row")
    first_seen_at = min(stored.first_seen_at, page.at)
    before = PublishedTime(stored.published_at, stored.published_on)
    newest = one.revises and not one.came_late
    published = published_time(page.article.facts.published_at) if newest else before
    url = shown_url(stored.url, page.answered, page.identity)
    return {
        "url_id": one.identity.id if one.moved else stored.url_id,
        "url": url,
        "site": bare_host(url),
        "first_seen_at": first_seen_at,
        "last_seen_at": max(stored.last_seen_at, page.at),
        "latest_number": one.shown_number,
    } | dates(published, first_seen_at, stored.timezone)


def _saved(one: SavePlan) -> Saved:
    refusal = one.page.refusal
    number = None if refusal else one.number
    facts = tuple(told.fact for told in one.restated)
    return Saved(
        url=one.page.article.page.url, outcome=one.outcome, revision=number, reason=refusal, restated=facts
    )


# The reason for refusing a page whose values the database rejects.
UNSTORABLE = Undecodable.UNSTORABLE


class ArchiveSaves:
    """The store `Saves` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, crawl: int, articles: Sequence[CleanArticle], *, by_time: bool = False) -> list[Saved]:
        """Store the pages in the order given; a page with the same content again is `unchanged`.

        An import skips pages whose URL and bytes (with `by_time` also the time of fetching) are archived
        already, so that repeating an interrupted import ends where an uninterrupted one would.
        """
        fit = [coerced_article(article) for article in articles]
        with self._database.writing() as connection:
            # Taken once nobody else writes, so that rows are committed soon after their recorded time.
            now = clock.now()
            plans = [incoming_page(article, now) for article in fit]
            kind, source = connection.execute(
                select(crawls.c.kind, crawls.c.source_id).where(crawls.c.id == crawl)
            ).one()
            _ensure_rows(connection, plans, source)
            saver = _Saver(connection, crawl, now, once=kind == CrawlKind.IMPORT, by_time=by_time)
            return list(saver.save_all(plans))


def _ensure_rows(connection: Connection, plans: Sequence[IncomingPage], source: int | None) -> None:
    source_ids = ensure_sources(connection, {plan.source for plan in plans}) if source is None else {}
    wanted = [
        UrlToRegister(url=url, source_id=source_ids[plan.source] if source is None else source, at=plan.at)
        for plan in plans
        for url in plan.urls
    ]
    ensure_urls(connection, wanted)


class _Saver:
    """Saves the pages of one batch, in groups that share nothing."""

    def __init__(
        self, connection: Connection, crawl: int, now: datetime, *, once: bool, by_time: bool = False
    ) -> None:
        self._connection, self._crawl, self._now = connection, crawl, now
        self._once, self._by_time = once, by_time

    def save_all(self, pages: Sequence[IncomingPage]) -> Iterator[Saved]:
        """Yield what became of each page, in order."""
        rest = list(pages)
        while rest:
            rows = rows_of(self._connection, rest)
            group = list(_independent(rest, rows))
            del rest[: len(group)]
            stored = self._archived_marks(group) if self._once else set()
            new = [page for page in group if self._mark(page) not in stored]
            taken_down = forgotten_keys(self._connection, {key for page in new for key in page.keys})
            saved = {
                id(page): keep_out(self._connection, self._crawl, page)
                for page in new
                if page.keys & taken_down
            }
            new = [page for page in new if id(page) not in saved]
            saved |= zip(map(id, new), self._save(new, rows), strict=True)
            for page in group:
                yield saved.get(id(page)) or Saved(url=page.article.page.url, outcome=Outcome.UNCHANGED)

    def _archived_marks(self, group: Sequence[IncomingPage]) -> set[tuple[object, ...]]:
        marks = captured(self._connection, group)
        return {mark if self._by_time else mark[:2] for mark in marks}

    def _mark(self, page: IncomingPage) -> tuple[object, ...]:
        mark = (page.asked, page.body_sha256, page.at)
        return mark if self._by_time else mark[:2]

    def _save(self, group: Sequence[IncomingPage], rows: Mapping[str, UrlRow]) -> list[Saved]:
        """Save all pages in one savepoint; if the database rejects a value, each page in its own."""
        if not group:
            return []
        savepoint = self._connection.begin_nested()
        try:
            saver = GroupSaver(self._connection, self._crawl, self._now, rows, imports=self._once)
            saved = saver.save(group)
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


def _independent(pages: Iterable[IncomingPage], rows: Mapping[str, UrlRow]) -> Iterator[IncomingPage]:
    """Yield the pages before the first one that shares a URL or an article with an earlier one."""
    taken: set[str | int] = set()
    for page in pages:
        marks: set[str | int] = {*page.keys, *(number for key in page.keys for number in rows[key].articles)}
        if taken & marks:
            return
        taken |= marks
        yield page


def _refuse_unstorable(
    connection: Connection, crawl: int, plan: IncomingPage, now: datetime, detail: str
) -> Saved:
    """Record a page that the database rejects, with the database's message but none of the page's values."""
    row = rows_of(connection, [plan])[plan.asked_key]
    values = {
        "url_id": row.id,
        "crawl_id": crawl,
        "url": plan.asked,
        "fetched_at": plan.at,
        "recorded_at": now,
        "outcome": Outcome.REFUSED,
        "body_sha256": plan.body_sha256,
        "body_size": len(plan.article.page.body),
        "reason": UNSTORABLE,
        "detail": coerced_text(detail),
    }
    fetch_id = write_fetch(connection, values, row)
    changes = {
        "state": UrlState.REFUSED,
        "last_error": UNSTORABLE,
        "claimed_by": None,
        "last_fetched_at": plan.at,
    }
    connection.execute(update(urls).where(urls.c.id == row.id).values(changes))
    write_event(
        connection,
        JournalEvent.REFUSED,
        url_id=row.id,
        crawl=crawl,
        at=plan.at,
        fetch_id=fetch_id,
        reason=UNSTORABLE,
        detail=detail,
    )
    return Saved(url=plan.article.page.url, outcome=Outcome.REFUSED, reason=UNSTORABLE)
