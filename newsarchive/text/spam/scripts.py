"""In which script a text is written: a line in another one than its page's is asked for less."""

from __future__ import annotations

import re

from newsarchive.text.spam.features import measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.judge import FOREIGN, Judgement, judge

_HAN = re.compile("[\u3400-\u9fff]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
# Of the letters of a Chinese page (navigation, addresses and product names too) at least this share is Han;
# Japanese pages, of which a third and more is Han, have kana in every sentence.
_CHINESE = 0.5
_MOST_KANA = 0.05
_FEWEST_HAN = 60  # letters of Han, fewer are a quotation
_LEAST_FOREIGN = 12  # letters of a foreign line: below it is a name or a brand
# Rare phrases of a trade that make an advert of a foreign text, and how sure that is.
_PHRASES, _PROMOTED = 2, 0.7
_MOST = 20_000
_SOWN_KANA = 0.2  # share of a foreign line's letters: Japanese and Korean farms write some Han too


def is_chinese(text: str) -> bool:
    """Whether a page's whole text is Chinese."""
    han = len(_HAN.findall(text))
    if han < _FEWEST_HAN or len(_KANA_HANGUL.findall(text)) > _MOST_KANA * han:
        return False
    return han >= _CHINESE * len(_LETTER.findall(text))


def is_foreign_to_chinese(line: str) -> bool:
    """Whether a line of some length has no Han in it, or is Japanese or Korean."""
    return len(_LETTER.findall(line)) >= _LEAST_FOREIGN and is_unhan(line)


def is_unhan(line: str) -> bool:
    """Whether a line of any length has letters, but no Han, or is Japanese or Korean."""
    letters = len(_LETTER.findall(line))
    if not letters:
        return False
    return not _HAN.search(line) or len(_KANA_HANGUL.findall(line)) >= _SOWN_KANA * letters


def judge_in(text: str, chinese: bool, least: float) -> Judgement:
    """Judge a text of a page; a foreign one in a Chinese page by less: n-grams, or rare phrases."""
    if not (chinese and is_foreign_to_chinese(text)):
        return judge(text, least)
    found = judge(text, min(least, FOREIGN))
    if found.spam:
        return found
    features = measure(fold(text[:_MOST]))
    if features.reports or features.distinct < _PHRASES:
        return found
    return Judgement(_PROMOTED, features.kind, "foreign_promotion")
