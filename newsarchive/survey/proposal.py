"""Proposes a declaration from what a survey has seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from newsarchive.discovery.documents import Link
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of, matches_pattern, site_of
from newsarchive.discovery.urls.listing_urls import deny_listings, lists_no_articles
from newsarchive.discovery.urls.scoring import Anchor, score_anchor
from newsarchive.discovery.urls.url_patterns import (
    MOST_DENIED,
    HalvesTrial,
    LearnedPatterns,
    exactly,
    proven_patterns,
)
from newsarchive.discovery.urls.url_shapes import shape_of
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import Verdict
from newsarchive.survey.article_urls import Group, Labels, groups_of, label
from newsarchive.survey.site_chrome import chrome_of
from newsarchive.survey.site_evidence import ListingPlace, SampleOutcome, Survey, SurveyProblem
from newsarchive.survey.time_zone import guess_zone
from newsarchive.testimony import ListedFacts, placed_facts, stated_moment

# Choosing which of the listings that were found a source should declare.

_MOST_FEEDS, _MOST_SITEMAPS, _MOST_SECTIONS = 12, 4, 40
_COMPLETE = 0.9  # of all articles seen: sitemaps that name as many make section pages unnecessary
_FEWEST_SHARE = 0.2  # of the links of a feed that must be articles; the feed of a podcast has fewer
_MOST_PAGES = 50  # of a section; a crawl stops earlier at a page with nothing new


@dataclass(frozen=True, slots=True)
class Choice:
    """One listing, the articles that it names, and why it was taken or left out."""

    place: ListingPlace
    articles: frozenset[str]
    taken: bool
    why: str

    @property
    def pages(self) -> int:
        """The number of pages of a section to follow."""
        pager = self.place.pager
        return min(_MOST_PAGES, max(2, pager.pages or _MOST_PAGES)) if self.place.leads_on else 1


def choose_places(survey: Survey, wants: Callable[[str], bool]) -> list[Choice]:
    """Return the decision on every listing that was tried: feeds, sitemaps, other kinds, sections."""
    seen = {canonical_key(link.url) for place in survey.places for link in place.links if wants(link.url)}
    seen |= {canonical_key(anchor.url) for anchor in survey.front.anchors if wants(anchor.url)}
    covered: set[str] = set()
    choices = [*_feeds(survey, wants, covered), *_sitemaps(survey, wants, covered)]
    mapped = [choice for choice in choices if choice.taken and choice.place.kind == "sitemap"]
    choices += _others(survey, wants, covered)
    complete = bool(mapped) and len(frozenset().union(*(c.articles for c in mapped))) >= _COMPLETE * len(seen)
    choices += _sections(survey, wants, covered, choices, complete=complete)
    return choices + [
        Choice(place, frozenset(), taken=False, why=place.problem or SurveyProblem.NAMES_NOTHING)
        for place in survey.places
        if not place.links
    ]


def _named(place: ListingPlace, wants: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(canonical_key(link.url) for link in place.links if wants(link.url))


def _ranked(
    places: Sequence[ListingPlace], wants: Callable[[str], bool]
) -> list[tuple[ListingPlace, frozenset[str]]]:
    named = [(place, _named(place, wants)) for place in places]
    return sorted(named, key=lambda pair: (-len(pair[1]), len(pair[0].url)))


def _feeds(survey: Survey, wants: Callable[[str], bool], covered: set[str]) -> list[Choice]:
    choices: list[Choice] = []
    for place, named in _ranked(survey.readable("feed"), wants):
        taken = sum(choice.taken for choice in choices)
        why = "most articles" if not taken else "names more"
        if "comment" in place.url.lower():
            why, take = "comments", False
        elif len(named) < _FEWEST_SHARE * len(place.links) or not named:
            why, take = "few of its links are articles", False
        elif not named - covered:
            why, take = "names no more than those taken", False
        else:
            take = taken < _MOST_FEEDS
        choices.append(Choice(place, named, take, why if take or taken < _MOST_FEEDS else "enough feeds"))
        covered |= named if take else frozenset()
    return choices


def _sitemaps(survey: Survey, wants: Callable[[str], bool], covered: set[str]) -> list[Choice]:
    """Decide on sitemaps, news sitemaps first. An index represents its children, whose URLs change."""
    choices: list[Choice] = []
    indexes = {place.url for place in survey.places if place.kind == "sitemap" and place.children}
    readable = survey.readable("sitemap")
    for place, named in sorted(_ranked(readable, wants), key=lambda pair: pair[0].dated <= 0.5):
        taken = sum(choice.taken for choice in choices)
        if place.parent in indexes and (place.dated <= 0.5 or place.is_feed):
            choices.append(Choice(place, named, taken=False, why="read through its index"))
            continue
        take = bool(named) and (not taken or bool(named - covered)) and taken < _MOST_SITEMAPS
        why = "news sitemap" if place.dated > 0.5 else "names more" if covered else "most articles"
        if not take:
            why = "names no more than those taken" if named else "none of its links are articles"
        choices.append(Choice(place, named, take, why))
        covered |= named if take else frozenset()
    return choices


def _others(survey: Survey, wants: Callable[[str], bool], covered: set[str]) -> list[Choice]:
    """Take listings of other kinds that name articles which no feed or sitemap names."""
    choices: list[Choice] = []
    for place, named in _ranked([one for one in survey.places if one.table and one.links], wants):
        take = bool(named - covered)
        why = "names more" if covered else "most articles"
        if not take:
            why = "names no more than those taken" if named else "none of its links are articles"
        choices.append(Choice(place, named, take, why))
        covered |= named if take else frozenset()
    return choices


def _sections(
    survey: Survey,
    wants: Callable[[str], bool],
    covered: set[str],
    taken: Sequence[Choice],
    *,
    complete: bool,
) -> list[Choice]:
    """Take sections that name further articles, and paginated ones unless the sitemaps are `complete`."""
    # A page whose scripts hold its list is declared as that: under one URL there is one listing.
    lists = {canonical_key(choice.place.url) for choice in taken if choice.taken}
    readable = survey.readable("section")
    left = _ranked([place for place in readable if canonical_key(place.url) not in lists], wants)
    choices: list[Choice] = []
    while left:
        left.sort(key=lambda pair: -len(pair[1] - covered))
        place, named = left.pop(0)
        new = named - covered
        goes_on = bool(named) and place.leads_on and not complete
        take = (bool(new) or goes_on) and sum(choice.taken for choice in choices) < _MOST_SECTIONS
        why = "names more" if new else "goes on for pages"
        if not take:
            why = "names no more than those taken" if named else "none of its links are articles"
        choices.append(Choice(place, named, take, why))
        covered |= named if take else frozenset()
    return choices


def next_of_section(survey: Survey, groups: Sequence[Group]) -> str | None:
    """Return a page of a section that only a learned pattern has articles in; None without one.

    A wide pattern takes notices and directories for articles: reading one of them shows what they are.
    """
    labels = label(survey, groups)
    if not labels.articles:
        return None
    learned, _ = proven_patterns(labels.articles, labels.others)
    known = {canonical_key(url) for url in labels.articles}
    tried = {shape.words for sample in survey.samples if (shape := shape_of(sample.url)) is not None}
    for choice in choose_places(survey, lambda url: canonical_key(url) in known or learned.wants(url)):
        if not choice.taken or choice.place.kind != "section" or choice.articles & known:
            continue
        for link in choice.place.links:
            shape = shape_of(link.url)
            if canonical_key(link.url) in choice.articles and shape is not None and shape.words not in tried:
                return link.url
    return None


LEAST_DELAY, _LONGEST_DELAY = 2.0, 600.0  # the range of `delay` in a declaration
_HEALTHY = 0.5  # of the articles seen a week: weeks differ, and holidays even more
_SHOWN = 3
_NAME = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """The least that a healthy week of the source brings, and the share of pages that may be refused."""

    articles_per_week: int | None
    with_title: float
    with_date: float
    refused: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed source and its evidence: `choices` are all listings tried, `samples` articles as stored.

    `deny` applies to all its listings; the learned patterns apply to the links of its sections only, and
    `trial` is how they did on what they were not learned from.
    """

    name: str
    title: str
    home: str
    language: str | None
    timezone: str | None
    delay: float
    learned: LearnedPatterns
    trial: HalvesTrial
    deny: tuple[str, ...]
    choices: tuple[Choice, ...]
    samples: tuple[CleanArticle, ...]
    expect: Expectations
    browser: bool = False
    allow_private: bool = False

    def taken(self, kind: str) -> list[Choice]:
        return [choice for choice in self.choices if choice.taken and choice.place.kind == kind]

    @property
    def finds_something(self) -> bool:
        """Whether a crawl would find articles: some samples are articles, or a browser would fill them."""
        return any(choice.taken for choice in self.choices) and (bool(self.samples) or self.browser)


