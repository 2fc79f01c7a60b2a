"""Two stored articles that are one: the site moved it, and its new address was met before the move showed.

Where a page tells of the move (a redirect, a canonical link), they are joined as it is saved; where only the
lists do (one `guid`, first at one address, then at another) or the text (it stands at a new address, and the
old one is gone), at the end of a completed crawl (docs/explanation/revisions.md#moved-is-one-article).

What is joined cannot be parted again, and two stories in one article would be told as its edits. So it is
done only where the former address names the other itself or is gone, and nearly all of the text is the same,
or a good part of it and the moment of publication, and the new address came a day after the former one, when
that was seen no more: an editor rewrote it as it moved. In doubt two articles remain, which is no untruth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from newsarchive.lifecycle import EventNote, JournalEvent, UrlRelation, UrlState
from newsarchive.similarity.copy_sets import compared, is_same_text
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.listed_apart import are_surely_two
from newsarchive.storage.articles.shown_revisions import show_newest_ordinary
from newsarchive.storage.articles.stored_article import StoredArticle, UrlRow, stored_articles
from newsarchive.storage.articles.two_publishers import is_sent_to_another_publisher
from newsarchive.storage.articles.withdrawals import is_in_incident, is_missing, newly_gone
from newsarchive.storage.derived.fingerprints import leave_groups
from newsarchive.storage.derived.revision_changes import write_changes
from newsarchive.storage.derived.search_entries import unindex
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import snapshot_articles, write_event
from newsarchive.storage.rows.local_days import published_time
from newsarchive.storage.rows.url_identity import bare_host
from newsarchive.storage.schema import (
    article_pasts,
    articles,
    crawls,
    metadata,
    restatements,
    revisions,
    testimonies,
    url_events,
    urls,
)
from newsarchive.text.revision_identity import (
    FEWEST_ROWS,
    normal_text,
    normal_title,
    share_rows,
    word_count,
)

_LATEST = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
# A new address is met about when the site moves its articles; the old ones may answer for some days yet.
# What is first seen within a day of the other stands beside it: an edition, a mirror. Both ours.
_OVERLAP, _BESIDE = timedelta(days=7), timedelta(days=1)
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
    that identifies another. Only if all are the same story: sites redirect what they delete, and have
    canonical links that name the wrong page.
    """
    if page.refusal is not None:
        return False
    identity = rows[page.identity_key]
    current = identity.own_article
    former = {rows[page.asked_key].own_article, rows[page.final_key].own_article} - {None, current}
    if current is None or not former:
        return False
    if is_sent_to_another_publisher(connection, page, rows[page.asked_key], rows[page.final_key]):
        return False
    if not _is_same_story(_told(connection, stored[current]), _shown_by(page)):
        return False
    numbers = sorted(number for number in former if number is not None)
    if not all(
        shows_moved(connection, page, rows, former=stored[number], current=stored[current])
        for number in numbers
    ):
        return False
    run = JoiningRun(crawl=crawl, at=page.at, now=now)
    for number in numbers:
        current = join_articles(connection, run, former=number, current=current)
    return True


def shows_moved(
    connection: Connection,
    page: IncomingPage,
    rows: Mapping[str, UrlRow],
    *,
    former: StoredArticle,
    current: StoredArticle,
) -> bool:
    """Say whether a page, a capture of `current`, is what `former` has become, perhaps rewritten.

    Then the page would be an edit of it, had its new address not been met first.
    """
    told, shown = _told(connection, former), _shown_by(page)
    if _is_same_story(told, shown):
        return True
    if not _came_later(former, current) or not _is_rewritten_story(told, shown):
        return False
    own_urls = {rows[page.final_key].id, rows[page.identity_key].id} - {former.url_id}
    return not are_surely_two(connection, page, own_urls, former)


