"""Which revision of an article is shown: the newest one that no incident puts in doubt.

A page older than the last capture of its article, as an import may bring it, is never the newest.

`articles.latest_number` names it, and 0 says that there is none: the article was never seen but in an
incident, or the rules of its source set it aside. Search, copies and days follow what is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select, update

from newsarchive.storage.derived.fingerprints import NewText, refingerprint
from newsarchive.storage.derived.search_entries import refresh
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.local_days import place_articles
from newsarchive.storage.schema import articles, revisions


def show_newest_ordinary(connection: Connection, article_ids: Collection[int]) -> int:
    """Have each article show its newest revision that nobody doubts; return how many show another now."""
    changed: list[int] = []
    for part in chunks(sorted(set(article_ids))):
        newest = (
            select(revisions.c.article_id, func.max(revisions.c.number).label("number"))
            .where(revisions.c.article_id.in_(part), is_ordinary())
            .group_by(revisions.c.article_id)
        )
        numbers = {row.article_id: row.number for row in connection.execute(newest)}
        columns = (articles.c.id, articles.c.latest_number, articles.c.set_aside_at)
        for row in connection.execute(select(*columns).where(articles.c.id.in_(part))).all():
            wanted = 0 if row.set_aside_at is not None else numbers.get(row.id, 0)
            if wanted == row.latest_number:
                continue
            changed.append(row.id)
            of_article = articles.c.id == row.id
            connection.execute(update(articles).where(of_article).values(latest_number=wanted))
    if changed:
        _follow(connection, changed)
    return len(changed)


def _follow(connection: Connection, article_ids: Sequence[int]) -> None:
    shown: list[NewText] = []
    for part in chunks(article_ids):
        latest = (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.latest_number)
        columns = (articles.c.id.label("article_id"), revisions.c.id.label("revision_id"), revisions.c.text)
        query = select(*columns, revisions.c.canonical_url).join(revisions, latest)
        rows = connection.execute(query.where(articles.c.id.in_(part)))
        shown += [NewText(**row._mapping) for row in rows]
        place_articles(connection, select(articles.c.id).where(articles.c.id.in_(part)))
    refresh(connection, article_ids)
    refingerprint(connection, article_ids, shown)
