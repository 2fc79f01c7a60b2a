"""Finds lists of data on a site: in its pages' scripts, and at addresses that these name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from newsarchive.discovery.article_arrays import (
    ArticleArray,
    fragment_links,
    identifying_members,
    learned_templates,
    members_of,
    page_base,
)
from newsarchive.discovery.documents import Link, distinct_links, read_text
from newsarchive.discovery.json_path import path_of, values_at
from newsarchive.discovery.list_addresses import (
    ListAddress,
    PageScripts,
    ScriptNames,
    fitted_templates,
    read_page_scripts,
    scripted_lists,
    scripted_templates,
)
from newsarchive.discovery.list_documents import ListData, read_list_data
from newsarchive.discovery.list_paging import Paging, kept_under, likely_pagings, stated_total
from newsarchive.discovery.list_reading import candidate_items, following_page, found_arrays
from newsarchive.discovery.urls import canonical_key, host_of, same_site
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import read_listing
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker
from newsarchive.survey.site_evidence import Found, ListingPlace, Survey
from newsarchive.text.letters import letters_only

_MOST_SCRIPTS_ASKED = (
    6  # of the site's own, libraries left out as far as more than that many others are there
)
_MOST_LISTS_ASKED = 12
_MOST_PAGES_TRIED = 3  # ways to a second page
_MOST_TEMPLATES_TRIED = 4
_MOST_OF_SECTION = 2  # lists that one section page names and the front page does not
_PAGES = 50  # of a list that goes on; as of a section with known pages
_MOST_PAGES = 200
_LARGEST_TEXT = 3_000_000
_FOR_LISTS = 24  # requests beyond those of any survey, for a site without a feed
_KIND = ListKind()
_NO_DATA: tuple[ListData | None, list[str]] = (None, [])


@dataclass(slots=True)
class DataListSurvey:
    """Looks for lists of data, within a number of requests; remembers what was tried and what scripts say."""

    asker: Asker
    survey: Survey
    tried: set[str] = field(default_factory=set)
    templates: list[str] = field(default_factory=list)
    asked: int = 0

    async def of_front(self, front: Answered) -> list[ListingPlace]:
        """Return the lists of the front page and those at addresses that its scripts name."""
        scripts = await self.asker.read(read_page_scripts, front, PageScripts())
        fed = any(place.kind == "feed" and place.links for place in self.survey.places)
        texts = list(scripts.texts)
        if not fed:
            self.asker.allow(_FOR_LISTS)
            texts += await self._linked(scripts)
        names = ScriptNames(texts, scripts.attributes)
        self.templates += scripted_templates(texts, scripts.markup, front.url, names)
        places = await self.of_page(front, "page data")
        if not fed:
            places += await self._at(scripted_lists(texts, front.url, names), _MOST_LISTS_ASKED)
        return places

    async def of_section(self, page: Answered) -> list[ListingPlace]:
        """Return the lists in the scripts of a section page, and those that only its scripts name."""
        scripts = await self.asker.read(read_page_scripts, page, PageScripts())
        if not scripts.texts:
            return []
        names = ScriptNames(scripts.texts, scripts.attributes)
        for template in scripted_templates(scripts.texts, scripts.markup, page.url, names):
            if template not in self.templates:
                self.templates.append(template)
        places = await self.of_page(page, "page data")
        if not any(place.kind == "feed" and place.links for place in self.survey.places):
            found = scripted_lists(scripts.texts, page.url, names)
            places += await self._at(found, _MOST_OF_SECTION)
        return places

    async def of_page(self, page: Answered, found: Found) -> list[ListingPlace]:
        """Return the list in the data of a page that was read, if it names what the page's links do not."""
        address = ListAddress(url=page.url)
        place = await self._place(page, address, found)
        if place is None or not place.links:
            return []
        shown = {canonical_key(anchor.url) for anchor in self.survey.front.anchors}
        shown |= {
            canonical_key(link.url) for one in self.survey.places if one.url == page.url for link in one.links
        }
        own = {canonical_key(link.url) for link in place.links}
        return [] if own <= shown else [place]

    async def _linked(self, scripts: PageScripts) -> list[str]:
        """Return the texts of the site's scripts that the page only names."""
        texts: list[str] = []
        for url in scripts.sources[:_MOST_SCRIPTS_ASKED]:
            if not self.asker.may_ask(url):
                continue
            answered = await self.asker.get(url)
            if answered.problem is None:
                text = await self.asker.read(_script_text, answered, "")
                if not text.lstrip().startswith("<"):
                    texts.append(text)
        return texts

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
            answered = await self._get(
                DataList(url=address.url, body=address.body, headers=dict(address.headers))
            )
            place = None if answered.problem else await self._place(answered, address, "script")
            places.append(
                place
                or ListingPlace(
                    kind=_KIND.name, url=kept, found="script", problem=answered.problem or "not_a_list"
                )
            )
        return places

    async def _get(self, table: DataList, kept: str | None = None) -> Answered:
        listing = _KIND.listings(table)[0]
        listing = listing if kept is None else replace(listing, url=kept)
        return await self.asker.get(listing.url, asked=_KIND.request(listing))

    async def _place(self, answered: Answered, address: ListAddress, found: Found) -> ListingPlace | None:
        """Return the list in an answer as a place with its table, None if there is none."""
        data, _ = await self.asker.read(read_list_data, answered, _NO_DATA)
        if data is None:
            return None
        base = answered.url if data.is_page else self._base(answered.url)
        arrays = found_arrays(data, base)
        template: str | None = None
        if not arrays:
            template, arrays = await self._templated(data, base)
        links = distinct_links([link for array in arrays for link in array.links]) or fragment_links(
            data.value, base
        )
        if not links:
            return None
        table = _declared_table(address, data, arrays, template, base)
        if not data.is_page:
            table, links = await self._with_pages(table, data, arrays, links, address.names)
        return ListingPlace(
            kind=_KIND.name,
            url=kept_under(table.url, table.body),
            found=found,
            links=links,
            table=table,
        )

    def _base(self, url: str) -> str:
        """Return what links of data are relative to: the site's root, which the data's host may not be."""
        return page_base(self.survey.home, None) if same_site(url, self.survey.home) else self.survey.home

    async def _templated(self, data: ListData, base: str) -> tuple[str | None, list[ArticleArray]]:
        """Return a template that makes addresses of the objects of an array, and the arrays with it."""
        known = [link.url for place in self.survey.places for link in place.links]
        known += [
            anchor.url for anchor in self.survey.front.anchors if same_site(anchor.url, self.survey.home)
        ]
        for items in candidate_items([data.value, data.spare]):
            for template in learned_templates(items, known)[:1]:
                arrays = found_arrays(data, base, [template])
                if arrays:
                    return template, arrays
        for items in candidate_items([data.value, data.spare])[:4]:
            fitting = fitted_templates(self.templates, members_of(items[0]), identifying_members(items))
            likely = [one for one in fitting if found_arrays(data, base, [one])]
            chosen = await self._tried_templates(likely[:_MOST_TEMPLATES_TRIED], data, base)
            if chosen is not None:
                return chosen, found_arrays(data, base, [chosen])
        return None, []

    async def _tried_templates(self, templates: Sequence[str], data: ListData, base: str) -> str | None:
        """Return the template whose address is a page, at best one that has the article's headline."""
        answering: str | None = None
        for template in templates:
            link = found_arrays(data, base, [template])[0].links[0]
            if not self.asker.may_ask(link.url):
                return template
            answered = await self.asker.get(link.url)
            if answered.problem is not None:
                continue
            text = await self.asker.read(_script_text, answered, "")
            if link.title and letters_only(link.title) in letters_only(text):
                return template
            answering = answering or template
        return answering

    async def _with_pages(
        self,
        table: DataList,
        data: ListData,
        arrays: Sequence[ArticleArray],
        links: tuple[Link, ...],
        names: Sequence[str],
    ) -> tuple[DataList, tuple[Link, ...]]:
        """Return the table with the way to its next page, if one names others, and all links."""
        items: Sequence[Mapping[str, Any]] = arrays[0].items if arrays else [{} for _ in links]
        total = stated_total(data.value)
        if total and total <= len(items):
            return table, links
        last = members_of(items[-1])
        first = {canonical_key(link.url) for link in links}
        for paging in likely_pagings(table.url, table.body, data.value, last, names)[:_MOST_PAGES_TRIED]:
            paged = _paged(table, paging, _pages(total, len(items)))
            following = following_page(paged.rules(), kept_under(table.url, table.body), data.value, items)
            if following is None or not self.asker.may_ask(following):
                continue
            answered = await self._get(paged, following)
            if answered.problem:
                continue
            listing = replace(_KIND.listings(paged)[0], url=following)
            reading = await self.asker.read(partial(read_listing, _KIND, listing), answered, TOO_COSTLY)
            new = [link for link in reading.links if canonical_key(link.url) not in first]
            if 2 * len(new) > len(reading.links) and not reading.problems:
                return paged, distinct_links([*links, *new])
        return table, links


