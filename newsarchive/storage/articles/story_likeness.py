"""Whether a page can tell the story of a stored article: a guard for wrong links and redirects.

All of it asks the store for the revision that is shown. It is in doubt about what may have been edited.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from sqlalchemy import Connection, select

from newsarchive.similarity.copy_sets import compared, relation
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle
from newsarchive.storage.rows.local_days import PublishedTime, published_time
from newsarchive.storage.schema import people, revisions
from newsarchive.text.revision_identity import (
    FEWEST,
    are_alike,
    is_other_story,
    normal_authors,
    normal_title,
    word_count,
)


def can_be_one(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a page at another URL can be one more copy of a stored article, by text and facts."""
    row = _shown(connection, stored)
    return are_alike(row.text, page.article.text) and not _is_told_apart(connection, page, row)


def is_another_story(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a page surely does not tell the story of a stored article, by title and text alone."""
    row = _shown(connection, stored)
    return is_other_story((row.title, row.text), (page.article.title, page.article.text))


def is_another_article(connection: Connection, page: IncomingPage, stored: StoredArticle) -> bool:
    """Say whether a page, known to be that of another article, surely does not show the stored one."""
    row = _shown(connection, stored)
    if is_other_story((row.title, row.text), (page.article.title, page.article.text)):
        return True
    return _is_told_apart(connection, page, row)


def _shown(connection: Connection, stored: StoredArticle) -> Any:
    columns = (
        revisions.c.id,
        revisions.c.title,
        revisions.c.text,
        revisions.c.published_at,
        revisions.c.published_on,
    )
    return connection.execute(select(*columns).where(revisions.c.id == stored.revision_id)).one()


def _is_told_apart(connection: Connection, page: IncomingPage, shown: Any) -> bool:
    """Say whether page and revision differ in title, in text, and in the time of publication or the authors.

    Reports of one form (results, prices, notices of a council) share more words than two stories do. What was
    edited keeps one of these; a copy, a printed version and the beginning of a text keep the text.
    """
    article = page.article
    if not (shown.title and article.title) or normal_title(shown.title) == normal_title(article.title):
        return False
    if min(word_count(shown.text), word_count(article.text)) < FEWEST:
        return False
    if relation(compared(shown.text), compared(article.text)) is not None:
        return False
    published = published_time(article.facts.published_at)
    if (
        differ := _times_differ(PublishedTime(shown.published_at, shown.published_on), published)
    ) is not None:
        return differ
    named = select(people.c.name).where(people.c.revision_id == shown.id, people.c.role == "author")
    before = set(normal_authors(tuple(connection.scalars(named))))
    now = set(normal_authors(article.facts.authors))
    return bool(before and now) and not before & now


def _times_differ(one: PublishedTime, other: PublishedTime) -> bool | None:
    """Say whether two times of publication differ; None if one of them is unknown, or a day alone."""
    if one.on is None or other.on is None:
        return None
    if one.on != other.on:
        return True
    if one.at is None or other.at is None or time(0) in {one.at.time(), other.at.time()}:
        return None
    return one.at != other.at
