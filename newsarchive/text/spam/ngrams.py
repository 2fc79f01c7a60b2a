"""A character n-gram model of injected spam: what no list of phrases foresees.

Logistic weights of hashed n-grams (one to five characters) over folded text, as in Weinberger et al.,
"Feature Hashing for Large Scale Multitask Learning" (2009); the sum is divided by the root of their number,
so that longer texts are surer. `benchmarks/training/train_ngrams.py` makes the data file and says from what.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from math import sqrt

import numpy as np
import numpy.typing as npt

from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.text.language import JOINED
from newsarchive.text.spam.unmasking import LINE_END, SPACE_CODE, Codes, line_codes

# What the n-gram model was shown honest sentences of: of any other script or language it knows nothing.
#
# A model that saw adverts in Thai and no honest Thai takes every Thai text for an advert. So the training
# counts its honest examples by script and language, the data file holds the counts, and elsewhere the model
# abstains.

# Honest examples of a script or language from which the model was shown it (the training draws a thousand of
# a language whose words it knows). Thai, with 18, lost half its paragraphs and more (2026-11-27).
_ENOUGH = 400
# Share of a text's letters in scripts not shown, from which the model says nothing about the text: fewer are
# a name or a quotation in it, which are left out of account.
_MOST_UNSHOWN = 0.2
_BMP = 0x10000
# Unicode names begin with the script, except for signs that belong to none ("MICRO SIGN", "DOUBLE-STRUCK
# CAPITAL C"): of those no word begins as many names as the letters of the smallest script (Tagbanwa, 16).
_FEWEST_LETTERS = 15
_JOINED = {"HIRAGANA": "KANA", "KATAKANA": "KANA"}  # written together
# Beyond the BMP: letters of scripts (Adlam, Gothic, ...) lie here, signs and more Han elsewhere.
_SMP_SCRIPTS = ((0x10000, 0x1D000), (0x1E000, 0x1F000))


@cache
def script_table() -> npt.NDArray[np.str_]:
    """For each character of the BMP the script of the letter, "" for what is no letter or of no script."""
    names = [_first_word(chr(code)) for code in range(_BMP)]
    letters = Counter(names)
    return np.array([name if letters[name] >= _FEWEST_LETTERS else "" for name in names])


def _first_word(character: str) -> str:
    # Vowel signs of India, Thailand and Laos are no letters to Python, but parts of words.
    if not (character.isalpha() or "\u0900" <= character < "\u0f00"):
        return ""
    script = unicodedata.name(character, "").split(" ")[0]
    return _JOINED.get(script, script)


def scripts_of(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    codes = _codes(text)
    found = Counter(script_table()[codes[codes < _BMP]].tolist())
    del found[""]
    return found


def unshown_table(scripts: frozenset[str]) -> npt.NDArray[np.bool_]:
    """For each character of the BMP whether it is a letter of a script that is none of `scripts`."""
    table = script_table()
    unshown: npt.NDArray[np.bool_] = (table != "") & ~np.isin(table, sorted(scripts))
    return unshown


def is_beyond(text: str, unshown: npt.NDArray[np.bool_]) -> bool:
    """Whether enough of a text stands in scripts not shown that the model has nothing to say about it."""
    if text.isascii():
        return False
    codes = _codes(text)
    basic = codes[codes < _BMP]
    foreign = int(unshown[basic].sum())
    if len(basic) < len(codes):
        foreign += sum(int(((codes >= first) & (codes < last)).sum()) for first, last in _SMP_SCRIPTS)
    return bool(foreign) and foreign >= _MOST_UNSHOWN * (
        foreign + int((script_table()[basic] != "").sum()) - int(unshown[basic].sum())
    )


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


_ORDERS = (1, 2, 3, 4, 5)
BITS = 19  # of a hash: 524,288 weights, a quarter of them used
_MULTIPLIER = np.uint32(0x9E3779B1)  # Knuth's multiplicative hashing
_SHIFT = np.uint32(32 - BITS)
_ORDER_CODES = np.arange(9, dtype=np.uint32)  # 8 characters are the most a phrase is looked up by
_SHORTEST = 4  # characters of a line that says anything
_LIST_SIZES = (120, 240)  # characters of a list
_PIECE = 24  # characters of a title, or of a few phrases in a line
ABSTAINS = float("-inf")  # odds of a text in a script of which the model was shown nothing honest


@dataclass(frozen=True)
class Model:
    """Weights by hash, times `scale`; the kind each belongs to (index in `SPAM_TOPICS`); the bias of the sum.

    `languages` are those the model was shown enough honest sentences of; `unshown` tells of each character of
    the BMP whether it is a letter of a script the model was not.
    """

    weights: npt.NDArray[np.int8]
    kinds: npt.NDArray[np.uint8]
    scale: float
    bias: float
    languages: frozenset[str]
    unshown: npt.NDArray[np.bool_]


def hashes(codes: Codes, orders: tuple[int, ...] = _ORDERS) -> Iterator[tuple[int, npt.NDArray[np.uint32]]]:
    """For each order (rising) the hashes of the n-grams that begin at each place."""
    value = codes + _MULTIPLIER
    for order in range(1, min(orders[-1], len(codes)) + 1):
        if order > 1:  # in its own place: that takes half the time
            value = value[:-1]
            value *= _MULTIPLIER
            value += codes[order - 1 :]
        if order in orders:
            found = value ^ _ORDER_CODES[order]
            found *= _MULTIPLIER
            found >>= _SHIFT
            yield order, found


def hashes_at(
    codes: Codes, places: npt.NDArray[np.intp], longer: Mapping[int, npt.NDArray[np.bool_]]
) -> Iterator[tuple[int, npt.NDArray[np.intp], npt.NDArray[np.uint32]]]:
    """For each order of `longer` (rising) which of `places` (rising) an n-gram fits, and the hashes of those.

    `longer` says by hash whether a longer n-gram is looked for that begins so: other places are left.
    """
    value = np.ones(len(places), np.uint32)
    for order in range(1, min(max(longer), len(codes)) + 1):
        fitting = int(np.searchsorted(places, len(codes) - order, "right"))
        places = places[:fitting]
        value = value[:fitting] * _MULTIPLIER + codes.take(places + (order - 1))
        if order in longer:
            found = ((value ^ _ORDER_CODES[order]) * _MULTIPLIER) >> _SHIFT
            yield order, places, found
            going_on = longer[order].take(found)
            places, value = places[going_on], value[going_on]


def all_hashes(codes: Codes) -> npt.NDArray[np.uint32]:
    """The hashes of all n-grams, order by order: as `hashes`, made together, in half the time for a line."""
    size, orders = len(codes), min(_ORDERS[-1], len(codes))
    found = np.empty(size * orders - orders * (orders - 1) // 2, np.uint32)
    value, at = codes + _MULTIPLIER, 0
    for order in range(1, orders + 1):
        if order > 1:
            value = value[:-1]
            value *= _MULTIPLIER
            value += codes[order - 1 :]
        np.bitwise_xor(value, _ORDER_CODES[order], out=found[at : at + len(value)])
        at += len(value)
    found *= _MULTIPLIER
    found >>= _SHIFT
    return found


def features(folded: str) -> npt.NDArray[np.uint32]:
    """The hashes of all n-grams of a text."""
    return all_hashes(line_codes(folded))


def spam_odds(folded: str) -> float:
    """The logarithm of the odds that a folded text is spam; 0 for a text without letters.

    A name or quotation in a script not shown is left out; a text with more of it than that has `ABSTAINS`.
    """
    model = _model()
    if is_beyond(folded, model.unshown):
        return ABSTAINS
    codes = line_codes(folded)
    if len(codes) <= 2:
        return 0.0
    unknown = _unknown_before(codes, model)
    if unknown is None:
        known = all_hashes(codes)
    else:
        known = np.concatenate(
            [found[unknown[order:] == unknown[: len(found)]] for order, found in hashes(codes)]
        )
    total, number = int(np.add.reduce(model.weights.take(known), dtype=np.int64)), len(known)
    return total * model.scale / float(np.sqrt(max(1, number))) + model.bias


def _unknown_before(codes: Codes, model: Model) -> npt.NDArray[np.int32] | None:
    """How many letters of scripts not shown stand before each place and the end; none where none does."""
    unknown = model.unshown.take(codes)
    return np.concatenate(([0], unknown.cumsum(dtype=np.int32))) if np.count_nonzero(unknown) else None


def was_shown(language: str | None) -> bool:
    """Whether the model was shown enough honest sentences of a language; true where it is not known."""
    return language is None or language in _model().languages


def likeliest_kind(folded: str) -> SpamKind:
    """The kind most of the weight speaks for."""
    model = _model()
    found = features(folded)
    weights = np.maximum(model.weights[found], 0)
    sums = np.bincount(model.kinds[found], weights=weights, minlength=len(SPAM_TOPICS))
    return SPAM_TOPICS[int(sums.argmax())]


@dataclass(frozen=True)
class PageOdds:
    """The odds and size of each line, the highest odds of a stretch over lines, of one within each line."""

    lines: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.int32]
    stretch: float
    within: npt.NDArray[np.float64]


def page_odds(codes: Codes) -> PageOdds:
    """Look at all lines of `page_codes` in a few vector operations; linear in their length."""
    model = _model()
    ends = codes == LINE_END
    starts = np.flatnonzero(ends)
    spaced = np.where(ends, np.uint32(SPACE_CODE), codes)
    sums = np.zeros(len(codes), np.int16)  # of five weights of a byte each
    unknown = _unknown_before(codes, model)
    counts = _whole_ngrams(starts, len(codes)) if unknown is None else np.zeros(len(codes), np.int32)
    for order, found in hashes(spaced):
        weights = model.weights.take(found)
        over = _over_line_ends(starts, order, len(found))
        weights[over] = 0
        if unknown is not None:
            known = unknown[order:] == unknown[: len(found)]
            weights *= known
            known[over] = False
            counts[: len(found)] += known
        sums[: len(found)] += weights
    # The blank behind a line is the one before the next: both have it.
    lengths = (counts if unknown is None else np.add.reduceat(counts, starts)) + 1
    totals = np.add.reduceat(sums, starts, dtype=np.int32) + sums[-1]
    lines = totals * (model.scale / np.sqrt(lengths)) + model.bias
    lines[lengths < _SHORTEST * len(_ORDERS)] = model.bias
    added = np.zeros(len(sums) + 1, np.int32)
    sums.cumsum(dtype=np.int32, out=added[1:])
    return PageOdds(
        lines[:-1],
        lengths[:-1] // len(_ORDERS),
        _highest(added, model, _LIST_SIZES),
        _within(added, model, starts, _PIECE),
    )


def _over_line_ends(starts: npt.NDArray[np.intp], order: int, number: int) -> npt.NDArray[np.intp]:
    """Which of `number` n-grams of an order go over a line end: they may begin and end with one."""
    places = np.concatenate([starts - back for back in range(1, order - 1)]) if order > 2 else starts[:0]
    return places[(places >= 0) & (places < number)]


def _whole_ngrams(starts: npt.NDArray[np.intp], length: int) -> npt.NDArray[np.int32]:
    """How many n-grams begin in each line and go over no line end; of the last line end itself one."""
    sizes = np.empty(len(starts), np.int32)
    sizes[:-1] = starts[1:] - starts[:-1]
    sizes[-1] = length - starts[-1]
    counts = np.zeros(len(sizes), np.int32)
    for order in _ORDERS:
        counts += np.maximum(sizes - max(0, order - 2), 0)
    counts[-1] = 1
    return counts


def _highest(added: npt.NDArray[np.int32], model: Model, sizes: tuple[int, ...]) -> float:
    """The highest odds of a stretch of one of these sizes."""
    most = ((size, int(found.max())) for size, found in (_stretches(added, size) for size in sizes))
    return max(most_added * _scale(model, size) + model.bias for size, most_added in most)


def _within(
    added: npt.NDArray[np.int32], model: Model, starts: npt.NDArray[np.intp], size: int
) -> npt.NDArray[np.float64]:
    """For each line the highest odds of a stretch of this size that begins in it."""
    size, found = _stretches(added, size)
    weights = np.zeros(len(added) - 1, np.int32)  # near the end none begins: there only the bias counts
    weights[: len(found)] = found
    highest: npt.NDArray[np.float64] = (
        np.maximum.reduceat(weights, starts)[:-1] * _scale(model, size) + model.bias
    )
    return highest


def _stretches(added: npt.NDArray[np.int32], size: int) -> tuple[int, npt.NDArray[np.int32]]:
    """The weights of every stretch of this many characters, or of all there are; how many these are.

    `added` are the weights up to each character. The odds rise with the weights: of the highest they need be
    made alone.
    """
    size = min(size, len(added) - 1)
    return size, added[size:] - added[:-size]


def _scale(model: Model, size: int) -> float:
    return model.scale / sqrt(size * len(_ORDERS))


@cache
def _model() -> Model:
    """The data file, read once."""
    with (
        as_file(files("newsarchive.text.spam").joinpath("data", "ngrams.npz")) as path,
        np.load(path, allow_pickle=False) as data,
    ):
        return Model(
            weights=data["weights"],
            kinds=data["kinds"],
            scale=float(data["scale"]),
            bias=float(data["bias"]),
            languages=_languages(data["languages"]),
            unshown=unshown_table(_shown(data["scripts"])),
        )


def _languages(counted: npt.NDArray[np.void]) -> frozenset[str]:
    """The languages, those too that detection joins in one (Bokmål and Nynorsk are `no`)."""
    found = _shown(counted)
    return found | {JOINED[language] for language in found if language in JOINED}


def _shown(counted: npt.NDArray[np.void]) -> frozenset[str]:
    """The names of which enough sentences were counted."""
    return frozenset(counted["name"][counted["examples"] >= _ENOUGH].tolist())
