"""What people in Taiwan and Hong Kong write otherwise than OpenCC's words is no sign of a converter."""

from __future__ import annotations

import pytest

from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.conversion_marks import conversion_spelling

HONEST = {
    "birds": (
        "保育人員清晨在溼地數到819隻水鳥，其中兩隻帶有腳環。里長表示，類似計畫曾在3月因居民反對而喊停，"
        "如今大家都已瞭解牠們的習性，週邊漁塭今年也配合降低水位。"
    ),
    "bakery": (
        "師傅把老麵和新麵揉在一起，擠乾酸菜，再包進肉餡。店裡雇用三名員工，紅麴饅頭與薑母茶最受歡迎，"
        "阿傑原本在錶店當學徒，三年前才回鄉接手。"
    ),
    "watches": (
        "這只懷錶是祖父留下的，錶面有一道裂痕。錶店老闆說，一只阿公級的老錶，修起來比買新錶還貴，"
        "但多數客人知道錶壞了也捨不得丟。"
    ),
    "borough": (
        "永平里活動中心下週六舉辦園遊會，里民可憑兌換券領取紅龜粿。里長游志明說，中心里活動空間有限，"
        "請鄰長協助分流，廚師范秋香也會現場示範。"
    ),
    "stage": (
        "這齣戲去年巡迴演出36場，劇團今年再推3齣新戲。導演余正男說，每齣都從村落的故事出發，"
        "系上的學生學製琴、學縫戲服，忙到半夜。"
    ),
}
HONEST["old borough"] = (
    "鄰長挨家挨戶通知，本里垃圾車改在夜間。全里都收到傳單，里內長者笑稱秋里笑聲多。"
    "前里長余金水說，水里分局也派員協助，大家守望相助。"
)
# Simplified texts of our own, and what of them an engine with one form for each character has.
SIMPLIFIED = (
    "市政府表示，这家公司发现机器只能运行三年，当时的计划提出后，方面没有答复。里程和历史都记录在表里，"
    "国家和学校的关系系统需要改回来，大家都说只有批准后才能发展。"
)
FORMS = str.maketrans(
    "这发现机器运当时计划后没复历记录国学关系统需说准", "這髮現機器運噹時計劃後沒複歷記錄國學關繫統需說準"
)


@pytest.mark.parametrize("name", HONEST)
def test_honest_texts_stay(name: str) -> None:
    assert not conversion_spelling(HONEST[name]).by_engine
    found = undo_mirror(HONEST[name])
    assert (found.is_mirror, found.text) == (False, HONEST[name])


def test_one_form_for_each_character_is_still_seen() -> None:
    made = SIMPLIFIED.translate(FORMS).replace("只", "隻").replace("表示", "錶示").replace("家", "傢")
    assert conversion_spelling(made).by_engine
    assert undo_mirror(made).text == SIMPLIFIED