def propose(
    survey: Survey, name: str | None = None, *, delay: float | None = None, allow_private: bool = False
) -> Proposal:
    """Return the proposed declaration, also if it finds no articles (`finds_something`).

    `delay` is the one that the operator asks for; it overrides that of robots.txt.
    """
    labels = label(survey, groups_of(survey))
    learned, trial = proven_patterns(labels.articles, labels.others)
    known = {canonical_key(url) for url in labels.articles}
    choices = choose_places(survey, lambda url: canonical_key(url) in known or learned.wants(url))
    articles = [sample.article for sample in survey.samples if sample.article is not None]
    stored = [article for article in articles if article.verdict == Verdict.ARTICLE]
    home = host_of(survey.home) or ""
    language = _language(survey, stored)
    return Proposal(
        name=name or name_of(home),
        title=survey.front.title or home,
        home=survey.home,
        language=language,
        timezone=guess_zone(
            home,
            language,
            simplified=_most(article.facts.script == "Hans" for article in stored),
            times=[article.facts.published_at for article in stored if _has_own_offset(article)],
        ),
        delay=min(_LONGEST_DELAY, max(LEAST_DELAY, survey.crawl_delay or 0.0)) if delay is None else delay,
        allow_private=allow_private,
        learned=learned,
        trial=trial,
        deny=_deny(survey, labels, learned, choices),
        choices=tuple(choices),
        samples=tuple(stored[:_SHOWN]),
        expect=_expectations(choices, articles, learned),
        browser=survey.is_shell and not stored and not _only_failed(survey),
    )


