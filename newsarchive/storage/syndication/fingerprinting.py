"""Fingerprints as rows: written with a revision, made for older ones, marked to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, func, select, update

from newsarchive.storage.addresses import site_of
from newsarchive.storage.many_rows import insert_rows
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import articles, fingerprints, revisions
from newsarchive.storage.syndication import group

LATEST = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)


class NewText(NamedTuple):
    """The text of a revision that was just written, and the canonical link its page stated."""

    article_id: int
    revision_id: int
    text: str
    canonical_url: str | None = None


def write_fingerprints(connection: Connection, texts: Sequence[NewText]) -> None:
    """Write the fingerprints of the newest revisions of articles; those of the ones before are gone."""
    newest = {text.article_id: text for text in texts}
    for part in chunks(newest):
        of_articles = fingerprints.c.article_id.in_(part)
        known = list(connection.scalars(select(fingerprints.c.article_id).where(of_articles)))
        if known:
            connection.execute(delete(fingerprints).where(of_articles, fingerprints.c.state == "new"))
            connection.execute(update(fingerprints).where(of_articles).values(state="gone"))
    insert_rows(connection, fingerprints, [_row(text) for text in newest.values()])


def _row(text: NewText) -> dict[str, object]:
    # Loads numpy and tables of all characters, 0.2 s: for those that save.
    from newsarchive.text.similarity.fingerprint import fingerprint  # noqa: PLC0415

    made = fingerprint(text.text)
    return {
        "revision_id": text.revision_id,
        "article_id": text.article_id,
        "text_key": made.key if made else None,
        "size": made.size if made else 0,
        "signature": made.signature if made else None,
        "points_to": site_of(text.canonical_url or "") or None,
        "state": "new" if made else "grouped",
    }


def look_again(connection: Connection, article_ids: Iterable[int]) -> None:
    """The articles have another address, and by it perhaps another host."""
    grouped = (fingerprints.c.state == "grouped") & fingerprints.c.text_key.is_not(None)
    for part in chunks(article_ids):
        of_articles = fingerprints.c.article_id.in_(part) & grouped
        connection.execute(update(fingerprints).where(of_articles).values(state="again"))


def look_again_at_source(connection: Connection, source_id: int) -> None:
    """The source has another title, by which copies may credit it."""
    of_source = select(articles.c.id).where(
        articles.c.source_id == source_id, articles.c.syndication_id.is_not(None)
    )
    grouped = (fingerprints.c.state == "grouped") & fingerprints.c.text_key.is_not(None)
    connection.execute(
        update(fingerprints).where(fingerprints.c.article_id.in_(of_source), grouped).values(state="again")
    )


def leave_groups(connection: Connection, article_ids: Sequence[int]) -> None:
    """Take everything away that is known of copies of these articles: they are about to be deleted."""
    for part in chunks(article_ids):
        of_articles = fingerprints.c.article_id.in_(part)
        connection.execute(delete(fingerprints).where(of_articles, fingerprints.c.state == "new"))
        connection.execute(update(fingerprints).where(of_articles).values(state="gone"))
        while group(connection, len(part), only=part):
            pass


class Fingerprints:
    """The step of `newsarchive.storage.deriving` for revisions stored before there were fingerprints."""

    name = "fingerprints"

    def missing(self, connection: Connection) -> int:
        query = select(func.count()).select_from(articles).join(revisions, LATEST)
        query = query.outerjoin(fingerprints, fingerprints.c.revision_id == revisions.c.id)
        return connection.scalar(query.where(fingerprints.c.revision_id.is_(None))) or 0

    def fill(self, connection: Connection, limit: int) -> int:
        query = select(articles.c.id, revisions.c.id, revisions.c.text).join(revisions, LATEST)
        query = query.outerjoin(fingerprints, fingerprints.c.revision_id == revisions.c.id)
        query = query.where(fingerprints.c.revision_id.is_(None)).order_by(articles.c.id).limit(limit)
        rows = connection.execute(query).all()
        write_fingerprints(connection, [NewText(*row) for row in rows])
        group(connection, limit)
        return len(rows)
