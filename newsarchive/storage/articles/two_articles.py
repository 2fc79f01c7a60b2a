"""Whether a page is surely another article than a stored one, though both are alike: against wrong links.

Some sites state one canonical link on many pages. Where these are reports of one form, a page would be stored
as an edit of the article that its link names.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from sqlalchemy import Connection, select

from newsarchive.similarity.two_stories import Stated, can_be_two, texts_differ
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle
from newsarchive.storage.rows.local_days import published_time, zone_of
from newsarchive.storage.rows.url_identity import is_amp
from newsarchive.storage.schema import people, revisions
from newsarchive.text.revision_identity import word_count


def are_surely_two(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a page differs surely from all that was ever shown of a stored article.

    From every revision: the page may be a copy that was not edited when the other was. An AMP page is there
    to name another one, and a list's text that stands in for a page tells too little of it.
    """
    if page.article.facts.stands_in_for is not None or stored.stands_in_for is not None:
        return False
    if is_amp(page.answered) or is_amp(stored.url):
        return False
    now = _stated_by(page, stored.timezone)
    if not all(can_be_two(now, before) for before in _stated_before(connection, stored)):
        return False
    texts = select(revisions.c.text).where(revisions.c.article_id == stored.id)
    shown = connection.scalars(texts.order_by(revisions.c.number.desc())).all()
    return all(texts_differ(text, page.article.text) for text in shown)


def _stated_by(page: IncomingPage, zone: str | None) -> Stated:
    article = page.article
    published = published_time(article.facts.published_at)
    return Stated(
        title=article.title,
        words=word_count(article.text),
        published=_instant(published.at, published.offset, zone),
        authors=article.facts.authors,
    )


def _stated_before(connection: Connection, stored: StoredArticle) -> list[Stated]:
    of = revisions.c
    of_article = of.article_id == stored.id
    named = (
        select(people.c.revision_id, people.c.name)
        .join(revisions, of.id == people.c.revision_id)
        .where(of_article, people.c.role == "author")
    )
    authors: dict[int, list[str]] = defaultdict(list)
    for revision, name in connection.execute(named):
        authors[revision].append(name)
    query = select(of.id, of.title, of.word_count, of.published_at, of.published_offset).where(of_article)
    return [
        Stated(
            title=row.title,
            words=row.word_count,
            published=_instant(row.published_at, row.published_offset, stored.timezone),
            authors=tuple(authors[row.id]),
        )
        for row in connection.execute(query)
    ]


def _instant(at: datetime | None, offset: str | None, zone: str | None) -> datetime | None:
    """Return a time of publication in its offset; None where it may be a day alone, or its offset is unknown.

    A midnight is a day that was made a time, by the page's clock, by UTC or by that of the source.
    """
    if at is None or offset is None:
        return None
    own = _offset(offset)
    try:
        clocks = (at.astimezone(one).time() for one in (own, UTC, zone_of(zone)))
        if any(clock.replace(microsecond=0) == time(0) for clock in clocks):
            return None
        return at.astimezone(own)
    except OverflowError:  # the calendar's first or last day
        return None


def _offset(text: str) -> tzinfo:
    """Return the zone of an offset as it is stored: `+08:00`."""
    sign = -1 if text.startswith("-") else 1
    hours, minutes = text[1:].split(":")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
