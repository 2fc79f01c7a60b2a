"""Makes data/author_weights.json, by which newsarchive.text.metadata.authors weighs the names a page gives.

    python -m benchmarks.training.train_authors CORPORA newsarchive/text/metadata/data/author_weights.json

CORPORA is the folder of the public evaluation sets below, development half. Two models: one for the names in
markup, one for those in the lines around the text. Only weights leave this script. It prints precision,
recall and F1 over single names on folds of sites that training did not see, and on its own pages. Agencies
and outlets, which some gold lists name as authors, are never candidates.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.training.choices import Features, Group, fit, score
from benchmarks.training.pages import Page, fold_of, letters, read_pages
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.language import detect_language
from newsarchive.text.metadata.author_candidates import FIRST, LAST, author_claims, line_credits
from newsarchive.text.metadata.authors import Named, Person, body_text, likely_authors, persons, sure_authors
from newsarchive.text.metadata.credit_lines import lines_around
from newsarchive.text.metadata.page_elements import lead_of, page_elements
from newsarchive.text.metadata.page_facts import article_tags, site_names, stated_outlet
from newsarchive.text.metadata.structured_data import MetaTags, article_nodes

COUNTS = {"fundus": 2.0, "wcxb_article": 1.0, "trafilatura": 0.8, "postlight": 1.0, "readability": 0.3}
PENALTY, FEWEST, FOLDS = 2.0, 8, 5
SPLIT = re.compile(r"\s*[;,|/、，；]\s*|\s+(?:and|und|et|y|&)\s+", re.IGNORECASE)
Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Case:
    """A page's candidates of both kinds and its gold names, letters only."""

    collection: str
    fold: int
    persons: dict[str, tuple[Person, ...]]
    gold: frozenset[str]


def single_names(values: Iterable[str]) -> frozenset[str]:
    """Return the names in a list of by-lines, letters only, split as the scorer does."""
    return frozenset(folded for value in values for part in SPLIT.split(value) if (folded := letters(part)))


def case_of(page: Page) -> Case:
    """Return what the models are trained on of one page."""
    meta, nodes = MetaTags(page.tree), article_nodes(page.tree)
    sites = (*site_names(page.url, meta, nodes), stated_outlet(meta, nodes) or "")
    elements = page_elements(page.tree, lead_of(page.paragraphs))
    tags = article_tags(elements, meta, nodes, sites)
    kept = trim_furniture(page.paragraphs, (page.gold.get("title") or "",)).paragraphs
    around = lines_around(page_lines(page.tree), kept, page.gold.get("title"))
    above, below = (*around.above, *kept[:FIRST]), (*kept[-LAST:], *around.below)
    return Case(
        page.collection,
        fold_of(page.site, FOLDS),
        {
            "marked": persons(author_claims(elements, meta, nodes), sites, body_text(page.paragraphs), tags),
            "lines": persons(line_credits(above, below), sites, body_text(kept), tags),
        },
        single_names(page.gold["authors"]),
    )


def is_chinese(page: Page) -> bool:
    """Whether the page is in Chinese, whose by-lines are read otherwise."""
    return detect_language("\n".join(page.paragraphs))[0] == "zh"


def trained(cases: list[Case]) -> Weights:
    """Return both models' weights: each name against the empty option, that it is no author's."""
    return {model: fit(list(_groups(cases, model)), PENALTY, FEWEST) for model in ("marked", "lines")}


def _groups(cases: list[Case], model: str) -> Iterable[Group]:
    for case in cases:
        for person in case.persons[model]:
            right = 0 if single_names([person.name]) <= case.gold else 1
            yield Group([person.features, {}], frozenset({right}), COUNTS[case.collection])


def answer(case: Case, weights: Weights) -> frozenset[str]:
    """Return the authors the product would name with these weights."""
    named = {
        model: tuple(
            Named(one.name, _likelihood(one.features, weights[model]), one.statements) for one in found
        )
        for model, found in case.persons.items()
    }
    return single_names(sure_authors(named["marked"]) or likely_authors(named["marked"], named["lines"]))


def _likelihood(features: Features, weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-score(features, weights)))


def quality(answers: list[tuple[Case, frozenset[str]]]) -> dict[str, float]:
    """Return precision, recall and F1 over all names."""
    right = sum(len(given & case.gold) for case, given in answers)
    given, gold = sum(len(given) for _, given in answers), sum(len(case.gold) for case, _ in answers)
    return {
        "precision": round(right / max(given, 1), 3),
        "recall": round(right / max(gold, 1), 3),
        "f1": round(2 * right / max(given + gold, 1), 3),
    }


def main() -> None:
    """Reads the sets under argv[1], writes the weights to argv[2]."""
    pages = read_pages(Path(sys.argv[1]), list(COUNTS))
    cases = [case_of(page) for page in pages if page.gold.get("authors") and not is_chinese(page)]
    unseen: list[tuple[Case, frozenset[str]]] = []
    for fold in range(FOLDS):
        weights = trained([case for case in cases if case.fold != fold])
        unseen += [(case, answer(case, weights)) for case in cases if case.fold == fold]
    weights = trained(cases)
    rates = {
        name: {
            "unseen": quality([pair for pair in unseen if pair[0].collection == name]),
            "own": quality([(case, answer(case, weights)) for case in cases if case.collection == name]),
        }
        for name in COUNTS
    }
    for name, rate in rates.items():
        print(f"{name:14}", rate)
    record = {"made_by": "benchmarks/training/train_authors.py", "quality": rates, "weights": weights}
    Path(sys.argv[2]).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
