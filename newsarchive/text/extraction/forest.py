"""Boosted trees whose every level asks one question, answered for all blocks at once with numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.extraction.block_facts import Array

# Rows asked at once: 300 questions of a level take 5 bytes each, the leaves and their values 17: 7 KB a row.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as CatBoost grows them: `columns` and `borders` are trees x depth, `leaves` trees x 2^depth.

    A leaf's number is one byte: the depth is at most eight.
    """

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
        # A column a row: what a question asks lies side by side, and its answers are one bit of each leaf.
        asked = np.ascontiguousarray(table.T)
        leaf = np.zeros((trees, len(table)), dtype=np.uint8)
        for level in range(depth):
            answers = asked[self.columns[:, level]] > self.borders[:, level, None]
            leaf |= answers.view(np.uint8) << np.uint8(level)
        places = leaf + (np.arange(trees) * self.leaves.shape[1])[:, None]
        scores: Array = self.leaves.ravel().take(places).sum(axis=0) + self.bias
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
