"""How two scripts stand in a text: apart, as in quotations, or within words, as only programs mix them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from newsarchive.text.mirror.converted_script import is_gb2312, never_left, traditional_forms

# People write a quotation, a name, a menu in the other script: between two stops nearly all is of one.
_CLAUSE = re.compile("[\u4e00-\u9fff“”‘’]+")
_SENTENCE = re.compile("[^。！？!?\n【】]*(?:[。！？!?\n【】]|$)")
# Programs that convert every second character change the script within words: 实現, 报訊, 發费用. So differ a
# quarter and more of the neighbours that tell; of the corpora's Chinese texts and pages none has two that do,
# but one has 4 of 4,086 (2026-12-01).
LEAST_CHANGES, LEAST_CHANGING = 6, 0.15
# Random bytes read as Chinese mix scripts too, and hold none of these; one in seven of running text is one.
_PARTICLES, _LEAST_PARTICLES = frozenset("的一是在不了有和人大中上年月日以市"), 0.04


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
    neighbours = changes = ideographs = particles = 0
    for clause in _CLAUSE.findall(text):
        told = [char in traditional for char in clause if char in simplified or char in traditional]
        neighbours += max(0, len(told) - 1)
        changes += sum(one != other for one, other in pairwise(told))
        ideographs += len(clause)
        particles += sum(char in _PARTICLES for char in clause)
    is_running = particles >= _LEAST_PARTICLES * ideographs
    return is_running and changes >= max(LEAST_CHANGES, LEAST_CHANGING * neighbours)


def without_simplified_sentences(text: str) -> str:
    """The text without sentences, or lines in thick brackets, that are in Simplified characters."""
    left, forms = never_left(), traditional_forms()
    if left.isdisjoint(text):
        return text
    kept = []
    for sentence in _SENTENCE.findall(text):
        simplified = sum(char in left for char in sentence)
        if not simplified or simplified < sum(char in forms for char in sentence):
            kept.append(sentence)
    return "".join(kept)


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
