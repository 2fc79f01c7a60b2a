"""Groups of texts as syndications of articles: those on two hosts or more, each with its likely origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy import Connection, delete, insert, select, update

from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import (
    articles,
    fingerprints,
    injected_paragraphs,
    revisions,
    sources,
    syndications,
)
from newsarchive.storage.syndication.texts import LOOKED_AT, host_of_copy
from newsarchive.text.similarity.additions import additions
from newsarchive.text.similarity.groups import Group
from newsarchive.text.similarity.origin import Copy, likely_origin


@dataclass(frozen=True, slots=True)
class _Member:
    """An article of a group, with what origins are chosen by."""

    article_id: int
    syndication_id: int | None
    revision_id: int
    copy: Copy


def publish_groups(connection: Connection, found: Sequence[Group]) -> None:
    """Write what the groups say of their articles, in the place of what was said before."""
    by_text = _members(connection, {key for group in found for key in group})
    told = [[member for key in group for member in by_text[key]] for group in found]
    everyone = [member for group in told for member in group]
    _clear(connection, everyone)
    used: set[int] = set()
    for group in told:
        if len({member.copy.host for member in group}) > 1:
            used.add(_publish(connection, sorted(group, key=lambda member: member.copy.url), used))
    drop_empty(connection, {m.syndication_id for m in everyone if m.syndication_id is not None} - used)


def _members(connection: Connection, keys: Iterable[int]) -> dict[int, list[_Member]]:
    f, r = fingerprints.c, revisions.c
    columns = (
        f.text_key, f.revision_id, f.points_to, articles.c.id, articles.c.url, articles.c.syndication_id,
        sources.c.name, sources.c.title, r.outlet, r.published_at, r.published_offset, r.mirror,
    )  # fmt: skip
    found: dict[int, list[_Member]] = defaultdict(list)
    for part in chunks(sorted(keys)):
        query = (
            select(*columns)
            .join(articles, articles.c.id == f.article_id)
            .join(sources, sources.c.id == articles.c.source_id)
            .join(revisions, r.id == f.revision_id)
            .where(f.text_key.in_(part), LOOKED_AT, f.state != "gone")
        )
        for row in connection.execute(query):
            at = row.published_at
            copy = Copy(
                url=row.url,
                host=host_of_copy(row.url),
                names=frozenset(name for name in (row.name, row.title) if name),
                outlet=row.outlet,
                points_to=host_of_copy(f"//{row.points_to}") if row.points_to else None,
                published_at=at,
                day_only=at is not None and at.time() == time.min and row.published_offset is None,
                mirror=row.mirror,
            )
            found[row.text_key].append(_Member(row.id, row.syndication_id, row.revision_id, copy))
    return found


def _clear(connection: Connection, everyone: Sequence[_Member]) -> None:
    for part in chunks(member.article_id for member in everyone):
        connection.execute(delete(injected_paragraphs).where(injected_paragraphs.c.article_id.in_(part)))
    grouped = [member.article_id for member in everyone if member.syndication_id is not None]
    for part in chunks(grouped):
        connection.execute(
            update(articles).where(articles.c.id.in_(part)).values(syndication_id=None, is_origin=None)
        )


def _publish(connection: Connection, group: Sequence[_Member], used: set[int]) -> int:
    """Write one syndication, under the number it had where one of its articles has one; return the number."""
    at = likely_origin([member.copy for member in group])
    counts = {"copies": len(group), "hosts": len({member.copy.host for member in group})}
    known = {member.syndication_id for member in group if member.syndication_id is not None} - used
    if known:
        number = min(known)
        connection.execute(update(syndications).where(syndications.c.id == number).values(counts))
    else:
        number = int(connection.scalars(insert(syndications).returning(syndications.c.id), counts).one())
    for part in chunks(member.article_id for member in group):
        connection.execute(
            update(articles)
            .where(articles.c.id.in_(part))
            .values(syndication_id=number, is_origin=articles.c.id == group[at].article_id)
        )
    _write_additions(connection, group, at)
    return number


def _write_additions(connection: Connection, group: Sequence[_Member], origin: int) -> None:
    texts: dict[int, str] = {}
    for part in chunks(member.revision_id for member in group):
        query = select(revisions.c.id, revisions.c.text).where(revisions.c.id.in_(part))
        texts |= {row.id: row.text for row in connection.execute(query)}
    found = additions([texts[member.revision_id] for member in group], origin)
    rows = [
        {
            "article_id": member.article_id,
            "position": line.position,
            "text": line.text,
            "kind": line.kind,
            "rule": line.rule,
            "score": line.score,
            "also_in": line.also_in,
        }
        for member, added in zip(group, found, strict=True)
        for line in added
    ]
    if rows:
        connection.execute(insert(injected_paragraphs), rows)


def drop_empty(connection: Connection, numbers: set[int]) -> None:
    """Take away the syndications in which no article is left."""
    for part in chunks(sorted(numbers)):
        left = set(
            connection.scalars(
                select(articles.c.syndication_id).where(articles.c.syndication_id.in_(part)).distinct()
            )
        )
        empty = [number for number in part if number not in left]
        connection.execute(delete(syndications).where(syndications.c.id.in_(empty)))
