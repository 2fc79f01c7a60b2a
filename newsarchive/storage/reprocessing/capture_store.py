"""The archive's store `Reprocessing`: loads captures, and saves what today's code reads in them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rapidfuzz.distance import LCSseq
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from newsarchive import clock
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import (
    JournalEvent,
    Outcome,
    RereadOutcome,
    RevisionCause,
    Undecodable,
    UrlState,
)
from newsarchive.storage.articles.incoming_page import IncomingPage, incoming_page
from newsarchive.storage.articles.revision_rows import (
    NewRevision,
    held_rows,
    revision_values,
    rules_of,
    write_revisions,
)
from newsarchive.storage.articles.save_plan import SavePlan, refusal_by_stored
from newsarchive.storage.articles.saving import GroupSaver
from newsarchive.storage.articles.stored_article import UrlRow, rows_of, stored_articles
from newsarchive.storage.articles.takedown_list import forgotten_keys
from newsarchive.storage.database.column_values import coerced_article
from newsarchive.storage.database.database import Database, is_about_data
from newsarchive.storage.derived.host_boxes import NewOutline, write_outlines
from newsarchive.storage.interfaces.reprocessing import Difference, StoredCapture, StoredReading
from newsarchive.storage.reprocessing.captures import (
    is_current,
    list_captures,
    list_dated_later,
    load_captures,
    without_capture,
)
from newsarchive.storage.rows.get_or_create import UrlToRegister, ensure_sources, ensure_urls
from newsarchive.storage.rows.journal import write_event
from newsarchive.storage.rows.local_days import place_articles
from newsarchive.storage.schema import (
    articles,
    fetches,
    removed_blocks,
    repairs,
    rereads,
    revisions,
    urls,
)
from newsarchive.storage.schema.base import IS_JUDGEMENT
from newsarchive.text.revision_identity import revision_key

# Columns of a URL that later fetches have set; reprocessing an old capture must not change them.
_LATER_COLUMNS = ("attempts", "claimed_by", "etag", "last_modified", "last_fetched_at", "last_seen_at")


class AcceptingSaver(GroupSaver):
    """Saves a refused capture that today's code accepts; its stored fetch gets the new outcome."""

    def __init__(
        self, connection: Connection, crawl: int, now: datetime, rows: Mapping[str, UrlRow], fetch_id: int
    ) -> None:
        super().__init__(connection, crawl, now, rows)
        self._fetch_id = fetch_id
        self.refusal: str | None = None  # why the capture stays refused, by what the archive knows

    def _plans(self, pages: Sequence[IncomingPage]) -> list[SavePlan]:
        """Leave out what is refused for what the archive knows, not for its text: it stays as it is."""
        plans = super()._plans(pages)
        self.refusal = next((one.page.refusal for one in plans if one.outcome == Outcome.REFUSED), None)
        return [one for one in plans if one.outcome != Outcome.REFUSED]

    def _write_fetches(self, group: Sequence[SavePlan]) -> None:
        for one in group:
            one.fetch_id = self._fetch_id
            read = self._fetch_row(one)
            kept = ("outcome", "verdict", "revision_id", "charset", "kind", "kind_confidence")
            changed = {name: read[name] for name in kept}
            # Of an accepted page only that its canonical link is not believed.
            noted = one.untrusted_link is not None
            changed |= {name: read[name] if noted else None for name in ("reason", "detail")}
            self.connection.execute(update(fetches).where(fetches.c.id == self._fetch_id).values(changed))
            # Evidence belongs to a reading; that of the refusal is replaced by the revision's.
            for table in (removed_blocks, repairs):
                stale = delete(table).where(table.c.fetch_id == self._fetch_id, table.c.revision_id.is_(None))
                self.connection.execute(stale)
            one.events.append((JournalEvent.REREAD, RereadOutcome.ACCEPTED, None))

    def _update_urls(self, group: Sequence[SavePlan]) -> None:
        ids = [row.id for one in group for row in one.rows.values()]
        before = self.connection.execute(select(urls).where(urls.c.id.in_(ids))).all()
        super()._update_urls(group)
        for row in before:
            earlier: dict[str, Any] = {name: getattr(row, name) for name in _LATER_COLUMNS}
            if row.state not in {UrlState.REFUSED, UrlState.FOUND}:
                earlier |= {"state": row.state, "last_error": row.last_error}
            self.connection.execute(update(urls).where(urls.c.id == row.id).values(earlier))


# Computed from the text, or the judgement of a model, so not a change of its own.
_NO_CHANGE = {"word_count"} | {column.name for column in revisions.c if column.info == IS_JUDGEMENT}
_TEXT_FIELDS = ("title", "text", "authors")


