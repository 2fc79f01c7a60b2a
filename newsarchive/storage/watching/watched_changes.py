"""Revisions, withdrawals and returns as watches look at them, in the order in which they were committed.

Writers take turns (`begin_writing`), so that row numbers are in commit order on both databases, and whoever
has read up to one number misses none (docs/explanation/revisions.md#row-numbers-only-grow). Pages of a run
that goes on are held back: whether an incident made their edits is judged at its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import CrawlKind, EventNote, JournalEvent, RevisionCause
from newsarchive.storage.interfaces.watch_store import MatchKind, WatchedChange
from newsarchive.storage.rows.crawl_ends import unjudged_crawls
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    people,
    revisions,
    source_incidents,
    sources,
    url_events,
)

# A run that was silent, or cut short, for so long will not be gone on with: its pages are judged and told of.
_ABANDONED = timedelta(days=1)
_TOLD_EVENTS = {JournalEvent.WITHDRAWN: MatchKind.WITHDRAWN, JournalEvent.RETURNED: MatchKind.RETURNED}


def open_runs(connection: Connection, at: datetime) -> set[int]:
    """Return the runs whose pages nobody has judged yet: those that go on, and those that were cut short.

    The latter until a crawl of their source ends otherwise, at most for a day.
    """
    lately = crawls.c.heartbeat_at > at - _ABANDONED
    going_on = select(crawls.c.id).where(crawls.c.ended_at.is_(None), lately)
    return {*connection.scalars(going_on), *connection.scalars(unjudged_crawls().where(lately))}


def abandoned_runs(connection: Connection, running: Collection[int], held: Collection[int]) -> list[int]:
    """Return those of the runs held back that were cut short and that no later crawl has judged."""
    gone = sorted(set(held) - set(running))
    found: list[int] = []
    for part in chunks(gone):
        dead = select(crawls.c.id).where(crawls.c.ended_at.is_(None), crawls.c.kind == CrawlKind.CRAWL)
        found += connection.scalars(dead.where(crawls.c.id.in_(part)))
        found += connection.scalars(unjudged_crawls().where(crawls.c.id.in_(part)))
    return sorted(found)


def runs_of(connection: Connection, above: int, until: int) -> list[tuple[int, int, str]]:
    """Return number, run and cause of each revision in a range, in order."""
    query = (
        select(revisions.c.id, fetches.c.crawl_id, revisions.c.cause)
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .where(revisions.c.id > above, revisions.c.id <= until)
        .order_by(revisions.c.id)
    )
    return [(row.id, row.crawl_id, row.cause) for row in connection.execute(query)]


def revisions_of_run(connection: Connection, run: int, above: int, until: int, most: int) -> list[int]:
    """Return the revisions that a run made for publishers, in order."""
    query = (
        select(revisions.c.id)
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .where(fetches.c.crawl_id == run, fetches.c.revision_id == revisions.c.id)
        .where(revisions.c.id > above, revisions.c.id <= until, _is_told())
        .order_by(revisions.c.id)
        .limit(most)
    )
    return list(connection.scalars(query))


def _is_told() -> Any:
    """The condition of a publisher's revision, or of an article that was first read by a new reading."""
    return or_(revisions.c.cause == RevisionCause.PUBLISHER, revisions.c.number == 1)


def changed_revisions(connection: Connection, numbers: Sequence[int]) -> list[WatchedChange]:
    """Return these revisions, in order; those that are no longer there are left out.

    So are those that only replace a text that stood in for the page's own: they are no edit, and new where
    the first was. A page older than what is known of its article tells nothing new, and is left out.
    """
    found = []
    news = _revision_query().where(revisions.c.came_late.is_not(True))
    for part in chunks(numbers):
        rows = connection.execute(news.where(revisions.c.id.in_(part))).all()
        authors = _authors(connection, [row.id for row in rows])
        came = _came_later(connection, [row.fetch_id for row in rows if row.number > 1])
        for row in rows:
            one = _as_change(row, authors)
            if row.number > 1:
                one = replace(_with_before(connection, one), **came.get(row.fetch_id, {}))
            found.append(one)
    return sorted(found, key=lambda one: one.revision_id)


def changed_articles(connection: Connection, above: int, until: int, most: int) -> list[WatchedChange]:
    """Return the withdrawals and returns in a range of events, each with the revision that is shown."""
    query = (
        select(url_events.c.id.label("event_id"), url_events.c.event, url_events.c.at, revisions.c.id)
        .join(articles, articles.c.id == url_events.c.article_id)
        .join(
            revisions,
            and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number),
        )
        .where(url_events.c.event.in_(_TOLD_EVENTS), url_events.c.article_id.is_not(None))
        .where(url_events.c.id > above, url_events.c.id <= until)
        .order_by(url_events.c.id)
        .limit(most)
    )
    rows = connection.execute(query).all()
    shown = {one.revision_id: one for one in changed_revisions(connection, [row.id for row in rows])}
    return [
        as_event(shown[row.id], row.event_id, JournalEvent(row.event), row.at)
        for row in rows
        if row.id in shown
    ]


