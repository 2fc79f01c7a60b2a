"""The texts that copies are searched among: their hosts, their bands, and the pairs found similar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, delete, insert, literal_column, select, tuple_

from newsarchive.evidence import TextRelation
from newsarchive.similarity.copy_sets import Compared, Pair, compared
from newsarchive.similarity.fingerprint import bands
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import host_behind
from newsarchive.storage.schema import articles, fingerprint_bands, fingerprints, revisions, similar_texts

# The condition of the partial index on text keys.
IS_GROUPED: ColumnElement[bool] = literal_column("fingerprints.state <> 'new'")


class Texts:
    """Hosts, signatures and texts by text key, cached for one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._hosts: dict[int, frozenset[str]] = {}
        self._signatures: dict[int, bytes] = {}

    def load(self, keys: Iterable[int]) -> None:
        """Load hosts and signatures that are not cached yet."""
        f = fingerprints.c
        for part in chunks(sorted(set(keys) - self._hosts.keys())):
            query = select(f.text_key, f.signature, articles.c.url).join(
                articles, articles.c.id == f.article_id
            )
            found: dict[int, set[str]] = defaultdict(set)
            for key, signature, url in self._connection.execute(
                query.where(f.text_key.in_(part), IS_GROUPED)
            ):
                found[key].add(host_behind(url))
                self._signatures[key] = signature
            self._hosts |= {key: frozenset(found[key]) for key in part}

    def forget(self, keys: Iterable[int]) -> None:
        """Remove cached hosts, so that they are loaded again."""
        for key in keys:
            self._hosts.pop(key, None)

    def hosts(self, key: int) -> frozenset[str]:
        return self._hosts[key]

    def signature(self, key: int) -> bytes:
        return self._signatures[key]

    def may_be_copies(self, one: int, other: int) -> bool:
        """Whether the articles of the two texts are on more than one host."""
        return len(self._hosts[one] | self._hosts[other]) > 1

    @cached_property
    def _compared(self) -> dict[int, Compared]:
        return {}

    def compared(self, keys: Collection[int]) -> Mapping[int, Compared]:
        """Return the texts, prepared for comparison."""
        f = fingerprints.c
        for part in chunks(sorted(set(keys) - self._compared.keys())):
            query = select(f.text_key, revisions.c.text).join(revisions, revisions.c.id == f.revision_id)
            for key, text in self._connection.execute(query.where(f.text_key.in_(part), IS_GROUPED)):
                if key not in self._compared:
                    self._compared[key] = compared(text)
        return self._compared


def members(connection: Connection, band_keys: Collection[int]) -> dict[int, set[int]]:
    """Return the text keys of each band."""
    found: dict[int, set[int]] = {key: set() for key in band_keys}
    columns = fingerprint_bands.c
    for part in chunks(sorted(found)):
        query = select(columns.band_key, columns.text_key).where(columns.band_key.in_(part))
        for band, key in connection.execute(query):
            found[band].add(key)
    return found


def write_bands(connection: Connection, added: Mapping[int, bytes], removed: Mapping[int, bytes]) -> None:
    """Insert the bands of new texts and delete those of removed ones."""
    columns = fingerprint_bands.c
    gone = sorted({(band, key) for key, signature in removed.items() for band in bands(signature)})
    for part in chunks(gone):
        connection.execute(
            delete(fingerprint_bands).where(tuple_(columns.band_key, columns.text_key).in_(part))
        )
    rows = sorted({(band, key) for key, signature in added.items() for band in bands(signature)})
    if rows:
        connection.execute(
            insert(fingerprint_bands), [{"band_key": band, "text_key": key} for band, key in rows]
        )


def pairs_of(connection: Connection, keys: Collection[int]) -> dict[tuple[int, int], TextRelation]:
    """Return the stored pairs with any of these texts, the smaller key first."""
    columns = similar_texts.c
    found = {}
    for part in chunks(sorted(keys)):
        for one, other, relation in connection.execute(
            select(similar_texts).where(columns.text_key.in_(part))
        ):
            found[min(one, other), max(one, other)] = TextRelation(relation)
    return found


def replace_pairs(connection: Connection, keys: Collection[int], found: Iterable[Pair]) -> None:
    """Store `found` in place of all pairs with any of these texts."""
    columns = similar_texts.c
    stored = pairs_of(connection, keys)
    for part in chunks((pair for one, other in sorted(stored) for pair in ((one, other), (other, one)))):
        connection.execute(delete(similar_texts).where(tuple_(columns.text_key, columns.other_key).in_(part)))
    rows = [
        {"text_key": one, "other_key": other, "relation": pair.relation}
        for pair in found
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
    ]
    if rows:
        connection.execute(insert(similar_texts), rows)
