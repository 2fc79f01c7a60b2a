"""What a text is about and written in: a line unlike it is asked for less before it is taken for spam."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.text.spam.features import Features
from newsarchive.text.spam.judge import FOREIGN, LIKELY, SURE
from newsarchive.text.spam.shape import is_prose

_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
# Share of the sentences' letters in paragraphs that name a trade, from which the text is about the trade.
_ABOUT = 0.25
_FEWEST_HAN = 60  # letters of Han in sentences, fewer are a quotation
_LEAST_FOREIGN = 12  # letters of a foreign line


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of a text: whether they speak of a spammer's trade, and whether they are Chinese."""

    about_trade: bool
    chinese: bool

    def least_for(self, line: Features) -> float:
        """What the n-gram model must say of a line here for it to be spam."""
        if self.about_trade:
            return SURE
        if self.chinese and not _HAN.search(line.folded.text):
            letters = len(_LETTER.findall(line.folded.text))
            return FOREIGN if letters >= _LEAST_FOREIGN else LIKELY
        return LIKELY


def surroundings(lines: Iterable[tuple[str, bool]]) -> Surroundings:
    """Measure the sentences among lines, each given with whether a phrase of a trade stands in it."""
    total = trade = han = 0
    for text, named in lines:
        if is_prose(text.lower()):
            total += len(text)
            trade += len(text) if named else 0
            han += len(_HAN.findall(text))
    return Surroundings(about_trade=trade > _ABOUT * total, chinese=han >= max(_FEWEST_HAN, total // 3))
