"""Where the text of a host's pages stands: learned from the outlines of its newest articles.

An outline is stored with each page that is saved, and only those of the newest articles of a host are kept.
What is learned depends on the archive's content alone, as in newsarchive.storage.derived.host_boilerplate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, ScalarResult, delete, func, insert, select

from newsarchive.hints import HostBoxes
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import HostKey
from newsarchive.storage.schema import articles, host_boxes, page_outlines, sources
from newsarchive.text.boilerplate.box_learning import LearnedBoxes, learn_boxes
from newsarchive.text.boilerplate.page_outline import unpack_outline

# A page layout given up a while ago does not count, and one of a section is among so many.
_NEWEST = 50
# Rows of a host from which those that are not among the newest are deleted: between two completed runs too.
_MOST_STORED = 4 * _NEWEST
StoredHost = tuple[int, str]  # row number of the source, host


class NewOutline(NamedTuple):
    """The outline of a page that was just saved."""

    article_id: int
    fetched_at: datetime
    outline: bytes


def write_outlines(connection: Connection, new: Sequence[NewOutline]) -> None:
    """Store the outlines in place of those of earlier captures; one like the stored one changes nothing."""
    newest = {one.article_id: one for one in sorted(new)}
    rows: list[dict[str, object]] = []
    for part in chunks(newest):
        of_articles = select(articles.c.id, articles.c.source_id, articles.c.site).where(
            articles.c.id.in_(part)
        )
        stored = select(page_outlines.c.article_id, page_outlines.c.fetched_at, page_outlines.c.outline)
        before = {
            row.article_id: row
            for row in connection.execute(stored.where(page_outlines.c.article_id.in_(part)))
        }
        for number, source, host in connection.execute(of_articles):
            one, old = newest[number], before.get(number)
            if old is None or (old.outline != one.outline and old.fetched_at <= one.fetched_at):
                owner = {"article_id": number, "source_id": source, "host": host}
                rows.append(owner | {"fetched_at": one.fetched_at, "outline": one.outline})
        replaced = [row["article_id"] for row in rows if row["article_id"] in before]
        if replaced:
            connection.execute(delete(page_outlines).where(page_outlines.c.article_id.in_(replaced)))
    insert_rows(connection, page_outlines, rows)
    for source, host in sorted({(int(str(row["source_id"])), str(row["host"])) for row in rows}):
        of_host = (page_outlines.c.source_id == source) & (page_outlines.c.host == host)
        count = select(func.count()).select_from(page_outlines).where(of_host)
        if (connection.scalar(count) or 0) > _MOST_STORED:
            drop_older_outlines(connection, (source, host))


def drop_older_outlines(connection: Connection, host: StoredHost) -> None:
    """Delete the outlines of a host but those of its newest articles."""
    of_host = (page_outlines.c.source_id == host[0]) & (page_outlines.c.host == host[1])
    kept = list(_newest_of(connection, host))
    connection.execute(delete(page_outlines).where(of_host, page_outlines.c.id.not_in(kept)))


def last_outline(connection: Connection) -> int:
    """Return the row number of the newest outline, 0 if there is none."""
    return connection.scalar(select(func.max(page_outlines.c.id))) or 0


def learn_host_boxes(connection: Connection, since: int) -> dict[StoredHost, LearnedBoxes]:
    """Learn from every host that has an outline after `since` (a row number); nothing is written."""
    new = select(page_outlines.c.source_id, page_outlines.c.host).where(page_outlines.c.id > since).distinct()
    hosts = sorted({(source, host) for source, host in connection.execute(new)})
    return {host: _learn(connection, host) for host in hosts}


def publish_host_boxes(connection: Connection, learned: Iterable[tuple[StoredHost, LearnedBoxes]]) -> None:
    """Store what was learned in place of what was stored of the same hosts, and drop what is too old."""
    for (source, host), boxes in learned:
        of_host = (host_boxes.c.source_id == source) & (host_boxes.c.host == host)
        connection.execute(delete(host_boxes).where(of_host))
        key = {"source_id": source, "host": host, "pages_seen": boxes.pages}
        rows = [
            key | {"role": "name", "box_key": name, "path": name, "pages": count}
            for name, count in boxes.names
        ]
        rows += [
            key | {"role": box.role, "box_key": box.key, "path": box.path, "pages": box.pages}
            for box in boxes.boxes
        ]
        if rows:
            connection.execute(insert(host_boxes), rows)
        drop_older_outlines(connection, (source, host))


def known_boxes(connection: Connection) -> dict[HostKey, HostBoxes]:
    """Return what is known of the boxes of each (source, host)."""
    keys: dict[HostKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    query = select(sources.c.name, host_boxes.c.host, host_boxes.c.role, host_boxes.c.box_key)
    for name, host, role, key in connection.execute(query.join_from(host_boxes, sources)):
        keys[name, host][role].add(key)
    return {
        key: HostBoxes(
            names=frozenset(parts["name"]),
            text=frozenset(parts["text"]),
            apart=frozenset(parts["apart"]),
            label=frozenset(parts["label"]),
        )
        for key, parts in keys.items()
    }


def _newest_of(connection: Connection, host: StoredHost) -> ScalarResult[int]:
    query = select(page_outlines.c.id).join(articles, articles.c.id == page_outlines.c.article_id)
    of_host = (page_outlines.c.source_id == host[0]) & (page_outlines.c.host == host[1])
    dated = articles.c.published_at
    return connection.scalars(
        query.where(of_host).order_by(dated.is_(None), dated.desc(), articles.c.url).limit(_NEWEST)
    )


def _learn(connection: Connection, host: StoredHost) -> LearnedBoxes:
    newest = select(page_outlines.c.outline).where(page_outlines.c.id.in_(list(_newest_of(connection, host))))
    found = (unpack_outline(packed) for packed in connection.scalars(newest))
    return learn_boxes(outline for outline in found if outline is not None)
