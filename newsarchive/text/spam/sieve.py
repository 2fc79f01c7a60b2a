"""The lexicon's rare phrases in a whole page, found through hashes of their first characters."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from newsarchive.text.spam.codes import LINE_END, SPACE, Codes, line_codes
from newsarchive.text.spam.lexicon import FIRST_UNSPACED, RARE, Phrase, is_alphabetic, is_whole, read_phrases
from newsarchive.text.spam.ngrams import BITS, hashes

# Characters a phrase is looked up by: its first eight, shorter ones by the most they have ("the " begins one,
# and pages hold it a hundred times).
_ORDERS = (2, 3, 4, 6, 8)

Sieve = dict[int, npt.NDArray[np.bool_]]
Index = dict[str, tuple[tuple[str, Phrase], ...]]


def sift(codes: Codes) -> list[tuple[int, Phrase]]:
    """The phrases rare in news in `page_codes` and their places, without honest names; digits are alike."""
    sieve, index = _sieve()
    spaced = np.where(codes == LINE_END, np.uint32(SPACE), codes)
    text = spaced.tobytes().decode("utf-32-le", "surrogatepass")
    begins = _begins(spaced)
    places = [
        np.flatnonzero(sieve[order][found] & begins[: len(found)]) for order, found in hashes(spaced, _ORDERS)
    ]
    hits: list[tuple[int, Phrase]] = []
    blocked = 0
    for place in np.unique(np.concatenate(places)).tolist() if places else ():
        if place >= blocked and (hit := _longest(text, place, index)):
            blocked = place + len(hit[0])
            hits.append((place, hit[1]))
    return [(place, phrase) for place, phrase in hits if phrase.weight]


def _begins(codes: Codes) -> npt.NDArray[np.bool_]:
    """Where a phrase may begin: anywhere but inside a word of an alphabet (`is_whole`)."""
    inside = _alphabetic()[np.minimum(codes, FIRST_UNSPACED)]
    inside[1:] &= inside[:-1].copy()
    inside[:1] = False
    begins: npt.NDArray[np.bool_] = ~inside
    return begins


@cache
def _alphabetic() -> npt.NDArray[np.bool_]:
    """By code, up to the first that is of no alphabet with edges between words."""
    return np.array([is_alphabetic(chr(code)) for code in range(FIRST_UNSPACED + 1)])


def _longest(text: str, place: int, index: Index) -> tuple[str, Phrase] | None:
    for size in reversed(_ORDERS):
        for spelt, phrase in index.get(text[place : place + size], ()):
            if text.startswith(spelt, place) and is_whole(text, place, place + len(spelt)):
                return spelt, phrase
    return None


@cache
def _sieve() -> tuple[Sieve, Index]:
    """For each order which hashes begin a phrase; the phrases by their first characters, longest first."""
    sieve = {order: np.zeros(1 << BITS, bool) for order in _ORDERS}
    spelt: dict[str, Phrase] = {}
    for phrase in read_phrases(RARE):
        key = line_codes(phrase.text).tobytes().decode("utf-32-le", "surrogatepass").strip()
        # Digits are all alike here: what has nothing else would be found in every number.
        if len(key) >= _ORDERS[0] and not key.isdigit():
            known = spelt.get(key)
            if known is None or (known.weight and known.weight < phrase.weight):  # honest names have none
                spelt[key] = phrase
    grouped: dict[str, list[tuple[str, Phrase]]] = {}
    for key, phrase in spelt.items():
        start = key[: max(order for order in _ORDERS if order <= len(key))]
        grouped.setdefault(start, []).append((key, phrase))
        codes = np.frombuffer(start.encode("utf-32-le"), np.uint32)
        sieve[len(start)][next(found for _, found in hashes(codes, (len(start),)))] = True
    return sieve, {
        start: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for start, some in grouped.items()
    }
