"""White keywords within dark sentences go with nothing else; white words that say something stay."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.sanitising import sanitise_tree

URL = "https://news.example/a"
STORY = (
    "昨日下午，{}市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天开放。",
    "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志。",
)


def read(planted: str, outer: str = "<p>") -> tuple[str, list[str]]:
    body = f"{outer}{STORY[0].format(planted)}</p><p>{STORY[1]}</p>"
    tree = document_fromstring(f"<html><head><title>新馆</title></head><body>{body}</body></html>")
    cut = [block.text for block in sanitise_tree(tree, URL)]
    return tree.text_content(), cut


@pytest.mark.parametrize(
    "mark", ['<font color="#FFFFFF">', "<font color=white>", '<span style="color: #fff">']
)
@pytest.mark.parametrize("keyword", ["365体育投注", "乐鱼体育官网"])
def test_a_white_keyword_goes_and_its_brackets(mark: str, keyword: str) -> None:
    text, cut = read(f"（{mark}{keyword}</{mark[1:5]}>）".replace("</span>", "</span>"))
    assert cut == [f"（{keyword}）"]
    assert STORY[0].format("") in text


@pytest.mark.parametrize(
    ("planted", "outer"),
    [
        ('<font color="#fff">新馆</font>', "<p>"),
        ('<font color="#900">365体育投注</font>', "<p>"),
        ('<font color="#fff">365体育投注</font>', '<p style="background:#036">'),
    ],
)
def test_white_words_of_a_story_and_words_in_colour_stay(planted: str, outer: str) -> None:
    text, cut = read(planted, outer)
    assert cut == []
    assert STORY[0].format(planted[planted.index(">") + 1 : planted.index("</")]) in text
