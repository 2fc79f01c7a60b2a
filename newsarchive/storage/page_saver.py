"""One page into rows: fetch, payload, article, revision, evidence, event; in a savepoint of the caller's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from newsarchive.storage.addresses import shown_address
from newsarchive.storage.editing import is_edited
from newsarchive.storage.events import header, headers_text, write_event, write_fetch
from newsarchive.storage.interfaces import Saved, SaveOutcome
from newsarchive.storage.pages import Page
from newsarchive.storage.payload_store import keep_payload
from newsarchive.storage.revision_rows import write_evidence, write_revision
from newsarchive.storage.schema import articles, fetches, urls
from newsarchive.storage.standing import Standing, UrlRow, article_behind, rows_of, standing
from newsarchive.storage.withdrawals import bring_back, withdraw
from newsarchive.text.fingerprints import revision_key


class PageSaver:
    """Saves one page on a connection that is writing."""

    def __init__(self, connection: Connection, crawl: int, page: Page, now: datetime) -> None:
        self.connection = connection
        self.crawl = crawl
        self.page = page
        self.now = now
        self.rows = rows_of(connection, page)
        self.asked = self.rows[page.asked_key]
        self.moved = False

    def save(self) -> Saved:
        """Store the page; return what became of it."""
        if self.page.refusal is not None:
            return self._refuse(self.page.refusal)
        found = article_behind(self.rows, self.page)
        if found is None:
            return self._add()
        return self._renew(standing(self.connection, found))

    def _refuse(self, reason: str) -> Saved:
        article = self.page.article
        fetch_id = self._fetch("refused", keep=True, reason=reason)
        write_evidence(self.connection, article, fetch_id=fetch_id, revision=None)
        self._answered(self.asked, state="refused", last_error=reason)
        self._event("refused", fetch_id, reason, article.error)
        if self.page.sent_home and withdraw(
            self.connection, self.asked.id, self.asked.article_id, self.page.at
        ):
            self._event("withdrawn", fetch_id, reason)
        return Saved(url=self.page.article.page.url, outcome="refused", reason=reason)

    def _add(self) -> Saved:
        fetch_id = self._fetch("new", keep=True)
        identity = self.rows[self.page.identity_key]
        values = {
            "source_id": identity.source_id,
            "url_id": identity.id,
            "url": self.page.answered,
            "first_seen_at": self.page.at,
            "last_seen_at": self.page.at,
            "latest_number": 1,
        }
        article_id = int(self.connection.scalars(insert(articles).returning(articles.c.id), values).one())
        self._revise(article_id, 1, fetch_id)
        self._event("new", fetch_id)
        return self._saved("new", article_id, 1)

    def _renew(self, known: Standing) -> Saved:
        changed = is_edited(self.connection, self.page, self._key(), known)
        first_capture = not self.asked.fetched
        outcome: SaveOutcome = "changed" if changed else "unchanged"
        number = known.number + changed
        keep = changed or first_capture or self.asked.keep_all
        fetch_id = self._fetch(outcome, keep=keep, revision_id=None if changed else known.revision_id)
        if changed:
            self._revise(known.id, number, fetch_id)
            self._event("changed", fetch_id)
        self._touch(known, number)
        if bring_back(self.connection, known.id):
            self._event("returned", fetch_id)
        return self._saved(outcome, known.id, number)

    def _revise(self, article_id: int, number: int, fetch_id: int) -> None:
        revision = write_revision(
            self.connection,
            self.page.article,
            key=self._key(),
            article_id=article_id,
            number=number,
            fetch_id=fetch_id,
            canonical_url=self.page.identity,
            now=self.now,
        )
        self.connection.execute(update(fetches).where(fetches.c.id == fetch_id).values(revision_id=revision))

    def _touch(self, known: Standing, number: int) -> None:
        """Move the article on, and to its new address where the publisher gave it one."""
        identity = self.rows[self.page.identity_key]
        values: dict[str, Any] = {
            "first_seen_at": min(known.first_seen_at, self.page.at),
            "last_seen_at": max(known.last_seen_at, self.page.at),
            "latest_number": number,
            "url": shown_address(known.url, self.page.answered, self.page.identity),
        }
        self.moved = identity.own_article is None and identity.article_id is None
        if self.moved:
            values["url_id"] = identity.id
        self.connection.execute(update(articles).where(articles.c.id == known.id).values(values))

    def _saved(self, outcome: SaveOutcome, article_id: int, number: int) -> Saved:
        """Point the page's addresses at the article."""
        for key, row in self.rows.items():
            values: dict[str, Any] = {"article_id": article_id, "state": "stored"}
            relation = self._relation(key, row, article_id)
            if relation is not None:
                values["relation"] = relation
            if key in {self.page.asked_key, self.page.final_key}:
                self._answered(row, **values)
            else:
                self.connection.execute(update(urls).where(urls.c.id == row.id).values(values))
        return Saved(url=self.page.article.page.url, outcome=outcome, revision=number)

    def _relation(self, key: str, row: UrlRow, article_id: int) -> str | None:
        """Return how the address stands to the article from now on; None where that does not change."""
        if row.own_article not in {None, article_id}:
            return None  # another article is known by this address: it stays that one's
        if key == self.page.identity_key:
            # Else it leads to another address's article, as it did before.
            known_by_it = row.own_article is not None or row.article_id is None
            return "canonical" if known_by_it else None
        if row.own_article == article_id:
            return "former" if self.moved else None
        return self.page.relation if key == self.page.asked_key else "duplicate"

    def _answered(self, row: UrlRow, **values: Any) -> None:
        headers = self.page.article.page.headers
        values = {
            "attempts": 0,
            "last_error": None,
            "claimed_by": None,
            "etag": header(headers, "etag"),
            "last_modified": header(headers, "last-modified"),
            "last_fetched_at": self.page.at,
            "last_seen_at": self.page.at,
        } | values
        self.connection.execute(update(urls).where(urls.c.id == row.id).values(values))

    def _fetch(
        self, outcome: SaveOutcome, *, keep: bool, reason: str | None = None, revision_id: int | None = None
    ) -> int:
        article, page = self.page.article, self.page.article.page
        if keep:
            keep_payload(self.connection, self.page.body_sha256, page.body)
        values = {
            "url_id": self.asked.id,
            "crawl_id": self.crawl,
            "url": self.page.asked,
            "fetched_at": self.page.at,
            "outcome": outcome,
            "status": page.status,
            "final_url": page.final_url,
            "content_type": page.content_type,
            "headers": headers_text(page.headers),
            "body_sha256": self.page.body_sha256,
            "body_size": len(page.body),
            "payload_sha256": self.page.body_sha256 if keep else None,
            "verdict": article.verdict,
            "reason": reason,
            "detail": article.error,
            "revision_id": revision_id,
            "charset": article.charset.name if article.charset else None,
        }
        return write_fetch(self.connection, values)

    def _event(self, event: str, fetch_id: int, reason: str | None = None, detail: str | None = None) -> None:
        write_event(
            self.connection,
            event,
            url_id=self.asked.id,
            crawl=self.crawl,
            at=self.page.at,
            fetch_id=fetch_id,
            reason=reason,
            detail=detail,
        )

    def _key(self) -> str:
        article = self.page.article
        return revision_key(article.title, article.text, article.authors)
