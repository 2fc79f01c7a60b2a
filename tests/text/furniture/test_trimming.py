"""Furniture leaves the ends of an article, sentences and by-lines stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.trimming import AskedLines

BODY = (
    "青河社青河5月6日电 题：石桥修好了",
    "青河社记者王小明",
    "青河县历时两年的石桥修复工程五日完工，市民可以步行通过这座建于一百二十年前的桥。",
    "小标题",
    "家住桥边的老人说，她小时候每天从桥上去上学，如今又能带着孙女走同一条路。",
)


def test_head_and_tail() -> None:
    page = (
        "石桥修好了",
        "2021-05-06 来源：青河网",
        "微博",
        *BODY,
        "+1",
        "相关新闻",
        "春耕开始",
        "新图书馆开放",
    )
    trimmed = trim_furniture(page, ("石桥修好了",))
    assert trimmed.paragraphs == BODY
    assert [(block.place, block.rule) for block in trimmed.removed] == [
        ("head", "headline"),
        ("head", "source_line"),
        ("head", "networks"),
        ("tail", "counter"),
        ("tail", "related_heading"),
        ("tail", "link_list"),
        ("tail", "link_list"),
    ]
    assert {block.kind for block in trimmed.removed} == {"furniture"}


BABIES = ("Olivia", "Emma", "Noah", "Liam", "Ava", "Mia", "Leo", "Ida", "Max", "Eva")


def test_a_list_may_be_longer_than_the_brief_above_it() -> None:
    source = "http://www.bay.example 2004年09月03日03:12 青河日报"
    listed = ("相关链接", "·石桥封闭施工至月底 (2004/09/02 11:20:10)", "·市区今起限行", "·意见反馈留言板")
    rights = "Copyright © 1996-2004 The Bay. All rights reserved. 版权所有 青河网"
    page = (source, BODY[2], *listed, rights)
    assert trim_furniture(page, (), asked=AskedLines(links=lambda: listed)).paragraphs == (BODY[2],)
    # A list without a link is what the brief tells.
    assert trim_furniture(page, ()).paragraphs == (BODY[2], *listed)


def test_the_list_that_a_brief_tells_stays() -> None:
    told = "The statistics office has published the list of the baby names, and Olivia leads it again."
    names = (
        "Most popular",
        *(f"{name}, {count}" for name, count in zip(BABIES, range(900, 890, -1), strict=True)),
    )
    assert trim_furniture((told, *names), ()).paragraphs == (told, *names)


def test_a_heading_above_what_is_told_stays() -> None:
    page = (BODY[2], "相关链接", "石桥", "渡口", "码头", BODY[4])
    assert trim_furniture(page, ()).paragraphs == page


def test_heading_of_a_real_section_stays() -> None:
    page = (
        *BODY,
        "相关阅读",
        *(f"{line}这是后文里完整的一句话，讲的仍是石桥的故事，并没有结束。" for line in BODY),
    )
    assert trim_furniture(page, ()).paragraphs[-1] == page[-1]


def test_unmistakable_kinds_go_inside() -> None:
    trimmed = trim_furniture((BODY[2], "?", BODY[4]), ())
    assert trimmed.paragraphs == (BODY[2], BODY[4])
    assert [(block.place, block.text) for block in trimmed.removed] == [("inside", "?")]


def test_headings_stand_between_paragraphs() -> None:
    """A network's name, or `关注` and what the passage is about, is no button there; at the end it is."""
    page = (BODY[2], "TikTok", BODY[4], "关注桥边老人", BODY[2], "微信")
    assert trim_furniture(page, ()).paragraphs == page[:-1]


@given(
    st.lists(st.sampled_from([*BODY, "+1", "?", "相关新闻", "微博", "责任编辑：王小明", "短"]), max_size=25)
)
def test_kept_and_removed_are_the_input(lines: list[str]) -> None:
    trimmed = trim_furniture(tuple(lines), ("短",))
    assert sorted([*trimmed.paragraphs, *(block.text for block in trimmed.removed)]) == sorted(lines)
    kept = iter(lines)
    assert all(line in kept for line in trimmed.paragraphs)  # order kept


