"""The door `rereads` of the archive: captures out, today's readings in."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from newsarchive import clock
from newsarchive.items import CleanArticle
from newsarchive.storage.days import place_articles
from newsarchive.storage.events import write_event
from newsarchive.storage.fitting import fit_article
from newsarchive.storage.pages import Page, page_of
from newsarchive.storage.registry import Address, ensure_sources, ensure_urls
from newsarchive.storage.rereading.accepting import AcceptingSaver
from newsarchive.storage.rereading.captures import list_captures, load_captures, without_capture
from newsarchive.storage.rereading.comparing import compare
from newsarchive.storage.rereading.values import Difference, StoredCapture
from newsarchive.storage.revision_rows import NewRevision, write_revisions
from newsarchive.storage.schema import articles, fetches, rereads, sources
from newsarchive.storage.standing import rows_of
from newsarchive.storage.takedowns import forgotten_keys
from newsarchive.storage.transactions import Database
from newsarchive.storage.translation import is_about_data
from newsarchive.text.fingerprints import revision_key

UNSTORABLE = "unstorable"
# A capture, its reading, and the name of the code and hints that read it.
Reread = tuple[StoredCapture, CleanArticle, str]


class ArchiveRereads:
    """The door `Rereads` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sources(self) -> set[str]:
        """Return the names of all sources of the archive."""
        with self._database.reading() as connection:
            return set(connection.scalars(select(sources.c.name)))

    def wanted(self, source: str | None, since: datetime | None) -> array[int]:
        """Return the captures to read again, in the order to do it."""
        with self._database.reading() as connection:
            return list_captures(connection, source, since)

    def without_capture(self, source: str | None) -> int:
        """Return how many articles cannot be read again, since their bytes were not kept."""
        with self._database.reading() as connection:
            return without_capture(connection, source)

    def load(self, captures: Sequence[int]) -> list[StoredCapture]:
        """Return captures with their bytes, and what is stored of them."""
        with self._database.reading() as connection:
            return load_captures(connection, captures)

    def compare(self, capture: StoredCapture, article: CleanArticle) -> Difference:
        """Return what a reading would change; nothing is written."""
        return compare(capture, page_of(fit_article(article), clock.now()))

    def save(self, crawl: int, readings: Sequence[Reread], *, metadata: bool) -> list[Difference]:
        """Store what the readings change, in the order given, and that they were read; one commit.

        Where title, text and authors are as they were a revision is written only if `metadata` is true.
        """
        now = clock.now()
        with self._database.writing() as connection:
            saver = _Saver(connection, crawl, now, metadata=metadata)
            return [saver.save(*reading) for reading in readings]


class _Saver:
    def __init__(self, connection: Connection, crawl: int, now: datetime, *, metadata: bool) -> None:
        self._connection, self._crawl, self._now, self._metadata = connection, crawl, now, metadata

    def save(self, capture: StoredCapture, article: CleanArticle, reader: str) -> Difference:
        page = page_of(fit_article(article), self._now)
        found = compare(capture, page)
        if not self._is_as_read(capture) or forgotten_keys(self._connection, page.keys):
            return _as(found, "moved_on", None)
        savepoint = self._connection.begin_nested()
        try:
            self._store(capture, page, found)
            self._note(capture, found, reader)
            savepoint.commit()
        except DBAPIError as error:
            if error.connection_invalidated or not is_about_data(error):
                raise
            savepoint.rollback()
            found = _as(found, "doubted" if capture.reading else "refused", UNSTORABLE)
            self._note(capture, found, reader)
        return found

    def _is_as_read(self, capture: StoredCapture) -> bool:
        """Say whether nobody has stored anything newer, or taken it away, since the capture was loaded."""
        now = load_captures(self._connection, [capture.fetch_id])
        if not now:
            return False
        one, other = now[0].reading, capture.reading
        return (one and one.revision_id) == (other and other.revision_id)

    def _store(self, capture: StoredCapture, page: Page, found: Difference) -> None:
        if found.kind == "accepted":
            self._accept(capture, page)
        elif capture.reading and (found.kind == "revised" or (found.kind == "metadata" and self._metadata)):
            self._revise(capture, page, found)
        elif found.kind == "doubted":
            self._event(capture, found.reason or "doubted")

    def _accept(self, capture: StoredCapture, page: Page) -> None:
        owner = ensure_sources(self._connection, [page.source])[page.source]
        wanted = [Address(url=url, source_id=owner, at=page.at) for url in page.addresses]
        ensure_urls(self._connection, wanted)
        rows = rows_of(self._connection, [page])
        AcceptingSaver(self._connection, self._crawl, self._now, rows, capture.fetch_id).save([page])

    def _revise(self, capture: StoredCapture, page: Page, found: Difference) -> None:
        reading, article = capture.reading, page.article
        if reading is None:
            raise ValueError("a refused capture has no revision to follow")
        new = NewRevision(
            article=article,
            key=revision_key(article.title, article.text, article.authors),
            article_id=reading.article_id,
            number=reading.number + 1,
            fetch_id=capture.fetch_id,
            # What an article is known by is the archive's affair; only a new capture may move it.
            canonical_url=reading.canonical_url,
            now=self._now,
            cause="reprocess",
        )
        write_revisions(self._connection, [new])
        mine = articles.c.id == reading.article_id
        self._connection.execute(update(articles).where(mine).values(latest_number=new.number))
        place_articles(self._connection, select(articles.c.id).where(mine))
        self._event(capture, found.kind, f"{', '.join(found.fields)}: +{found.added} -{found.removed}")

    def _event(self, capture: StoredCapture, reason: str, detail: str | None = None) -> None:
        url_id = self._connection.scalars(
            select(fetches.c.url_id).where(fetches.c.id == capture.fetch_id)
        ).one()
        write_event(
            self._connection,
            "reread",
            url_id=url_id,
            crawl=self._crawl,
            at=self._now,
            fetch_id=capture.fetch_id,
            reason=reason,
            detail=detail,
        )

    def _note(self, capture: StoredCapture, found: Difference, reader: str) -> None:
        self._connection.execute(delete(rereads).where(rereads.c.fetch_id == capture.fetch_id))
        values = {"fetch_id": capture.fetch_id, "crawl_id": self._crawl, "reader": reader}
        values |= {"outcome": found.kind, "reread_at": self._now}
        self._connection.execute(insert(rereads), values)


def _as(found: Difference, kind: Any, reason: str | None) -> Difference:
    return Difference(url=found.url, source=found.source, kind=kind, reason=reason)
