"""Tells what stands on every page of a site: its menu and its footer lead to no articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce

from newsarchive.discovery.sections.front_page import distinct_anchors
from newsarchive.discovery.sections.site_pages import site_pages
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.discovery.urls.url_shapes import IDENTIFYING_KINDS, is_dated, shape_of
from newsarchive.survey.site_evidence import Sample, SampleOutcome, Survey
from newsarchive.text.letters import weigh_letters

_FEWEST_PAGES = 3  # that are compared, an article among them
_FEWEST_COMPARED = 2
_LONGEST_ENTRY = 20  # letters of a menu's entry (Chinese, kana, Hangul: threefold); a headline has more
_FEWEST_DATED = 2  # articles with a date, beside which a page without one is none


def chrome_of(survey: Survey) -> frozenset[str]:
    """Return the keys of the links that are the site's own, on every page; total.

    A link stands as often on each page as on all others. Boxes of the newest articles do so as well, but the
    list names these once more; and what is linked by a headline must have been read, and have no date where
    articles have. What has a date in its address is an article, and so is what has a name there, and was read
    with a date: a Chinese headline may be as short as a menu's entry.
    """
    every = [anchor for _, anchors in _pages(survey) for anchor in anchors]
    called = site_pages(every)
    read = {canonical_key(sample.url): sample for sample in survey.samples}
    undated = {key for key, sample in read.items() if _has_no_date(sample.article)}
    dated = sum(sample.outcome is SampleOutcome.ARTICLE for sample in read.values()) - len(undated)
    steady = steady_links(survey)
    short = {key for key, text in steady.items() if 0 < weigh_letters(text) <= _LONGEST_ENTRY}
    told = {
        canonical_key(url)
        for url in {anchor.url for anchor in every}
        if (shape := shape_of(url)) is not None and is_dated(shape)
    }
    articles = {key for key, one in read.items() if one.outcome is SampleOutcome.ARTICLE and _is_named(one)}
    return (
        (called - told)
        | (short - told - (articles - undated))
        | ((undated & steady.keys()) if dated >= _FEWEST_DATED else frozenset())
    )


def steady_links(survey: Survey) -> dict[str, str]:
    """Return the links that are on all pages read, as often on each, with their longest texts; total.

    There are none where only such links were read as articles: a small site's menu is its list.
    """
    pages = _pages(survey)
    articles = {
        canonical_key(sample.url)
        for sample in survey.samples
        if sample.outcome is SampleOutcome.ARTICLE and sample.anchors
    }
    if len(pages) < _FEWEST_PAGES or not articles:
        return {}
    steady = links_of_every_page(survey)
    return steady if articles - steady.keys() else {}


def links_of_every_page(survey: Survey) -> dict[str, str]:
    """Return the links that all pages read have, as often each, with their longest texts; total."""
    pages = _pages(survey)
    if len(pages) < _FEWEST_COMPARED:
        return {}
    counts = {own: Counter(canonical_key(anchor.url) for anchor in anchors) for own, anchors in pages}
    common = reduce(set.__and__, ({*count, own} for own, count in counts.items()))
    texts = {
        key: anchor.text
        for key, anchor in distinct_anchors(
            tuple(anchor for _, anchors in pages for anchor in anchors)
        ).items()
    }
    # A page may leave out the link to itself.
    return {
        key: texts.get(key, "")
        for key in common
        if len({count[key] for own, count in counts.items() if own != key}) == 1
    }


def _is_named(sample: Sample) -> bool:
    shape = shape_of(sample.url)
    last = shape.segments[-1] if shape is not None and shape.segments else ()
    return any(token.kind in IDENTIFYING_KINDS for token in last)


def _has_no_date(article: object) -> bool:
    facts = getattr(article, "facts", None)
    return facts is not None and facts.published_at is None


def _pages(survey: Survey) -> Sequence[tuple[str, tuple[Anchor, ...]]]:
    found: dict[str, tuple[Anchor, ...]] = {}
    for url, anchors in _seen(survey):
        if anchors:
            found.setdefault(canonical_key(url), anchors)
    return list(found.items())


def _seen(survey: Survey) -> Iterable[tuple[str, tuple[Anchor, ...]]]:
    yield survey.home, survey.front.anchors
    yield from ((place.url, place.anchors) for place in survey.places)
    yield from ((sample.url, sample.anchors) for sample in survey.samples)