def join_moved(connection: Connection, crawl: int, now: datetime) -> int:
    """Join the articles of a crawl's source that lists or texts show to be one; return how many went.

    In an incident none: a site that is broken tells neither what is gone nor what it has moved.
    """
    source = connection.scalar(select(crawls.c.source_id).where(crawls.c.id == crawl))
    if source is None or is_in_incident(connection, source):
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

    A guid that the list ever gave to several entries at once, or to more than two addresses, is none: some
    lists give one to the newest report of each day. The former address must be missing by now.
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
                testimonies.c.url_id,
                urls.c.article_id,
            )
            .join(urls, urls.c.id == testimonies.c.url_id)
            .where(testimonies.c.guid.in_(part), urls.c.source_id == source)
        )
        for row in connection.execute(query):
            told[row.listing_id, row.guid].append(row)
    pairs = (_moved_pair(rows) for rows in told.values())
    found = dict.fromkeys(pair for pair in pairs if pair is not None)
    return [pair for pair in found if is_missing(connection, pair[0]) and _tell_one_story(connection, *pair)]


def _moved_pair(rows: Sequence[Any]) -> tuple[int, int] | None:
    # By address, not by article: those that were joined would count as one.
    spans: dict[int, tuple[datetime, datetime]] = {}
    for row in rows:
        if row.article_id is None or "guid" in (row.uniform or "").split():
            return None
        first, last = spans.get(row.url_id, (row.heard_at, row.last_heard_at))
        spans[row.url_id] = min(first, row.heard_at), max(last, row.last_heard_at)
    if len(spans) != 2:
        return None
    former, current = sorted(spans, key=lambda number: spans[number])
    behind = {row.url_id: int(row.article_id) for row in rows}
    in_turn = spans[former][1] < spans[current][0] and behind[former] != behind[current]
    return (behind[former], behind[current]) if in_turn else None


def _by_text(connection: Connection, source: int) -> list[tuple[int, int]]:
    """Return each article that is confirmed gone now, with the one that came in its place.

    That is the only other one of its title, text and authors, and was first seen about when the former was
    seen last or later: two editions of a site show the same from the first.
    """
    answers = exists().where(
        urls.c.article_id == articles.c.id,
        urls.c.source_id == source,
        urls.c.state == UrlState.STORED,
        urls.c.missing_since.is_(None),
        urls.c.last_fetched_at.is_not(None),
    )
    query = (
        select(
            articles.c.id,
            articles.c.first_seen_at,
            articles.c.last_seen_at,
            revisions.c.revision_key,
            revisions.c.word_count,
            revisions.c.published_on,
            answers.label("is_there"),
        )
        .join(revisions, _LATEST)
        .where(articles.c.source_id == source)
    )
    confirmed = newly_gone(connection, source)
    gone = [
        row for part in chunks(confirmed) for row in connection.execute(query.where(articles.c.id.in_(part)))
    ]
    keys = sorted({row.revision_key for row in gone if row.word_count >= FEWEST_ROWS})
    same: dict[str, list[Any]] = defaultdict(list)
    for part in chunks(keys):
        for row in connection.execute(query.where(revisions.c.revision_key.in_(part))):
            same[row.revision_key].append(row)
    found = []
    for former in gone:
        others = [row for row in same[former.revision_key] if row.id != former.id]
        if len(others) == 1 and others[0].is_there and _came_after(former, others[0]):
            found.append((former.id, others[0].id))
    return found


