"""Two stories of one site are told apart, an edit of one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.revision_identity import are_alike

LAMPS = " ".join(f"Lamp number {at} burns over the {at}th pier of Holm." for at in range(12))
BOATS = " ".join(f"At {at} the boat left harbour with {at} goats aboard." for at in range(12))
BRIDGE = "港湾大桥因两个支座出现裂缝自当日起封闭检修，预计周五恢复通行，封闭期间公交车绕行磨坊街。"
SCHOOL = "全市新建小学今年秋季开学，新增学位三千余个，教师招聘工作已经完成，校车线路近期公布。"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LAMPS, BOATS, False),
        (BRIDGE, SCHOOL, False),
        (LAMPS, LAMPS[: len(LAMPS) // 2] + BOATS, True),
        (LAMPS, LAMPS[60:260], True),
        (BRIDGE, BRIDGE.replace("两个", "四个").replace("周五", "下周"), True),
        (LAMPS, "Too short to tell.", True),
        ("", BOATS, True),
    ],
)
def test_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is are_alike(other, one) is alike


@given(st.text(), st.text())
def test_total_and_alike_to_itself(one: str, other: str) -> None:
    assert are_alike(one, one)
    assert are_alike(one, other) == are_alike(other, one)