def compare_readings(capture: StoredCapture, page: IncomingPage) -> Difference:
    """Return what the reading in `page` (with storable values) changes about the stored capture."""
    article, stored = page.article, capture.reading
    url, source = page.asked, page.source
    if stored is None:
        kind = RereadOutcome.ACCEPTED if page.refusal is None else RereadOutcome.REFUSED
        return Difference(
            url=url,
            source=source,
            kind=kind,
            fields=("verdict",) if page.refusal is None else (),
            added=len(article.text) if page.refusal is None else 0,
            reason=page.refusal,
        )
    if page.refusal is not None:
        return Difference(
            url=url,
            source=source,
            kind=RereadOutcome.DOUBTED,
            fields=("verdict",),
            reason=page.refusal,
            extractor=stored.extractor,
        )
    return _of_readings(url, source, stored, article)


def _of_readings(url: str, source: str, stored: StoredReading, article: CleanArticle) -> Difference:
    fields = _fields(stored, article)
    revised = revision_key(article.title, article.text, article.facts.authors) != stored.key
    old, new = str(stored.values["text"]), article.text
    common = LCSseq.similarity(old, new) if old != new else len(new)
    small = RereadOutcome.METADATA if fields else RereadOutcome.UNCHANGED
    return Difference(
        url=url,
        source=source,
        kind=RereadOutcome.REVISED if revised else small,
        fields=fields,
        added=len(new) - common,
        removed=len(old) - common,
        rules=_rules(rules_of(stored.held), rules_of(held_rows(article))) if fields else (),
        extractor=stored.extractor,
    )


def _fields(stored: StoredReading, article: CleanArticle) -> tuple[str, ...]:
    new = revision_values(article)
    differ = {name for name in new.keys() - _NO_CHANGE if new[name] != stored.values[name]}
    differ |= {"authors"} if article.facts.authors != stored.authors else set()
    differ |= {"organisations"} if article.facts.organisations != stored.organisations else set()
    differ |= {name for name, rows in held_rows(article).items() if rows != stored.held[name]}
    return (*(name for name in _TEXT_FIELDS if name in differ), *sorted(differ - set(_TEXT_FIELDS)))


def _rules(old: Mapping[str, int], new: Mapping[str, int]) -> tuple[str, ...]:
    changes = {name: new.get(name, 0) - old.get(name, 0) for name in sorted({*old, *new})}
    return tuple(
        f"{'+' if by > 0 else '-'}{name}" for name, by in changes.items() for _ in range(min(abs(by), 9))
    )


_UNSTORABLE = Undecodable.UNSTORABLE
# A capture, its new reading, and the version of the reader: the code and hints that made it.
Reading = tuple[StoredCapture, CleanArticle, str]


