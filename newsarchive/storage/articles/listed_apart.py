"""Whether a page is surely another article than a stored one of the same form, by what the site's lists say.

Reports of one form (of the police, of an exchange, of a match) share a good part of their words, and a wrong
canonical link or redirect would make one an edit of the other. Time and authors identify nothing: publishers
refresh the one and correct the other. That a list of the site has both, as two entries with two ids and two
headlines, does: no article is listed beside itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, select

from newsarchive.similarity.copy_sets import compared, is_same_text
from newsarchive.storage.articles.incoming_page import IncomingPage
from newsarchive.storage.articles.stored_article import StoredArticle
from newsarchive.storage.rows.url_identity import is_amp
from newsarchive.storage.schema import revisions, testimonies, urls
from newsarchive.text.revision_identity import normal_title


def are_surely_two(
    connection: Connection, page: IncomingPage, own_urls: Collection[int], stored: StoredArticle
) -> bool:
    """Say whether a page at `own_urls` (row numbers) surely is not the stored article, though it is alike.

    Its headline and most of its text differ from each revision, and a list has both. An AMP page is there to
    name another one, and a text of a list that stands in for a page tells too little of it.
    """
    if page.article.facts.stands_in_for is not None or stored.stands_in_for is not None:
        return False
    if is_amp(page.answered) or is_amp(stored.url) or not page.article.title:
        return False
    of_article = select(urls.c.id).where(urls.c.article_id == stored.id)
    others = {stored.url_id, *connection.scalars(of_article)} - set(own_urls)
    if not others or not _are_listed_apart(connection, own_urls, others):
        return False
    told = select(revisions.c.title, revisions.c.text).where(revisions.c.article_id == stored.id)
    title, text = normal_title(page.article.title), compared(page.article.text)
    return all(
        bool(row.title) and normal_title(row.title) != title and not is_same_text(compared(row.text), text)
        for row in connection.execute(told)
    )


def _are_listed_apart(connection: Connection, own: Collection[int], others: Collection[int]) -> bool:
    """Say whether a list names two URLs as two entries, and none gives both one id."""
    columns = ("url_id", "listing_id", "title", "guid", "uniform", "heard_at", "last_heard_at")
    query = select(*(testimonies.c[name] for name in columns)).where(
        testimonies.c.url_id.in_({*own, *others})
    )
    said: dict[int, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for row in connection.execute(query):
        said[row.listing_id][row.url_id in others].append(row)
    both = [sides for sides in said.values() if all(sides)]
    if any(_shared("guid", *sides) for sides in both):
        return False
    return any(_parts(*sides) for sides in both)


def _parts(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Say whether what one list says of two URLs is of two entries: other ids and headlines, in one answer.

    One after the other they may be one article that moved, and of which an old answer of a cache told again.
    """
    rows = (*one, *other)
    if not all(row.guid and row.title for row in rows):
        return False
    if any({"guid", "title"} & set((row.uniform or "").split()) for row in rows):
        return False
    return not _shared("title", one, other) and bool(_heard(one) & _heard(other))


def _heard(rows: Sequence[Any]) -> set[Any]:
    """Return moments of answers that have one of these."""
    return {moment for row in rows for moment in (row.heard_at, row.last_heard_at)}


def _shared(name: str, one: Sequence[Any], other: Sequence[Any]) -> bool:
    first, second = ({normal_title(getattr(row, name)) for row in rows} - {""} for rows in (one, other))
    return bool(first & second)