def _only_failed(survey: Survey) -> bool:
    """Whether pages were tried, and none was there: then no browser helps."""
    outcomes = {sample.outcome for sample in survey.samples}
    return outcomes == {SampleOutcome.FAILED}


def _deny(
    survey: Survey, labels: Labels, learned: LearnedPatterns, choices: Sequence[Choice]
) -> tuple[str, ...]:
    """Return the rules against URLs that listings name and that are no articles.

    They exclude listings and the pages that turned out to be no articles. All other URLs of feeds and
    sitemaps are fetched, since patterns learned from a few URLs would lose articles of unseen templates. No
    rule excludes a URL that a feed names, nor a page that was looked at as a section and may be an article.
    """
    taken = [choice.place for choice in choices if choice.taken]
    named = [link.url for place in taken for link in place.links]
    kept = [*labels.articles, *(link.url for place in taken if place.kind == "feed" for link in place.links)]
    mapped = any(place.kind == "sitemap" for place in taken)
    # Of a sitemap the survey reads a part, so that lists may be in the rest of it.
    listings = deny_listings([*named, *labels.others], kept, unseen=mapped)
    keys = {canonical_key(url) for url in named}
    looked_at = [survey.home, *(place.url for place in survey.readable("section") if place.is_list)]
    looked_at += [sample.url for sample in survey.samples if sample.outcome is SampleOutcome.OTHER]
    chrome = chrome_of(survey)
    looked_at += [url for url in named if canonical_key(url) in chrome and _may_be_taken(url, learned)]
    looked_at += [
        link.url
        for place in survey.readable("sitemap")
        if place.parent is not None and lists_no_articles(place.url)
        for link in place.links
    ]
    pages = [
        url
        for url in dict.fromkeys(looked_at)
        if canonical_key(url) in keys and not matches_pattern(url, listings)
    ]
    sections = any(place.kind == "section" for place in taken)
    exact = map(exactly, pages[:MOST_DENIED])
    rules = dict.fromkeys([*listings, *(learned.deny if sections else ()), *exact])
    return tuple(rule for rule in rules if not any(matches_pattern(url, (rule,)) for url in kept))


