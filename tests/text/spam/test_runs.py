"""Spam run onto honest text in one line."""

from __future__ import annotations

import pytest

from newsarchive.text.spam import trim_runs, trim_title
from newsarchive.text.spam.spam_runs import _MOST_JOINTS, _start_of_run


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("市博物馆新馆今日开放_欧宝体育app", "市博物馆新馆今日开放"),
        ("华体会官网 | 市博物馆新馆今日开放", "市博物馆新馆今日开放"),
        ("市博物馆【欧宝体育app】新馆开放", "市博物馆新馆开放"),
        (
            "新馆明天起对市民免费开放，馆长说欢迎大家来。 国产精品久久,无码av在线,人妻少妇视频",
            "新馆明天起对市民免费开放，馆长说欢迎大家来。",
        ),
    ],
)
def test_the_honest_part_is_left(line: str, left: str) -> None:
    trimmed = trim_runs(line)
    assert trimmed.text == left
    assert all(judgement.spam for _, judgement in trimmed.cut)
    assert trim_runs(left).cut == ()


@pytest.mark.parametrize(
    "line",
    [
        "警方通报，涉案网站名为“某某娱乐城”，声称“注册送彩金”。嫌疑人已被刑拘。",
        "The spam said “buy viagra online, no prescription needed”, the court heard.",
        "市博物馆 | 城市日报",
    ],
)
def test_quotations_and_site_names_stay(line: str) -> None:
    assert trim_runs(line).text == line


def test_blanks_part_a_keyword_and_a_number_does_not() -> None:
    headline = "River ferry returns after repairs"
    assert trim_title(f"{headline}    best online casino real money").text == headline
    assert trim_title("On May 3, ferries return").cut == ()


def test_the_start_of_a_run_in_thai_is_looked_for_at_some_bars_only() -> None:
    """Each is read anew: sixty thousand characters took a minute."""
    sentence = "สมัครเทศบาลเมืองเปิดสวนสาธารณะริมแม่น้ำเมื่อวันเสาร์|"
    line = sentence * 40 * _MOST_JOINTS + "บาคาร่าออนไลน์เว็บตรง"
    assert _start_of_run(line, 0, len(line)) == 0
