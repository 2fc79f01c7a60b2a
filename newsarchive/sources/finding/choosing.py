"""Which of the places that name articles a source should declare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsarchive.discovery.urls import canonical_key
from newsarchive.sources.finding.evidence import Place, Survey

MOST_FEEDS, MOST_SITEMAPS, MOST_SECTIONS = 12, 4, 20
COMPLETE = 0.9  # of all articles seen: a sitemap with as many makes section pages needless
FEWEST_SHARE = 0.2  # of a feed's links that are articles; a podcast's feed has fewer
MOST_PAGES, USUAL_PAGES = 50, 10  # of a section: the crawl stops before, at a page with nothing new


@dataclass(frozen=True, slots=True)
class Choice:
    """One place, the articles it names, and why it was taken or left."""

    place: Place
    articles: frozenset[str]
    taken: bool
    why: str

    @property
    def pages(self) -> int:
        """How many pages of a section to follow."""
        pager = self.place.pager
        return min(MOST_PAGES, max(2, pager.pages or USUAL_PAGES)) if pager.next else 1


def choose_places(survey: Survey, wants: Callable[[str], bool]) -> list[Choice]:
    """Return every place tried with the decision on it; feeds first, then sitemaps, then sections."""
    seen = {canonical_key(link.url) for place in survey.places for link in place.links if wants(link.url)}
    seen |= {canonical_key(anchor.url) for anchor in survey.front.anchors if wants(anchor.url)}
    covered: set[str] = set()
    choices = [*_feeds(survey, wants, covered), *_sitemaps(survey, wants, covered)]
    mapped = [choice for choice in choices if choice.taken and choice.place.kind == "sitemap"]
    complete = bool(mapped) and len(frozenset().union(*(c.articles for c in mapped))) >= COMPLETE * len(seen)
    choices += _sections(survey, wants, covered, complete=complete)
    return choices + [
        Choice(place, frozenset(), taken=False, why=place.problem or "names nothing")
        for place in survey.places
        if not place.links
    ]


def _named(place: Place, wants: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(canonical_key(link.url) for link in place.links if wants(link.url))


def _ranked(places: Sequence[Place], wants: Callable[[str], bool]) -> list[tuple[Place, frozenset[str]]]:
    named = [(place, _named(place, wants)) for place in places]
    return sorted(named, key=lambda pair: (-len(pair[1]), len(pair[0].url)))


def _feeds(survey: Survey, wants: Callable[[str], bool], covered: set[str]) -> list[Choice]:
    choices: list[Choice] = []
    for place, named in _ranked(survey.readable("feed"), wants):
        taken = sum(choice.taken for choice in choices)
        why = "most articles" if not taken else "names more"
        if "comment" in place.url.lower():
            why, take = "comments", False
        elif len(named) < FEWEST_SHARE * len(place.links) or not named:
            why, take = "few of its links are articles", False
        elif not named - covered:
            why, take = "names no more than those taken", False
        else:
            take = taken < MOST_FEEDS
        choices.append(Choice(place, named, take, why if take or taken < MOST_FEEDS else "enough feeds"))
        covered |= named if take else frozenset()
    return choices


def _sitemaps(survey: Survey, wants: Callable[[str], bool], covered: set[str]) -> list[Choice]:
    """An index stands for its children: they change names, it does not. A news sitemap comes first."""
    choices: list[Choice] = []
    indexes = {place.url for place in survey.places if place.kind == "sitemap" and place.children}
    readable = survey.readable("sitemap")
    for place, named in sorted(_ranked(readable, wants), key=lambda pair: pair[0].dated <= 0.5):
        taken = sum(choice.taken for choice in choices)
        if place.parent in indexes and place.dated <= 0.5:
            choices.append(Choice(place, named, taken=False, why="read through its index"))
            continue
        take = bool(named) and (not taken or bool(named - covered)) and taken < MOST_SITEMAPS
        why = "news sitemap" if place.dated > 0.5 else "names more" if covered else "most articles"
        if not take:
            why = "names no more than those taken" if named else "none of its links are articles"
        choices.append(Choice(place, named, take, why))
        covered |= named if take else frozenset()
    return choices


def _sections(
    survey: Survey, wants: Callable[[str], bool], covered: set[str], *, complete: bool
) -> list[Choice]:
    """Those that name what nothing else does; without a full sitemap also those that go on for pages."""
    left = _ranked(survey.readable("section"), wants)
    choices: list[Choice] = []
    while left:
        left.sort(key=lambda pair: -len(pair[1] - covered))
        place, named = left.pop(0)
        new = named - covered
        goes_on = bool(named) and place.pager.next is not None and not complete
        take = (bool(new) or goes_on) and sum(choice.taken for choice in choices) < MOST_SECTIONS
        why = "names more" if new else "goes on for pages"
        if not take:
            why = "names no more than those taken" if named else "none of its links are articles"
        choices.append(Choice(place, named, take, why))
        covered |= named if take else frozenset()
    return choices
