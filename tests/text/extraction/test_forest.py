"""Trees of one question a level, and the model that is shipped."""

from __future__ import annotations

import numpy as np
import pytest

from newsarchive.text.extraction import block_judge as module
from newsarchive.text.extraction.block_features import feature_names
from newsarchive.text.extraction.block_judge import Forest, Judge, body_forest

# Two trees of two levels: column 0 above 1, column 1 above 5; then column 1 twice, so two leaves are not met.
SMALL = Forest(
    columns=np.array([[0, 1], [1, 1]]),
    borders=np.array([[1.0, 5.0], [2.0, 2.0]], dtype=np.float32),
    leaves=np.array([[0.0, 1.0, 2.0, 4.0], [-1.0, 9.0, 9.0, 1.0]]),
    bias=0.5,
)


def test_leaves_are_found_by_the_answers_of_their_levels() -> None:
    table = np.array([[0, 0], [2, 0], [0, 6], [2, 6]], dtype=np.float32)
    scores = np.array([0 - 1, 1 - 1, 2 + 1, 4 + 1]) + 0.5
    assert SMALL.chances(table) == pytest.approx(1 / (1 + np.exp(-scores)))


def test_many_rows_are_answered_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.arange(20, dtype=np.float32).reshape(10, 2)
    whole = SMALL.chances(table)
    monkeypatch.setattr(module, "AT_ONCE", 3)
    assert list(SMALL.chances(table)) == list(whole)


@pytest.mark.parametrize("judge", ["alone", "helped"])
def test_the_shipped_models_were_trained_on_the_columns_of_the_code(judge: Judge) -> None:
    forest, names = body_forest(judge)
    assert list(names) == feature_names()
    assert forest.columns.shape == forest.borders.shape
    assert forest.leaves.shape == (len(forest.columns), 1 << forest.columns.shape[1])
    assert forest.columns.max() < len(names)
