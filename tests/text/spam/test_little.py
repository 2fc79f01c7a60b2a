"""Texts too short, or of codes for words, are not judged by the model."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.features import measure
from newsarchive.text.spam.judge import LIKELY_SPAM, judge, strength
from newsarchive.text.spam.unmasking import unmask

HONEST = [
    "U+20000 – U+2FFFF | 11110xxx | 10xxxxxx",
    "Six Months On",
    "Top Ten Lakes",
    "Worldwide",
    "Up to 720p",
]


@pytest.mark.parametrize("text", HONEST)
def test_two_or_three_words_are_no_advert_by_their_n_grams(text: str) -> None:
    assert not judge(text, LIKELY_SPAM).spam


def test_a_whole_phrase_of_the_trade_is() -> None:
    text = "cheap generic tadalafil tablets online"
    assert strength(measure(unmask(text)), LIKELY_SPAM) >= LIKELY_SPAM
    assert judge(text, LIKELY_SPAM).spam
