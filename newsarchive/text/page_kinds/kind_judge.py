"""The kind of a page, and how sure that is: an article, a live blog, or one of the kinds that are refused.

The rules of `page_verdict.py` know galleries, videos, paid stubs and lists of teasers. A learner tells the
rest, and doubts what the rules let through: features that mean something on any site (`kind_features.py`),
trees and a linear model, both trained on pages whose kind is known (benchmarks/training/page_kinds.py).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from newsarchive.evidence import PageKind
from newsarchive.lifecycle import NotArticle, Verdict
from newsarchive.text.page.structured_data import says_article
from newsarchive.text.page_draft import Draft
from newsarchive.text.page_kinds.declared_kinds import declared_kind
from newsarchive.text.page_kinds.entry_forms import asks_for_entries
from newsarchive.text.page_kinds.hosted_archives import archive_kind
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.page_kinds.page_calls import called_kind
from newsarchive.text.page_kinds.page_verdict import AMPLE, DENSE, DENSE_LANGUAGES, WHOLE_PARAGRAPH
from newsarchive.text.page_kinds.story_lists import is_empty_search, is_one_story, lists_stories
from newsarchive.text.page_kinds.story_signs import STORIES, is_written, states_story, tells_story
from newsarchive.text.page_kinds.verse import is_verse
from newsarchive.text.page_kinds.wiki_entries import wiki_kind

# The learner: trees whose leaves hold a number for each kind, and a linear model beside them.

# Spreads from the middle beyond which a feature says no more to the linear model.
FARTHEST = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class KindLine:
    """A linear model: `slopes` features x kinds, of features less `middles` in units of `spreads`."""

    middles: NDArray[np.float64]
    spreads: NDArray[np.float64]
    slopes: NDArray[np.float64]
    bias: NDArray[np.float64]

    def scores(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a number for each kind."""
        places = np.clip((row - self.middles) / self.spreads, -FARTHEST, FARTHEST)
        return np.asarray(places @ self.slopes + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class KindForest:
    """Trees as CatBoost grows them: `columns` and `borders` trees x depth, `leaves` trees x 2^depth x kinds.

    `line` is asked with them: each errs on other pages. `weights` is how much heavier each kind was in
    training than it is among pages.
    """

    names: tuple[str, ...]
    kinds: tuple[PageKind, ...]
    columns: NDArray[np.int64]
    borders: NDArray[np.float64]
    leaves: NDArray[np.float64]
    bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    line: KindLine

    def chances(self, row: NDArray[np.float64]) -> dict[PageKind, float]:
        """Return for each kind the chance (0 to 1) that a page with these features is of it."""
        trees, depth = self.columns.shape
        places = (row[self.columns] > self.borders) @ (1 << np.arange(depth))
        scores = self.leaves[np.arange(trees), places].sum(axis=0) + self.bias
        mean = (self._shares(scores) + self._shares(self.line.scores(row))) / 2
        return dict(zip(self.kinds, mean.tolist(), strict=True))

    def _shares(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        weighed = np.exp(scores - scores.max()) / self.weights
        return np.asarray(weighed / weighed.sum(), dtype=np.float64)


def read_kind_forest(file: Traversable) -> KindForest:
    """Return the trees and the linear model that benchmarks/training/page_kinds.py has written."""
    stored = json.loads(file.read_text("utf-8"))
    return KindForest(
        names=tuple(stored["names"]),
        kinds=tuple(map(PageKind, stored["kinds"])),
        columns=np.array(stored["columns"], dtype=np.int64),
        borders=np.array(stored["borders"], dtype=np.float64),
        leaves=np.array(stored["leaves"], dtype=np.float64) / stored["scale"],
        bias=np.array(stored["bias"], dtype=np.float64),
        weights=np.array(stored["weights"], dtype=np.float64),
        line=KindLine(**{name: np.array(part, dtype=np.float64) for name, part in stored["line"].items()}),
    )


@cache
def kind_forest() -> KindForest:
    """The model of which kind a page is; `benchmarks/training/page_kinds.py` says from what."""
    return read_kind_forest(files("newsarchive.text.page_kinds").joinpath("data/page_kinds.json"))


def kind_chances(known: PageToSort) -> dict[PageKind, float]:
    """Return for each kind the learner knows the chance that the page is of it."""
    forest = kind_forest()
    told = known.features
    return forest.chances(np.array([told[name] for name in forest.names], dtype=np.float64))


# What follows: refused is what is hardly an article or surely of another kind, and states nowhere that it is
# an article.

# A page is refused that is hardly an article and rather likely of another kind, or surely of another. Of
# pages of our own, by models that learned of those only the other writer's, 6 of 711 articles are refused and
# 504 of 791 others; of the corpora, by models that saw no page of the site, 26 of 1,889 and 313 of 460, and
# half of the 26 are shops, services and home pages (2026-11).
_REFUSED, _LIKELY_OTHER = 0.75, 0.4
_ANOTHER = 0.6
# Less of an article than this is refused whatever else it may be: of real pages called articles so far, by
# models that saw no page of the site, 29 of 138 that are none and 7 of 1,815 of the article sets, none of
# these news (catalogues, lists of addresses, a wine region); of a stranger's 741 pages of other software and
# from memory, 39 of 109 and none of 313 (2026-12; lists below LIKELY_OTHER, now kept, among them).
_DOUBTED = 0.3
# Of a few paragraphs, which say neither who wrote them nor when, on what makes manuals, where another kind is
# likely: their home pages. Without that sign stories of our own on plain pages were refused. Set by reason.
_DOUBTED_SHORT = 0.25
# What a firm or a town says of itself is prose under headings, as an article on a plain page is. It says how
# to reach it, too, or what to do: all pages so refused in the corpora and of our own have one of these.
_LIKELY_SERVICE = 0.5
_SIGNS_OF_SERVICE = ("label_firm", "headed_firm", "links_call", "count_input", "count_button", "buttons")
# News of a few paragraphs is refused only where the learner is so sure of one other kind: short news on plain
# pages is rare in what it was trained on, and got .7 of a list at most in tests (2026-11). A front page is
# no news, and of goods the learner is told more: prices, what their boxes and buttons are called.
_FEW, _SURELY = 3, 0.75
_GOODS = frozenset({PageKind.COLLECTION, PageKind.PRODUCT})
# A list that rules found is one of another kind where the learner is so sure of that. Asked nothing, it names
# two pages more rightly; at .6 eleven fewer (of 1,251 that are no articles, 2026-11).
_SURE_OF_LISTED = 0.4
# A kind that rules found: of the 63 pages they refuse in the corpora 52 are of no set of articles (2026-11).
_RULED = 0.8
# A list or a front page found by rules is an article all the same where the learner is so sure. At .85 a
# section page was kept whose stories are described in JSON-LD (2026-11).
_LIKELY = 0.9
# A poem is one already where that is likelier than all else together.
_LIKELIEST = 0.5
# A page to fill in is an article all the same where the learner is so sure.
_SURE_OF_FORMS = 0.8
_LIVE = re.compile(r"live-?_?blog|live-?_?ticker", re.IGNORECASE)
_BY_RULE = {
    NotArticle.GALLERY: PageKind.GALLERY,
    NotArticle.VIDEO: PageKind.VIDEO,
    NotArticle.PAYWALL: PageKind.PAID_STUB,
    NotArticle.SERVICE: PageKind.SERVICE,
}
# Of what things are, and not pages: who writes of one signs.
_OF_THINGS = (PageKind.SERVICE, PageKind.PRODUCT, PageKind.DOCUMENTATION)
# Of what stands in the place of a page nothing tells a kind.
_NO_PAGE = (NotArticle.ERROR_PAGE, NotArticle.TAKEN_OFF)
KIND_REASONS = {
    PageKind.LISTING: NotArticle.INDEX_PAGE,
    PageKind.HOME_PAGE: NotArticle.HOME_PAGE,
    PageKind.COLLECTION: NotArticle.COLLECTION,
    PageKind.PRODUCT: NotArticle.PRODUCT,
    PageKind.FORUM: NotArticle.FORUM,
    PageKind.DOCUMENTATION: NotArticle.DOCUMENTATION,
    **{kind: reason for reason, kind in _BY_RULE.items()},
}


@dataclass(frozen=True, slots=True)
class SortedPage:
    """The verdict, for none the reason; the kind and how sure it is (0 to 1), None where nothing tells."""

    verdict: Verdict
    reason: NotArticle | None
    kind: PageKind | None
    confidence: float | None


def sort_page(
    draft: Draft,
    paragraphs: tuple[str, ...],
    language: str | None,
    ruled: tuple[Verdict, NotArticle | None],
    *,
    dated_by: str | None,
    names: int,
) -> SortedPage:
    """Return what the page is; `ruled` is what the rules say, `dated_by` and `names` its date and authors."""
    verdict, reason = ruled
    if draft.model is None or draft.blocks is None or reason in _NO_PAGE:
        return SortedPage(verdict, reason, None, None)
    if reason in _BY_RULE:
        return SortedPage(verdict, reason, _BY_RULE[reason], _RULED)
    page = draft.page.page
    known = PageToSort(
        url=page.final_url or page.url,
        model=draft.model,
        page=draft.blocks,
        paragraphs=paragraphs,
        weight=DENSE if language in DENSE_LANGUAGES else 1,
        stated=draft.facts.kinds,
        dated_by=dated_by,
        names=names,
    )
    if verdict is Verdict.ARTICLE or reason is NotArticle.INDEX_PAGE:
        is_live = "liveblogposting" in known.stated or _is_called_live(known)
        if not is_live and (is_empty_search(known) or lists_stories(known)):
            kind = _listed(known, PageKind.LISTING)
            return SortedPage(Verdict.NOT_ARTICLE, KIND_REASONS[kind], kind, _RULED)
        if not is_live and (found := _found(known)) is not None:
            kind = _surer(known, found)
            return SortedPage(Verdict.NOT_ARTICLE, KIND_REASONS[kind], kind, _RULED)
    return _weighed(known, verdict, reason, kind_chances(known))


def _found(known: PageToSort) -> PageKind | None:
    """The kind of a page by what it declares, by what made it, or by what it calls a reader to do."""
    found = declared_kind(known)
    if found in _OF_THINGS and is_written(known):
        found = None
    found = found or wiki_kind(known) or called_kind(known)
    if found is not None:
        return None if tells_story(known) else found
    # Letters and notes on changes show a day each.
    archived = archive_kind(known)
    return None if archived is None or states_story(known) else archived


def _surer(known: PageToSort, found: PageKind) -> PageKind:
    """The kind a rule found, or another the learner is sure of: goods are declared on lists of them, too."""
    chances = kind_chances(known)
    other = max((kind for kind in chances if kind is not PageKind.ARTICLE), key=chances.__getitem__)
    return other if chances[other] > _ANOTHER else found


def _weighed(
    known: PageToSort, verdict: Verdict, reason: NotArticle | None, chances: dict[PageKind, float]
) -> SortedPage:
    other = max((kind for kind in chances if kind is not PageKind.ARTICLE), key=chances.__getitem__)
    sure, unlike = round(chances[PageKind.ARTICLE], 3), round(chances[other], 3)
    # The name of a box may be a plugin's, on any page.
    is_live = "liveblogposting" in known.stated or (unlike <= _SURELY and _is_called_live(known))
    is_index = (
        reason is NotArticle.INDEX_PAGE and sure < _LIKELY and not (sure > _LIKELIEST and is_verse(known))
    )
    if reason is NotArticle.HOME_PAGE and sure < _LIKELY:
        return SortedPage(verdict, reason, PageKind.HOME_PAGE, _RULED)
    if verdict is Verdict.ARTICLE and sure < _SURE_OF_FORMS and asks_for_entries(known):
        return SortedPage(Verdict.NOT_ARTICLE, NotArticle.SERVICE, PageKind.SERVICE, _RULED)
    if is_index:
        kind = _listed(known, other if unlike > _SURE_OF_LISTED else PageKind.LISTING)
        return SortedPage(Verdict.NOT_ARTICLE, KIND_REASONS[kind], kind, max(_RULED, unlike))
    if _is_other(known, reason, sure, other, unlike) and not _is_story(known) and not is_live:
        kind = _listed(known, other)
        return SortedPage(Verdict.NOT_ARTICLE, KIND_REASONS[kind], kind, unlike)
    if reason is NotArticle.TOO_SHORT and unlike > sure:
        return SortedPage(verdict, reason, _listed(known, other), unlike)
    if reason in (NotArticle.INDEX_PAGE, NotArticle.HOME_PAGE):
        verdict, reason = Verdict.ARTICLE, None
    return SortedPage(verdict, reason, PageKind.LIVE_BLOG if is_live else PageKind.ARTICLE, sure)


def _is_other(
    known: PageToSort, reason: NotArticle | None, sure: float, other: PageKind, unlike: float
) -> bool:
    """Whether the learner refuses a page: `sure` is the chance of an article, `unlike` that of `other`."""
    if reason is NotArticle.TOO_SHORT:  # it is refused for that as well
        return unlike > _ANOTHER
    if len(known.paragraphs) <= _FEW and other not in _GOODS and not known.is_at_root:
        is_doubted = sure < _DOUBTED_SHORT and unlike > _LIKELY_OTHER and other is not PageKind.SERVICE
        return unlike > _SURELY or (is_doubted and _is_of_manual(known))
    if other is PageKind.SERVICE and not _shows_service(known):
        return False
    likely = _LIKELY_SERVICE if other is PageKind.SERVICE else _LIKELY_OTHER
    is_likely = (1 - sure > _REFUSED and unlike > likely) or (unlike > _ANOTHER and reason is None)
    # Readers' letters below a short story look like a list, but not much: the host may yet tell them apart.
    is_thin = other is PageKind.LISTING and unlike <= _LIKELY_OTHER
    is_hardly = sure < _DOUBTED and not is_thin and not is_one_story(known)
    if not (is_likely or is_hardly):
        return False
    # What is listed can be followed; the learner takes answers below questions for entries of a list.
    return other is not PageKind.LISTING or unlike > _SURELY or not is_one_story(known)


def _is_of_manual(known: PageToSort) -> bool:
    """Whether a page of what makes manuals says neither who wrote it nor when, nor that it is an article."""
    if not (known.features["generator_docs"] or known.features["make_docs"]):
        return False
    return not (known.names or known.dated_by or says_article(known.stated, known.model.tree))


def _shows_service(known: PageToSort) -> bool:
    """Whether a page says how to reach whoever serves, or has something to press or to fill in."""
    return any(known.features[sign] for sign in _SIGNS_OF_SERVICE)


def _listed(known: PageToSort, kind: PageKind) -> PageKind:
    """A list that stands at the root of its host is the home page."""
    return PageKind.HOME_PAGE if kind is PageKind.LISTING and known.is_at_root else kind


def _is_story(known: PageToSort) -> bool:
    """Whether the page says in JSON-LD that it is a story, sells nothing, and has paragraphs."""
    long = sum(known.weight * len(line) >= WHOLE_PARAGRAPH for line in known.paragraphs)
    return bool(known.stated & STORIES) and "product" not in known.stated and long >= AMPLE


def _is_called_live(known: PageToSort) -> bool:
    """Whether a box of the text has the name of a live blog."""
    box = known.inside[0][1].box if known.inside else None
    while box is not None:
        if _LIVE.search(box.signature):
            return True
        box = box.parent
    return False