def as_event(shown: WatchedChange, event_id: int, event: JournalEvent, at: datetime) -> WatchedChange:
    """Return the change that an event is, of the revision that was shown then."""
    values: dict[str, Any] = {"old_title": None, "old_text": None, "old_authors": ()}
    return replace(shown, said=_TOLD_EVENTS[event], event_id=event_id, captured_at=at, at=at, **values)


def last_event(connection: Connection) -> int:
    """Return the highest number of an event."""
    return connection.scalar(select(func.max(url_events.c.id))) or 0


def last_revision(connection: Connection) -> int:
    """Return the highest number of a revision."""
    return connection.scalar(select(func.max(revisions.c.id))) or 0


def first_since(connection: Connection, since: datetime) -> tuple[int, int]:
    """Return the last revision and the last event before a moment."""
    revision = select(func.max(revisions.c.id)).where(revisions.c.recorded_at < since)
    event = select(func.max(url_events.c.id)).where(url_events.c.at < since)
    return connection.scalar(revision) or 0, connection.scalar(event) or 0


def doubts_of(connection: Connection, numbers: Iterable[int]) -> dict[int, IncidentState]:
    """Return those of the revisions that an incident put in doubt, with what became of it."""
    found: dict[int, IncidentState] = {}
    for part in chunks(sorted(set(numbers))):
        query = (
            select(revisions.c.id, source_incidents.c.state)
            .join(source_incidents, source_incidents.c.id == revisions.c.incident_id)
            .where(revisions.c.id.in_(part))
        )
        found |= {row.id: IncidentState(row.state) for row in connection.execute(query)}
    return found


def _revision_query() -> Select[Any]:
    return (
        select(
            revisions.c.id,
            revisions.c.article_id,
            revisions.c.number,
            revisions.c.fetch_id,
            revisions.c.title,
            revisions.c.text,
            revisions.c.language,
            revisions.c.script,
            revisions.c.stealth,
            revisions.c.recorded_at,
            fetches.c.fetched_at,
            articles.c.url,
            sources.c.name.label("source"),
        )
        .join(fetches, fetches.c.id == revisions.c.fetch_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .join(sources, sources.c.id == articles.c.source_id)
    )


def _as_change(row: Row[Any], authors: Mapping[int, tuple[str, ...]]) -> WatchedChange:
    return WatchedChange(
        said=MatchKind.NEW if row.number == 1 else MatchKind.EDITED,
        revision_id=row.id,
        event_id=0,
        article_id=row.article_id,
        number=row.number,
        source=row.source,
        url=row.url,
        title=row.title,
        text=row.text,
        authors=authors.get(row.id, ()),
        language=row.language,
        script=row.script,
        old_title=None,
        old_text=None,
        old_authors=(),
        stealth=bool(row.stealth),
        captured_at=row.fetched_at,
        at=row.recorded_at,
    )


def _authors(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(people.c.revision_id, people.c.name)
        .where(people.c.revision_id.in_(numbers), people.c.role == "author")
        .order_by(people.c.revision_id, people.c.position)
    )
    found: dict[int, tuple[str, ...]] = {}
    for number, name in connection.execute(query):
        found[number] = (*found.get(number, ()), name)
    return found


def _with_before(connection: Connection, one: WatchedChange) -> WatchedChange:
    """Return the edit with the revision that was shown before it."""
    query = (
        select(revisions.c.id, revisions.c.title, revisions.c.text)
        .where(revisions.c.article_id == one.article_id, revisions.c.number < one.number)
        .where(is_ordinary())
        .order_by(revisions.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return replace(one, said=MatchKind.NEW)  # it was never seen but in an incident
    authors = _authors(connection, [row.id]).get(row.id, ())
    return replace(one, old_title=row.title, old_text=row.text, old_authors=authors)


def _came_later(connection: Connection, fetch_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return those fetches whose page replaced a text that stood in for it, and what that makes of them."""
    query = (
        select(url_events.c.fetch_id)
        .join(fetches, and_(fetches.c.url_id == url_events.c.url_id, fetches.c.id == url_events.c.fetch_id))
        .where(fetches.c.id.in_(fetch_ids), url_events.c.reason == EventNote.PAGE_CAME)
    )
    values = {"said": MatchKind.NEW, "old_title": None, "old_text": None, "old_authors": ()}
    return dict.fromkeys(connection.scalars(query), values) if fetch_ids else {}
