"""Finds lists of data on a site: in its pages' scripts, and at addresses that these name."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from newsarchive.discovery.documents import ListingReading, distinct_links, read_text
from newsarchive.discovery.lists.article_arrays import (
    fragment_links,
    identifying_members,
    object_arrays,
    title_member,
)
from newsarchive.discovery.lists.data_addresses import page_base
from newsarchive.discovery.lists.known_interfaces import fusion_addresses, known_lists, views_addresses
from newsarchive.discovery.lists.list_documents import ListData, list_data_of, read_list_data
from newsarchive.discovery.lists.list_paging import (
    Paging,
    kept_under,
)
from newsarchive.discovery.lists.list_reading import found_arrays
from newsarchive.discovery.lists.paging_guesses import page_before_first, second_page
from newsarchive.discovery.lists.sibling_addresses import sibling_addresses
from newsarchive.discovery.lists.watched_requests import Exchange, watched_pagings
from newsarchive.discovery.scripts.list_addresses import ListAddress, ScriptedRequests
from newsarchive.discovery.scripts.page_scripts import PageScripts, imported_scripts, read_page_scripts
from newsarchive.discovery.urls.canonical_urls import canonical_key, same_site
from newsarchive.discovery.urls.request_effects import Objection
from newsarchive.errors import CrawlStoppingError, WorkersUnavailableError
from newsarchive.lifecycle import FetchFailure
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import read_listing
from newsarchive.survey.article_addresses import ArticleAddresses
from newsarchive.survey.data_paging import DataPaging, asked_list, from_page_one, is_whole_list
from newsarchive.survey.list_tables import (
    declared_request,
    declared_table,
    known_table,
)
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker
from newsarchive.survey.scripts_read import ScriptsRead, may_ask_for_data, read_scripts, script_text
from newsarchive.survey.site_evidence import Found, ListingPlace, Survey, SurveyProblem

logger = logging.getLogger(__name__)

_MOST_SCRIPTS_ASKED = (
    6  # of the site's own, libraries left out as far as more than that many others are there
)
_MOST_SCRIPTS_OF_SECTION = 2  # that the front page does not name
_MOST_IMPORT_STEPS, _MOST_IMPORTED = 2, 3  # pieces of a bundle that load pieces, and of each step
_MOST_LISTS_ASKED = 12
_MOST_OF_SECTION = 2  # lists that one section page names and the front page does not
_LARGEST_TEXT = 3_000_000
_OK = 200
_FEWEST_OBJECTS = 3  # of an array that may be articles though no member is an address
_FOR_LISTS = 24  # requests beyond those of any survey, for a site without a feed
_MOST_REFUSED_TOLD = 12  # requests that were left alone; sites repeat theirs on each page
OBJECTIONS: Mapping[Objection, SurveyProblem] = {
    "changes": SurveyProblem.CHANGES,
    "personal": SurveyProblem.PERSONAL,
    "no list": SurveyProblem.NO_LIST,
}
_KIND = ListKind()
_NO_DATA: tuple[ListData | None, list[str]] = (None, [])


@dataclass(slots=True)
class DataListSurvey:
    """Looks for lists of data, within a number of requests; remembers what was tried and what scripts say."""

    asker: Asker
    survey: Survey
    tried: set[str] = field(default_factory=set)
    scripts: dict[str, Answered] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    asked: int = 0
    knows_scripts: bool = False
    addresses: ArticleAddresses = field(init=False)
    paging: DataPaging = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = ArticleAddresses(self.asker, self.survey)
        self.paging = DataPaging(self.asker, self.survey)

    async def of_front(self, front: Answered) -> list[ListingPlace]:
        """Return the lists of the front page and those at addresses that its scripts name."""
        scripts = await self.asker.read(read_page_scripts, front, PageScripts())
        fed = self._is_fed()
        texts = list(scripts.texts)
        linked: list[Answered] = []
        if not fed:
            self.asker.allow(_FOR_LISTS)
            linked = await self._linked(scripts, _MOST_SCRIPTS_ASKED)
            inline = [Answered(front.url, text.encode("utf-8", "replace")) for text in scripts.texts]
            linked += await self._imported([*inline, *linked])
            self.addresses.attributes = scripts.attributes
            self.knows_scripts = all(url in self.scripts for url in scripts.sources)
            texts += [await self.asker.read(script_text, one, "") for one in linked]
        said = await self._said(texts, scripts, front.url)
        self.addresses.templates += said.templates
        self.paging.turns += said.turns
        self.paging.written += said.written
        places = await self._known(scripts.markup)
        places += await self.of_page(front, "page data")
        if not fed:
            # What a page loads as a script may be the list itself.
            for one in linked:
                address = ListAddress(url=one.url)
                place = await self._guarded(self._place(one, address, "script"), address)
                places += [place] if place is not None else []
            self.paging.joined = list(said.joined)
            known_to_ask = [
                *fusion_addresses(scripts.markup, self.survey.home),
                *views_addresses(scripts.markup, self.survey.home),
            ]
            named = dict.fromkeys([*scripts.preloaded, *scripts.asked, *known_to_ask])
            known = {canonical_key(link.url) for place in places for link in place.links}
            known |= {canonical_key(frame) for frame in self.survey.front.frames}  # read as sections are
            asked = [*map(_address_at, named), *said.requests.lists]
            # The addresses of articles stand in scripts, too.
            lists = [one for one in asked if canonical_key(one.url) not in known]
            places += await self._at(lists, _MOST_LISTS_ASKED)
            places += await self.beside(places)
            places += self._left_alone(said.requests)
        return places

    async def beside(self, places: Sequence[ListingPlace]) -> list[ListingPlace]:
        """Return the lists of the other tabs of the front page."""
        named = [one.url for one in places if one.links and one.method == "GET" and one.found != "page data"]
        urls = [other for url in named for other in sibling_addresses(url, self.addresses.attributes)]
        return await self._at([_address_at(url) for url in dict.fromkeys(urls)], _MOST_LISTS_ASKED)

    async def _known(self, markup: str) -> list[ListingPlace]:
        """Return the lists that the site's software has."""
        places: list[ListingPlace] = []
        for known in known_lists(markup, self.survey.home):
            table = known_table(known)
            if table is None:
                places.append(_problem_at(ListAddress(url=known.url), SurveyProblem.UNDECLARABLE))
                continue
            if not self.asker.may_ask(table.url):
                continue
            answered = await self._get(table)
            problem = answered.problem
            reading = ListingReading()
            if problem is None:
                listing = _KIND.listings(table)[0]
                reading = await self.asker.read(partial(read_listing, _KIND, listing), answered, TOO_COSTLY)
                problem = next(iter(reading.problems), None)
            # What is not as its software has it is not proposed.
            links = () if problem else reading.links
            problem = problem or (None if links else SurveyProblem.EMPTY)
            places.append(
                ListingPlace(
                    kind=_KIND.name,
                    url=table.url,
                    found="known software",
                    links=links,
                    problem=problem,
                    table=table,
                )
            )
        return places

    def may_be_templated(self, exchange: Exchange) -> bool:
        """Say whether an answer in the browser has objects with a title and a number, but no address."""
        if exchange.status != _OK or not 2 < len(exchange.answer) <= _LARGEST_TEXT:
            return False
        data = list_data_of(read_text(exchange.answer, exchange.content_type, exchange.url))
        if data is None or data.is_page:
            return False
        return any(
            len(items) >= _FEWEST_OBJECTS and identifying_members(items) and title_member(items)
            for items in object_arrays([data.value, data.spare])[:4]
        )

    async def of_watched(
        self, address: ListAddress, first: Exchange, later: Sequence[Exchange]
    ) -> ListingPlace | None:
        """Return the list that a page asked for in the browser, asked for without it.

        None if the same request does not bring the same articles.
        """
        table = declared_request(address)
        if table is None:
            return _problem_at(address, SurveyProblem.UNDECLARABLE)
        answered = await self._get(table)
        if answered.problem:
            return None
        self.tried.add(address.key)
        return await self._guarded(self._place(answered, address, "browser", (first, *later)), address)

    def asks_for_data(self, markup: str) -> bool:
        """Say whether the front page's scripts can ask for anything, or some of them are not known."""
        texts = [
            markup,
            *(one.body[:_LARGEST_TEXT].decode("utf-8", "ignore") for one in self.scripts.values()),
        ]
        return not self.knows_scripts or may_ask_for_data(texts)

    async def of_section(self, page: Answered) -> list[ListingPlace]:
        """Return the lists in the scripts of a section page, and those that only its scripts name."""
        scripts = await self.asker.read(read_page_scripts, page, PageScripts())
        texts = list(scripts.texts)
        if not self._is_fed():
            linked = await self._linked(scripts, _MOST_SCRIPTS_OF_SECTION)
            inline = [Answered(page.url, text.encode("utf-8", "replace")) for text in scripts.texts]
            linked += await self._imported([*inline, *linked])
            texts += [await self.asker.read(script_text, one, "") for one in linked]
        named = dict.fromkeys([*scripts.preloaded, *scripts.asked])
        if not texts and not named:
            return []
        said = await self._said(texts, scripts, page.url)
        self.addresses.templates += [one for one in said.templates if one not in self.addresses.templates]
        self.paging.turns += [one for one in said.turns if one not in self.paging.turns]
        self.paging.joined += [one for one in said.joined if one not in self.paging.joined]
        self.paging.written += [one for one in said.written if one not in self.paging.written]
        places = await self.of_page(page, "page data")
        if not self._is_fed():
            asked = [*map(_address_at, named), *said.requests.lists]
            places += await self._at(asked, _MOST_OF_SECTION)
            places += self._left_alone(said.requests)
        return places

    async def addresses_of(self, page: Answered) -> tuple[str, ...]:
        """Return the addresses with one unknown part that a page's scripts put together."""
        scripts = await self.asker.read(read_page_scripts, page, PageScripts())
        linked = [self.scripts[url] for url in scripts.sources if url in self.scripts]
        texts = [*scripts.texts, *[await self.asker.read(script_text, one, "") for one in linked]]
        return (await self._said(texts, scripts, page.url)).joined if texts else ()

    async def _said(self, texts: Sequence[str], scripts: PageScripts, url: str) -> ScriptsRead:
        """Return what scripts say, read within the limits of a document."""
        together = Answered(url, json.dumps(texts).encode())
        reader = partial(
            read_scripts, attributes=scripts.attributes, markup=scripts.markup, values=scripts.values
        )
        return await self.asker.read(reader, together, ScriptsRead())

    def _is_fed(self) -> bool:
        return any(place.kind == "feed" and place.links for place in self.survey.places)

    async def of_page(self, page: Answered, found: Found) -> list[ListingPlace]:
        """Return the list in the data of a page that was read, if it names what the page's links do not."""
        address = ListAddress(url=page.url)
        place = await self._guarded(self._place(page, address, found), address)
        if place is None or not place.links:
            return []
        shown = {canonical_key(anchor.url) for anchor in self.survey.front.anchors}
        shown |= {
            canonical_key(link.url) for one in self.survey.places if one.url == page.url for link in one.links
        }
        own = {canonical_key(link.url) for link in place.links}
        return [] if own <= shown else [place]

    async def _linked(self, scripts: PageScripts, most: int) -> list[Answered]:
        """Return the site's scripts that a page only names; each is asked for once in a survey."""
        found: list[Answered] = []
        for url in scripts.sources[:_MOST_SCRIPTS_ASKED]:
            if url not in self.scripts and most > 0 and self.asker.may_ask(url):
                answered = await self.asker.get(url)
                most -= 1
                if answered.problem is None and not answered.body.lstrip().startswith(b"<"):
                    self.scripts[url] = answered
            if url in self.scripts:
                found.append(self.scripts[url])
        return found

    async def _imported(self, scripts: Sequence[Answered]) -> list[Answered]:
        """Return the scripts that scripts load, and those that these load, if they may ask for lists."""
        found: list[Answered] = []
        loading = list(scripts)
        for _ in range(_MOST_IMPORT_STEPS):
            named: dict[str, None] = {}
            for one in loading:
                text = await self.asker.read(script_text, one, "")
                named |= dict.fromkeys(imported_scripts(text, one.url))
            loading = []
            found += [self.scripts[one] for one in named if one in self.scripts]
            for url in [one for one in named if one not in self.scripts][:_MOST_IMPORTED]:
                if self.asker.may_ask(url):
                    answered = await self.asker.get(url)
                    if answered.problem is None and not answered.body.lstrip().startswith(b"<"):
                        self.scripts[url] = answered
                        loading.append(answered)
            found += loading
        return found

    async def _at(self, addresses: Sequence[ListAddress], most: int) -> list[ListingPlace]:
        """Ask for the data at addresses, the likeliest first."""
        places: list[ListingPlace] = []
        for address in addresses:
            kept = kept_under(address.url, address.body)
            if most <= 0 or self.asked >= 2 * _MOST_LISTS_ASKED:
                break
            if address.key in self.tried or not self.asker.may_ask(kept):
                continue
            self.tried.add(address.key)
            self.asked += 1
            most -= 1
            places.append(
                await self._guarded(self._tried(address, kept), address)
                or _problem_at(address, FetchFailure.NOT_A_LIST, kept)
            )
        return places

    async def _guarded(
        self, reading: Awaitable[ListingPlace | None], address: ListAddress
    ) -> ListingPlace | None:
        """Return what comes of reading one list; what is wrong with it does not end the survey."""
        try:
            return await reading
        except (CrawlStoppingError, WorkersUnavailableError):
            raise
        except Exception:  # one list of many, written by anybody
            logger.exception("the list %s could not be read", address.url)
            return _problem_at(address, FetchFailure.READER_FAILED)

    async def _tried(self, address: ListAddress, kept: str) -> ListingPlace | None:
        """Ask for the data at an address; the place says the problem if it is no list."""
        table = declared_request(address)
        if table is None:
            return _problem_at(address, SurveyProblem.UNDECLARABLE)
        answered = await self._get(table)
        second = second_page(address.url) if answered.problem and address.body is None else None
        if second is not None and address.names and self.asker.may_ask(second[0]):
            later = await self.asker.get(second[0])
            place = None
            if later.problem is None:
                found = replace(address, url=second[0])
                place = await self._place(later, found, "script", ways=second[1:])
            if place is not None:
                return place
        if answered.problem:
            return _problem_at(address, answered.problem, kept)
        place = await self._place(answered, address, "script")
        # A list of one page that counts from 0 has nothing on page 1.
        zeroth = (
            page_before_first(address.url, address.names) if place is None and address.body is None else None
        )
        if zeroth is not None and self.asker.may_ask(zeroth):
            first = await self.asker.get(
                zeroth, asked=replace(_KIND.request(_KIND.listings(table)[0]), url=zeroth)
            )
            if first.problem is None:
                place = await self._place(first, replace(address, url=zeroth), "script")
        return place

    def _left_alone(self, requests: ScriptedRequests) -> list[ListingPlace]:
        """Return the requests that the survey does not make, each once, with the reason."""
        places: list[ListingPlace] = []
        for one in requests.refused:
            key = f"{one.method} {one.url}"
            if key not in self.refused and len(self.refused) < _MOST_REFUSED_TOLD:
                self.refused.add(key)
                problem = OBJECTIONS[one.objection]
                places.append(
                    ListingPlace(
                        kind=_KIND.name, url=one.url, found="script", problem=problem, method=one.method
                    )
                )
        return places

    async def _get(self, table: DataList, kept: str | None = None) -> Answered:
        return await asked_list(self.asker, table, kept)

    async def _place(
        self,
        answered: Answered,
        address: ListAddress,
        found: Found,
        watched: Sequence[Exchange] = (),
        ways: Sequence[Paging] = (),
    ) -> ListingPlace | None:
        """Return the list in an answer as a place with its table, None if there is none.

        `watched` are the requests for it and for what follows that the browser was seen to make, `ways` those
        to its further pages that are known.
        """
        data, _ = await self.asker.read(read_list_data, answered, _NO_DATA)
        if data is None or (not watched and self._follows_section(answered.url, data)):
            return None
        base = answered.url if data.is_page else self._base(answered.url)
        arrays = found_arrays(data, base)
        template: str | None = None
        if not arrays:
            template, arrays = await self.addresses.templated(data, base)
        links = distinct_links([link for array in arrays for link in array.links]) or fragment_links(
            data.value, base
        )
        if not links:
            return None
        if arrays and template is None:
            made, others = await self.addresses.instead(data, base, links)
            if made is not None:
                template, arrays = made, others
                links = distinct_links([link for array in arrays for link in array.links])
        table = declared_table(address, data, arrays, template, base)
        if table is None:
            return _problem_at(address, SurveyProblem.UNDECLARABLE)
        table, arrays, links = await self.addresses.with_addresses(table, arrays, links)
        if table.template is None and table.base is None and await self.addresses.lead_nowhere(links):
            return None
        items = arrays[0].items if arrays else ()
        seen = [
            paging for one in watched[1:2] for paging in watched_pagings(watched[0], one, data.value, items)
        ]
        if answered.following is not None:  # as the header of the answer says (RFC 8288)
            told = Exchange(method="GET", url=answered.following)
            here = Exchange(method="GET", url=table.url)
            seen += watched_pagings(here, told, data.value, items) if table.body is None else []
        table, links = await self.paging.with_pages(table, data, arrays, links, address.names, [*ways, *seen])
        if watched or found == "script":
            table, links = await from_page_one(self.asker, table, links)
        return ListingPlace(
            kind=_KIND.name,
            url=kept_under(table.url, table.body),
            found=found,
            links=links,
            table=table,
            method=address.method,
            is_whole=is_whole_list(data.value, links, address, found, self.survey.places),
        )

    def _follows_section(self, url: str, data: ListData) -> bool:
        """Say whether a piece of markup is the page after a section's, which leads to it each time."""
        is_markup = isinstance(data.value, dict) and [*data.value] == ["html"]
        nexts = {place.pager.next for place in self.survey.places if place.kind == "section"}
        return is_markup and url in nexts

    def _base(self, url: str) -> str:
        """Return what links of data are relative to: the site's root, which the data's host may not be."""
        return page_base(self.survey.home, None) if same_site(url, self.survey.home) else self.survey.home


def _address_at(url: str) -> ListAddress:
    return ListAddress(url=url)


def _problem_at(address: ListAddress, problem: str, kept: str | None = None) -> ListingPlace:
    url = address.url if kept is None else kept
    return ListingPlace(kind=_KIND.name, url=url, found="script", problem=problem, method=address.method)