def _may_be_taken(url: str, learned: LearnedPatterns) -> bool:
    return learned.wants(url) if learned.allow else score_anchor(Anchor(url, "")) > 0


def name_of(host: str) -> str:
    """Return a name for the source from its host: `harbour` for `www.harbour.com.cn`."""
    label = site_of(host).partition(".")[0]
    sub = host.removesuffix(site_of(host)).strip(".").removeprefix("www").strip(".")
    words = f"{label}-{sub}" if sub and sub not in {"news", "m"} else label
    return _NAME.sub("-", words.lower()).strip("-_")[:63] or "source"


def _language(survey: Survey, stored: Sequence[CleanArticle]) -> str | None:
    """Return the language of the articles; the declared tag if it is a more specific form of it."""
    read = Counter(article.facts.language for article in stored if article.facts.language).most_common(1)
    declared = survey.front.language
    if not read or not _most(article.facts.language == read[0][0] for article in stored):
        return declared
    return declared if declared and declared.partition("-")[0] == read[0][0] else read[0][0]


def _most(told: Iterable[bool]) -> bool:
    """Whether more than half of the answers are yes: a site in several languages has none of its own."""
    answers = list(told)
    return 2 * sum(answers) > len(answers)


def _has_own_offset(article: CleanArticle) -> bool:
    return not (article.facts.date_source or "").endswith("zone")


def _expectations(
    choices: Sequence[Choice], articles: Sequence[CleanArticle], learned: LearnedPatterns
) -> Expectations:
    wanted = [article for article in articles if learned.wants(article.page.url)]
    stored = [article for article in wanted if article.verdict == Verdict.ARTICLE]
    dated = sum(article.facts.published_at is not None for article in stored) / max(1, len(stored))
    weekly = _weekly([choice.place for choice in choices if choice.taken], learned)
    return Expectations(
        articles_per_week=max(1, round(weekly * _HEALTHY)) if weekly else None,
        with_title=0.95,
        with_date=round(max(0.0, dated * 0.9), 2),
        refused=0.2,
    )


def _weekly(places: Sequence[ListingPlace], learned: LearnedPatterns) -> float | None:
    """Return the articles of the newest seven days, estimated if the listings span less than a week.

    None if nothing tells: a list that has one moment for all its links says when it was made.
    """
    moments = {
        canonical_key(link.url): moment
        for place in places
        for link, facts in zip(place.links, placed_facts(_dated(place.links)), strict=True)
        if "published_at" not in facts.uniform
        and (moment := stated_moment(link.published_at)) is not None
        and learned.wants(link.url)
    }
    if len(moments) < 2:
        return None
    newest, oldest = max(moments.values()), min(moments.values())
    span = newest - oldest
    if span >= timedelta(days=7):
        return float(sum(moment > newest - timedelta(days=7) for moment in moments.values()))
    return len(moments) * 7 / max(0.5, span / timedelta(days=1))


def _dated(links: Sequence[Link]) -> list[ListedFacts]:
    return [ListedFacts(published_at=link.published_at) for link in links]
