"""Grow the trees of the judge of blocks with CatBoost; write them as the numbers the run-time code reads."""

from __future__ import annotations

import importlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from newsarchive.text.extraction.block_features import feature_names
from newsarchive.text.extraction.block_judge import Forest, Judge

DOUBT = 0.02
# On unseen sites depth 6 was better than 5 by .002 of F1, and 400 trees no better than 200 (2026-11).
TREES, DEPTH, RATE = 200, 6, 0.1
SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Example:
    """A page's site and its sampled blocks: a table for each judge, and what the blocks should be."""

    site: str
    tables: Mapping[Judge, Any]
    labels: Any
    weights: Any


def train(pages: Sequence[Example], judge: Judge) -> Forest:
    """Grow the trees of one judge; a block half in the gold text is one yes and one no of half the weight."""
    catboost = importlib.import_module("catboost")
    table = np.vstack([page.tables[judge] for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    partly = (labels > DOUBT) & (labels < 1 - DOUBT)
    data = catboost.Pool(
        np.vstack((table, table[partly])),
        np.concatenate(((labels > DOUBT).astype(int), np.zeros(partly.sum(), dtype=int))),
        weight=1000
        * np.concatenate((weights * np.where(labels > DOUBT, labels, 1), (weights * (1 - labels))[partly])),
    )
    model = catboost.CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=RATE,
        l2_leaf_reg=5,
        rsm=0.3,
        border_count=48,
        thread_count=1,
        verbose=False,
        random_seed=1,
        bootstrap_type="Bernoulli",
        subsample=0.8,
        boosting_type="Plain",
        leaf_estimation_iterations=1,
        allow_writing_files=False,
    )
    model.fit(data)
    return _forest(model)


def _forest(model: Any) -> Forest:
    """The trees as arrays, all made as deep as the deepest by questions whose answer is always no."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model.json"
        model.save_model(str(target), format="json")
        stored = json.loads(target.read_text("utf-8"))
    columns = np.zeros((len(stored["oblivious_trees"]), DEPTH), dtype=np.int64)
    borders = np.full(columns.shape, np.finfo(np.float32).max, dtype=np.float32)
    leaves = np.zeros((len(columns), 1 << DEPTH))
    for number, tree in enumerate(stored["oblivious_trees"]):
        for level, split in enumerate(tree["splits"] or []):
            columns[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = stored["scale_and_bias"]
    return Forest(columns, borders, leaves * scale, float(np.ravel(bias)[0]))


def save(forest: Forest, target: Path) -> None:
    """Write the model: numbers only, leaves as whole ten-thousandths."""
    stored = {
        "about": "Which blocks of a page are its article. Made by benchmarks/training/body_blocks.py "
        " with CatBoost from the public evaluation sets named there; Apache-2.0 like the code.",
        "names": feature_names(),
        "scale": SCALE,
        "bias": forest.bias,
        "columns": forest.columns.tolist(),
        "borders": [[float(f"{border:.7g}") for border in tree] for tree in forest.borders],
        "leaves": np.rint(forest.leaves * SCALE).astype(int).tolist(),
    }
    target.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
