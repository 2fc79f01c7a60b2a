"""How two scripts stand in a text: apart, as in quotations, or within words, as only programs mix them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum, inf, log

from newsarchive.text.mirror.character_odds import character_counts
from newsarchive.text.mirror.converted_script import is_gb2312, never_left, simple, traditional_forms

# People write a quotation, a name, a menu in the other script: between two signs nearly all is of one.
_CLAUSE = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile("[^。！？!?\n【】]*(?:[。！？!?\n【】]|$)")
# Programs that convert every second character change the script within words: 实現, 报訊, 网絡. So differ
# half of the words whose two characters both tell. Names and menus of the other script (在鼎泰豐, 的設定)
# change it between words; tables and lessons (学生學生, 爱愛) show both forms of a character (2026-12-01).
_LEAST_CHANGES, _LEAST_CHANGING, _LEAST_CLAUSES, _MOST_COMPARING = 6, 0.2, 4, 1


@cache
def _only_simplified() -> frozenset[str]:
    """Simplified characters that Japanese does not write: 会議 and 国際 are of no program."""
    return frozenset(char for char in never_left() if not char.encode("shift_jis", "ignore"))


@cache
def _only_traditional() -> frozenset[str]:
    return frozenset(char for char in traditional_forms() if not is_gb2312(char))


def is_mingled(text: str) -> bool:
    """Whether the script changes within words again and again."""
    simplified, traditional = _only_simplified(), _only_traditional()
    if simplified.isdisjoint(text) or traditional.isdisjoint(text):
        return False
    words = changes = clauses = comparing = 0
    for clause in dict.fromkeys(_CLAUSE.findall(text)):
        told = [(one, other) for one, other in pairwise(clause) if _is_told(one) and _is_told(other)]
        told = [pair for pair in told if _is_word(*pair)]
        changed = sum((one in traditional) != (other in traditional) for one, other in told)
        if changed and _has_both_forms(clause):
            comparing += 1
            continue
        words += len(told)
        changes += changed
        clauses += changed > 0
    if comparing > _MOST_COMPARING:
        return False
    return clauses >= _LEAST_CLAUSES and changes >= max(_LEAST_CHANGES, _LEAST_CHANGING * words)


def _is_told(char: str) -> bool:
    return char in _only_simplified() or char in _only_traditional()


def _is_word(one: str, other: str) -> bool:
    """Whether two characters stand side by side within words; random bytes hardly ever do."""
    pair = simple(one) + simple(other)
    return pair[0] != pair[1] and pair in character_counts().pairs


def _has_both_forms(clause: str) -> bool:
    forms = set(clause)
    return any(simple(char) in forms for char in forms if simple(char) != char)


# A table with some characters only converts these wherever they stand, and leaves the others everywhere; and
# it knows no words. So the script changes from one character to the next as chance has it. Where people use
# both, it changes less often: between words of a clause a third as often (names, menus), within words a
# twentieth (slips), and many characters are met in both forms: of 138 and 114 in a page of paragraphs in
# turn 47, so T * S / 335; half of that is asked. Weights are natural logarithms. Of 45 honest pages of both
# scripts the heaviest weighs 3.3, of 16 by half tables the lightest .5 (2026-12-01).
_BETWEEN, _WITHIN, _MET_IN_BOTH, _EACH_IN_BOTH, _FARTHEST = 0.3, 0.05, 700.0, 2.0, 2
# Names are many in a page about names, and words are no names: what is told between words, and by characters
# that are not met in both forms, counts so much at most.
_MOST_BETWEEN, _MOST_NOT_MET = 4.0, 4.0
# One word in two scripts is a slip.
_LEAST_BROKEN, _MOST_UNBROKEN = 2, 6.0
# What slips, and who always writes some characters so, cannot be told from a table where characters of the
# rarer script are few. Of 3,179 Traditional texts with slips in 1 to 12 % of the ideographs, habits of 2 to
# 25 characters, or words in the other script, the weight alone took 935 for a table's; where the rarer script
# has twelve characters, a fifth of all, it is 4, with habits of ten and of 25 (2026-12-01).
_LEAST_RARER, _LEAST_RARER_SHARE, _LEAST_RARER_TOLD = 12, 0.2, 0.15
# Where forms out of place show an engine less is asked, and least where a farm is around the text too.
_LEAST_RARER_SOLD, _LEAST_RARER_SHARE_SOLD = 3, 0.06
_LEAST_RARER_MAYBE, _LEAST_RARER_SHARE_MAYBE = 9, 0.1
# A table writes a character in one form wherever it stands; slips hit some of its places. Of the characters
# that chance would have met in both forms tables have none or one, for what is sown or quoted.
_MOST_IN_BOTH, _MOST_SHARE_IN_BOTH = 1, 0.15


# Enough alone; and enough where forms out of place show an engine too, whose table the mixture explains then.
HALF_TABLE, HALF_TABLE_MAYBE = 6.5, 0.0


@dataclass(frozen=True, slots=True)
class RarerScript:
    """What of a text is in its rarer script: characters, their share of all, and their places' share.

    Only characters that are met in one form count. `is_a_tables`: hardly one is met in both.
    """

    characters: int
    share: float
    told: float
    is_a_tables: bool

    @property
    def is_table_alone(self) -> bool:
        """Whether it may be what a table lacks, by itself."""
        return self._has(_LEAST_RARER, _LEAST_RARER_SHARE) and self.told >= _LEAST_RARER_TOLD

    @property
    def is_table_where_sold(self) -> bool:
        """Whether it may be, in words of the mainland, with a farm around them."""
        return self._has(_LEAST_RARER_SOLD, _LEAST_RARER_SHARE_SOLD)

    @property
    def is_table_of_engine(self) -> bool:
        """Whether it may be, in a text that an engine is seen to have made."""
        return self._has(_LEAST_RARER_MAYBE, _LEAST_RARER_SHARE_MAYBE)

    def _has(self, characters: int, share: float) -> bool:
        return self.is_a_tables and self.characters >= characters and self.share >= share


def rarer_script(text: str) -> RarerScript:
    """How much of the text is in its rarer script, and whether as tables leave it."""
    left, forms = never_left(), _only_traditional()
    if left.isdisjoint(text) or forms.isdisjoint(text):
        return RarerScript(0, 0.0, 0.0, is_a_tables=False)
    said = Counter("".join(dict.fromkeys(_CLAUSE.findall(text))))
    kept = {char: count for char, count in said.items() if char in left}
    made = Counter[str]()
    for char, count in said.items():
        if char in forms:
            made[simple(char)] += count
    of_kept, of_made = sum(kept.values()), sum(made.values())
    every, told = kept.keys() | made.keys(), max(of_kept + of_made, 1)
    both = len(kept.keys() & made.keys())
    traditional = of_made / told
    counts = [kept.get(char, 0) + made[char] for char in sorted(every)]
    by_chance = fsum(1 - traditional**count - (1 - traditional) ** count for count in counts)
    fewer = min(len(kept), len(made)) - both
    return RarerScript(
        characters=fewer,
        share=fewer / max(len(every), 1),
        told=min(of_kept, of_made) / told,
        is_a_tables=both <= max(_MOST_IN_BOTH, _MOST_SHARE_IN_BOTH * by_chance),
    )


def half_table_weight(text: str) -> float:
    """How much speaks for a converter whose table lacks characters, against people who write both scripts."""
    left, forms = never_left(), _only_traditional()
    if _only_simplified().isdisjoint(text) or forms.isdisjoint(text):
        return -inf
    between, within = [0, 0], [0, 0]  # the script stays, the script changes
    told: list[str] = []
    for clause in dict.fromkeys(_CLAUSE.findall(text)):
        places = [at for at, char in enumerate(clause) if char in left or char in forms]
        told += [clause[at] for at in places]
        for start, end in pairwise(places):
            ends = clause[start], clause[end]
            is_word = end - start <= _FARTHEST and _is_run(clause[start : end + 1])
            if is_word and not _is_japanese(*ends):
                within[(ends[0] in forms) != (ends[1] in forms)] += 1
            elif not is_word:
                between[(ends[0] in forms) != (ends[1] in forms)] += 1
    made, kept = {simple(char) for char in told if char in forms}, {char for char in told if char in left}
    if not made or not kept:
        return -inf
    traditional = sum(char in forms for char in told) / len(told)
    changing = 2 * traditional * (1 - traditional)
    apart = len(made) * len(kept) / _MET_IN_BOTH - _EACH_IN_BOTH * len(made & kept)
    weight = (
        min(_told_by(between, changing, _BETWEEN), _MOST_BETWEEN)
        + _told_by(within, changing, _WITHIN)
        + min(apart, _MOST_NOT_MET)
    )
    return weight if within[1] >= _LEAST_BROKEN else min(weight, _MOST_UNBROKEN)


def traditional_sentences(text: str) -> str:
    """The sentences in which most of what tells the script is Traditional: Simplified ones have 低于, too."""
    left, forms = never_left(), traditional_forms()
    return "".join(
        [
            one
            for one in _SENTENCE.findall(text)
            if sum(char in forms for char in one) > sum(char in left for char in one)
        ]
    )


def _told_by(counted: Sequence[int], changing: float, share: float) -> float:
    """The logarithm of how much likelier these are by chance than by people, who change less often."""
    stays, changes = counted
    return changes * -log(share) + stays * log((1 - changing) / (1 - share * changing))


def _is_run(piece: str) -> bool:
    """Whether words have this run of two or three characters."""
    plain = "".join(map(simple, piece))
    return plain[0] != plain[-1] and plain in character_counts().pairs


@lru_cache(maxsize=4096)
def _is_japanese(one: str, other: str) -> bool:
    """Whether Japanese may write the pair: 国際, 会議."""
    return bool(one.encode("shift_jis", "ignore") and other.encode("shift_jis", "ignore"))


# Share of Simplified sentences, of what tells the script, from which a text is no Traditional one.
_MOST_SIMPLIFIED = 0.3


def without_simplified_sentences(text: str) -> str:
    """The text without sentences, or lines in thick brackets, that are in Simplified characters.

    All of it where these are a part of it that counts: who writes of wrong signs quotes them.
    """
    left, forms = never_left(), traditional_forms()
    if left.isdisjoint(text):
        return text
    kept: list[str] = []
    told = dropped = 0
    for sentence in _SENTENCE.findall(text):
        simplified = sum(char in left for char in sentence)
        traditional = sum(char in forms for char in sentence)
        told += simplified + traditional
        if simplified and simplified >= traditional:
            dropped += simplified + traditional
        else:
            kept.append(sentence)
    return "".join(kept) if dropped <= _MOST_SIMPLIFIED * told else text


def has_slips(text: str) -> bool:
    """Whether characters that engines convert stand within clauses that are Traditional."""
    left, forms = never_left(), traditional_forms()
    if left.isdisjoint(text):
        return False
    return any(
        0 < sum(char in left for char in clause) < sum(char in forms for char in clause)
        for clause in _CLAUSE.findall(text)
    )


def simplified_apart(text: str) -> int:
    """How many characters that engines convert stand where little or nothing is Traditional.

    Within a Traditional clause they are what an engine's table lacks.
    """
    left, forms = never_left(), traditional_forms()
    found = 0
    for clause in _CLAUSE.findall(text):
        simplified = sum(char in left for char in clause)
        if simplified and simplified >= sum(char in forms for char in clause):
            found += simplified
    return found
