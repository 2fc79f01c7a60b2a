"""Train the learner of page kinds that `text/page_kinds/kind_judge.py` runs.

    python -m benchmarks.training.page_kinds     writes its models, and those of each fold of sites

The models of a fold saw no page of its sites: with them the evaluation judges those sites (`--only kinds`).
Needs CatBoost (1.2, Apache-2.0) and scikit-learn (1.5 or newer, BSD) beside the project; running the models
does not. What is learned from are the development pages of the corpora: articles, and six kinds of pages
that are none (`page_type` of `wcxb_other`), each read as of a site never seen, by the judges of its fold; and
pages of our own in many languages (`kind_pages.py`), which are in every fold's training: they are no pages of
the corpora's sites. The files hold thresholds and weights of features, no text.
"""

from __future__ import annotations

import importlib
import json
import tempfile
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.evaluation.corpora import OTHERS, ROOT, Corpora, page_url
from benchmarks.evaluation.folds import FOLDS, kind_model, use_fold_models
from benchmarks.evaluation.page_sorting import KIND_SETS
from benchmarks.evaluation.sites import Sites, fold_of
from benchmarks.training.kind_pages import LEARNT, KindPage, read_kind_pages
from newsarchive.evidence import PageKind
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page_kinds import kind_judge
from newsarchive.text.page_kinds.kind_features import PageToSort, kind_features
from newsarchive.text.page_kinds.kind_judge import FARTHEST

MODEL = ROOT / "newsarchive/text/page_kinds/data/page_kinds.json"
KINDS = (
    PageKind.ARTICLE,
    PageKind.COLLECTION,
    PageKind.DOCUMENTATION,
    PageKind.FORUM,
    PageKind.LISTING,
    PageKind.PRODUCT,
    PageKind.SERVICE,
    PageKind.GALLERY,
    PageKind.VIDEO,
    PageKind.PAID_STUB,
)
# Articles are four times as many as all others together; so weighed, the order of doubtful pages is best.
WEIGHT = 2.5
# Deeper trees are no better on sites and pages they have not seen, nor 600; 300 are a little worse (2026-11).
TREES, DEPTH, RATE = 450, 3, 0.08
# Grown twice: of two forests that differ by chance alone each refuses some articles the other keeps.
SEEDS = (1, 2)
# Of the linear model: the inverse of the penalty on its squares.
STRENGTH = 0.01
SCALE = 10_000
# What a page of our own weighs beside one of the corpora. The 886 articles of `layout_pages.py` are of no use
# here: with them nine more articles of the corpora are refused on sites not seen (2026-11).
OWN_PAGE = 0.5
# What the learner is told two kinds are: it does not tell them apart, rules do.
TOLD_AS = {PageKind.LIVE_BLOG: PageKind.ARTICLE, PageKind.HOME_PAGE: PageKind.LISTING}
SETS = (*KIND_SETS, "readability")


@dataclass(frozen=True, slots=True)
class Example:
    """A page's features, its kind, its site and address, and its name in the corpora (`SET/ID`).

    One of our own has no site.
    """

    row: dict[str, float]
    kind: PageKind
    site: str | None
    url: str
    name: str
    weight: float = 1.0


def main() -> None:
    """Train all models and write them."""
    with get_context("fork").Pool(maxtasksperchild=1) as pool:
        read = dict(page for found in pool.imap(_read_fold, range(FOLDS), chunksize=1) for page in found)
    with get_context("fork").Pool() as pool:
        own = [one for one in pool.map(_own_example, read_kind_pages(LEARNT), chunksize=8) if one is not None]
    train([read[name] for name in _names(Corpora()) if name in read], own)


def train(read: list[Example], own: list[Example]) -> None:
    """Write the models learned from pages in the order of their sets; one in several sets counts once."""
    examples = list({one.url or one.name: one for one in reversed(read)}.values())
    _write(MODEL, [*examples, *own])
    for fold in range(FOLDS):
        _write(
            kind_model(fold),
            [*(one for one in examples if one.site and fold_of(one.site, FOLDS) != fold), *own],
        )


def _names(corpora: Corpora) -> list[str]:
    return [f"{name}/{gold['id']}" for name in SETS for gold in corpora.gold(name)]


def _read_fold(fold: int) -> list[tuple[str, Example]]:
    """Read the pages of a fold's sites in a process of its own, whose judges never saw them."""
    use_fold_models(fold)
    corpora = Corpora()
    sites = Sites(corpora, SETS).by_page
    return [
        (f"{name}/{gold['id']}", example)
        for name in SETS
        for gold in corpora.gold(name)
        if fold_of(site := sites[f"{name}/{gold['id']}"], FOLDS) == fold
        and (example := _example(corpora, name, gold, site))
    ]


