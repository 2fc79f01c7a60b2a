"""Characters of which a byte, or both, is lost: read where the words decide, `?` where they do not."""

from __future__ import annotations

import re

import pytest

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.hypothesis import against_stops
from newsarchive.text.mirror.passages import pieces
from newsarchive.text.mirror.repairs import is_folded

CUT = Plan(convert=False, cuts=1.0, markup=True)
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def _restored(gold: str) -> str:
    """After cuts, as decoders show it that have no user-defined cells."""
    shown = _PRIVATE.sub("?", damage_by(gold, CUT))
    assert shown.strip("</p>") != gold
    return undo_mirror(f"{shown}\n<p>镇上的集市明天照常开放。</p>").text.split("\n")[0].removeprefix("<p>")


@pytest.mark.parametrize(
    ("gold", "read"),
    [
        ("村里人都来帮忙。“多亏了大家。”王师傅的女儿说着流下了眼泪。", "王师傅的女儿说着流下了眼泪。</p>"),
        ("村里人都来帮忙。“多亏了大家。”那位八十三岁的老人笑着说。", "那位八???的老人笑着说。</p>"),
        ("村里人都来帮忙。“多亏了大家。”江陵基金会的人说。", "“多亏了大家。”??基金会的人说。</p>"),
        ("系统一升级，窗口就排队，页面显示“网络异常”。不少人只好回家。", "“网络异常”。不少人只好回家。</p>"),
        ("店里的灯整夜亮着，老板说“从来不停”。客人很多。", "老板说“从来不?”。客人很多。</p>"),
    ],
    ids=["three hidden in a row", "a number", "a name", "a word before a quotation mark", "two words fit"],
)  # fmt: skip
def test_what_the_words_do_not_decide_stays_unknown(gold: str, read: str) -> None:
    assert _restored(gold).endswith(read)


def test_what_was_read_stays_as_it_is() -> None:
    once = _restored("店里的灯整夜亮着，老板说“从来不停”。客人很多。")
    assert undo_mirror(once).text == once


@pytest.mark.parametrize("met", ["，。", "。”。", "“，"])
def test_stops_do_not_meet(met: str) -> None:
    assert against_stops(met[:-1], met[-1]) < 0


@pytest.mark.parametrize("apart", ["常”。", "！”，", "？”。", "好。"])
def test_stops_behind_words_and_cries_are_well(apart: str) -> None:
    assert against_stops(apart[:-1], apart[-1]) == 0


def test_lost_bytes_tell_no_half_width_signs() -> None:
    """`?` is what they leave; commas tell."""
    cut, folded = "背下楼?！耙?皇撬?，想?！，呐??", "背下楼?!耙?皇撬?,想,到,呐??"
    assert [is_folded(text, pieces(text)) for text in (cut, folded)] == [False, True]
