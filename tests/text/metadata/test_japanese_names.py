"""Japanese names by the commonest surnames of Japan, and places and words that begin as those do."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.east_asian_names import is_japanese_name


@pytest.mark.parametrize(
    "name",
    [
        *("山口真由美", "林健太郎", "森正明", "石川陽子", "宮崎隆", "大塚健吾", "千葉裕子", "福島和也"),
        *("佐伯美咲", "大久保誠", "望月彩香", "関直樹", "上野拓也", "五十嵐陽平", "小笠原奈々"),
    ],
)
def test_who_bears_a_common_surname(name: str) -> None:
    assert is_japanese_name(name)


@pytest.mark.parametrize(
    "word",
    [
        *("千葉地裁", "福島第一", "山口大", "森林浴", "原発事故", "関係者", "林野庁", "高山植物", "出口調査"),
        *(
            "川崎重工",
            "石川県議",
            "宮崎日日",
            "上野動物園",
            "東海道",
            "北海道",
            "南米大会",
            "森から",
            "山口組",
        ),
        *("宮城学院", "石川大会", "福井新聞", "松下電器", "原則", "星空"),
    ],
)
def test_what_begins_as_a_surname_and_is_no_name(word: str) -> None:
    assert not is_japanese_name(word)
