"""Lists of lines judged as one, and headlines with a brand planted in them."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.spam_blocks import spam_blocks

CHINESE = (
    "昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天向所有市民免费开放。",
    "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志，还能听到老人讲述的故事。",
)
FARM = ("cheap pills that work", "FAQ", "penis growth drops", "viagra coupon", "Checkout")
HONEST = ("Canon EOS R8", "Nikon Z6", "FAQ", "Fujifilm X-T5", "Leica Q3")


def cut(*lines: str) -> list[str]:
    texts = (CHINESE[0], *lines, CHINESE[1])
    return [text for block in spam_blocks(texts) for text in texts[block.start : block.end]]


def test_foreign_lines_side_by_side_in_a_chinese_text_go_as_the_list_they_are() -> None:
    assert cut(*FARM) == list(FARM)


def test_foreign_names_in_a_chinese_text_stay() -> None:
    assert cut(*HONEST) == []


def test_foreign_lines_are_no_list_in_a_text_of_their_language() -> None:
    english = ("The bridge over the river was opened by the mayor on Friday after three years of work.",) * 2
    assert not spam_blocks((english[0], *HONEST, english[1]))


@pytest.mark.parametrize(
    "line",
    ["市图书馆新馆今秋开放_必赢亚洲注册", "学校秋季开学典礼-老哥俱乐部", "运动会圆满闭幕【人生就是博】"],
)
def test_a_headline_with_a_brand_behind_a_delimiter_goes(line: str) -> None:
    assert cut(line) == [line]


@pytest.mark.parametrize("line", ["新馆今秋开放_河东日报", "学校秋季开学典礼-新闻频道", "读者俱乐部【报名】"])
def test_a_headline_with_an_outlet_behind_a_delimiter_stays(line: str) -> None:
    assert cut(line) == []
