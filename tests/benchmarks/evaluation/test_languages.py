"""What a page scores, whatever its gold can tell."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.evaluation.languages import Pair, page_score


@pytest.mark.parametrize(
    ("details", "score"),
    [
        ({"f1": 0.9, "chunks": [0, 1, 1, 0]}, 0.9),
        ({"chunks": [3, 1, 1, 2]}, 0.75),
        ({"chunks": [0, 0, 0, 2]}, 1.0),
        ({"exc": True}, 1.0),
        ({"tN": True}, None),
    ],
)
def test_page_score(details: dict[str, Any], score: float | None) -> None:
    assert page_score(details) == score


@pytest.mark.parametrize(("ours", "good"), [(0.951, True), (0.9451, True), (0.944, False)])
def test_a_language_may_lie_a_little_below(ours: float, good: bool) -> None:
    pair = Pair(("de",), 20, ours, 0.95)
    assert pair.good is good
    assert pair.row[-1].startswith("**") is not good