def _script_text(body: bytes, url: str, content_type: str | None) -> str:
    return read_text(body, content_type, url)[:_LARGEST_TEXT]


def _declared_table(
    address: ListAddress, data: ListData, arrays: Sequence[ArticleArray], template: str | None, base: str
) -> DataList:
    """Return the table for a list: with the places of its articles if they are in one array."""
    table = DataList(url=address.url, body=address.body, headers=dict(address.headers), template=template)
    if not data.is_page and host_of(base) != host_of(address.url):
        table = table.model_copy(update={"base": base})
    named = {link.url for array in arrays for link in array.links}
    whole = next((one for one in arrays if {link.url for link in one.links} == named), None)
    if whole is None or not _is_reached(whole, data):
        return table
    names = whole.names
    told = {"articles": path_of(whole.place), "title": names.title, "time": names.time}
    if template is None:
        told["link"] = names.link
    return table.model_copy(update=told)


def _is_reached(array: ArticleArray, data: ListData) -> bool:
    """Say whether a JSONPath leads to the objects: not to what is JSON within a string, or has no name."""
    return len(values_at(path_of(array.place), data.value)) >= len(array.items)


def _paged(table: DataList, paging: Paging, pages: int) -> DataList:
    """Return the table with a way to its further pages."""
    return table.model_copy(
        update={"next": paging.next, "next_body": paging.next_body, "cursor": paging.cursor, "pages": pages}
    )


def _pages(total: int, count: int) -> int:
    """Return how many pages a list has, or may have."""
    return min(_MOST_PAGES, -(-total // count)) if total and count else _PAGES
