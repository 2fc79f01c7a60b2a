"""Texts as phrases are compared with them."""

from __future__ import annotations

import pytest

from newsarchive.words.matching import LONGEST_REMEMBERED, spelling


@pytest.mark.parametrize("length", [1, LONGEST_REMEMBERED])
def test_long_texts_are_spelled_as_short_ones(length: int) -> None:
    text = "Interest RATES, 經濟\n1,000"
    assert spelling(text * length).startswith(" interest rates 经济 \n 1000")
