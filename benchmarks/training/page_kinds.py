"""Train the learner of page kinds that `text/extraction/kind_judge.py` runs.

    python -m benchmarks.training.page_kinds     writes its trees, and those of each fold of sites

The trees of a fold saw no page of its sites: with them the evaluation judges those sites (`--only kinds`).
Needs CatBoost (1.2, Apache-2.0) beside the project; running the model does not. What is learned from are the
development pages of the corpora: articles, and six kinds of pages that are none (`page_type` of
`wcxb_other`). The files hold thresholds of features, no text.
"""

from __future__ import annotations

import importlib
import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.evaluation.corpora import OTHERS, ROOT, Corpora, page_url
from benchmarks.evaluation.folds import FOLDS, kind_model
from benchmarks.evaluation.page_sorting import KIND_SETS
from benchmarks.evaluation.sites import Sites, fold_of
from newsarchive.evidence import PageKind
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction import kind_judge
from newsarchive.text.extraction.kind_features import PageToSort, kind_features

MODEL = ROOT / "newsarchive/text/extraction/data/page_kinds.json"
KINDS = (
    PageKind.ARTICLE,
    PageKind.COLLECTION,
    PageKind.DOCUMENTATION,
    PageKind.FORUM,
    PageKind.LISTING,
    PageKind.PRODUCT,
    PageKind.SERVICE,
)
# Articles are four times as many as all others together; so weighed, the order of doubtful pages is best.
WEIGHT = 2.5
# Deeper trees or more of them are no better on sites they have not seen (2026-11).
TREES, DEPTH, RATE = 300, 3, 0.08
SCALE = 10_000
SETS = (*KIND_SETS, "readability")


@dataclass(frozen=True, slots=True)
class Example:
    """A page's features, its kind, and its site."""

    row: dict[str, float]
    kind: PageKind
    site: str
    url: str


def main() -> None:
    """Train all models and write them."""
    corpora = Corpora()
    sites = Sites(corpora, SETS).by_page
    with ProcessPoolExecutor() as pool:
        read = [one for found in pool.map(_read, SETS) for one in found]
    # A page in several sets counts once.
    pages = {(url or name): Example(row, kind, sites[name], url) for name, url, kind, row in reversed(read)}
    examples = list(pages.values())
    _write(MODEL, examples)
    for fold in range(FOLDS):
        _write(kind_model(fold), [one for one in examples if fold_of(one.site, FOLDS) != fold])


def _read(name: str) -> list[tuple[str, str, PageKind, dict[str, float]]]:
    return list(_rows(Corpora(), name))


def _rows(corpora: Corpora, name: str) -> Iterator[tuple[str, str, PageKind, dict[str, float]]]:
    rows: list[dict[str, float]] = []

    def noted(known: PageToSort) -> dict[PageKind, float]:
        rows.append(kind_features(known))
        return {PageKind.ARTICLE: 1.0, PageKind.LISTING: 0.0}

    with patch.object(kind_judge, "kind_chances", noted):
        for gold in corpora.gold(name):
            rows.clear()
            body, url = corpora.body(name, gold["id"]), page_url(name, gold)
            run_stages(FetchedPage(url=url, body=body, content_type="text/html"))
            if rows:
                kind = PageKind(gold["page_type"]) if name == OTHERS else PageKind.ARTICLE
                yield f"{name}/{gold['id']}", gold.get("url") or "", kind, rows[0]


def _write(target: Path, examples: list[Example]) -> None:
    catboost = importlib.import_module("catboost")
    names = list(examples[0].row)
    model = catboost.CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=RATE,
        l2_leaf_reg=10,
        rsm=0.3,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        loss_function="MultiClass",
        thread_count=1,
        random_seed=1,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(
        np.array([[float(one.row[name]) for name in names] for one in examples]),
        np.array([KINDS.index(one.kind) for one in examples]),
        sample_weight=[1.0 if one.kind is PageKind.ARTICLE else WEIGHT for one in examples],
    )
    target.write_text(json.dumps(_stored(model, names), separators=(",", ":")) + "\n", encoding="utf-8")


def _stored(model: Any, names: list[str]) -> dict[str, Any]:
    """The trees as arrays, all made as deep as the deepest by questions whose answer is always no."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        model.save_model(str(file), format="json")
        grown = json.loads(file.read_text("utf-8"))
    scale, bias = grown["scale_and_bias"]
    trees = grown["oblivious_trees"]
    columns = np.zeros((len(trees), DEPTH), dtype=int)
    borders = np.full((len(trees), DEPTH), 1e30)
    leaves = np.zeros((len(trees), 1 << DEPTH, len(KINDS)))
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or []):
            columns[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        values = np.array(tree["leaf_values"]).reshape(-1, len(KINDS))
        leaves[number, : len(values)] = values * scale
    return {
        "about": "Which kind of page one is. Made by benchmarks/training/page_kinds.py with CatBoost from "
        "the public evaluation sets named there; Apache-2.0 like the code.",
        "names": names,
        "kinds": list(KINDS),
        "weights": [1.0 if kind is PageKind.ARTICLE else WEIGHT for kind in KINDS],
        "scale": SCALE,
        "bias": [float(one) for one in np.ravel(bias)],
        "columns": columns.tolist(),
        "borders": [[float(f"{border:.6g}") for border in tree] for tree in borders],
        "leaves": np.rint(leaves * SCALE).astype(int).tolist(),
    }


if __name__ == "__main__":
    main()
