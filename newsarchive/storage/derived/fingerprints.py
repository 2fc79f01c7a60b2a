"""Fingerprints of texts, by which copies across hosts are found.

They are written with each revision; a completed run groups those that were not grouped yet. The groups
depend on the archive's content alone: never on the order of saving, the number of workers or an
interruption (only the row numbers of `syndications` do, and nothing is ordered or chosen by them).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, literal_column, select, update

from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import bare_host
from newsarchive.storage.schema import articles, fingerprints, revisions


def waiting(connection: Connection, limit: int, only: Sequence[int] | None = None) -> Sequence[Row[Any]]:
    """Return up to `limit` fingerprints that were not grouped yet, in the order of saving.

    With `only`, just those of these articles.
    """
    # The condition of the partial index.
    state: ColumnElement[bool] = literal_column("fingerprints.state <> 'grouped'")
    query = select(fingerprints).where(state).order_by(fingerprints.c.revision_id).limit(limit)
    if only is not None:
        query = query.where(fingerprints.c.article_id.in_(only))
    return connection.execute(query).all()


def group_new(connection: Connection, limit: int, *, only: Sequence[int] | None = None) -> int:
    """Group up to `limit` new fingerprints, with `only` just those of these articles; return how many.

    Comparing texts imports numpy and tables of all characters, 0.2 s, hence only if there is any.
    """
    rows = waiting(connection, limit, only)
    if rows:
        from newsarchive.storage.derived import copy_groups  # noqa: PLC0415

        copy_groups.group_copies(connection, rows)
    return len(rows)


_LATEST = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)


class NewText(NamedTuple):
    """The text of a revision that was just written, and the canonical link of its page."""

    article_id: int
    revision_id: int
    text: str
    canonical_url: str | None = None


def write_fingerprints(connection: Connection, texts: Sequence[NewText]) -> None:
    """Insert the fingerprints of the articles' newest revisions; those of earlier ones become `gone`."""
    newest = {text.article_id: text for text in texts}
    for part in chunks(newest):
        of_articles = fingerprints.c.article_id.in_(part)
        fingerprinted = list(connection.scalars(select(fingerprints.c.article_id).where(of_articles)))
        if fingerprinted:
            connection.execute(delete(fingerprints).where(of_articles, fingerprints.c.state == "new"))
            connection.execute(update(fingerprints).where(of_articles).values(state="gone"))
    insert_rows(connection, fingerprints, [_row(text) for text in newest.values()])


def refingerprint(connection: Connection, article_ids: Iterable[int], shown: Sequence[NewText]) -> None:
    """Have these articles compared by the revisions in `shown`; those without one, by none."""
    of_shown = {text.revision_id: text for text in shown}
    kept: set[int] = set()
    for part in chunks(article_ids):
        of_articles = fingerprints.c.article_id.in_(part)
        rows = connection.execute(select(fingerprints.c.revision_id).where(of_articles)).all()
        kept |= {row.revision_id for row in rows} & of_shown.keys()
        connection.execute(delete(fingerprints).where(of_articles, fingerprints.c.state == "new"))
        connection.execute(update(fingerprints).where(of_articles).values(state="gone"))
    for part in chunks(kept):
        again = update(fingerprints).where(fingerprints.c.revision_id.in_(part))
        connection.execute(again.where(fingerprints.c.text_key.is_not(None)).values(state="again"))
        connection.execute(again.where(fingerprints.c.text_key.is_(None)).values(state="grouped"))
        left = set(
            connection.scalars(select(fingerprints.c.revision_id).where(fingerprints.c.revision_id.in_(part)))
        )
        kept -= set(part) - left
    insert_rows(connection, fingerprints, [_row(text) for key, text in of_shown.items() if key not in kept])


def _row(text: NewText) -> dict[str, object]:
    # Imports numpy and tables of all characters (0.2 s), which only saving needs.
    from newsarchive.similarity.fingerprint import fingerprint  # noqa: PLC0415

    computed = fingerprint(text.text)
    return {
        "revision_id": text.revision_id,
        "article_id": text.article_id,
        "text_key": computed.key if computed else None,
        "size": computed.size if computed else 0,
        "signature": computed.signature if computed else None,
        "points_to": bare_host(text.canonical_url or "") or None,
        "state": "new" if computed else "grouped",
    }


def regroup_articles(connection: Connection, article_ids: Iterable[int]) -> None:
    """Have these articles grouped again: their URL has changed, and perhaps their host, or they are older."""
    grouped = (fingerprints.c.state == "grouped") & fingerprints.c.text_key.is_not(None)
    for part in chunks(article_ids):
        of_articles = fingerprints.c.article_id.in_(part) & grouped
        connection.execute(update(fingerprints).where(of_articles).values(state="again"))


def regroup_source(connection: Connection, source_id: int) -> None:
    """Have a source's copies grouped again: its title has changed, by which copies may credit it."""
    of_source = select(articles.c.id).where(
        articles.c.source_id == source_id, articles.c.syndication_id.is_not(None)
    )
    grouped = (fingerprints.c.state == "grouped") & fingerprints.c.text_key.is_not(None)
    connection.execute(
        update(fingerprints).where(fingerprints.c.article_id.in_(of_source), grouped).values(state="again")
    )


def leave_groups(connection: Connection, article_ids: Sequence[int]) -> None:
    """Delete all that is stored about copies of these articles, which are about to be deleted."""
    for part in chunks(article_ids):
        of_articles = fingerprints.c.article_id.in_(part)
        connection.execute(delete(fingerprints).where(of_articles, fingerprints.c.state == "new"))
        connection.execute(update(fingerprints).where(of_articles).values(state="gone"))
        while group_new(connection, len(part), only=part):
            pass


class Fingerprints:
    """Fingerprints of revisions older than them (see newsarchive.storage.derived.completion)."""

    name = "fingerprints"

    def missing(self, connection: Connection) -> int:
        query = select(func.count()).select_from(articles).join(revisions, _LATEST)
        query = query.outerjoin(fingerprints, fingerprints.c.revision_id == revisions.c.id)
        return connection.scalar(query.where(fingerprints.c.revision_id.is_(None))) or 0

    def fill(self, connection: Connection, limit: int) -> int:
        columns = (articles.c.id.label("article_id"), revisions.c.id.label("revision_id"), revisions.c.text)
        query = select(*columns).join(revisions, _LATEST)
        query = query.outerjoin(fingerprints, fingerprints.c.revision_id == revisions.c.id)
        query = query.where(fingerprints.c.revision_id.is_(None)).order_by(articles.c.id).limit(limit)
        rows = connection.execute(query).all()
        write_fingerprints(connection, [NewText(**row._mapping) for row in rows])
        group_new(connection, limit)
        return len(rows)
