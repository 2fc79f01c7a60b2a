"""Tags that are spam, alone or as a list."""

from __future__ import annotations

from newsarchive.text.cleaning.clean import clean_tags


def kept(*tags: str, chinese: bool = False) -> list[str]:
    found, removed = clean_tags(tags, chinese=chinese)
    assert sorted([*found, *(block.text for block in removed)]) == sorted(tags)
    return list(found)


def test_a_tag_that_is_spam_goes_and_says_why() -> None:
    found, removed = clean_tags(("图书馆", "必威体育app官网", "河东新区"))
    assert found == ("图书馆", "河东新区")
    assert [(block.place, block.kind) for block in removed] == [("title", "gambling")]


def test_doubtful_tags_side_by_side_are_judged_as_a_list() -> None:
    assert kept("library", "replica gucci slides", "cheap gucci slides", "opening hours") == [
        "library",
        "opening hours",
    ]


def test_foreign_tags_of_a_chinese_article_go_together_or_stay() -> None:
    assert kept("图书馆", "penis growth drops", "coupon", "viagra for men", chinese=True) == ["图书馆"]
    honest = ("iPhone", "Apple", "Tim Cook", "iOS 18", "苹果")
    assert kept(*honest, chinese=True) == list(honest)


def test_subjects_of_the_trades_are_tags() -> None:
    honest = ("casino", "Macau", "gambling law", "police raid", "online fraud")
    assert kept(*honest) == list(honest)
