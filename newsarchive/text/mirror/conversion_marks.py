"""Tells text converted one character at a time from text that was written in Traditional characters.

An engine leaves what is a Traditional character too, of another meaning: its 後 is 后, its 於 is 于. Pairs
of characters that only come about so are survivors (data/survivors.txt, see data/make_survivors.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import fsum

from newsarchive.text.mirror.converted_script import never_left, never_made, traditional_forms

KEPT = "于后里系制采余范愿游并云咨松只征筑么斗干面準凈挂夸復盡沖致郁志發杰獲板舍歷吁辟扑丑髒御仆卜尸杠臺匯"
# Empresses and other ladies are 后 in either script, and a town.
SURVIVOR = re.compile(
    rf"(?s:.)?(?:[{KEPT[0]}{KEPT[2:]}]|(?<![王皇太母天帝影歌封視武呂竇蕭鄧蜂蟻球舞廢])后(?![里妃宮羿稷土冠]))(?=(.?))"
)
# What the character alone is worth where its pairs were never seen. Names hold 于 and 里: not these.
_ALONE = {"后": 3.5, "并": 4.5, "么": 6.0, "凈": 5.0, "愿": 4.0, "挂": 3.0}
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
# Everyday characters of Traditional text, the first ones enough for a whole page.
_TRADITIONAL = "這個們為來國會時說對學發過經動現實關機業開產場點長無還進電東車話問間見與內萬員報務質書"
_QUICK_LENGTH, _QUICK = 3000, 6
_QUICK_KEPT, _QUICK_GENUINE = "于后里系并么制", "於後裡裏係"

_ENOUGH = 5.0
# Of pieces of 500 characters that were written in Taiwan, or converted by phrases, 1 in 60 to 1 in 300 holds
# no character that engines never make, of 150 characters 1 in 4 to 1 in 7: e^-0.008 for each (2026-11-24).
_ABSENCE, _MOST_ABSENCE = 0.006, 3.0
_LEAST_CHARACTERS = 40  # where one pair alone is the evidence: a slip of the pen is likelier than a mirror
_MODERN, _MANY = 4.0, 2  # without an everyday word of today among them, names may make up a few: 于, 太后
# Survivors to each genuine Traditional character: quotations, and names that Simplified writes so too (昇).
_RATIO = 8
_MIXED = 0.02  # of characters that tell the script: text by an engine holds no Simplified ones


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the spelling of a text says.

    `evidence` is the weight of its distinct survivors, a natural logarithm, `strongest` the best one's;
    `survivors` counts them all, `genuine` the Traditional characters that no engine makes, `characters` the
    ideographs; `mixed` is whether it holds both scripts.
    """

    evidence: float
    strongest: float
    distinct: int
    survivors: int
    genuine: int
    mixed: bool
    characters: int

    @property
    def by_engine(self) -> bool:
        """Whether an engine wrote it, by the spelling alone."""
        if not self.survivors or self.mixed or self.genuine * _RATIO > self.survivors:
            return False
        alone = self.distinct == 1 and self.characters < _LEAST_CHARACTERS
        vague = self.strongest < _MODERN and self.distinct < _MANY
        absence = 0.0 if self.genuine else min(_ABSENCE * self.characters, _MOST_ABSENCE)
        return not alone and not vague and self.evidence + absence >= _ENOUGH

    @property
    def by_hand(self) -> bool:
        """Whether a person, or a good converter, wrote it."""
        return self.genuine > max(1, self.survivors)


@cache
def _weights() -> dict[str, float]:
    raw = files("newsarchive.text.mirror").joinpath("data/survivors.txt").read_text("utf-8")
    found = dict(_ALONE)
    for line in raw.splitlines():
        weight, *pairs = line.split(" ")
        found |= dict.fromkeys(pairs, int(weight) / 10)
    return found


def pair_class(char: str) -> str:
    """What a character is counted as in a pair: ASCII digits and letters are one each."""
    return "0" if char.isdigit() else "a" if char.isascii() and char.isalpha() else char


def may_be_by_engine(text: str) -> bool:
    """A quick look: False is final, and cheap."""
    everyday = _TRADITIONAL if len(text) < _QUICK_LENGTH else _TRADITIONAL[:_QUICK]
    if not any(char in text for char in everyday) or "の" in text:
        return False
    genuine = sum(map(text.count, _QUICK_GENUINE))
    return genuine * _RATIO <= sum(map(text.count, _QUICK_KEPT if genuine else ())) or not genuine


def _survivors(text: str) -> list[str]:
    """The heavier survivor of the two pairs around each kept character, where one is."""
    weights, found = _weights(), []
    for match in SURVIVOR.finditer(text):
        pairs = ("".join(map(pair_class, match[0])), "".join(map(pair_class, match[0][-1] + match[1])))
        best = max(pairs, key=lambda pair: weights.get(pair, 0.0))
        if best in weights:
            found.append(best)
        elif match[0][-1] in _ALONE:
            found.append(match[0][-1])
    return found


def _count(text: str, chars: frozenset[str]) -> int:
    return sum(map(text.count, chars.intersection(text)))


def conversion_spelling(text: str) -> Spelling:
    """Looks at the whole text."""
    found = _survivors(text)
    distinct = set(found)
    left = _count(text, never_left())
    return Spelling(
        evidence=fsum(_weights()[pair] for pair in distinct),  # exact: a set has no order
        strongest=max((_weights()[pair] for pair in distinct), default=0.0),
        distinct=len(distinct),
        survivors=len(found),
        genuine=_count(text, never_made()),
        mixed=left > _MIXED * _count(text, traditional_forms()),
        characters=len(_IDEOGRAPH.findall(text)),
    )
