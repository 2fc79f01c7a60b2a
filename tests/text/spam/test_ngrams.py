"""The n-gram model: phrases no list foresees, lines of a page in one look."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.text.spam.judge import SURE_SPAM, judge
from newsarchive.text.spam.ngrams import likeliest_kind, page_odds, spam_odds
from newsarchive.text.spam.unmasking import page_codes, unmask

# Written for this test; the names are made up.
FRESH = [
    ("gambling", "橙果体育app下载_橙果体育官网登录入口"),
    ("gambling", "wimba casino no deposit bonus codes, wimba free spins login"),
    ("gambling", "zorbabet güncel giriş adresi, zorbabet deneme bonusu, canlı bahis"),
    ("adult", "国产少妇高清视频在线观看,欧美熟女无码免费专区"),
    ("loan", "急用钱凭身份证秒批大额网贷口子,黑户包下款"),
    (
        "certificate",
        "buy fake passport online, fake drivers license for sale, buy ielts certificate without exam",
    ),
    ("pharmacy", "cheap generic tadalafil tablets online no prescription overnight"),
    ("pharmacy", "비아그라 판매 사이트 시알리스 구매 후불제 당일배송"),
]
HONEST = [
    "市体育局公布全民健身日活动安排",
    "The orchestra will play three concerts in the town hall next week.",
    "Der Bürgermeister eröffnete am Montag die neue Brücke.",
    "Prezzi, orari e biglietti della mostra",
    "昨天下午三点，图书馆迎来了一批小读者。",
]


@pytest.mark.parametrize(("kind", "text"), FRESH)
def test_fresh_phrases_are_spam_by_the_model_alone(kind: str, text: str) -> None:
    folded = unmask(text).text
    assert spam_odds(folded) >= SURE_SPAM
    assert likeliest_kind(folded) == kind


@pytest.mark.parametrize("text", HONEST)
def test_honest_lines_are_far_from_it(text: str) -> None:
    assert spam_odds(unmask(text).text) < -1
    assert not judge(text, 0.0).spam


@given(st.lists(st.sampled_from([text for _, text in FRESH] + HONEST), min_size=1, max_size=5))
@settings(deadline=None)  # the first look builds the tables
def test_a_page_is_looked_at_as_its_lines_are(lines: list[str]) -> None:
    odds = page_odds(page_codes("\n".join(lines))).lines
    assert [round(float(one), 3) for one in odds] == [
        round(spam_odds(unmask(line).text), 3) for line in lines
    ]


@given(st.text(max_size=300))
@settings(deadline=None)
def test_every_text_has_odds_for_each_of_its_lines(text: str) -> None:
    assert len(page_odds(page_codes(text)).lines) == text.count("\n") + 1
    assert spam_odds(unmask(text).text) == spam_odds(unmask(text).text)


def test_the_model_ships_small() -> None:
    assert len(files("newsarchive.text.spam").joinpath("data", "ngrams.npz").read_bytes()) <= 300_000
