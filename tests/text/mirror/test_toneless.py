"""Mirrors whose notes have no tones: sprinkled over any character, nobody explains that 的 is `de`."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.texts import NEWS

PAGE = "\n".join(NEWS)


@pytest.mark.parametrize("convert", [False, True])
@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_pages_come_back(convert: bool, share: float) -> None:
    damaged = damage_by(PAGE, Plan(seed=4, convert=convert, toneless=share))
    assert "(" in damaged
    assert undo_mirror(damaged).text == PAGE


def test_passages_come_back() -> None:
    """Rare characters' notes go with the others."""
    text = (
        "下(xia)月起(qi)，龚(gong)家湾社区的(de)食堂将向全市老人开(kai)放，每餐只收六元，菜单每(mei)周更换。"
    )
    gold = "下月起，龚家湾社区的食堂将向全市老人开放，每餐只收六元，菜单每周更换。"
    assert undo_mirror(text).text == gold


def test_an_authors_toned_gloss_does_not_save_the_page() -> None:
    damaged = damage_by(PAGE, Plan(seed=5, convert=False, toneless=0.1))
    found = undo_mirror(f"{damaged}\n这种病古书上叫痈(yōng)。")
    assert found.is_mirror
    assert found.text.startswith(PAGE)


def test_u_with_dots_is_no_tone() -> None:
    text = "这(zhe)家旅(lv)社的(de)女(nv)经理介绍，她们今年(nian)忽略(lve)了网上(shang)的差评，生意一落千丈。"
    gold = "这家旅社的女经理介绍，她们今年忽略了网上的差评，生意一落千丈。"
    assert undo_mirror(text).text == gold
