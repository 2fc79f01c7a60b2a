# ruff: noqa: E501 - passages are quoted on one line each
"""Damage made by the model on texts of our own comes undone, whatever the table and density.

The model: docs/explanation/mirrors.md#the-model-of-the-damage.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.evaluation.mirror_damage import Plan
from benchmarks.evaluation.mirror_damage import damage_by as damage
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.scoring import bare, share_right, wrong
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)
NOTED = [Plan(seed=seed, density=density) for seed in range(6) for density in (0.2, 0.4, 0.7, 1.0)]
CUT = [Plan(seed=seed, density=density, cuts=1.0, sown=0.5) for seed in range(6) for density in (0.0, 0.5)]
SIMPLIFIED = [Plan(seed=seed, density=0.0, convert=False, cuts=1.0, sown=0.5) for seed in range(6)]
FOLDED = [Plan(seed=seed, density=0.6, folded=True) for seed in range(6)]


def _undone(plans: list[Plan]) -> list[tuple[str, str]]:
    """Each page damaged and undone, as (gold, found) paragraphs; the order of lines is kept by the repair."""
    pairs: list[tuple[str, str]] = []
    for plan in plans:
        found = undo_mirror(damage(PAGE, plan))
        assert found.is_mirror, plan
        lines = found.text.split("\n")
        assert len(lines) == len(NEWS), plan
        pairs.extend(zip(NEWS, lines, strict=True))
    return pairs


# A byte lost at a cut has no reading that names it, only its neighbours: on Simplified pages, where every
# character is allowed, 78 of 84 paragraphs were exact on 2026-11-24 (and 999 of 1,000 characters right).
@pytest.mark.parametrize(
    ("plans", "exact"),
    [(NOTED, 0.97), (CUT, 0.97), (SIMPLIFIED, 0.92), (FOLDED, 0.97)],
    ids=["noted", "cut", "simplified", "folded"],
)
def test_pages_of_news_come_back(plans: list[Plan], exact: float) -> None:
    pairs = _undone(plans)
    assert share_right(pairs) >= 0.999
    assert sum(bare(gold) == bare(found) for gold, found in pairs) >= exact * len(pairs)


@settings(max_examples=40, deadline=None)
@given(st.permutations(NEWS), st.integers(0, 10_000), st.floats(0.3, 1.0), st.booleans())
def test_any_table_and_order(news: list[str], seed: int, density: float, folded: bool) -> None:
    text = "\n".join(news[:6])
    found = undo_mirror(damage(text, Plan(seed=seed, density=density, folded=folded)))
    assert found.is_mirror
    # A few characters of 500 at worst: candidates with the same reading that fit their neighbours alike.
    assert wrong(text, found.text) <= 3


def test_the_damage_is_not_trivial() -> None:
    damaged = "".join(damage(PAGE, plan) for plan in NOTED)
    assert damaged.count("?") > 50
    assert any("\ue000" <= char <= "\uf8ff" for char in damaged)


def test_documented_examples() -> None:
    """The two examples of the model: a euro sign that is half a character, a run one byte out of step."""
    head = damage(PAGE, Plan(seed=1, density=0.5))
    found = undo_mirror(f"{head}\n侵犯?jìng)€(gè)人\n財(cái)?shù)男袨椋\ue0fa€應當")
    assert found.text.endswith("\n侵犯个人\n财的行为，还应当")


@pytest.mark.parametrize(
    ("damaged", "gold"),
    [
        ("帶領人民在根據(jù)地創(chuàng)?chān)ㄈ嗣裾??guàn)，探索建立新的制度。", "带领人民在根据地创建人民政权，探索建立新的制度。"),
        ("她是一位著(zhù)名的作家，寫(xiě)過(huò)幾部專(shuàn)著(zhù)，走著(zhù)就到了家。", "她是一位著名的作家，写过几部专著，走着就到了家。"),
        ("他說，經過四輪(lún)談?jìng)?004年9月雙方終(zhōng)于簽下了合同。", "他说，经过四轮谈判2004年9月双方终于签下了合同。"),
        ("通常,F(xiàn)15E戰(zhàn)機(jī)飛得很高，飛行員說(shuō)，天氣好。", "通常,F15E战机飞得很高，飞行员说，天气好。"),
    ],
    ids=["a note whose character lost its first byte too", "two words of one character", "the first digit of a year", "a note behind half a sign, which was made half-width, and a letter"],
)  # fmt: skip
def test_single_passages(damaged: str, gold: str) -> None:
    head = damage(PAGE, Plan(seed=1, density=0.5))
    assert undo_mirror(f"{head}\n{damaged}").text.endswith(f"\n{gold}")


def test_a_lost_digit_is_not_guessed() -> None:
    head = damage(PAGE, Plan(seed=1, density=0.5))
    found = undo_mirror(f"{head}\n經過四輪(lún)談?jìng)?00多人簽下了合同。").text
    assert found.endswith("\n经过四轮谈判?00多人签下了合同。")


def test_what_was_done_is_counted() -> None:
    found = undo_mirror(damage(PAGE, Plan(seed=3, density=0.8, cuts=1.0, sown=1.0)))
    counts = {repair.kind: repair.count for repair in found.repairs}
    assert counts["pinyin_note"] > 100
    assert counts["script_conversion"] > 300
    assert min(counts["byte_wreckage"], counts["sown_controls"]) > 0
    assert all(0.0 <= repair.confidence <= 1.0 for repair in found.repairs)


def _paragraphs(shared: Path) -> list[str]:
    found: list[str] = []
    for name in ("zhgold", "netease_gbk", "gne"):
        for line in (shared / "corpora" / name / "gold.jsonl").read_text("utf-8").splitlines():
            found += (json.loads(line).get("text") or "").split("\n")
    return [text.strip() for text in found if _is_plain(text.strip())]


def _is_plain(text: str) -> bool:
    """Chinese prose that a GBK mirror could hold, Simplified throughout."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return (
        60 <= len(text) <= 400
        and chinese > 0.6 * len(text)
        and text.encode("gb2312", "ignore").decode("gb2312") == text
    )


@pytest.mark.parametrize("density", [0.3, 0.8])
def test_real_news_comes_back(shared: Path, density: float) -> None:
    sample = _paragraphs(shared)[::9]
    groups = ["\n".join(sample[at : at + 8]) for at in range(0, len(sample), 8)]
    pairs: list[tuple[str, str]] = []
    for seed, text in enumerate(itertools.islice(groups, 16)):
        found = undo_mirror(damage(text, Plan(seed=seed, density=density)))
        assert found.is_mirror
        pairs.append((text, found.text))
    assert share_right(pairs) >= 0.999
