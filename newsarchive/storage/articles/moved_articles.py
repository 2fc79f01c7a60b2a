"""Two stored articles that are one: the site moved it, and its new address was met before the move showed.

Where a page tells of the move (a redirect, a canonical link), they are joined as it is saved; where only the
lists do (one `guid`, first at one address, then at another) or the text (it stands at a new address, and the
old one is gone), at the end of a completed crawl (docs/explanation/revisions.md#moved-is-one-article).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from newsarchive.lifecycle import EventNote, JournalEvent, UrlRelation, UrlState
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.shown_revisions import show_newest_ordinary
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow, stored_articles
from newsarchive.storage.derived.fingerprints import leave_groups
from newsarchive.storage.derived.revision_changes import write_changes
from newsarchive.storage.derived.search_entries import unindex
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import snapshot_articles, write_event
from newsarchive.storage.rows.url_identity import bare_host
from newsarchive.storage.schema import (
    article_pasts,
    articles,
    crawls,
    metadata,
    revisions,
    testimonies,
    url_events,
    urls,
)
from newsarchive.text.revision_identity import FEWEST, LENGTH, are_alike, normal_text, word_count

_LATEST = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
# Above any number of revisions, so that none is taken twice while they are numbered anew.
_ASIDE = 1_000_000


def join_told_by_page(
    connection: Connection,
    crawl: int,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, StoredArticle],
    now: datetime,
) -> bool:
    """Join the articles that a page shows to be one; say whether there were any.

    The page was asked for at an address that identifies one article, and answered at, or calls its own, one
    that identifies another. Only if all tell the same story: sites redirect what they delete.
    """
    if page.refusal is not None:
        return False
    identity = rows[page.identity_key]
    current = identity.own_article
    former = {rows[page.asked_key].own_article, rows[page.final_key].own_article} - {None, current}
    if current is None or not former:
        return False
    numbers = {current, *(number for number in former if number is not None)}
    texts = [_text(connection, stored[number]) for number in sorted(numbers)]
    if not all(_are_one_story(text, page.article.text) for text in texts):
        return False
    run = JoiningRun(crawl=crawl, at=page.at, now=now)
    for number in sorted(numbers - {current}):
        current = join_articles(connection, run, former=number, current=current)
    return True


def join_moved(connection: Connection, crawl: int, now: datetime) -> int:
    """Join the articles of a crawl's source that lists or texts show to be one; return how many went."""
    source = connection.scalar(select(crawls.c.source_id).where(crawls.c.id == crawl))
    if source is None:
        return 0
    joined = 0
    run = JoiningRun(crawl=crawl, at=now, now=now)
    for former, current in (*_by_guid(connection, crawl, source), *_by_text(connection, source)):
        found = stored_articles(connection, {former, current})
        if len(found) == 2:  # neither was joined with another one meanwhile
            join_articles(connection, run, former=former, current=current)
            joined += 1
    return joined


def _by_guid(connection: Connection, crawl: int, source: int) -> list[tuple[int, int]]:
    """Return former and current article of each guid that one list gave to two addresses in turn.

    A guid that the list ever gave to several entries at once, or to more than two articles, is none.
    """
    started = connection.scalar(select(crawls.c.started_at).where(crawls.c.id == crawl))
    heard = (
        select(testimonies.c.guid)
        .join(urls, urls.c.id == testimonies.c.url_id)
        .where(urls.c.source_id == source, testimonies.c.last_heard_at >= started)
        .where(testimonies.c.guid.is_not(None))
    )
    guids = sorted(set(connection.scalars(heard)))
    told: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for part in chunks(guids):
        query = (
            select(
                testimonies.c.listing_id,
                testimonies.c.guid,
                testimonies.c.uniform,
                testimonies.c.heard_at,
                testimonies.c.last_heard_at,
                urls.c.article_id,
            )
            .join(urls, urls.c.id == testimonies.c.url_id)
            .where(testimonies.c.guid.in_(part), urls.c.source_id == source)
        )
        for row in connection.execute(query):
            told[row.listing_id, row.guid].append(row)
    pairs = (_moved_pair(rows) for rows in told.values())
    found = dict.fromkeys(pair for pair in pairs if pair is not None)
    return [pair for pair in found if _tell_one_story(connection, *pair)]


def _moved_pair(rows: Iterable[Any]) -> tuple[int, int] | None:
    spans: dict[int, tuple[datetime, datetime]] = {}
    for row in rows:
        if row.article_id is None or "guid" in (row.uniform or "").split():
            return None
        first, last = spans.get(row.article_id, (row.heard_at, row.last_heard_at))
        spans[row.article_id] = min(first, row.heard_at), max(last, row.last_heard_at)
    if len(spans) != 2:
        return None
    former, current = sorted(spans, key=lambda number: spans[number])
    return (former, current) if spans[former][1] < spans[current][0] else None


