"""Whatever is given: no exception, bounded output, the same again on a second pass, others untouched."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.evaluation.mirror_damage import Plan
from benchmarks.evaluation.mirror_damage import damage_by as damage
from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.texts import NEWS

DAMAGE = (
    "?",
    "\ufffd",
    "(jìng)",
    "?jìng)",
    "€(gè)",
    "€",
    "(gè)",
    "(men)",
    "\x05\x07",
    "/p>",
    "W(wǎng)",
    "\ue0fa",
    "ｈF",
)
TEXT = (
    "們",
    "個",
    "侵犯",
    "！",
    "？",
    "，",
    "。",
    "”",
    "<p>",
    "</p>",
    "網",
    "机(ji)",
    "著",
    "\n",
    " ",
    "a",
    "7",
    "&nbsp;",
)
ODD = ("（jī）", ")", "(", "这个", chr(0x2A700), "é", chr(0xD800))
PIECES = st.sampled_from(DAMAGE + TEXT + ODD)
WILD = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
PLANS = st.builds(
    Plan, seed=st.integers(0, 999), density=st.floats(0, 1), cuts=st.floats(0, 1), sown=st.floats(0, 1)
)


@example("網\x05\x07！\ud800")
@settings(max_examples=300, deadline=None)
@given(WILD)
def test_total_and_bounded(text: str) -> None:
    found = undo_mirror(text)
    assert len(found.text) <= 2 * len(text)
    assert found.is_mirror or (found.text is text and found.repairs == ())
    assert all(repair.count > 0 and 0.0 <= repair.confidence <= 1.0 for repair in found.repairs)


@settings(max_examples=60, deadline=None)
@given(PLANS, st.lists(st.sampled_from(NEWS), min_size=1, max_size=4))
def test_own_output_is_no_mirror(plan: Plan, news: list[str]) -> None:
    once = undo_mirror(damage("\n".join(news), plan))
    if once.is_mirror:
        assert undo_mirror(once.text).text == once.text


@settings(max_examples=100, deadline=None)
@given(WILD)
def test_second_pass_changes_nothing(text: str) -> None:
    once = undo_mirror(text).text
    assert undo_mirror(once).text == once
