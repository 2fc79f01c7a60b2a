"""A headline keeps the name or quotation that the rest of it speaks of; a keyword before one goes."""

from __future__ import annotations

import pytest

from newsarchive.text.cleaning.clean import clean_title

TRADE = (
    "公司公告说，乐鱼体育去年向沙河联队支付了三千万元赞助费。",
    "今年三月，法院受理了球队对乐鱼体育的起诉，索赔金额为一千二百万元。",
    "球队总经理周建国说，合同还剩两年，双方仍在谈判。",
)
FERRY = (
    "临河与望江之间的渡船停航五个月以后，星期一重新开航，首班船上有四十名乘客。",
    "两岸居民说，旧船对新码头来说太重了，县里出钱买了一条轻一些的船。",
)
LISTED = ["新澳门今晚开奖结果 | 一肖一码 | 开云体育app官网入口"]


@pytest.mark.parametrize(
    ("title", "told", "cut"),
    [
        ("乐鱼体育|从赞助商到被告", TRADE, []),
        ("（乐鱼体育）从冠名到退场：一支球队的三年", TRADE, []),
        ("（开云体育）从冠名到退场：一家公司的三年", FERRY, []),
        ("“新澳门今晚开奖结果”为何霸占热搜？记者实测二十个关键词", FERRY, LISTED),
        ("“一肖一码”骗局调查：谁在造假", FERRY, LISTED),
    ],
)
def test_the_subject_of_a_headline_stays(title: str, told: tuple[str, ...], cut: list[str]) -> None:
    assert clean_title(title, (), told, bool(cut), cut)[0] == title


@pytest.mark.parametrize("head", ["（乐鱼体育）", "【乐鱼体育】", "乐鱼体育|", "“新澳门今晚开奖结果”"])
@pytest.mark.parametrize(
    "rest", ["渡船停航五月后重新开航", "为何两岸居民盼来首班船", "从停航到重新开航：两岸居民"]
)
def test_a_keyword_before_what_the_article_tells_goes(head: str, rest: str) -> None:
    assert clean_title(head + rest, (), FERRY, True, LISTED)[0] == rest
