"""A group of pages into rows, with a few statements for all of them; in a savepoint of the caller's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from newsarchive.storage.addresses import shown_address, site_of
from newsarchive.storage.article_pasts import remember
from newsarchive.storage.canonicals import REFUSED
from newsarchive.storage.days import dates
from newsarchive.storage.events import event_row, fetch_row, headers_text, insert_numbered, write_rights
from newsarchive.storage.interfaces import Saved
from newsarchive.storage.judging import Judged, judge
from newsarchive.storage.many_rows import ManyRows, insert_rows
from newsarchive.storage.moments import Moment, moment
from newsarchive.storage.pages import Page
from newsarchive.storage.payload_store import keep_payloads
from newsarchive.storage.revision_rows import NewRevision, write_evidence, write_revisions
from newsarchive.storage.schema import articles, fetches, url_events
from newsarchive.storage.standing import Standing, UrlRow, standings
from newsarchive.storage.syndication.fingerprinting import look_again
from newsarchive.storage.url_changes import UrlChanges
from newsarchive.storage.withdrawals import bring_back, miss

OWN: Any = bindparam("own_id")
POINT = ManyRows(update(fetches).where(fetches.c.id == OWN).values(revision_id=bindparam("revision")))


class GroupSaver:
    """Saves pages that have no address and no article in common, so that their order makes no difference.

    `rows` holds the rows of all their addresses by key. Statements are made for the whole group: row by row
    a page cost 17 round trips, 250 pages/s on PostgreSQL (FACTS 6). Whoever adds something a revision must
    have adds it to `write_revisions`, which gets all revisions of the group at once.
    """

    def __init__(self, connection: Connection, crawl: int, now: datetime, rows: Mapping[str, UrlRow]) -> None:
        self.connection = connection
        self.crawl = crawl
        self.now = now
        self.rows = rows

    def save(self, pages: Sequence[Page]) -> list[Saved]:
        """Store the pages; return what became of each."""
        group = self._judged(pages)
        bodies = {one.page.body_sha256: one.page.article.page.body for one in group if one.keeps_payload}
        keep_payloads(self.connection, bodies)
        self._add_articles([one for one in group if one.outcome == "new"])
        self._write_fetches(group)
        self._revise([one for one in group if one.revises])
        self._touch([one for one in group if one.known is not None])
        self._change_addresses(group)
        self._refuse([one for one in group if one.outcome == "refused"])
        self._write_events(group)
        return [_saved(one) for one in group]

    def _judged(self, pages: Sequence[Page]) -> list[Judged]:
        named = {key: self.rows[key] for page in pages for key in page.keys}
        behind = {number for row in named.values() for number in row.articles}
        known = standings(self.connection, behind)
        return [
            judge(self.connection, page, {key: self.rows[key] for key in page.ordered_keys}, known)
            for page in pages
        ]

    def _add_articles(self, new: Sequence[Judged]) -> None:
        ids = insert_numbered(self.connection, articles, [_article_row(one) for one in new])
        for one, number in zip(new, ids, strict=True):
            one.article_id = number

    def _write_fetches(self, group: Sequence[Judged]) -> None:
        ids = insert_numbered(self.connection, fetches, [self._fetch_row(one) for one in group])
        for one, number in zip(group, ids, strict=True):
            one.fetch_id = number
            if one.outcome != "unchanged":
                one.events.append((one.outcome, *_reason(one)))
        write_rights(self.connection, {one.fetch_id: one.page.article.reservations for one in group})

    def _revise(self, revised: Sequence[Judged]) -> None:
        if not revised:
            return
        for one, written in zip(
            revised, write_revisions(self.connection, list(self._new_revisions(revised))), strict=True
        ):
            one.revision_id = written.id
        POINT.run(self.connection, [{"own_id": one.fetch_id, "revision": one.revision_id} for one in revised])

    def _new_revisions(self, revised: Sequence[Judged]) -> Iterator[NewRevision]:
        for one in revised:
            yield NewRevision(
                article=one.page.article,
                key=one.key,
                article_id=one.article_id,
                number=one.number,
                fetch_id=one.fetch_id,
                canonical_url=one.page.identity,
                now=self.now,
            )

    def _touch(self, known: Sequence[Judged]) -> None:
        """Move the articles on, and to their new address where the publisher gave them one."""
        if not known:
            return
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _moved_on(known[0])}
        for one in known:
            if one.known and _says_something_else(one.known, one):
                remember(self.connection, one.article_id, self.now)
        rows = [
            {"own_id": one.article_id} | {f"new_{name}": value for name, value in _moved_on(one).items()}
            for one in known
        ]
        self.connection.execute(update(articles).where(articles.c.id == OWN).values(values), rows)
        moved = [
            row["own_id"]
            for one, row in zip(known, rows, strict=True)
            if one.known and row["new_url"] != one.known.url
        ]
        look_again(self.connection, moved)
        for one in known:
            back = bool(one.known and one.known.withdrawn_at)
            if back and bring_back(self.connection, one.article_id, one.page.at, self.now):
                one.events.append(("returned", None, None))

    def _change_addresses(self, group: Sequence[Judged]) -> None:
        UrlChanges(self.connection).write(group)

    def _refuse(self, refused: Sequence[Judged]) -> None:
        open_to_all = [one for one in refused if one.page.article.withheld is None]
        write_evidence(self.connection, [(one.page.article, one.fetch_id, None) for one in open_to_all])
        behind = {one.asked.article_id for one in refused if one.is_missing}
        known = standings(self.connection, {number for number in behind if number is not None})
        for one in refused:
            stands = known.get(one.asked.article_id or 0) if one.is_missing else None
            if stands is not None and stands.last_seen_at <= one.page.at:
                miss(self.connection, one.asked, one.page.at, one.page.refusal)

    def _fetch_row(self, one: Judged) -> dict[str, Any]:
        plan, article, page = one.page, one.page.article, one.page.article.page
        values = {
            "url_id": one.asked.id,
            "crawl_id": self.crawl,
            "url": plan.asked,
            "fetched_at": plan.at,
            "recorded_at": self.now,
            "outcome": one.outcome,
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
            "revision_id": one.known.revision_id if one.known and not one.revises else None,
            "charset": article.charset.name if article.charset else None,
        }
        return fetch_row(values, one.asked)

    def _write_events(self, group: Sequence[Judged]) -> None:
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


def _article_row(one: Judged) -> dict[str, Any]:
    return {
        "source_id": one.identity.source_id,
        "url_id": one.identity.id,
        "url": one.page.answered,
        "site": site_of(one.page.answered),
        "first_seen_at": one.page.at,
        "last_seen_at": one.page.at,
        "latest_number": 1,
    } | dates(moment(one.page.article.published_at), one.page.at, one.identity.timezone)


def _reason(one: Judged) -> tuple[str | None, str | None]:
    return (one.page.refusal, one.page.article.error) if one.doubted is None else (REFUSED, one.doubted)


def _whose(event: str, one: Judged) -> int | None:
    return one.article_id if event == "returned" else None


def _says_something_else(known: Standing, one: Judged) -> bool:
    changed = _moved_on(one)
    return (changed["url"], changed["first_seen_at"]) != (known.url, known.first_seen_at)


def _moved_on(one: Judged) -> dict[str, Any]:
    known, page = one.known, one.page
    if known is None:
        raise ValueError("a new article stands nowhere yet")
    first_seen_at = min(known.first_seen_at, page.at)
    stands = Moment(known.published_at, known.published_on)
    published = moment(page.article.published_at) if one.revises else stands
    url = shown_address(known.url, page.answered, page.identity)
    return {
        "url_id": one.identity.id if one.moved else known.url_id,
        "url": url,
        "site": site_of(url),
        "first_seen_at": first_seen_at,
        "last_seen_at": max(known.last_seen_at, page.at),
        "latest_number": one.number,
    } | dates(published, first_seen_at, known.timezone)


def _saved(one: Judged) -> Saved:
    refusal = one.page.refusal
    number = None if refusal else one.number
    return Saved(url=one.page.article.page.url, outcome=one.outcome, revision=number, reason=refusal)
