"""An article that a farm made Traditional is given back; who writes Traditional is left alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from newsarchive.evidence import RepairKind
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.farm_conversion import undo_farm_conversion

ARTICLE = (
    "本报讯（记者周立民）昨日下午三时许，滨河区交警在巡逻中救下一名落水儿童，孩子已被送往市第二人民医院。",
    "据目击者介绍，孩子与同伴在河边玩耍时不慎滑入水中。“当时水很急，我们喊了几声，民警就跳下去了。”一位业主说。",
    "街道办有关负责人表示，将在这段河堤加装护栏，并通过短信提醒家长注意安全。",
)
SPAM = ("优惠彩票网页登录入口", "华丽娱乐官网app下载", "亚博体育官方网站登录", "澳门新葡京真人百家乐")
LINKS = "".join(f'<li><a href="https://farm{at}.example/">{words}</a></li>' for at, words in enumerate(SPAM))


def _page(lines: tuple[str, ...], links: str = LINKS, title: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title or lines[0][:14]}</title></head>"
        f"<body><article>{body}</article><ul>{links}</ul></body></html>"
    )


@cache
def _made(standard: str) -> tuple[str, ...]:
    return tuple(map(str, map(OpenCC(standard).convert, ARTICLE)))


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2hk"])
def test_a_converted_article_in_a_farm_is_made_simplified(standard: str) -> None:
    article = run_stages(FetchedPage(url="https://farm.example/1", body=_page(_made(standard)).encode()))
    assert article.text.split("\n") == list(ARTICLE)
    assert article.facts.script == "Hans"
    repaired = {repair.kind: repair.confidence for repair in article.facts.repairs}
    assert 0 < repaired[RepairKind.SCRIPT_CONVERSION] < 1


TAIWAN = (
    "（記者林佳慧高雄報導）員警昨天下午巡邏時救起一名落水兒童，孩子已送往市立醫院觀察。",
    "目擊民眾說，孩子在河邊玩耍時滑入水中。「當時水很急，我們喊了幾聲，警察就跳下去了。」附近里民表示。",
    "區公所指出，將在這段河堤加裝護欄，並透過簡訊提醒家長注意安全，公車站牌也會貼出公告。",
)
HONG_KONG = (
    "【本報訊】昨日下午三時許，一名警員巡邏時救起墮海男童，男童由救護車送往東區醫院治理。",
    "目擊市民說，男童與同學在碼頭玩耍時失足墮海。「當時水好急，我們叫了幾聲，他就跳下去了。」一名屋苑住客說。",
    "消防處提醒市民注意安全，區議會亦要求加建圍欄，網絡上不少人稱讚該名警員。",
)
OF_THE_MAINLAND = (
    "（中央社記者王雅文綜合報導）中國公安部今天公布，北京市委書記與多名省級官員接受調查，信息尚未完全公開。",
    "學者認為，「這是近年少見的案例」，兩岸交流恐受影響；陸委會表示，將密切關注，民眾前往應注意安全。",
    "台商協會指出，會員已透過通訊軟體互相提醒，避免前往開發區洽公。",
)
SHARED = (
    "本港科網公司公布，新款智能手機的軟件有質量問題，用戶數據可能外洩，網民在互聯網上傳出視頻。",
    "公司說會在兩星期內更新，小區業主亦可到門市更換，同比去年投訴增加三成。",
)
MACAU = (
    "司警昨日聯同治安警在關閘截獲一名男子，檢獲懷疑假鈔，案件已移送檢察院。",
    "據悉，“嫌犯聲稱替友人帶貨”，警方正追查，並提醒市民小心高考補習騙案與醫保卡騙案。",
)
# Made when a test asks: tables of converters are read, and every process of tests collects all of them.
LEFT: dict[str, Callable[[], str]] = {
    "a hacked page in words that Hong Kong shares": lambda: _page(SHARED),
    "a hacked paper of Macau": lambda: _page(MACAU),
    "a page that says where it is": lambda: _page(_made("s2t")).replace("<html>", '<html lang="zh-HK">'),
    "corner brackets": lambda: _page(
        tuple(line.translate(str.maketrans("“”", "「」")) for line in _made("s2t"))
    ),
    "a menu in Traditional characters": lambda: _page(
        _made("s2t"),
        LINKS
        + "".join(
            f"<a href='/{word}'>{word}</a>" for word in ("首頁", "關於我們", "聯絡", "課程資料", "書籤")
        ),
    ),
    "a hacked paper of Taiwan": lambda: _page(TAIWAN),
    "a hacked paper of Hong Kong": lambda: _page(HONG_KONG),
    "Taiwan tells of the mainland": lambda: _page(OF_THE_MAINLAND),
    "an edition in Traditional characters": lambda: _page(_made("s2tw"), links=""),
    "honest links": lambda: _page(
        _made("s2tw"),
        "".join(
            f"<a href='/{at}'>{words}</a>" for at, words in enumerate(("联系我们", "会员登录", "设为首页"))
        ),
    ),
    "one advert": lambda: _page(_made("s2tw"), LINKS.split("</li>")[0]),
    "a farm in Traditional": lambda: _page(_made("s2tw"), str(OpenCC("s2tw").convert(LINKS))),
    "a Simplified article that quotes": lambda: _page((*ARTICLE, _made("s2tw")[1])),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_was_written_in_traditional_characters_stays(name: str) -> None:
    page = LEFT[name]()
    assert undo_farm_conversion(page).text is page


@given(st.text(st.sampled_from("這個登录<>a=\"'省市委，。\n") | st.characters(), max_size=200))
def test_any_text_may_be_given(text: str) -> None:
    found = undo_farm_conversion(text)
    assert found.is_mirror or found.text is text
