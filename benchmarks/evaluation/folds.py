"""The models and weights that saw no page of a fold's sites, and reading the pages of that fold with them.

What a model does on the pages it was grown from says little of others; what it does on sites it has not seen
foretells what it does on the web.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.evaluation.corpora import Corpora, first_lines, page_url
from benchmarks.evaluation.sites import Sites, fold_of
from newsarchive.items import FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.text.dates import time_choice
from newsarchive.text.extraction import block_judge
from newsarchive.text.extraction.block_judge import Forest, Judge
from newsarchive.text.metadata import authors, titles
from newsarchive.text.page_kinds import kind_judge
from newsarchive.text.page_kinds.kind_features import PageToSort, kind_features
from newsarchive.text.page_kinds.kind_judge import KindForest
from tests.warming import FIRST_PAGES

FOLDS = 5
_MODELS = Path(__file__).with_name("fold_models")


def fold_model(judge: Judge, fold: int) -> Path:
    """Return the file of a judge that saw no site of a fold (0 to 4)."""
    return _MODELS / f"blocks_{judge}_{fold}.json"


def kind_model(fold: int) -> Path:
    """Return the file of the learner of page kinds that saw no site of a fold."""
    return _MODELS / f"kinds_{fold}.json"


def fact_weights(fold: int) -> Path:
    """Return the file of the weights of titles, authors and dates learned without a fold's sites."""
    return _MODELS / f"facts_{fold}.json"


def use_fold_models(fold: int) -> None:
    """Make this process find texts, kinds and facts of pages by what is learned of a fold, from now on."""

    @cache
    def body_forest(judge: Judge) -> tuple[Forest, tuple[str, ...]]:
        return block_judge.read_forest(fold_model(judge, fold))

    @cache
    def kind_forest() -> KindForest:
        return kind_judge.read_kind_forest(kind_model(fold))

    patch.object(block_judge, "body_forest", body_forest).start()
    patch.object(kind_judge, "kind_forest", kind_forest).start()
    learned = json.loads(fact_weights(fold).read_text("utf-8"))
    _choose_by(titles, learned["titles"])
    _choose_by(authors, learned["authors"])
    _choose_by(time_choice, learned["dates"] | time_choice.SET)


def _choose_by(module: Any, weights: Any) -> None:
    patch.object(module, "_weights", lambda: weights).start()


# Every page of some sets, read as on the day its site is first met.


@dataclass(frozen=True, slots=True)
class UnseenPage:
    """What the line makes of a page of a set: the record, and whether the markup says it is no article."""

    site: str
    record: Mapping[str, Any]
    states_other: bool


def read_unseen(
    corpora: Corpora,
    sets: Iterable[str],
    jobs: int,
    *,
    first_of_all: Callable[[], object] = int,
    among: Container[str] | None = None,
) -> dict[str, UnseenPage]:
    """Return every page `SET/ID` of the sets, or those `among` them, each read without what its site taught.

    A page that stands in two sets is read once. Each process that reads calls `first_of_all`, which may
    change how it reads.
    """
    names = tuple(sets)
    first = first_lines([line for name in names for line in corpora.manifest(name)])
    sites = Sites(corpora, names).by_page
    pages = [
        (name, row, sites[f"{name}/{row['id']}"], fold_of(sites[f"{name}/{row['id']}"], FOLDS))
        for name in names
        for row in corpora.gold(name)
        if first[f"{name}/{row['id']}"] == f"{name}/{row['id']}"
        and (among is None or f"{name}/{row['id']}" in among)
    ]
    parts = min(jobs, 2)  # a fold for each of two processes would leave one of them waiting for the fifth
    groups = [
        (corpora, first_of_all, fold, [page[:3] for page in pages if page[3] == fold][part::parts])
        for fold in range(FOLDS)
        for part in range(parts)
    ]
    # Read before processes are forked: the first page of each would build tables for a second.
    for page in FIRST_PAGES:
        run_stages(FetchedPage(url="", body=page.encode(), content_type="text/html; charset=utf-8"))
    # Always in processes of their own, one a group, which its models are put into.
    with get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        found = dict(page for group in pool.starmap(_read_group, groups, chunksize=1) for page in group)
    return {identity: found[its] for identity, its in first.items() if its in found}


def _read_group(
    corpora: Corpora,
    first_of_all: Callable[[], object],
    fold: int,
    pages: Sequence[tuple[str, Mapping[str, Any], str]],
) -> list[tuple[str, UnseenPage]]:
    first_of_all()
    use_fold_models(fold)
    return [(f"{name}/{row['id']}", _read(corpora, name, row, site)) for name, row, site in pages]


def _read(corpora: Corpora, name: str, row: Mapping[str, Any], site: str) -> UnseenPage:
    known: list[PageToSort] = []
    sort = kind_judge.kind_chances

    def noting(page: PageToSort) -> Any:
        known.append(page)
        return sort(page)

    body = corpora.body(name, row["id"])
    with patch.object(kind_judge, "kind_chances", noting):
        article = run_stages(FetchedPage(url=page_url(name, row), body=body, content_type="text/html"))
    return UnseenPage(site, article_record(article), any(map(_states_other, known)))


def _states_other(page: PageToSort) -> bool:
    found = kind_features(page)
    sells = found["says_product"] or found["schema_product"]
    return bool(found["at_root"] or (sells and not found["schema_story"] and not found["says_article"]))
