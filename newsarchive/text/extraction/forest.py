"""Boosted trees whose every level asks one question, answered for all blocks at once with numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.extraction.block_facts import Array

# Rows asked at once: 1,800 questions take 5 bytes each, 9 KB a row.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as CatBoost grows them: `columns` and `borders` are trees x depth, `leaves` trees x 2^depth."""

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: Array
    bias: float

    def chances(self, table: NDArray[np.float32]) -> Array:
        """Return for each row the chance (0 to 1) that it is a yes."""
        scores = [self._scores(table[start : start + AT_ONCE]) for start in range(0, len(table), AT_ONCE)]
        chances: Array = 1 / (1 + np.exp(-np.concatenate(scores)))
        return chances

    def _scores(self, table: NDArray[np.float32]) -> Array:
        trees, depth = self.columns.shape
        answers = table[:, self.columns.ravel()] > self.borders.ravel()
        leaf = answers.reshape(-1, trees, depth) @ (1 << np.arange(depth))
        scores: Array = self.leaves[np.arange(trees), leaf].sum(axis=1) + self.bias
        return scores


@cache
def body_forest() -> tuple[Forest, tuple[str, ...]]:
    """The model of which blocks are the article's, and the names of the columns it was trained on.

    Made by `benchmarks/training/body_blocks.py`, which says from what.
    """
    path = files("newsarchive.text.extraction").joinpath("data/body_blocks.json")
    stored = json.loads(path.read_text("utf-8"))
    forest = Forest(
        columns=np.array(stored["columns"], dtype=np.int64),
        borders=np.array(stored["borders"], dtype=np.float32),
        leaves=np.array(stored["leaves"], dtype=np.float64) / stored["scale"],
        bias=stored["bias"],
    )
    return forest, tuple(stored["names"])
