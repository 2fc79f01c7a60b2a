"""Groups of copies brought up to the fingerprints nobody has looked at, some of them in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from newsarchive.storage.derived.compared_texts import (
    LOOKED_AT,
    Texts,
    host_of_copy,
    members,
    pairs_of,
    replace_pairs,
    write_bands,
)
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import (
    articles,
    fingerprints,
    injected_paragraphs,
    revisions,
    sources,
    syndications,
)
from newsarchive.text.similarity.copy_sets import Group, Pair, Relation, groups, relation
from newsarchive.text.similarity.fingerprint import bands, may_be_alike
from newsarchive.text.similarity.origin import Copy, additions, likely_origin

# Groups of texts as syndications of articles: those on two hosts or more, each with its likely origin.


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


# In a band each text is compared with so many: those of the smallest keys, which are as good as drawn by lot
# and the same for any order of saving. Thousands of pages of one wording are then no square of thousands.
LEADERS = 16
Signatures = Mapping[int, bytes]


def group_copies(connection: Connection, rows: Sequence[Row[Any]]) -> None:
    """Look at these fingerprints (newsarchive.storage.derived.fingerprints)."""
    texts = Texts(connection)
    touched = {row.text_key: row.signature for row in rows if row.text_key is not None}
    texts.load(touched)
    before = {key: texts.hosts(key) for key in touched}
    left = _settle(connection, rows)
    texts.forget(touched)
    texts.load(touched)
    after = {key: texts.hosts(key) for key in touched}
    born = {key: touched[key] for key in touched if after[key] and not before[key]}
    died = {key: touched[key] for key in touched if before[key] and not after[key]}
    again = {row.text_key for row in rows if row.state == "again"}
    other_hosts = {key for key in after if after[key] and (after[key] != before[key] or key in again)}
    shifted = _rewrite_bands(connection, born, died)
    renewed = (shifted | other_hosts) - died.keys()
    neighbours = _renew_pairs(connection, texts, renewed, set(died))
    publish_groups(
        connection, _components(connection, texts, renewed | neighbours | set(after) - died.keys())
    )
    drop_empty(connection, left)


def _settle(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """From here on the fingerprints count as looked at, those that are gone are no more; return whose
    syndications their articles left.
    """
    left: set[int] = set()
    gone = [row for row in rows if row.state == "gone"]
    kept = [row.revision_id for row in rows if row.state != "gone"]
    for part in chunks(row.revision_id for row in gone):
        connection.execute(delete(fingerprints).where(fingerprints.c.revision_id.in_(part)))
    for part in chunks(row.article_id for row in gone):
        in_one = articles.c.id.in_(part) & articles.c.syndication_id.is_not(None)
        left |= set(connection.scalars(select(articles.c.syndication_id).where(in_one)))
        connection.execute(
            update(articles).where(articles.c.id.in_(part)).values(syndication_id=None, is_origin=None)
        )
        connection.execute(delete(injected_paragraphs).where(injected_paragraphs.c.article_id.in_(part)))
    for part in chunks(kept):
        connection.execute(
            update(fingerprints).where(fingerprints.c.revision_id.in_(part)).values(state="grouped")
        )
    return left


def _rewrite_bands(connection: Connection, born: Signatures, died: Signatures) -> set[int]:
    """Return the texts that are compared with others than before: the new ones, and where leaders changed."""
    found = members(
        connection, {band for signature in (*born.values(), *died.values()) for band in bands(signature)}
    )
    write_bands(connection, born, died)
    shifted = set(born)
    come, gone = _by_band(born), _by_band(died)
    for band, before in found.items():
        after = (before | come[band]) - gone[band]
        if max(len(before), len(after)) > LEADERS:
            shifted |= _leaders(before) ^ _leaders(after)
    return shifted - died.keys()


def _by_band(signatures: Signatures) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, signature in signatures.items():
        for band in bands(signature):
            found[band].add(key)
    return found


def _leaders(texts: set[int]) -> set[int]:
    return set(sorted(texts)[:LEADERS])


def _renew_pairs(connection: Connection, texts: Texts, renewed: set[int], died: set[int]) -> set[int]:
    """Compare the texts with all that a band gives them; return every other text that had or has a pair."""
    texts.load(renewed)
    known = pairs_of(connection, renewed | died)
    wanted = _candidates(connection, texts, renewed)
    ready = texts.compared({key for pair in wanted - known.keys() for key in pair})
    found = []
    for one, other in sorted(wanted):
        alike = known.get((one, other)) or relation(ready[one], ready[other])
        if alike:
            found.append(Pair(one, other, alike))
    replace_pairs(connection, renewed | died, found)
    return {key for pair in (*known, *((p.one, p.other) for p in found)) for key in pair} - died


def _candidates(connection: Connection, texts: Texts, renewed: set[int]) -> set[tuple[int, int]]:
    """The pairs worth comparing, the smaller key first: of one band, other hosts, like signatures."""
    found = members(connection, {band for key in renewed for band in bands(texts.signature(key))})
    leaders = {band: _leaders(of) for band, of in found.items()}
    wanted = set()
    for key in renewed:
        others: set[int] = set()
        for band in bands(texts.signature(key)):
            others |= found[band] if key in leaders[band] else leaders[band]
        others.discard(key)
        texts.load(others)
        near = sorted(other for other in others if texts.may_be_copies(key, other))
        alike = may_be_alike(texts.signature(key), [texts.signature(other) for other in near])
        wanted |= {
            (min(key, other), max(key, other)) for other, is_so in zip(near, alike, strict=True) if is_so
        }
    return wanted


def _components(connection: Connection, texts: Texts, seeds: set[int]) -> list[Group]:
    """Return the groups of all texts that hang together with the seeds by pairs."""
    pairs: dict[tuple[int, int], Relation] = {}
    reached, new = set(seeds), set(seeds)
    while new:
        found = pairs_of(connection, new)
        pairs |= found
        new = {key for pair in found for key in pair} - reached
        reached |= new
    texts.load(reached)
    sizes = _sizes(connection, reached)
    return groups(sizes, [Pair(one, other, alike) for (one, other), alike in sorted(pairs.items())])


def _sizes(connection: Connection, keys: set[int]) -> dict[int, int]:
    f = fingerprints.c
    sizes: dict[int, int] = {}
    for part in chunks(sorted(keys)):
        query = select(f.text_key, f.size).where(f.text_key.in_(part), LOOKED_AT)
        sizes |= {row.text_key: row.size for row in connection.execute(query)}
    return sizes
