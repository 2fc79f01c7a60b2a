"""How a damaged stretch is read where bytes are lost for good, and what proves a mirror by itself."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.damage_events import swallowed
from newsarchive.text.mirror.hypothesis import ALIGNED, Hypothesis, MirroredText, append_text
from newsarchive.text.mirror.passages import pieces
from newsarchive.text.mirror.repairs import is_folded
from tests.text.mirror.texts import NEWS

CUT = Plan(convert=False, cuts=1.0)


def test_one_unmistakable_run_is_proof() -> None:
    """No note, no control: a run of rare characters that makes sense one byte on."""
    gold = "厂长说，今年的订单已经排满。”工人们每天加班到很晚才回家吃晚饭"
    damaged = damage_by(gold, Plan(convert=False, cuts=1.0, stripped=True))
    assert damaged != gold
    assert undo_mirror(damaged).text == gold


def test_controls_within_a_cut_are_proof() -> None:
    gold = "工人们说：“今年的订单已经排满，大家每天都加班，谁也不想误了交货的时间。”"
    damaged = gold.replace("。”", "?\x06！?")
    assert undo_mirror(damaged).text == gold


def test_quotation_closes_at_the_end_of_a_paragraph() -> None:
    gold = "他说：“大家都喜欢往山上跑。”"
    damaged = damage_by(f"{gold}\n经理说。《今天》的报道很好，大家都看过了，觉得写得不错", CUT)
    assert undo_mirror(damaged).text.startswith(gold)


def test_what_the_text_says_elsewhere_is_likelier() -> None:
    """返修 (a repair again) is the commoner word; not where the text is about 返校 (back at school)."""
    before = Hypothesis(0.0, ALIGNED, 0, "常返", opened=False, literal=False, output=None)
    for own, likelier, other in (({}, "修", "校"), ({"返": 2, "返校": 2, "校": 3}, "校", "修")):
        page = MirroredText(converted=False, own=own)
        assert append_text(before, likelier, page=page).score > append_text(before, other, page=page).score


@pytest.mark.parametrize("before", ["", "返", "常返"])
def test_the_text_itself_never_makes_anything_less_likely(before: str) -> None:
    start = Hypothesis(0.0, ALIGNED, 0, before, opened=False, literal=False, output=None)
    own = Counter({"返": 100, "校": 100, "返校": 1, "常返": 50, "常返校": 1})
    pages = MirroredText(converted=False), MirroredText(converted=False, own=own)
    plain, with_own = (append_text(start, "校", page=each).score for each in pages)
    assert plain <= with_own
    assert before or plain == with_own


def test_a_swallowed_digit_is_shown_as_lost() -> None:
    """Which digit it was cannot be known: nothing is made up, and nothing is hidden."""
    gold = "记者了解到这条消息。”会议在北京召开，共有600余名专家参加"
    found = undo_mirror(damage_by(gold.replace("召开，共有", "召开共有"), CUT)).text
    assert "共有?00余名专家" in found


def test_before_the_end_of_a_range_stood_a_digit() -> None:
    """`下降8至12`: which one cannot be known, but a blank alone would hide it; 至今 follows no number."""
    assert "0" in {one.kind for one in swallowed("至12摄氏度", 0)}
    assert "0" not in {one.kind for one in swallowed("至今", 0)}


@pytest.mark.parametrize("gold", ["司机说：“大家一起抬。”他说。", "“谁也不想先离开。”他说，众人都鼓起掌来。"])
def test_a_pair_hidden_by_a_decoder_without_user_cells_is_read(gold: str) -> None:
    """`他说` lies on FB CB, a private-use character where there are such, else one `?` for both bytes."""
    page = "\n".join((*NEWS[:4], gold))
    shown = damage_by(page, Plan(seed=3, density=0.6, cuts=1.0, sown=0.5))
    hidden = re.sub("[\ue000-\uf8ff]", "?", shown)
    assert hidden != shown
    assert undo_mirror(hidden).text.split("\n")[-1] == undo_mirror(shown).text.split("\n")[-1] == gold


def test_half_width_signs_of_a_page_with_full_width_ones_are_their_own() -> None:
    """A `?` there is no pair that was made half-width: nothing is read into it."""
    frame = "网站首页，新闻中心，联系我们！\n" * 9
    for line, folded in (
        ("他說(shuō),今天很好!", True),
        ("他說(shuō)，今天很好！都好，你也好？走吧，一起去；真的?", False),
    ):
        assert is_folded(frame + line, pieces(frame + line)) is folded


def test_one_cut_that_took_a_tag_with_it_is_proof_in_a_simplified_page() -> None:
    gold = f"<p>{NEWS[0]}</p>\n<p>司机含着眼泪说：“要是没有大家帮忙，后果真不敢想。”</p>\n<p>{NEWS[1]}</p>"
    damaged = gold.replace("。”</p>\n<p>" + NEWS[1], "?！?/p>\n<p>" + NEWS[1])
    assert damaged != gold
    assert undo_mirror(damaged).text == gold
    for honest in (gold.replace("。”</p>", "？”?/p>"), gold.replace("。”</p>", "?/p>")):
        assert undo_mirror(honest).text is honest
    traditional = f"<p>他說，這裡的環境很好，後來大家都同意，應該繼續下去。</p>{damaged}"
    assert "這裡的環境" in undo_mirror(traditional).text
