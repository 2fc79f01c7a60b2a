"""How author_weights.json is learned, by which text.metadata.authors weighs the names a page gives.

Two models: one for the names in markup, one for those in the lines around the text. Agencies and outlets,
which some gold lists name as authors, are never candidates. Chinese by-lines are read by rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.evaluation.forgiving import NAME_SPLIT
from benchmarks.training.choices import Features, Group, fit
from benchmarks.training.fact_cases import FactCase
from newsarchive.text.letters import letters_only

AUTHOR_SETS = {"fundus": 2.0, "wcxb_article": 1.0, "trafilatura": 0.8, "postlight": 1.0, "readability": 0.3}
# Persons only, five folds by site, 2026-11: of names in markup, from 3 to 8 the rates stay within one name or
# two; of names in lines, from 2 to 8.
_PENALTY, _FEWEST = {"marked": 4.0, "lines": 2.0}, 8


def author_weights(cases: Iterable[FactCase]) -> dict[str, Features]:
    """Return both models' weights: each name against the empty option, that it is no author's."""
    taught = [case for case in cases if teaches_authors(case)]
    return {model: fit(list(_groups(taught, model)), penalty, _FEWEST) for model, penalty in _PENALTY.items()}


def single_names(values: Iterable[str]) -> frozenset[str]:
    """Return the names in a list of by-lines, letters only, split as the scorer does."""
    return frozenset(
        folded for value in values for part in NAME_SPLIT.split(value) if (folded := letters_only(part))
    )


def teaches_authors(case: FactCase) -> bool:
    """Say whether the model learns from a page."""
    return case.collection in AUTHOR_SETS and bool(case.gold["authors"]) and case.language != "zh"


def _groups(cases: list[FactCase], model: str) -> Iterable[Group]:
    for case in cases:
        gold = single_names(case.gold["authors"])
        for person in case.persons.get(model, ()):
            right = 0 if single_names([person.name]) <= gold else 1
            yield Group([person.features, {}], frozenset({right}), AUTHOR_SETS[case.collection])