def _came_after(former: Any, current: Any) -> bool:
    if _are_of_two_days(former, current):
        return False  # a notice that comes again
    beside = current.first_seen_at - former.first_seen_at < _BESIDE
    return not beside and current.first_seen_at >= former.last_seen_at - _OVERLAP


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is compared of an article."""

    title: str | None
    text: str
    published_at: datetime | None
    published_on: date | None


def _told(connection: Connection, stored: StoredArticle) -> _Told:
    columns = (revisions.c.title, revisions.c.text, revisions.c.published_at, revisions.c.published_on)
    row = connection.execute(select(*columns).where(revisions.c.id == stored.revision_id)).one()
    return _Told(**row._mapping)


def _shown_by(page: IncomingPage) -> _Told:
    published = published_time(page.article.facts.published_at)
    return _Told(
        title=page.article.title,
        text=page.article.text,
        published_at=published.at,
        published_on=published.on,
    )


def _tell_one_story(connection: Connection, former: int, current: int) -> bool:
    found = stored_articles(connection, {former, current})
    if len(found) != 2:
        return False
    told = [_told(connection, found[number]) for number in (former, current)]
    came_later = _came_later(found[former], found[current])
    return _is_same_story(*told) or (came_later and _is_rewritten_story(*told))


def _came_later(former: StoredArticle, current: StoredArticle) -> bool:
    """Say whether `current` was first seen after `former` was last seen, and does not stand beside it."""
    beside = current.first_seen_at - former.first_seen_at < _BESIDE
    return not beside and current.first_seen_at > former.last_seen_at


def _is_same_story(one: _Told, other: _Told) -> bool:
    """Say whether two are surely one: the same, or nearly all of the text, title or moment, and the day."""
    same_text = normal_text(one.text) == normal_text(other.text)
    same_title = normal_title(one.title) == normal_title(other.title)
    if same_text and same_title and word_count(one.text) >= FEWEST_ROWS:
        return True  # whatever day: a template or the move itself may have set one
    if not _share_title_or_moment(one, other):
        return False
    return same_text or is_same_text(compared(one.text), compared(other.text))


def _is_rewritten_story(one: _Told, other: _Told) -> bool:
    """Say whether one may be an edit of the other: a good part of the text, and the moment of publication.

    A title is not enough: the reports of one form of one day may have one, and share more than that.
    """
    return _share_moment(one, other) and share_rows(one.text, other.text)


def _share_title_or_moment(one: _Told, other: _Told) -> bool:
    same_title = bool(one.title) and normal_title(one.title) == normal_title(other.title)
    return (same_title or _share_moment(one, other)) and not _are_of_two_days(one, other)


def _share_moment(one: _Told, other: _Told) -> bool:
    """Say whether two were published at the same time to the second, by a clock.

    A whole quarter of an hour is none: a schedule's, or the midnight, in any zone, of a day without a clock.
    """
    at = one.published_at
    return at is not None and at == other.published_at and (at.minute % 15 > 0 or at.second > 0)


def _are_of_two_days(one: Any, other: Any) -> bool:
    days = {one.published_on, other.published_on}
    return None not in days and len(days) == 2


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
    left_urls = _urls_left(connection, left)
    snapshot_articles(connection, kept, run.now)
    for number in (kept, dropped):
        unindex(connection, number)
    leave_groups(connection, [kept, dropped])
    _number_anew(connection, kept, dropped)
    for table in (urls, url_events, restatements):
        connection.execute(update(table).where(table.c.article_id == dropped).values(article_id=kept))
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
    for url_id, relation in (
        *((number, UrlRelation.FORMER) for number in left_urls),
        (place.url_id, UrlRelation.CANONICAL),
    ):
        of_url = urls.c.id == url_id
        connection.execute(update(urls).where(of_url).values(article_id=kept, relation=relation))
    show_newest_ordinary(connection, [kept])
    _compare(connection, kept)
    for url_id in left_urls:
        write_event(
            connection,
            JournalEvent.REDIRECTED,
            url_id=url_id,
            crawl=run.crawl,
            at=run.at,
            reason=EventNote.MOVED,
            detail=place.url,
        )
    return kept


def _urls_left(connection: Connection, left: StoredArticle) -> list[int]:
    """Return the URL that identifies an article and, where that is another one, the URL it was shown by."""
    by_it = or_(urls.c.id == left.url_id, urls.c.url == left.url)
    return list(connection.scalars(select(urls.c.id).where(urls.c.article_id == left.id, by_it)))


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
