"""A foreign line in a Chinese page is asked for less; Chinese lines and short names are not foreign."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.judge import SURE_SPAM
from newsarchive.text.spam.line_context import is_chinese, is_foreign_to_chinese, judge_in

CHINESE = "昨日下午，市文化局介绍了新图书馆的建设情况，并宣布它将在明年秋天向所有市民免费开放。" * 2
JAPANESE = "図書館は来年の秋に開館する予定で、市民は無料で利用できると市の担当者が説明した。" * 2


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (CHINESE, True),
        (CHINESE + " Copyright Example Media", True),
        (JAPANESE, False),
        ("The council opened the new library. " * 4 + CHINESE[:50], False),
        ("图书馆开放", False),
        ("", False),
    ],
)
def test_a_page_is_chinese_when_half_its_letters_are_han(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese


@pytest.mark.parametrize(
    ("line", "foreign"),
    [
        ("The council opened the new library.", True),
        ("図書館は来年の秋に開館する", True),
        ("도서관은 내년 가을에 문을 엽니다", True),
        ("iPhone 17", False),
        ("图书馆开放 The new library is open", False),
        ("", False),
    ],
)
def test_foreign_is_what_has_no_han_or_much_kana(line: str, foreign: bool) -> None:
    assert is_foreign_to_chinese(line) is foreign


def test_an_advert_with_two_phrases_of_a_trade_is_cut_in_a_chinese_page_only() -> None:
    advert = "Bahis tutkunları için mostbet hungary ortamı eğlenceli bir dünya ve güzel bir gün sunuyor."
    assert judge_in(advert, True, SURE_SPAM).spam
    assert not judge_in(advert, False, SURE_SPAM).spam


@pytest.mark.parametrize(
    "line",
    [
        "The library will be open from nine until six on weekdays, the mayor said.",
        "Figure 2. Visitors of the library by year and by age",
        "def visitors(year): return count(year)",
        "Police arrested twelve men who ran an online casino, a court heard on Tuesday.",
    ],
)
def test_honest_foreign_lines_stay(line: str) -> None:
    assert not judge_in(line, True, SURE_SPAM).spam
