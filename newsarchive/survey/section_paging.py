"""Tries ways to the second page of sections that do not link to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.lists.list_paging import filled_address
from newsarchive.discovery.sections.page_conventions import (
    PageGuess,
    commonest_guesses,
    moved_guess,
    page_guesses,
)
from newsarchive.discovery.sections.section_links import read_section
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker
from newsarchive.survey.site_evidence import ListingPlace

_MOST_TRIED, _MOST_OF_PAGE = 14, 6  # requests of a survey, and for one page
_USUAL_SECOND = 2
_MOST_CHECKED = 4  # pagers that pages show; what holds for the first sections holds for the others
_FEWEST_UNSAID, _MOST_UNSAID = 5, 2  # articles of a list that says nothing of further pages, and such lists
_FEWEST = 3  # articles of a page that may have further ones


@dataclass(slots=True)
class SectionPaging:
    """Remembers what was tried, and which way was right: other sections are likely to go on alike."""

    asker: Asker
    lists: DataListSurvey
    tried: int = 0
    checked: int = 0
    unsaid: int = 0
    right: list[tuple[str, PageGuess]] = field(default_factory=list)

    async def of(self, answered: Answered, place: ListingPlace) -> ListingPlace:
        """Return the place with the way to its further pages, if one is found that brings other articles."""
        likely = {canonical_key(link.url) for link in place.links if link.score >= ARTICLE_THRESHOLD}
        if answered.problem or len(likely) < _FEWEST:
            return place
        place = await self._checked(place, likely)
        if place.pager.leads_on:
            return place
        text = answered.body[:2_000_000].decode("utf-8", "ignore")
        scripted = await self.lists.addresses_of(answered)
        guesses = [made for here, guess in self.right if (made := moved_guess(guess, here, answered.url))]
        guesses += page_guesses(answered.url, scripted, text)
        if not guesses and len(likely) >= _FEWEST_UNSAID and self.unsaid < _MOST_UNSAID:
            self.unsaid += 1
            guesses += commonest_guesses(answered.url)
        for guess in list(dict.fromkeys(guesses))[:_MOST_OF_PAGE]:
            url = filled_address(guess.next, str(guess.second))
            if self.tried >= _MOST_TRIED or objection_to(url, None, posts=False) is not None:
                break
            if not self.asker.may_ask(url):
                continue
            self.tried += 1
            if await self._is_page(url, likely):
                self.right.append((answered.url, guess))
                second = None if guess.second == _USUAL_SECOND else guess.second
                return replace(place, next=guess.next, second=second)
        return place

    async def _checked(self, place: ListingPlace, likely: set[str]) -> ListingPlace:
        """Return the place without a next page that is not there, or brings the same articles again."""
        following = place.pager.next
        if following is None or self.checked >= _MOST_CHECKED or not self.asker.may_ask(following):
            return place
        self.checked += 1
        answered = await self.asker.get(following)
        if answered.problem is not None:
            return replace(place, pager=replace(place.pager, next=None, pages=0))
        reading: ListingReading = await self.asker.read(read_section, answered, TOO_COSTLY)
        found = {canonical_key(link.url) for link in reading.links}
        is_same = bool(found) and found <= likely
        return replace(place, pager=replace(place.pager, next=None, pages=0)) if is_same else place

    async def leads_on(self, guess: PageGuess, place: ListingPlace) -> bool:
        """Say whether a way brings other articles than a section's first page."""
        likely = {canonical_key(link.url) for link in place.links if link.score >= ARTICLE_THRESHOLD}
        url = filled_address(guess.next, str(guess.second))
        return self.asker.may_ask(url) and await self._is_page(url, likely)

    async def _is_page(self, url: str, likely: set[str]) -> bool:
        """Say whether a page answers with articles of which most are others than those of the first page."""
        answered = await self.asker.get(url)
        if answered.problem is not None:
            return False
        reading: ListingReading = await self.asker.read(read_section, answered, TOO_COSTLY)
        found = {canonical_key(link.url) for link in reading.links}
        new = found - likely
        return len(found) >= 2 and 2 * len(new) > len(found) and not reading.problems
