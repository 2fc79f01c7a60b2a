"""Who wrote the article: every name its page gives, weighed by a model trained on pages with known authors.

Markup is asked first; where no name of it convinces, the lines a reader sees around the text are weighed too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from newsarchive.text.metadata.author_claims import LISTED, SHOWN, author_claims
from newsarchive.text.metadata.author_features import Features, Person, persons
from newsarchive.text.metadata.author_lines import line_claims
from newsarchive.text.metadata.elements import PageElements
from newsarchive.text.metadata.json_ld import Node
from newsarchive.text.metadata.meta_tags import MetaTags
from newsarchive.text.metadata.names import bare

# Likelihoods, set on folds of unseen sites (benchmarks/training/train_authors.py, 2026-11). Markup counts
# where its best name is SURE; its others then count from ALSO on; with the help of lines names count from
# LIKELY on; who is named together with an author from TOGETHER on; who is more than BEHIND the best does not.
SURE, LIKELY, TOGETHER, BEHIND = 0.5, 0.35, 0.3, 0.35
ALSO = 0.45
# Who is listed in JSON-LD with an author counts from LISTED_TOO on.
LISTED_TOO = 0.12


@dataclass(frozen=True, slots=True)
class Article:
    """What the names are compared with: the article's full paragraphs, and its tags."""

    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """One name, how likely it is an author's (0 to 1), and the statements that give it."""

    name: str
    likelihood: float
    statements: frozenset[int]


def marked_names(
    elements: PageElements,
    meta: MetaTags,
    nodes: tuple[Node, ...],
    outlets: Iterable[str],
    article: Article,
) -> tuple[Named, ...]:
    """Return the names that JSON-LD, meta tags and marked elements give; the article may be about them."""
    found = persons(author_claims(elements, meta, nodes), outlets, article.text, article.tags)
    return _weighed(found, "marked")


def shown_names(
    above: Iterable[str], below: Iterable[str], outlets: Iterable[str], article: Article
) -> tuple[Named, ...]:
    """Return the names in the lines above the text, nearest last, and below it, nearest first."""
    return _weighed(persons(line_claims(above, below), outlets, article.text, article.tags), "lines")


def sure_authors(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the authors among the names of the markup, () where none convinces."""
    return _chosen(names, ALSO) if max((one.likelihood for one in names), default=0.0) >= SURE else ()


def stated_names(names: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the names that JSON-LD or meta tags give, likely or not."""
    return tuple(one.name for one in names if min(one.statements, default=SHOWN) < SHOWN)


def likely_authors(marked: tuple[Named, ...], shown: tuple[Named, ...]) -> tuple[str, ...]:
    """Return the authors by both, where markup alone does not convince: either may be right (noisy or)."""
    joined = {bare(one.name): one for one in marked}
    for one in shown:
        other = joined.get(bare(one.name))
        if other is None:
            joined[bare(one.name)] = one
        else:
            likelihood = 1 - (1 - one.likelihood) * (1 - other.likelihood)
            statements = one.statements | other.statements
            joined[bare(one.name)] = replace(other, likelihood=likelihood, statements=statements)
    return _chosen(tuple(joined.values()), LIKELY)


def _chosen(names: tuple[Named, ...], least: float) -> tuple[str, ...]:
    limit = max(least, max((one.likelihood for one in names), default=0.0) - BEHIND)
    stated = frozenset[int]().union(*(one.statements for one in names if one.likelihood >= limit))
    return tuple(one.name for one in names if one.likelihood >= min(limit, _least(one.statements & stated)))


def _least(together: frozenset[int]) -> float:
    """How likely a name must be that an author's `together` statements give too."""
    return LISTED_TOO if LISTED in together else TOGETHER if together else 1.0


def _weighed(found: tuple[Person, ...], model: str) -> tuple[Named, ...]:
    weights = _weights()[model]
    return tuple(Named(one.name, _likelihood(one.features, weights), one.statements) for one in found)


def _likelihood(features: Features, weights: dict[str, float]) -> float:
    # Exact, so that it is the same in any order: some features come from sets.
    score = math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Made by benchmarks/training/train_authors.py, which says from what and how good they are."""
    data = resources.files("newsarchive.text.metadata") / "data" / "author_weights.json"
    weights: dict[str, dict[str, float]] = json.loads(data.read_text(encoding="utf-8"))["weights"]
    return weights
