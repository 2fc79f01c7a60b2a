"""How two scripts stand in a text: apart, as in quotations, or within words, as only programs mix them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from newsarchive.text.mirror.character_odds import character_counts
from newsarchive.text.mirror.converted_script import is_gb2312, never_left, simple, traditional_forms

# People write a quotation, a name, a menu in the other script: between two signs nearly all is of one.
_CLAUSE = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile("[^。！？!?\n【】]*(?:[。！？!?\n【】]|$)")
# Programs that convert every second character change the script within words: 实現, 报訊, 网絡. So differ
# half of the words whose two characters both tell. Names and menus of the other script (在鼎泰豐, 的設定)
# change it between words; tables and lessons (学生學生, 爱愛) show both forms of a character (2026-12-01).
LEAST_CHANGES, LEAST_CHANGING, LEAST_CLAUSES, MOST_COMPARING = 6, 0.2, 4, 1


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
    for clause in _CLAUSE.findall(text):
        told = [(one, other) for one, other in pairwise(clause) if _is_told(one) and _is_told(other)]
        told = [pair for pair in told if _is_word(*pair)]
        changed = sum((one in traditional) != (other in traditional) for one, other in told)
        if changed and _has_both_forms(clause):
            comparing += 1
            continue
        words += len(told)
        changes += changed
        clauses += changed > 0
    if comparing > MOST_COMPARING:
        return False
    return clauses >= LEAST_CLAUSES and changes >= max(LEAST_CHANGES, LEAST_CHANGING * words)


def _is_told(char: str) -> bool:
    return char in _only_simplified() or char in _only_traditional()


def _is_word(one: str, other: str) -> bool:
    """Whether two characters stand side by side within words; random bytes hardly ever do."""
    pair = simple(one) + simple(other)
    return pair[0] != pair[1] and pair in character_counts().pairs


def _has_both_forms(clause: str) -> bool:
    forms = set(clause)
    return any(simple(char) in forms for char in forms if simple(char) != char)


# Share of Simplified sentences, of what tells the script, from which a text is no Traditional one.
MOST_SIMPLIFIED = 0.3


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
    return "".join(kept) if dropped <= MOST_SIMPLIFIED * told else text


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