@pytest.mark.parametrize("last", ["20 minutes reading", "Reading time: 10 minutes", "20分钟阅读", "3분 소요"])
def test_the_last_task_of_a_list_is_no_reading_time(last: str) -> None:
    lines = ("One min read", "The school says what its pupils do each evening.", "Ten sums", last)
    trimmed = trim_furniture(lines, ())
    assert trimmed.paragraphs == lines[1:]
    assert [block.text for block in trimmed.removed] == ["One min read"]


def test_furniture_goes_from_both_sides_of_a_deck() -> None:
    deck, text = "Nobody follows him yet", "The keeper of the upper lock retires on Friday, the town said."
    lines = ("2031-05-04 09:12", deck, "Share this article", text)
    trimmed = trim_furniture(lines, (), decks={deck})
    assert trimmed.paragraphs == (deck, text)
    assert [block.text for block in trimmed.removed] == [lines[0], lines[2]]
    assert trim_furniture(lines, ()).paragraphs == (deck, "Share this article", text)


@pytest.mark.parametrize(
    ("label", "below", "kept"),
    [
        ("延伸閱讀", ("橋將於週五開放。",), 1),
        ("READ ALSO", ("Council puts off its vote", "The road was blocked for two hours."), 1),
        ("Leggi anche", ("La strada resta chiusa.", "Il sindaco ha smentito."), 2),
        ("MORE NEWS", ("She later apologised.", "The bridge opens on Friday."), 2),
        # Headlines without a link are a list all the same; so is what readers remark.
        ("相关新闻", ("春耕开始", "新图书馆开放"), 0),
        ("Comments", ("Well said.", "I saw it, too."), 0),
    ],
)
def test_a_label_whose_links_are_gone_goes_alone(label: str, below: tuple[str, ...], kept: int) -> None:
    page = (*BODY, label, *below)
    trimmed = trim_furniture(page, (), asked=AskedLines(links=lambda: ("She later apologised.",)))
    assert trimmed.paragraphs == (*BODY, *below[len(below) - kept :])
    assert [block.text for block in trimmed.removed] == [label, *below[: len(below) - kept]]


def test_a_label_over_links_takes_what_is_said_of_them() -> None:
    below = ("Council puts off its vote", "It meets again in May.")
    page = (*BODY, "READ ALSO", *below)
    assert trim_furniture(page, (), asked=AskedLines(links=lambda: below[:1])).paragraphs == BODY
    # A heading of the story's stays with its sentence.
    trimmed = trim_furniture(page, (), asked=AskedLines(headings=lambda: below[:1]))
    assert trimmed.paragraphs == (*BODY, *below)


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("日期：2021-05-06 人气：212 [字体：大 中 小]", True),
        ("添加时间：2021-5-6 点击：88", True),
        ("时间：2021年5月6日 14:00", False),  # when it takes place
        ("日期：周四来不及就周五来，来源：河边的老人。", False),
    ],
)
def test_a_line_of_day_and_counts_below_the_headline_goes(line: str, *, goes: bool) -> None:
    page = ("站内检索", "石桥修好了", line, *BODY)
    trimmed = trim_furniture(page, ("石桥修好了",))
    assert trimmed.paragraphs == ("站内检索", *(() if goes else (line,)), *BODY)


def test_who_publishes_is_said_in_traditional_characters_too() -> None:
    page = (
        "石橋修好了",
        "發布單位：水利處",
        "青河縣歷時兩年的石橋修復工程五日完工，市民可以步行通過這座橋。",
    )
    assert trim_furniture(page, ("石橋修好了",)).paragraphs == page[2:]
    told = ("石橋修好了", "發布單位：水利處昨天說，橋上還有三處要補，市民請走新橋。", page[2])
    assert trim_furniture(told, ("石橋修好了",)).paragraphs == told[1:]