def _by_text(connection: Connection, source: int) -> list[tuple[int, int]]:
    """Return each missing article with the one that has its title, text and authors at another address."""
    own = urls.alias("own")
    query = (
        select(articles.c.id, revisions.c.revision_key, revisions.c.word_count, own.c.missing_since)
        .join(revisions, _LATEST)
        .join(own, own.c.id == articles.c.url_id)
        .where(articles.c.source_id == source)
    )
    missing = connection.execute(query.where(own.c.missing_since.is_not(None))).all()
    keys = {row.revision_key for row in missing if row.word_count >= FEWEST}
    there: dict[str, list[int]] = defaultdict(list)
    is_there = own.c.missing_since.is_(None) & (own.c.state == UrlState.STORED)
    for part in chunks(sorted(keys)):
        for row in connection.execute(query.where(is_there, revisions.c.revision_key.in_(part))):
            there[row.revision_key].append(row.id)
    gone: dict[str, list[int]] = defaultdict(list)
    for row in missing:
        gone[row.revision_key].append(row.id)
    return [
        (former, current)
        for key in sorted(keys)
        for former in gone[key]
        for current in there.get(key, [])
        if len(gone[key]) == len(there[key]) == 1
    ]


def _tell_one_story(connection: Connection, one: int, other: int) -> bool:
    found = stored_articles(connection, {one, other})
    return len(found) == 2 and _are_one_story(*(_text(connection, found[number]) for number in (one, other)))


def _are_one_story(one: str, other: str) -> bool:
    """Say whether two texts are of one story; where too little tells, only if they say the same."""
    if min(word_count(one), word_count(other)) < FEWEST + LENGTH:
        return normal_text(one) == normal_text(other)
    return are_alike(one, other)


def _text(connection: Connection, stored: StoredArticle) -> str:
    return str(connection.scalar(select(revisions.c.text).where(revisions.c.id == stored.revision_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningRun:
    """The crawl that joins articles, when what it saw of the move was fetched, and when that is recorded."""

    crawl: int
    at: datetime
    now: datetime


def join_articles(connection: Connection, run: JoiningRun, *, former: int, current: int) -> int:
    """Make one article of two, and return its row number: the one that was stored first.

    It has the revisions of both in the order of their recording, all addresses of both, and is known by that
    of `current`.
    """
    found = stored_articles(connection, {former, current})
    kept, dropped = sorted(found, key=lambda number: (found[number].first_seen_at, number))
    place, left = found[current], found[former]
    snapshot_articles(connection, kept, run.now)
    for number in (kept, dropped):
        unindex(connection, number)
    leave_groups(connection, [kept, dropped])
    _number_anew(connection, kept, dropped)
    for table, column in ((urls, urls.c.article_id), (url_events, url_events.c.article_id)):
        connection.execute(update(table).where(column == dropped).values(article_id=kept))
    connection.execute(delete(article_pasts).where(article_pasts.c.article_id == dropped))
    _drop(connection, dropped)
    values = {
        "url_id": place.url_id,
        "url": place.url,
        "site": bare_host(place.url),
        "first_seen_at": min(one.first_seen_at for one in found.values()),
        "last_seen_at": max(one.last_seen_at for one in found.values()),
        "withdrawn_at": place.withdrawn_at,
        "set_aside_at": place.set_aside_at,
        "latest_number": 0,  # until it is known which one is shown
    }
    connection.execute(update(articles).where(articles.c.id == kept).values(values))
    for url_id, relation in ((left.url_id, UrlRelation.FORMER), (place.url_id, UrlRelation.CANONICAL)):
        of_url = urls.c.id == url_id
        connection.execute(update(urls).where(of_url).values(article_id=kept, relation=relation))
    show_newest_ordinary(connection, [kept])
    _compare(connection, kept)
    write_event(
        connection,
        JournalEvent.REDIRECTED,
        url_id=left.url_id,
        crawl=run.crawl,
        at=run.at,
        reason=EventNote.MOVED,
        detail=place.url,
    )
    return kept


def _number_anew(connection: Connection, kept: int, dropped: int) -> None:
    """Number the revisions of both by their row numbers, which ascend as they were recorded."""
    ids = connection.scalars(
        select(revisions.c.id).where(revisions.c.article_id.in_((kept, dropped))).order_by(revisions.c.id)
    ).all()
    for aside in (_ASIDE, 0):
        for number, revision in enumerate(ids, start=1):
            values = {"number": aside + number} | ({} if aside else {"article_id": kept})
            connection.execute(update(revisions).where(revisions.c.id == revision).values(values))


def _drop(connection: Connection, number: int) -> None:
    """Delete the row of an article that holds nothing any more, and what is derived from it."""
    for table in reversed(metadata.sorted_tables):
        for column in table.c:
            if table not in {revisions, urls, url_events} and any(
                key.column.table is articles for key in column.foreign_keys
            ):
                connection.execute(delete(table).where(column == number))
    connection.execute(delete(articles).where(articles.c.id == number))


def _compare(connection: Connection, number: int) -> None:
    """Compare each revision with the one that is before it now."""
    of_article = revisions.c.article_id == number
    later = select(revisions.c.id).where(of_article, revisions.c.number > 1).order_by(revisions.c.number)
    for revision in connection.scalars(later).all():
        write_changes(connection, revision)
