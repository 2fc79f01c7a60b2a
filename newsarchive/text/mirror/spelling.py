"""Tells text converted one character at a time from text that was written in Traditional characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Everyday characters with two forms (the commonest of the frequency list): which script is a page in?
_TRADITIONAL = "這個們來國會時說為對學發過經動現實關機業"
_SIMPLIFIED = "这个们来国会时说为对学发过经动现实关机业"

# One-to-one engines keep these (the Simplified form is a Traditional character too, of another meaning) ...
_SURVIVORS = re.compile(
    "[位關由對屬終處用基在等至]于|于是|[以之然最今售落]后|后[來面果]|[這那哪家心]里|里面|[聯關]系|制[造作]|研制"
    "|范[圍例]|[規示防模]范|愿[意望]|[意心自]愿|旅游|游客|采[用取訪購]|并[且不將]|云[計端]|[其業]余|咨詢|復制|放松"
)
_KEPT = "于后里系制范愿游采并云余咨复松"
# ... and never make these, which no page of Traditional prose can do without.
_GENUINE = "後裡裏於係繫製範願遊並採餘"
# Eight genuine pages at hand have 9 to 168 of these and at most one survivor (2026-11-24).
_AT_LEAST, _DISTINCT, _RATIO = 3, 3, 20


@dataclass(frozen=True, slots=True)
class Spelling:
    """Counts of everyday characters by script, of survivors and of genuine Traditional characters."""

    traditional: int
    simplified: int
    survivors: int
    distinct: int
    genuine: int

    @property
    def by_engine(self) -> bool:
        """Whether an engine wrote it, by the spelling alone."""
        enough = self.survivors >= _AT_LEAST and self.distinct >= _DISTINCT
        return enough and self.traditional > self.simplified and self.genuine * _RATIO <= self.survivors

    @property
    def by_hand(self) -> bool:
        """Whether a person, or a good converter, wrote it."""
        return self.genuine > max(1, self.survivors)


def may_be_by_engine(text: str) -> bool:
    """A quick look: False is final. Japanese rarely passes it: 後 and 製 are everyday characters there."""
    if not any(char in text for char in "們這個"):
        return False
    kept = sum(map(text.count, _KEPT))
    return kept >= _AT_LEAST and sum(map(text.count, _GENUINE)) * _RATIO <= kept


def spelling(text: str) -> Spelling:
    """Looks at the whole text."""
    found = _SURVIVORS.findall(text)
    return Spelling(
        traditional=sum(map(text.count, _TRADITIONAL)),
        simplified=sum(map(text.count, _SIMPLIFIED)),
        survivors=len(found),
        distinct=len(set(found)),
        genuine=sum(map(text.count, _GENUINE)),
    )
