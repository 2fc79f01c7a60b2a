"""The fingerprint of a text: a short signature from which copies are found without reading all texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.similarity.shingles import Numbers, mixed, shingles, text_key, words_of

# Shorter texts have no fingerprint: under some 25 words, or 30 characters, the same notice stands on many
# sites without anybody having copied it.
FEWEST_SHINGLES = 20
# Bands of two values: of texts whose shingles are alike by half, 99 % share a band, by a third 85 %, by a
# quarter 64 % (1 - (1 - j**2)**16). A copy cut short is less alike than that, but begins the same: four more
# bands are made of the first shingles alone.
ROWS, BANDS, LEAD_BANDS = 2, 16, 4
LEAD = 64
VALUES, LEAD_VALUES = ROWS * BANDS, ROWS * LEAD_BANDS
SIGNATURE_BYTES = 4 * (VALUES + LEAD_VALUES)
# Signatures are kept in archives: another seed, scheme or shingle needs a migration that drops them.
SEED, SCHEME = 1, "affine32"
# Of two signatures' 40 values so many must agree, or the texts are not read: chance and a shared band give
# two or three.
FEWEST_EQUAL = 4


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`key`: the same for texts of the same words; `size`: different shingles; `signature`: 160 bytes."""

    key: int
    size: int
    signature: bytes


def fingerprint(text: str) -> Fingerprint | None:
    """Return the fingerprint of a text; None where it is too short to tell copies from chance."""
    words = words_of(text)
    found = shingles(words)
    size = len(np.unique(found))
    if size < FEWEST_SHINGLES:
        return None
    values = np.concatenate((_minima(found, VALUES), _minima(found[:LEAD], LEAD_VALUES)))
    return Fingerprint(text_key(words), size, values.astype("<u4").tobytes())


def bands(signature: bytes) -> tuple[int, ...]:
    """Return the keys (64 bits, signed) under which the text is looked up; candidates share at least one."""
    pairs = _values(signature).reshape(-1, ROWS).astype(np.uint64)
    which = np.arange(1, len(pairs) + 1, dtype=np.uint64)
    keys = mixed((pairs[:, 0] << np.uint64(32) | pairs[:, 1]) + mixed(which))
    return tuple(keys.view(np.int64).tolist())


def may_be_alike(signature: bytes, others: list[bytes]) -> list[bool]:
    """Say of each of the others whether its text is worth comparing."""
    table = np.frombuffer(b"".join(others), "<u4").reshape(len(others), VALUES + LEAD_VALUES)
    return list((np.count_nonzero(table == _values(signature), axis=1) >= FEWEST_EQUAL).tolist())


def _minima(found: Numbers, count: int) -> NDArray[np.uint32]:
    sketch = _empty(count).copy()
    sketch.update_batch((found >> np.uint64(32)).tolist())
    return np.asarray(sketch.hashvalues, np.uint32)


def _values(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, "<u4")


@cache
def _empty(count: int) -> Any:
    # The package imports scipy, which takes half a second: only who makes fingerprints waits for it.
    from datasketch.minhash import MinHash  # noqa: PLC0415

    return MinHash(num_perm=count, seed=SEED, scheme=SCHEME, hashfunc=int)
