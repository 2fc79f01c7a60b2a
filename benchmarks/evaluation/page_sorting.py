"""The section on page kinds: articles kept, other pages refused, with the right kind or a wrong one.

Each page of the corpora is read by models that saw no page of its site (benchmarks/evaluation/folds.py); our
own pages, which nobody looked at, by the models as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from benchmarks.evaluation.corpora import OTHERS, Corpora
from benchmarks.evaluation.folds import UnseenPage
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.sites import Part, part_of
from benchmarks.training.kind_pages import UNSEEN, KindPage, read_kind_pages
from newsarchive.evidence import PageKind
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages

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
KEPT, RIGHT = 0.995, 0.6
ARTICLES = frozenset({PageKind.ARTICLE, PageKind.LIVE_BLOG})
ABOUT = """`wcxb_other` holds pages that are no articles; the other sets hold articles, nearly: *states
another kind* counts pages there that stand at the root of their host or state a product and no article (a
shop's tea, a town's home page). *Kept* is the share called article, *kept of the rest* leaves those out.
Every page is judged by trees that saw no page of its site. *look* are the sites whose pages were looked at
while this was made, *score* those that nobody looked at. *own* are pages written for this project, in 30
languages, by a writer who knew neither the code nor what the trees were grown from (`python -m
benchmarks.training.kind_pages`); nobody who works on the rules has looked at them."""
EVERY = 10  # page of our own in a sampled run


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
    def is_article(self) -> bool:
        """Whether it ought to be kept."""
        return self.wanted in ARTICLES

    @property
    def is_right(self) -> bool:
        """Whether it was refused as what it is; a home page is a list, and a list may be one."""
        same = self.kind is self.wanted or {self.wanted, self.kind} == {PageKind.LISTING, PageKind.HOME_PAGE}
        return not self.is_kept and same


def kinds_section(run: Run) -> Section:
    """Return by set what was kept, refused with the right kind, and refused with a wrong one."""
    sets = [name for name in KIND_SETS if name == OTHERS or name in run.sets]
    pages = sorted_pages(run.unseen, run.corpora, sets)
    articles = [one for one in pages if one.collection != OTHERS]
    others = [one for one in pages if one.collection == OTHERS]
    groups = {name: [one for one in articles if one.collection == name] for name in sets if name != OTHERS}
    parts: tuple[Part, ...] = ("look", "score")
    by_part = {f"all, {part}": [one for one in articles if one.part == part] for part in parts}
    wanted = dict.fromkeys(one.wanted for one in others)
    kinds = {str(kind): [one for one in others if one.wanted is kind] for kind in wanted}
    other_parts = {f"all, {part}": [one for one in others if one.part == part] for part in parts}
    own = own_pages(run.jobs, EVERY if run.corpora.sampled else 1)
    by_kind = {kind: [one for one in own if one.wanted is kind] for kind in PageKind}
    own_articles = {f"own, {kind}": by_kind[kind] for kind in PageKind if kind in ARTICLES}
    own_others = {f"own, {kind}": by_kind[kind] for kind in PageKind if kind not in ARTICLES}
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
                    for name, group in {**groups, **by_part, "all": articles, **own_articles}.items()
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
                    _other_row(name, group)
                    for name, group in {**kinds, **other_parts, "all": others, **own_others}.items()
                ),
            ),
        ),
        checks=(
            Check(f"articles kept ≥ {share(KEPT)}", share(kept, 4), kept >= KEPT),
            Check(f"kept of those that state no other kind ≥ {share(KEPT)}", share(rest, 4), rest >= KEPT),
            Check(f"no articles: refused with the right kind ≥ {share(RIGHT)}", share(right), right >= RIGHT),
        ),
        measures=kind_measures(pages)
        | sampled_kind_measures(sorted_pages(run.unseen, run.sampled.corpora, sets))
        | kind_measures(own, "kinds.own_"),
    )


def kind_measures(pages: Sequence[SortedOne], prefix: str = "kinds.") -> dict[str, tuple[float, int]]:
    """Return what the floors hold: articles kept, and other pages refused as what they are."""
    articles = [one for one in pages if one.is_article]
    others = [one for one in pages if not one.is_article]
    return {
        f"{prefix}kept": (kept_share(articles), len(articles)),
        f"{prefix}right": (right_share(others), len(others)),
    }


def sampled_kind_measures(pages: Sequence[SortedOne]) -> dict[str, tuple[float, int]]:
    """Return the same of a sample of the pages, as what is held where each change is tested."""
    return kind_measures(pages, "sampled.kinds.")


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


def own_pages(jobs: int, every: int = 1) -> list[SortedOne]:
    """Return every so manieth of the pages nobody looked at, and what it is taken for."""
    pages = read_kind_pages(UNSEEN)[::every]
    with get_context("spawn").Pool(max(1, jobs)) as pool:
        return pool.map(sort_own, pages, chunksize=8)


def sort_own(page: KindPage) -> SortedOne:
    """Return what a page of our own is taken for."""
    body = page.html.encode()
    found = run_stages(FetchedPage(url=page.url, body=body, content_type="text/html; charset=utf-8"))
    kept = found.verdict is Verdict.ARTICLE
    return SortedOne("own", "score", page.kind, found.facts.kind, is_kept=kept, states_other=False)


def sorted_pages(pages: Mapping[str, UnseenPage], corpora: Corpora, sets: Sequence[str]) -> list[SortedOne]:
    """Return the pages of the sets, among those that were read, with the kinds they were taken for."""
    return [_sorted(name, row, pages[f"{name}/{row['id']}"]) for name in sets for row in corpora.gold(name)]


def _sorted(name: str, row: Mapping[str, Any], page: UnseenPage) -> SortedOne:
    kind = page.record["kind"]
    return SortedOne(
        collection=name,
        part=part_of(page.site),
        wanted=PageKind(row["page_type"]) if name == OTHERS else PageKind.ARTICLE,
        kind=None if kind is None else PageKind(kind),
        is_kept=page.record["verdict"] == Verdict.ARTICLE,
        states_other=page.states_other,
    )
