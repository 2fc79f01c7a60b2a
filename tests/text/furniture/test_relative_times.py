"""How long ago something was, in the words of 148 languages."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.furniture import furniture_kind, trim_furniture
from newsarchive.text.furniture.relative_times import is_relative_time
from newsarchive.text.furniture.trimming import AskedLines


@pytest.mark.parametrize(
    "line",
    [
        "3 hours ago",
        "1 month, 1 week ago",
        "Updated: 5 minutes ago",
        "Published 2 days ago",
        "· 3h ago",
        "vor 3 Stunden",
        "il y a 2 heures",
        "hace 5 días",
        "há 3 horas",
        "2 ore fa",
        "3 saat önce",
        "3 часа назад",
        "قبل 3 ساعات",
        "3小时前",
        "3 時間前",
        "3일 전",
        "3 ชั่วโมงที่ผ่านมา",
        "3 giờ trước",
        "3 घंटे पहले",
    ],
)
def test_a_line_of_nothing_else(line: str) -> None:
    assert is_relative_time(line)
    assert furniture_kind(line) == "relative_time"


@pytest.mark.parametrize(
    "line",
    [
        "3 hours ago the bridge was closed.",
        "It happened 3 hours ago",
        "Three hours ago",
        "ago",
        "3 hours",
        "3 h",
        "前",
        "3",
        "",
        "3小时前，大桥已经关闭。",
        "Not so long ago",
        "10 years ago",
        "10年前",
        "Published in 1932",
        "3 hours ago.",
        "אתמול",
        "לפני שעה",
        "awr yn ôl",
    ],
)
def test_what_says_more_or_less(line: str) -> None:
    assert not is_relative_time(line)


def test_every_form_of_the_table_is_known_with_its_number() -> None:
    table = files("newsarchive.text.furniture").joinpath("data", "relative_times.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    assert len(rows) > 140
    assert [
        form for _, *forms in rows for form in forms if not is_relative_time(form.replace("#", "12"))
    ] == []


def test_headings_that_tell_how_long_ago_are_the_storys_own() -> None:
    lines = (
        "10分前",
        "みんなが席に着き、幕が上がるのを待っている。",
        "3日前",
        "舞台では最後の稽古が続いている。",
    )
    assert trim_furniture(lines, ()).paragraphs == lines
    assert trim_furniture(("3日前", *lines[1:2], lines[3]), ()).paragraphs == (lines[1], lines[3])


def test_an_answer_and_a_heading_are_the_storys() -> None:
    said = ("舞台では最後の稽古が続いている。", "いつ始まったのか？", "3か月前")
    assert trim_furniture(said, ()).paragraphs == said
    headed = ("3日前", "みんなが席に着き、幕が上がるのを待っている。", said[0])
    assert trim_furniture(headed, (), asked=AskedLines(headings=lambda: {"3日前"})).paragraphs == headed


@given(st.text(max_size=60))
def test_any_line_is_answered(line: str) -> None:
    assert is_relative_time(line) in (True, False)
