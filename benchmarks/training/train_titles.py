"""How title_weights.json is learned, by which text.metadata.titles ranks what claims to be the title."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.training.choices import Features, Group, fit
from benchmarks.training.fact_cases import FactCase
from newsarchive.text.letters import letters_only

# Small sets of newspapers count more; the gold of readability is a peer's output, often with the site's name.
TITLE_SETS = {
    "fundus": 2.0,
    "wcxb_article": 1.0,
    "gne": 2.0,
    "trafilatura": 0.7,
    "postlight": 1.0,
    "netease_gbk": 1.0,
    "readability": 0.3,
}
# On five folds by site the rates are level from 10 to 40, while those on the pages themselves fall towards
# them: fundus .866 own and .839 unseen, wcxb .910 and .900, trafilatura .906 and .896 (with 3, fundus .929
# and .830; 2026-11).
_PENALTY, _FEWEST = 15.0, 10


def title_weights(cases: Iterable[FactCase]) -> Features:
    """Return the weights learned from the pages with a gold title."""
    return fit([_group_of(case) for case in cases if teaches_titles(case)], _PENALTY, _FEWEST)


def teaches_titles(case: FactCase) -> bool:
    """Say whether the model learns from a page."""
    return case.collection in TITLE_SETS and bool(case.gold["title"])


def _group_of(case: FactCase) -> Group:
    """The candidates of a page and which of them equal the gold title."""
    gold = letters_only(case.gold["title"])
    right = frozenset(index for index, one in enumerate(case.titles) if letters_only(one.text) == gold)
    return Group([one.features for one in case.titles], right, TITLE_SETS[case.collection])
