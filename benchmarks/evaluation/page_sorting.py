"""The section on page kinds: articles kept, other pages refused, with the right kind or a wrong one.

Each page is read by models that saw no page of its site (benchmarks/evaluation/folds.py).
"""

from __future__ import annotations

import gzip
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.folds import FOLDS, use_fold_models
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.sites import Part, Sites, fold_of, part_of
from newsarchive.evidence import PageKind
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.extraction import kind_judge
from newsarchive.text.extraction.kind_features import PageToSort, kind_features

OTHERS = "wcxb_other"
KIND_SETS = (
    OTHERS,
    "aeb",
    "fundus",
    "wcxb_article",
    "zhgold",
    "netease_gbk",
    "gne",
    "trafilatura",
    "postlight",
    "htmldate",
)
# Quick enough for every change, and where nearly all mistakes are: pages of the same collection.
SAMPLED_SETS = (OTHERS, "wcxb_article")
KEPT, RIGHT = 0.995, 0.6
ABOUT = """`wcxb_other` holds pages that are no articles; the other sets hold articles, nearly: *states
another kind* counts pages there that stand at the root of their host or state a product and no article (a
shop's tea, a town's home page). *Kept* is the share called article, *kept of the rest* leaves those out.
Every page is judged by trees that saw no page of its site. *look* are the sites whose pages were looked at
while this was made, *score* those that nobody looked at."""


@dataclass(frozen=True, slots=True)
class SortedOne:
    """A page of a set, what it is and was taken for; `states_other`: its markup says it is no article."""

    collection: str
    part: Part
    wanted: PageKind
    kind: PageKind | None
    is_kept: bool
    states_other: bool

    @property
    def is_right(self) -> bool:
        """Whether it was refused as what it is; a list at the root of its host is a home page too."""
        same = self.kind is self.wanted or (self.wanted, self.kind) == (PageKind.LISTING, PageKind.HOME_PAGE)
        return not self.is_kept and same


def kinds_section(run: Run) -> Section:
    """Return by set what was kept, refused with the right kind, and refused with a wrong one."""
    sets = [name for name in KIND_SETS if name == OTHERS or name in run.sets]
    pages = sorted_pages(run.corpora, sets, run.jobs)
    articles = [one for one in pages if one.collection != OTHERS]
    others = [one for one in pages if one.collection == OTHERS]
    groups = {name: [one for one in articles if one.collection == name] for name in sets if name != OTHERS}
    parts: tuple[Part, ...] = ("look", "score")
    by_part = {f"all, {part}": [one for one in articles if one.part == part] for part in parts}
    wanted = dict.fromkeys(one.wanted for one in others)
    kinds = {str(kind): [one for one in others if one.wanted is kind] for kind in wanted}
    other_parts = {f"all, {part}": [one for one in others if one.part == part] for part in parts}
    kept, right = kept_share(articles), right_share(others)
    rest = kept_share([one for one in articles if not one.states_other])
    return Section(
        "Page kinds",
        ABOUT,
        (
            Table(
                ("articles of", "pages", "kept", "states another kind", "kept of the rest", "refused"),
                tuple(
                    _article_row(name, group)
                    for name, group in {**groups, **by_part, "all": articles}.items()
                ),
            ),
            Table(
                (
                    "no articles",
                    "pages",
                    "called article",
                    "refused, right kind",
                    "refused, wrong kind",
                    "right",
                ),
                tuple(
                    _other_row(name, group) for name, group in {**kinds, **other_parts, "all": others}.items()
                ),
            ),
        ),
        checks=(
            Check(f"articles kept ≥ {share(KEPT)}", share(kept, 4), kept >= KEPT),
            Check(f"kept of those that state no other kind ≥ {share(KEPT)}", share(rest, 4), rest >= KEPT),
            Check(f"no articles: refused with the right kind ≥ {share(RIGHT)}", share(right), right >= RIGHT),
        ),
        measures=kind_measures(pages),
    )


def kind_measures(pages: Sequence[SortedOne]) -> dict[str, tuple[float, int]]:
    """Return what the floors hold, of the sets in SAMPLED_SETS alone."""
    articles = [one for one in pages if one.collection in SAMPLED_SETS and one.collection != OTHERS]
    others = [one for one in pages if one.collection == OTHERS]
    return {
        "kinds.kept": (kept_share(articles), len(articles)),
        "kinds.right": (right_share(others), len(others)),
    }


def kept_share(pages: Sequence[SortedOne]) -> float:
    """Return the share of pages called articles."""
    return sum(one.is_kept for one in pages) / max(1, len(pages))


def right_share(pages: Sequence[SortedOne]) -> float:
    """Return the share of pages refused as what they are."""
    return sum(one.is_right for one in pages) / max(1, len(pages))


def _article_row(name: str, pages: Sequence[SortedOne]) -> tuple[str, ...]:
    rest = [one for one in pages if not one.states_other]
    numbers = (len(pages) - len(rest), share(kept_share(rest), 4), sum(not one.is_kept for one in pages))
    return (name, str(len(pages)), share(kept_share(pages), 4), *map(str, numbers))


def _other_row(name: str, pages: Sequence[SortedOne]) -> tuple[str, ...]:
    kept, right = sum(one.is_kept for one in pages), sum(one.is_right for one in pages)
    return (name, *map(str, (len(pages), kept, right, len(pages) - kept - right)), share(right_share(pages)))


# The pages, each read by the whole line with the models of its fold.


def sorted_pages(corpora: Corpora, sets: Sequence[str], jobs: int) -> list[SortedOne]:
    """Return the pages of the sets with the kinds they were taken for."""
    sites = Sites(corpora, tuple(sets)).by_page
    pages = [(name, gold, sites[f"{name}/{gold['id']}"]) for name in sets for gold in corpora.gold(name)]
    work = [
        (corpora, [one for one in pages if fold_of(one[2], FOLDS) == fold], fold) for fold in range(FOLDS)
    ]
    # Always in processes of their own, which the models of the folds are changed in.
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return [one for group in pool.starmap(_sort_fold, work, chunksize=1) for one in group]


def _sort_fold(
    corpora: Corpora, pages: Sequence[tuple[str, dict[str, Any], str]], fold: int
) -> list[SortedOne]:
    use_fold_models(fold)
    return [_sort(corpora, *page) for page in pages]


def _sort(corpora: Corpora, name: str, gold: dict[str, Any], site: str) -> SortedOne:
    body = gzip.decompress((corpora.root / name / f"{gold['id']}.html.gz").read_bytes())
    known: list[PageToSort] = []
    sort = kind_judge.kind_chances

    def noting(page: PageToSort) -> dict[PageKind, float]:
        known.append(page)
        return sort(page)

    with patch.object(kind_judge, "kind_chances", noting):
        url = gold.get("url") or f"http://corpus.example/{name}/{gold['id']}"
        article = run_stages(FetchedPage(url=url, body=body))
    return SortedOne(
        collection=name,
        part=part_of(site),
        wanted=PageKind(gold["page_type"]) if name == OTHERS else PageKind.ARTICLE,
        kind=article.facts.kind,
        is_kept=article.verdict == Verdict.ARTICLE,
        states_other=any(map(_states_other, known)),
    )


def _states_other(page: PageToSort) -> bool:
    found = kind_features(page)
    sells = found["says_product"] or found["schema_product"]
    return bool(found["at_root"] or (sells and not found["schema_story"] and not found["says_article"]))
