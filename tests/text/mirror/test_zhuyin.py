# ruff: noqa: E501 - passages are quoted on one line each
"""Notes in zhuyin, and few in pinyin, sown over news go; lessons keep theirs."""

from __future__ import annotations

import random

import pytest
from pypinyin import Style, pinyin

from benchmarks.evaluation.mirror_damage import Plan, converted_by
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS[:6])


def _noted(text: str, share: float, style: Style, brackets: str = "()", seed: int = 3) -> str:
    draw = random.Random(seed)
    is_noted = [char >= "\u4e00" and char <= "\u9fff" and draw.random() < share for char in text]
    return "".join(
        f"{char}{brackets[0]}{pinyin(char, style=style)[0][0]}{brackets[1]}" if noted else char
        for char, noted in zip(text, is_noted, strict=True)
    )


@pytest.mark.parametrize("brackets", ["()", "（）", "[]"])
@pytest.mark.parametrize("share", [0.03, 0.2])
def test_zhuyin_sown_over_news_goes(share: float, brackets: str) -> None:
    found = repair_source(_noted(PAGE, share, Style.BOPOMOFO, brackets))
    assert found.text == PAGE
    assert found.is_mirror


def test_zhuyin_on_what_an_engine_converted_goes() -> None:
    made = converted_by(PAGE, Plan(engine="one form, s2t"))
    assert repair_source(_noted(made, 0.1, Style.BOPOMOFO)).text == PAGE


@pytest.mark.parametrize(("share", "style"), [(0.1, Style.TONE), (0.02, Style.NORMAL)])
def test_notes_on_everyday_characters_of_news_go(share: float, style: Style) -> None:
    assert undo_mirror(_noted("\n".join(NEWS), share, style)).text == "\n".join(NEWS)


def test_a_torn_note_without_a_tone_shows_an_engine() -> None:
    """還 is read from the second byte of 苹 and the first of 果."""
    text = "国道上一辆货车侧翻，近二十吨苹?hai)?村民闻讯赶来，冒雨帮司机装车(che)，一个都没有少。"
    assert "装车，" in undo_mirror(text).text


STREAM = "學生在老師帶領下，花了兩個月觀察學校後面的小溪，記錄青蛙從卵變成蝌蚪的過程。「我最喜歡聽牠們叫。」小朋友說。"
HONEST = {
    "a paper for children": _noted(STREAM, 1.0, Style.BOPOMOFO) * 2,
    "what a paper explains": STREAM.replace("觀", "觀(ㄍㄨㄢ)")
    .replace("變", "變(ㄅㄧㄢˋ)")
    .replace("個", "個(ㄍㄜˋ)")
    + STREAM.replace("聽", "聽(ㄊㄧㄥ)").replace("說", "說(ㄕㄨㄛ)"),
    "about zhuyin": "台湾小学一年级先学注音。比如“妈”写作“妈(ㄇㄚ)”，“学”写作“学(ㄒㄩㄝˊ)”，“校”写作“校(ㄒㄧㄠˋ)”，"
    "“我”写作“我(ㄨㄛˇ)”，孩子们一边指一边念，十周以后才开始大量认字。",
    "slang": "網友留言「真ㄉ假ㄉ」，還有人打出「ㄏㄏ」。副歌不斷重複「ㄅ(ㄅㄛ)、ㄆ(ㄆㄛ)」，聽過的人都說很洗腦。",
    "a story for children": _noted(
        "小猫听了，坐在河边一动不动，不久就钓到一条大鱼。妈妈说：“做事要一心一意。”", 1.0, Style.NORMAL
    ),
    "rare names": "选手中，黄赟(yun)和李翀(chong)的名字让播音员犯了难，还有一位叫王喆(zhe)。黄赟说，从小到大老师点名总要停一下。",
    "places read otherwise": "洪洞(tong)县、六(lu)安市、番(pan)禺区、铅(yan)山县、蚌(beng)埠市，这些地名外地人常常读错。",
    "stations": "东单(dongdan)、前门(qianmen)、和平门(hepingmen)改了名。有市民说这样更好认，费用从年度维护经费中列支。",
    "a key for each": "工程师举例说，“他(ta)的(de)是(shi)不(bu)了(le)”这几个音排在最前面，语音输入越来越普及。",
    "a lesson in English": "To ask the price say 多少(duō shao). In Traditional characters it is 買(mǎi)東(dōng)西(xi), 賣(mài), "
    "錢(qián), 幾(jǐ)個(gè), 這(zhè)個(ge), 貴(guì). Practice it with a friend.",
}


@pytest.mark.parametrize("name", HONEST)
def test_who_writes_for_learners_keeps_the_notes(name: str) -> None:
    page = f"<html><body><h1>消息</h1><p>{HONEST[name]}</p></body></html>"
    for text in (HONEST[name], page):
        assert repair_source(text).text == text
