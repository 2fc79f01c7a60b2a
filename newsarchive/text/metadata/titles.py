"""Choosing the headline among its claimants, by a linear model trained on pages with known titles."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import fsum

from lxml.html import HtmlElement

from newsarchive.text.metadata.elements import PageElements
from newsarchive.text.metadata.json_ld import Node
from newsarchive.text.metadata.meta_tags import MetaTags
from newsarchive.text.metadata.title_claims import fold, title_claims
from newsarchive.text.metadata.title_features import Candidate, Features, candidates, pairs, shared

# Share of letter pairs from which two titles are one headline: a site's name or a kicker added or left out.
SAME_HEADLINE = 0.8
# Letters from which a text that holds the headline is a version of it.
UNMISTAKABLE = 16
MOST_VERSIONS = 6


def ranked_titles(
    tree: HtmlElement,
    elements: PageElements,
    meta: MetaTags,
    nodes: tuple[Node, ...],
    site_names: tuple[str, ...],
    *,
    url: str = "",
) -> tuple[Candidate, ...]:
    """Return everything that claims to be the title, the likeliest first."""
    found = candidates(title_claims(tree, elements, meta, nodes), site_names, url)
    return tuple(sorted(found, key=lambda one: -_score(one.features)))


def headline_versions(found: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Return the texts among ranked candidates that are the headline, worded or cut a little otherwise.

    Lesser headings count only where they hold the whole of it: a subheading often shares its words.
    """
    if not found:
        return ()
    best = fold(found[0].text)
    return tuple(
        one.text
        for one in found
        if one is found[0]
        or (one.stated and likeness(one.text, best) >= SAME_HEADLINE)
        or (len(best) >= UNMISTAKABLE and best in fold(one.text))
    )[:MOST_VERSIONS]


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's letter pairs that the other text has too (0 to 1)."""
    return shared(pairs(fold(one)), pairs(fold(other)))


def _score(features: Features) -> float:
    weights = _weights()
    # Exact, so that it is the same in any order: traits come from sets.
    return fsum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> dict[str, float]:
    """Made by benchmarks/training/train_titles.py, which says from what and how good they are."""
    data = resources.files("newsarchive.text.metadata") / "data" / "title_weights.json"
    weights: dict[str, float] = json.loads(data.read_text(encoding="utf-8"))["weights"]
    return weights
