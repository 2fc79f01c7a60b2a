"""Groups of copies brought up to the fingerprints nobody has looked at, some of them in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import articles, fingerprints, injected_paragraphs
from newsarchive.storage.syndication.publishing import drop_empty, publish_groups
from newsarchive.storage.syndication.texts import (
    LOOKED_AT,
    Texts,
    members,
    pairs_of,
    replace_pairs,
    write_bands,
)
from newsarchive.text.similarity.fingerprint import bands, may_be_alike
from newsarchive.text.similarity.groups import Group, Pair, groups
from newsarchive.text.similarity.overlap import Relation, relation

# In a band each text is compared with so many: those of the smallest keys, which are as good as drawn by lot
# and the same for any order of saving. Thousands of pages of one wording are then no square of thousands.
LEADERS = 16
Signatures = Mapping[int, bytes]


def group(connection: Connection, rows: Sequence[Row[Any]]) -> None:
    """Look at these fingerprints (newsarchive.storage.syndication.waiting)."""
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
    return groups(sizes, [Pair(*pair, alike) for pair, alike in sorted(pairs.items())])


def _sizes(connection: Connection, keys: set[int]) -> dict[int, int]:
    f = fingerprints.c
    sizes: dict[int, int] = {}
    for part in chunks(sorted(keys)):
        query = select(f.text_key, f.size).where(f.text_key.in_(part), LOOKED_AT)
        sizes |= {row.text_key: row.size for row in connection.execute(query)}
    return sizes