class ArchiveReprocessing:
    """The store `Reprocessing` (see newsarchive.storage.interfaces.reprocessing)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wanted(self, source: str | None, since: datetime | None) -> array[int]:
        """Return the captures to reprocess, in processing order."""
        with self._database.reading() as connection:
            return list_captures(connection, source, since)

    def dated_later(self, source: str, most: int) -> list[int]:
        """Return captures of undated articles that a list dated after they were read last."""
        with self._database.reading() as connection:
            return list_dated_later(connection, source, most)

    def without_capture(self, source: str | None) -> int:
        """Count the articles that cannot be reprocessed because their bytes were not kept."""
        with self._database.reading() as connection:
            return without_capture(connection, source)

    def load(self, captures: Sequence[int]) -> list[StoredCapture]:
        """Return captures with their bytes and stored reading."""
        with self._database.reading() as connection:
            return load_captures(connection, captures)

    def compare(self, capture: StoredCapture, article: CleanArticle) -> Difference:
        """Return what a new reading would change; nothing is written."""
        page = incoming_page(coerced_article(article), clock.now())
        difference = compare_readings(capture, page)
        if difference.kind == RereadOutcome.ACCEPTED:
            with self._database.reading() as connection:
                refusal = _refusal_by_stored(connection, page)
            if refusal is not None:
                return _with_kind(difference, RereadOutcome.REFUSED, refusal)
        return difference

    def save(self, crawl: int, readings: Sequence[Reading], *, metadata: bool) -> list[Difference]:
        """Store what the readings change, in the order given, and the reader of each; one commit.

        If title, text and authors stay the same, a revision is written only if `metadata` is true, or if a
        list dates an article that had no date.
        """
        now = clock.now()
        with self._database.writing() as connection:
            saver = _Saver(connection, crawl, now, metadata=metadata)
            return [saver.save(*reading) for reading in readings]


def _refusal_by_stored(connection: Connection, page: IncomingPage) -> str | None:
    rows = rows_of(connection, [page])
    stored = stored_articles(connection, {number for row in rows.values() for number in row.articles})
    return refusal_by_stored(connection, page, rows, stored)


def _dates(capture: StoredCapture, page: IncomingPage) -> bool:
    """Say whether the word of a list dates an article that had no date."""
    facts = page.article.facts
    undated = capture.reading is not None and capture.reading.values["published_at"] is None
    return undated and any(vote.field == "published_at" for vote in facts.votes)


class _Saver:
    def __init__(self, connection: Connection, crawl: int, now: datetime, *, metadata: bool) -> None:
        self._connection, self._crawl, self._now, self._metadata = connection, crawl, now, metadata

    def save(self, capture: StoredCapture, article: CleanArticle, reader: str) -> Difference:
        page = incoming_page(coerced_article(article), self._now)
        difference = compare_readings(capture, page)
        if not is_current(self._connection, capture) or forgotten_keys(self._connection, page.keys):
            return _with_kind(difference, RereadOutcome.MOVED_ON, None)
        savepoint = self._connection.begin_nested()
        try:
            refusal = self._store(capture, page, difference)
            if refusal is not None:
                difference = _with_kind(difference, RereadOutcome.REFUSED, refusal)
            self._outline(capture, page)
            self._record_reader(capture, difference, reader)
            savepoint.commit()
        except DBAPIError as error:
            if error.connection_invalidated or not is_about_data(error):
                raise
            savepoint.rollback()
            difference = _with_kind(
                difference, RereadOutcome.DOUBTED if capture.reading else RereadOutcome.REFUSED, _UNSTORABLE
            )
            self._record_reader(capture, difference, reader)
        return difference

    def _store(self, capture: StoredCapture, page: IncomingPage, difference: Difference) -> str | None:
        """Store what changes; return why a capture stays refused whose text alone would be accepted."""
        if difference.kind == RereadOutcome.ACCEPTED:
            return self._accept(capture, page)
        if capture.reading and (
            difference.kind == RereadOutcome.REVISED
            or (difference.kind == RereadOutcome.METADATA and (self._metadata or _dates(capture, page)))
        ):
            self._revise(capture, page, difference)
        elif difference.kind == RereadOutcome.DOUBTED:
            self._event(capture, difference.reason or difference.kind)
        return None

    def _outline(self, capture: StoredCapture, page: IncomingPage) -> None:
        outline = page.article.boxes.outline
        if capture.reading is not None and outline is not None and page.refusal is None:
            write_outlines(self._connection, [NewOutline(capture.reading.article_id, page.at, outline)])

    def _accept(self, capture: StoredCapture, page: IncomingPage) -> str | None:
        owner = ensure_sources(self._connection, [page.source])[page.source]
        wanted = [UrlToRegister(url=url, source_id=owner, at=page.at) for url in page.urls]
        ensure_urls(self._connection, wanted)
        rows = rows_of(self._connection, [page])
        saver = AcceptingSaver(self._connection, self._crawl, self._now, rows, capture.fetch_id)
        saver.save([page])
        return saver.refusal

    def _revise(self, capture: StoredCapture, page: IncomingPage, difference: Difference) -> None:
        reading, article = capture.reading, page.article
        if reading is None:
            raise ValueError("a refused capture has no revision to follow")
        new = NewRevision(
            article=article,
            key=revision_key(article.title, article.text, article.facts.authors),
            article_id=reading.article_id,
            # Revisions in doubt may come after the one that is read anew.
            number=self._last_number(reading.article_id) + 1,
            fetch_id=capture.fetch_id,
            # The URL that identifies an article stays; only a new fetch may change it.
            canonical_url=reading.canonical_url,
            now=self._now,
            cause=RevisionCause.REPROCESS,
        )
        write_revisions(self._connection, [new])
        of_article = articles.c.id == reading.article_id
        self._connection.execute(update(articles).where(of_article).values(latest_number=new.number))
        place_articles(self._connection, select(articles.c.id).where(of_article))
        self._event(
            capture,
            difference.kind,
            f"{', '.join(difference.fields)}: +{difference.added} -{difference.removed}",
        )

    def _last_number(self, article_id: int) -> int:
        query = select(func.max(revisions.c.number)).where(revisions.c.article_id == article_id)
        return int(self._connection.scalars(query).one())

    def _event(self, capture: StoredCapture, reason: str, detail: str | None = None) -> None:
        url_id = self._connection.scalars(
            select(fetches.c.url_id).where(fetches.c.id == capture.fetch_id)
        ).one()
        write_event(
            self._connection,
            JournalEvent.REREAD,
            url_id=url_id,
            crawl=self._crawl,
            at=self._now,
            fetch_id=capture.fetch_id,
            reason=reason,
            detail=detail,
        )

    def _record_reader(self, capture: StoredCapture, difference: Difference, reader: str) -> None:
        self._connection.execute(delete(rereads).where(rereads.c.fetch_id == capture.fetch_id))
        values = {"fetch_id": capture.fetch_id, "crawl_id": self._crawl, "reader": reader}
        values |= {"outcome": difference.kind, "reread_at": self._now}
        self._connection.execute(insert(rereads), values)


def _with_kind(difference: Difference, kind: RereadOutcome, reason: str | None) -> Difference:
    return Difference(url=difference.url, source=difference.source, kind=kind, reason=reason)