def _example(corpora: Corpora, name: str, gold: dict[str, Any], site: str) -> Example | None:
    row = _features(page_url(name, gold), corpora.body(name, gold["id"]))
    kind = PageKind(gold["page_type"]) if name == OTHERS else PageKind.ARTICLE
    return Example(row, kind, site, gold.get("url") or "", f"{name}/{gold['id']}") if row else None


def _own_example(page: KindPage) -> Example | None:
    row, kind = _features(page.url, page.html.encode()), TOLD_AS.get(page.kind, page.kind)
    return Example(row, kind, None, page.url, f"own/{page.id}", OWN_PAGE) if row else None


def _features(url: str, body: bytes) -> dict[str, float] | None:
    """What the learner is told of a page; None where rules alone decide."""
    rows: list[dict[str, float]] = []

    def noted(known: PageToSort) -> dict[PageKind, float]:
        rows.append(kind_features(known))
        return {PageKind.ARTICLE: 1.0, PageKind.LISTING: 0.0}

    with patch.object(kind_judge, "kind_chances", noted):
        run_stages(FetchedPage(url=url, body=body, content_type="text/html"))
    return rows[0] if rows else None


def _write(target: Path, examples: list[Example]) -> None:
    catboost = importlib.import_module("catboost")
    names = list(examples[0].row)
    rows = np.array([[float(one.row[name]) for name in names] for one in examples])
    kinds = np.array([KINDS.index(one.kind) for one in examples])
    weights = np.array([one.weight * (1.0 if one.kind is PageKind.ARTICLE else WEIGHT) for one in examples])
    models = [
        catboost.CatBoostClassifier(
            iterations=TREES,
            depth=DEPTH,
            learning_rate=RATE,
            l2_leaf_reg=10,
            rsm=0.3,
            bootstrap_type="Bernoulli",
            subsample=0.7,
            loss_function="MultiClass",
            thread_count=1,
            random_seed=seed,
            verbose=False,
            allow_writing_files=False,
        ).fit(rows, kinds, sample_weight=weights)
        for seed in SEEDS
    ]
    stored = _stored(models, names) | {"line": _line(rows, kinds, weights)}
    target.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def _line(
    rows: NDArray[np.float64], kinds: NDArray[np.int64], weights: NDArray[np.float64]
) -> dict[str, Any]:
    """Return the linear model that is asked beside the trees."""
    linear = importlib.import_module("sklearn.linear_model")
    middles, spreads = rows.mean(axis=0), rows.std(axis=0)
    spreads[spreads == 0] = 1.0
    model = linear.LogisticRegression(C=STRENGTH, max_iter=1_000)
    model.fit(np.clip((rows - middles) / spreads, -FARTHEST, FARTHEST), kinds, sample_weight=weights)
    parts = {"middles": middles, "spreads": spreads, "slopes": model.coef_.T, "bias": model.intercept_}
    return {name: np.round(part, 5).tolist() for name, part in parts.items()}


def _stored(models: list[Any], names: list[str]) -> dict[str, Any]:
    """The trees of all models as arrays, whose sum is the mean of the models' scores.

    All are made as deep as the deepest by questions whose answer is always no.
    """
    grown = [_grown(model) for model in models]
    trees = [(tree, one["scale_and_bias"][0]) for one in grown for tree in one["oblivious_trees"]]
    bias = np.mean([np.ravel(one["scale_and_bias"][1]) for one in grown], axis=0)
    columns = np.zeros((len(trees), DEPTH), dtype=int)
    borders = np.full((len(trees), DEPTH), 1e30)
    leaves = np.zeros((len(trees), 1 << DEPTH, len(KINDS)))
    for number, (tree, scale) in enumerate(trees):
        for level, split in enumerate(tree["splits"] or []):
            columns[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        values = np.array(tree["leaf_values"]).reshape(-1, len(KINDS))
        leaves[number, : len(values)] = values * scale / len(models)
    return {
        "about": "Which kind of page one is. Made by benchmarks/training/page_kinds.py with CatBoost and "
        "scikit-learn from the public evaluation sets named there; Apache-2.0 like the code.",
        "names": names,
        "kinds": list(KINDS),
        "weights": [1.0 if kind is PageKind.ARTICLE else WEIGHT for kind in KINDS],
        "scale": SCALE,
        "bias": [round(float(one), 5) for one in bias],
        "columns": columns.tolist(),
        "borders": [[float(f"{border:.6g}") for border in tree] for tree in borders],
        "leaves": np.rint(leaves * SCALE).astype(int).tolist(),
    }


def _grown(model: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        model.save_model(str(file), format="json")
        grown: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return grown


if __name__ == "__main__":
    main()
