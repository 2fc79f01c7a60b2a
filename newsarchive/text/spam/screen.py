"""A quick look at a whole page: most hold nothing worth judging line by line."""

from __future__ import annotations

import re

from newsarchive.text.spam.folding import fold_only
from newsarchive.text.spam.lexicon import rare_phrases
from newsarchive.text.spam.rules import NUMBERED_BRAND

# One phrase of this weight can cut a line alone (brands of farms), lighter ones only together.
_ALONE = 0.6
# What the rules of shape ask for at least: four counties, six firms, three lines of a dump, two tags as text.
_SHAPES = (
    (re.compile("[县縣旗]"), 4),
    (re.compile("公司|合伙"), 6),
    (re.compile(r"\d\s*=>"), 3),
    (re.compile(r"<[a-z]+ id="), 2),
    (re.compile("经营范围含"), 1),
)


def may_hold_spam(text: str) -> bool:
    """Whether any rule of `judge` could cut a part of `text`; no false "no", so nothing is lost by it."""
    folded = fold_only(text)
    phrases = rare_phrases(folded)
    if len(phrases) >= 2 or any(phrase.weight >= _ALONE for phrase in phrases):
        return True
    if NUMBERED_BRAND.search(folded):
        return True
    return any(len(pattern.findall(folded)) >= least for pattern, least in _SHAPES)
