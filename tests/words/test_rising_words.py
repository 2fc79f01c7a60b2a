"""Words that headlines have more often than before, in scripts with spaces and without."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words.rising_words import RisingWord, rising_words

COUNCIL = [f"Council meets on parking case {number}" for number in range(60)]
STRIKE = [f"Bakers' strike: day {number} in Holm" for number in range(12)]
PLAN = [f"市政府公布第{sign}号学校计划" for sign in "一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸"]
EARLIER = [*PLAN, *(f"{sign}区学校计划延期" for sign in "东西南北中上下左右前后内外老新大小高低远")]


def test_what_became_more_frequent_is_found_and_nothing_else() -> None:
    found = rising_words([*COUNCIL[:40], *STRIKE], COUNCIL, 15)
    assert [one.word for one in found.words] == ["bakers", "day", "holm", "in", "strike"]
    assert {(one.now, one.before) for one in found.words} == {(12, 0)}
    assert (found.now, found.before) == (52, 60)
    rarer = rising_words(COUNCIL[:40], [*COUNCIL[:40], *STRIKE], 15)
    assert not {"strike", "bakers"} & {one.word for one in rarer.words}
    assert rising_words(COUNCIL[:30], COUNCIL, 15).words == (), "the same share of fewer headlines"


def test_a_word_that_was_there_must_rise_further() -> None:
    assert "parking" not in [one.word for one in rising_words([*COUNCIL[:55], *STRIKE], COUNCIL, 99).words]
    few = rising_words([*COUNCIL, *STRIKE[:4]], COUNCIL, 99)
    assert few.words == (), "four headlines prove nothing"


def test_a_headline_that_many_hosts_print_counts_once() -> None:
    copies = ["Bakers' strike goes on"] * 20
    assert rising_words([*COUNCIL, *copies], COUNCIL, 15).words == ()
    assert rising_words([*COUNCIL, *copies], COUNCIL, 15).now == 61


def test_chinese_words_are_pieces_that_stand_by_themselves() -> None:
    ferry = [f"临江轮渡{what}航线第{sign}次" for what in ("新增", "停航", "延误") for sign in "甲乙丙丁戊己"]
    more = [f"轮渡{sign}" for sign in ("票价上调", "安全检查", "恢复通航", "员工招聘", "夜班停开")]
    assert rising_words([*PLAN, *ferry, *more], EARLIER, 15).words[:2] == (
        RisingWord("轮渡", 23, 0),
        RisingWord("临江轮渡", 18, 0),
    )
    words = [one.word for one in rising_words([*PLAN, *ferry, *more], EARLIER, 99).words]
    assert "航线第" in words or "航线" in words
    assert not {"江轮", "江轮渡", "渡新", "轮渡新"} & {*words}, "no pieces that only overlap a word"


def test_what_chance_alone_brings_did_not_rise() -> None:
    """Of thousands of pieces some always have ten headlines now and none before."""
    rose = 0
    for seed in range(8):
        draw = random.Random(seed)
        signs = [chr(0x4E00 + number) for number in range(40)]
        titles = ["".join(draw.choices(signs, k=10)) for _ in range(800)]
        rose += len(rising_words(titles[:400], titles[400:], 99).words)
    assert rose <= 1


def test_a_piece_is_no_word_of_another_script() -> None:
    rate = [f"Interest rate at bank {number} goes up" for number in range(12)]
    assert {"rate", "at"} <= {one.word for one in rising_words([*COUNCIL, *rate], COUNCIL, 15).words}


@given(st.lists(st.text(alphabet="ab 轮渡航线かなABก", max_size=30)), st.lists(st.text(max_size=30)))
def test_any_headlines_can_be_compared(now: list[str], before: list[str]) -> None:
    found = rising_words(now * 3, before, 5)
    assert len(found.words) <= 5
    for one in found.words:
        assert one.now * found.before > one.before * found.now
        assert one.now <= found.now
        assert one.before <= found.before
