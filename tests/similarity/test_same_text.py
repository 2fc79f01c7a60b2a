"""Nearly all of two texts is the same: an edit keeps that, another day's report of the same form does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.similarity.copy_sets import compared, is_same_text

STORY = " ".join(f"The ferry to Holm runs again at pier {word}." for word in "abcdefghijklmnop")
NOTICE = "Readers should consult a licensed adviser before they act on anything that this report says. " * 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (STORY, STORY, True),
        (STORY, f"{STORY} The board has said so.", True),
        (STORY, STORY.replace("pier b", "quay b"), True),
        (STORY, STORY[: len(STORY) // 2], False),
        (f"Stocks rose on Monday. {NOTICE}", f"Bonds fell on Tuesday, banks most. {NOTICE}", False),
        ("The ferry runs.", "The ferry runs.", False),
        ("", "", False),
    ],
)
def test_cases(one: str, other: str, same: bool) -> None:
    assert is_same_text(compared(one), compared(other)) is same
    assert is_same_text(compared(other), compared(one)) is same


@given(st.text(), st.text())
def test_total_and_symmetric(one: str, other: str) -> None:
    first, second = compared(one), compared(other)
    assert is_same_text(first, second) == is_same_text(second, first)
