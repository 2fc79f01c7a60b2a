"""Pairs of neighbouring characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words.word_index import overlapping


@pytest.mark.parametrize(
    ("runs", "words"),
    [([], ""), (["国"], "国"), (["经济学", "国"], "经济 济学 学 国"), (["𠀀𠀁"], "𠀀𠀁 𠀁")],
)
def test_overlapping(runs: list[str], words: str) -> None:
    assert overlapping(runs).split() == words.split()


@given(st.lists(st.text("经济学が𠀀", min_size=1)))
def test_one_by_one_they_are_the_same(runs: list[str]) -> None:
    singly = [run[at : at + 2] for run in runs for at in range(len(run))]
    assert overlapping(runs).split() == singly
