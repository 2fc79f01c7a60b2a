"""Numbers of 64 bits for sequences: scattered, and of any stretch of a sequence by one subtraction."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.intp]

# Of no more items than this are stretches numbered.
LONGEST = 100_000
# Odd, so that it has an inverse modulo 2**64 (Knuth's MMIX multiplier).
BASE = 6364136223846793005
INVERSE = pow(BASE, -1, 2**64)
# The finalizer of MurmurHash3 (Appleby, public domain): every bit of a number reaches every other.
MIX_SHIFT, MIX_ONE, MIX_TWO = np.uint64(33), np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


def mixed(numbers: Numbers) -> Numbers:
    """Return the numbers scattered over all 64 bits, different ones still different."""
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_ONE
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_TWO
    return numbers ^ (numbers >> MIX_SHIFT)


def stretches(items: Numbers, starts: Places, ends: Places) -> Numbers:
    """Return a number of each stretch of items, equal for stretches of equal items.

    It is a difference of sums over the whole sequence (Karp and Rabin 1987), modulo 2**64.
    """
    sums = np.zeros(len(items) + 1, np.uint64)
    np.cumsum(items * _powers(BASE)[: len(items)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * _powers(INVERSE)[starts])


@cache
def _powers(base: int) -> Numbers:
    return np.cumprod(np.full(LONGEST, base, np.uint64), dtype=np.uint64)
