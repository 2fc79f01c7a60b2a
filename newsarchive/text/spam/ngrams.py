"""A character n-gram model of injected spam: what no list of phrases foresees.

Logistic weights of hashed n-grams (one to five characters) over folded text, as in Weinberger et al.,
"Feature Hashing for Large Scale Multitask Learning" (2009); the sum is divided by the root of their number,
so that longer texts are surer. `benchmarks/training/train_ngrams.py` makes the data file and says from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

ORDERS = (1, 2, 3, 4, 5)
BITS = 18  # of a hash: 262,144 weights
KINDS = ("adult", "gambling", "pharmacy", "loan", "certificate", "piracy", "counterfeit", "seo")
_MULTIPLIER = np.uint32(0x9E3779B1)  # Knuth's multiplicative hashing
_SPACE, _DIGIT = 32, 48

Codes = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Model:
    """Weights by hash, times `scale`; the kind each belongs to (index in `KINDS`); the bias of the sum."""

    weights: npt.NDArray[np.int8]
    kinds: npt.NDArray[np.uint8]
    scale: float
    bias: float


def normalise(folded: str) -> Codes:
    """Letters as they are, every digit 0 and at most two in a row, all else one space; a space at either end."""
    raw = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _letters()[np.minimum(raw, 0xFFFF)]
    codes = np.concatenate(([_SPACE], codes, [_SPACE])).astype(np.uint32)
    blank, digit = codes == _SPACE, codes == _DIGIT
    dull = np.zeros(len(codes), bool)
    dull[1:] = blank[1:] & blank[:-1]
    dull[2:] |= digit[2:] & digit[1:-1] & digit[:-2]
    return codes[~dull]


def hashes(codes: Codes, order: int) -> npt.NDArray[np.uint32]:
    """The hash of the n-gram of this order that begins at each place."""
    size = len(codes) - order + 1
    if size <= 0:
        return np.empty(0, np.uint32)
    value = np.full(size, order, np.uint32)
    for step in range(order):
        value = value * _MULTIPLIER + codes[step : step + size]
    return (value * _MULTIPLIER) >> np.uint32(32 - BITS)


def features(folded: str) -> npt.NDArray[np.uint32]:
    """The hashes of all n-grams of a text."""
    codes = normalise(folded)
    return np.concatenate([hashes(codes, order) for order in ORDERS])


def spam_odds(folded: str) -> float:
    """The logarithm of the odds that a folded text is spam; 0 for a text without letters."""
    codes = normalise(folded)
    if len(codes) <= 2:
        return 0.0
    model = _model()
    found = np.concatenate([hashes(codes, order) for order in ORDERS])
    return float(model.weights[found].sum(dtype=np.int64)) * model.scale / len(found) ** 0.5 + model.bias


def likeliest_kind(folded: str) -> str:
    """The kind most of the weight speaks for."""
    model = _model()
    found = features(folded)
    weights = np.maximum(model.weights[found], 0)
    sums = np.bincount(model.kinds[found], weights=weights, minlength=len(KINDS))
    return KINDS[int(sums.argmax())]


@cache
def _letters() -> npt.NDArray[np.uint16]:
    """What each character of the BMP counts as."""
    table = np.full(0x10000, _SPACE, np.uint16)
    for code in range(0x10000):
        character = chr(code)
        if character.isdigit():
            table[code] = _DIGIT
        elif character.isalpha() or 0x900 <= code < 0xF00:  # vowel signs of India, Thailand and Laos
            table[code] = code
    table[0xFFFF] = _SPACE
    return table


@cache
def _model() -> Model:
    with (
        as_file(files("newsarchive.text.spam").joinpath("data", "ngrams.npz")) as path,
        np.load(path, allow_pickle=False) as data,
    ):
        return Model(data["weights"], data["kinds"], float(data["scale"]), float(data["bias"]))
