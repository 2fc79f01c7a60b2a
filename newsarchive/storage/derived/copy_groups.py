"""Groups of copies on several hosts, updated for new fingerprints, each with its likely origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from newsarchive.evidence import TextRelation
from newsarchive.similarity.copy_sets import Group, Pair, groups, relation
from newsarchive.similarity.fingerprint import bands, may_be_alike
from newsarchive.similarity.origin import Copy, additions, likely_origin
from newsarchive.storage.derived.compared_texts import (
    IS_GROUPED,
    Texts,
    members,
    pairs_of,
    replace_pairs,
    write_bands,
)
from newsarchive.storage.rows.doubted_revisions import is_undoubted
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import host_behind
from newsarchive.storage.schema import (
    articles,
    fingerprints,
    injected_paragraphs,
    revisions,
    sources,
    syndications,
)


@dataclass(frozen=True, slots=True)
class _Member:
    """An article of a group, with what its origin is chosen by."""

    article_id: int
    syndication_id: int | None
    revision_id: int
    copy: Copy


def publish_groups(connection: Connection, found: Sequence[Group]) -> None:
    """Store the groups as syndications, in place of what was stored about their articles.

    Only groups on two hosts or more become syndications.
    """
    by_text = _members(connection, {key for group in found for key in group})
    member_groups = [[member for key in group for member in by_text[key]] for group in found]
    all_members = [member for group in member_groups for member in group]
    _clear(connection, all_members)
    used: set[int] = set()
    for group in member_groups:
        if len({member.copy.host for member in group}) > 1:
            used.add(_publish(connection, sorted(group, key=lambda member: member.copy.url), used))
    drop_empty(connection, {m.syndication_id for m in all_members if m.syndication_id is not None} - used)


def _members(connection: Connection, keys: Iterable[int]) -> dict[int, list[_Member]]:
    f, r = fingerprints.c, revisions.c
    columns = (
        f.text_key, f.revision_id, f.points_to, articles.c.id, articles.c.url, articles.c.syndication_id,
        articles.c.first_seen_at, sources.c.name, sources.c.title,
        r.outlet, r.published_at, r.published_offset, r.mirror,
    )  # fmt: skip
    found: dict[int, list[_Member]] = defaultdict(list)
    for part in chunks(sorted(keys)):
        query = (
            select(*columns)
            .join(articles, articles.c.id == f.article_id)
            .join(sources, sources.c.id == articles.c.source_id)
            .join(revisions, r.id == f.revision_id)
            .where(f.text_key.in_(part), IS_GROUPED, f.state != "gone")
        )
        for row in connection.execute(query):
            at = row.published_at
            copy = Copy(
                url=row.url,
                host=host_behind(row.url),
                names=frozenset(name for name in (row.name, row.title) if name),
                outlet=row.outlet,
                points_to=host_behind(f"//{row.points_to}") if row.points_to else None,
                published_at=at,
                day_only=at is not None and at.time() == time.min and row.published_offset is None,
                has_offset=row.published_offset is not None,
                first_seen_at=row.first_seen_at,
                mirror=row.mirror,
            )
            found[row.text_key].append(_Member(row.id, row.syndication_id, row.revision_id, copy))
    return found


def _clear(connection: Connection, all_members: Sequence[_Member]) -> None:
    for part in chunks(member.article_id for member in all_members):
        connection.execute(delete(injected_paragraphs).where(injected_paragraphs.c.article_id.in_(part)))
    grouped = [member.article_id for member in all_members if member.syndication_id is not None]
    for part in chunks(grouped):
        connection.execute(
            update(articles).where(articles.c.id.in_(part)).values(syndication_id=None, is_origin=None)
        )


def _publish(connection: Connection, group: Sequence[_Member], used: set[int]) -> int:
    """Store one syndication, under a number that one of its articles had before if any; return the number."""
    at = likely_origin([member.copy for member in group])
    counts = {"copies": len(group), "hosts": len({member.copy.host for member in group})}
    numbers = {member.syndication_id for member in group if member.syndication_id is not None} - used
    if numbers:
        number = min(numbers)
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
    former = _former_texts(connection, group[origin])
    found = additions([texts[member.revision_id] for member in group], origin, former)
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


def _former_texts(connection: Connection, origin: _Member) -> list[str]:
    """What the origin said before, but for what its publisher did not say (newsarchive.incident_states)."""
    r = revisions.c
    query = select(r.text).where(
        r.article_id == origin.article_id,
        r.id != origin.revision_id,
        is_undoubted(),
    )
    return list(connection.scalars(query))


def drop_empty(connection: Connection, numbers: set[int]) -> None:
    """Delete the syndications that have no article left."""
    for part in chunks(sorted(numbers)):
        left_syndications = set(
            connection.scalars(
                select(articles.c.syndication_id).where(articles.c.syndication_id.in_(part)).distinct()
            )
        )
        empty = [number for number in part if number not in left_syndications]
        connection.execute(delete(syndications).where(syndications.c.id.in_(empty)))


# In a band each text is compared with this many others: those with the smallest keys, which are as good as
# random and the same for any order of saving. Thousands of pages with one wording are then no square of
# thousands.
_LEADERS = 16
Signatures = Mapping[int, bytes]


def group_copies(connection: Connection, rows: Sequence[Row[Any]]) -> None:
    """Update the groups for these fingerprints (newsarchive.storage.derived.fingerprints)."""
    texts = Texts(connection)
    touched = {row.text_key: row.signature for row in rows if row.text_key is not None}
    texts.load(touched)
    before = {key: texts.hosts(key) for key in touched}
    left_syndications = _mark_grouped(connection, rows)
    texts.forget(touched)
    texts.load(touched)
    after = {key: texts.hosts(key) for key in touched}
    added = {key: touched[key] for key in touched if after[key] and not before[key]}
    removed = {key: touched[key] for key in touched if before[key] and not after[key]}
    regrouped = {row.text_key for row in rows if row.state == "again"}
    other_hosts = {key for key in after if after[key] and (after[key] != before[key] or key in regrouped)}
    with_new_candidates = _rewrite_bands(connection, added, removed)
    recompared = (with_new_candidates | other_hosts) - removed.keys()
    neighbours = _recompare(connection, texts, recompared, set(removed))
    publish_groups(
        connection, _components(connection, texts, recompared | neighbours | set(after) - removed.keys())
    )
    drop_empty(connection, left_syndications)


def _mark_grouped(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """Mark the fingerprints as grouped and delete those that are gone; return the syndications they left."""
    left_syndications: set[int] = set()
    gone = [row for row in rows if row.state == "gone"]
    remaining = [row.revision_id for row in rows if row.state != "gone"]
    for part in chunks(row.revision_id for row in gone):
        connection.execute(delete(fingerprints).where(fingerprints.c.revision_id.in_(part)))
    for part in chunks(row.article_id for row in gone):
        in_syndication = articles.c.id.in_(part) & articles.c.syndication_id.is_not(None)
        left_syndications |= set(connection.scalars(select(articles.c.syndication_id).where(in_syndication)))
        connection.execute(
            update(articles).where(articles.c.id.in_(part)).values(syndication_id=None, is_origin=None)
        )
        connection.execute(delete(injected_paragraphs).where(injected_paragraphs.c.article_id.in_(part)))
    for part in chunks(remaining):
        connection.execute(
            update(fingerprints).where(fingerprints.c.revision_id.in_(part)).values(state="grouped")
        )
    return left_syndications


def _rewrite_bands(connection: Connection, added: Signatures, removed: Signatures) -> set[int]:
    """Return the texts that have other candidates now: new ones, and those of bands with other leaders."""
    found = members(
        connection, {band for signature in (*added.values(), *removed.values()) for band in bands(signature)}
    )
    write_bands(connection, added, removed)
    with_new_candidates = set(added)
    come, gone = _by_band(added), _by_band(removed)
    for band, before in found.items():
        after = (before | come[band]) - gone[band]
        if max(len(before), len(after)) > _LEADERS:
            with_new_candidates |= _leaders(before) ^ _leaders(after)
    return with_new_candidates - removed.keys()


def _by_band(signatures: Signatures) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, signature in signatures.items():
        for band in bands(signature):
            found[band].add(key)
    return found


def _leaders(texts: set[int]) -> set[int]:
    return set(sorted(texts)[:_LEADERS])


def _recompare(connection: Connection, texts: Texts, recompared: set[int], removed: set[int]) -> set[int]:
    """Compare the texts with the candidates of their bands; return the others that had or have a pair."""
    texts.load(recompared)
    stored_pairs = pairs_of(connection, recompared | removed)
    wanted = _candidates(connection, texts, recompared)
    ready = texts.compared({key for pair in wanted - stored_pairs.keys() for key in pair})
    found = []
    for one, other in sorted(wanted):
        alike = stored_pairs.get((one, other)) or relation(ready[one], ready[other])
        if alike:
            found.append(Pair(one, other, alike))
    replace_pairs(connection, recompared | removed, found)
    return {key for pair in (*stored_pairs, *((p.one, p.other) for p in found)) for key in pair} - removed


def _candidates(connection: Connection, texts: Texts, recompared: set[int]) -> set[tuple[int, int]]:
    """The pairs worth comparing, the smaller key first: of one band, other hosts, similar signatures."""
    found = members(connection, {band for key in recompared for band in bands(texts.signature(key))})
    leaders = {band: _leaders(of) for band, of in found.items()}
    wanted = set()
    for key in recompared:
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
    """Return the groups of all texts that are connected to the seeds by pairs."""
    pairs: dict[tuple[int, int], TextRelation] = {}
    connected, new = set(seeds), set(seeds)
    while new:
        found = pairs_of(connection, new)
        pairs |= found
        new = {key for pair in found for key in pair} - connected
        connected |= new
    texts.load(connected)
    sizes = _sizes(connection, connected)
    return groups(sizes, [Pair(one, other, alike) for (one, other), alike in sorted(pairs.items())])


def _sizes(connection: Connection, keys: set[int]) -> dict[int, int]:
    f = fingerprints.c
    sizes: dict[int, int] = {}
    for part in chunks(sorted(keys)):
        query = select(f.text_key, f.size).where(f.text_key.in_(part), IS_GROUPED)
        sizes |= {row.text_key: row.size for row in connection.execute(query)}
    return sizes
