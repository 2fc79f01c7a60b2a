"""Finds the first page of a list of data, and the way to the next: one that names other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from newsarchive.discovery.documents import Link, distinct_links
from newsarchive.discovery.lists.article_arrays import ArticleArray, fragment_pages
from newsarchive.discovery.lists.list_documents import ListData, read_list_data
from newsarchive.discovery.lists.list_paging import (
    Paging,
    address_with_hole,
    kept_under,
    page_parameter,
    requested_size,
    says_last,
    says_more,
    stated_total,
)
from newsarchive.discovery.lists.list_reading import current_value, following_page
from newsarchive.discovery.lists.object_members import members_of
from newsarchive.discovery.lists.paging_guesses import likely_pagings, page_before_second, usual_names
from newsarchive.discovery.scripts.list_addresses import ListAddress
from newsarchive.discovery.sections.page_conventions import turned_pages
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import read_listing
from newsarchive.survey.list_tables import loosened_table, numbered_from, paged_table, pages_of
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker
from newsarchive.survey.site_evidence import Found, ListingPlace, Survey

_MOST_PAGES_TRIED = 6  # ways to a second page
_FEWEST_OF_PART = 5  # articles: what names fewer is more likely a box of the page than a list with pages
_PAGE_PART = re.compile(r"([?&](?:page|pageno|page_?num|pageindex|p|pg)=)\d+", re.IGNORECASE)
_KIND = ListKind()
_NO_DATA: tuple[ListData | None, list[str]] = (None, [])


@dataclass(slots=True)
class DataPaging:
    """Tries the ways on from a list's first page; remembers what scripts say of them.

    `joined` are the addresses with one unknown part that scripts put together, `turns` those of page turns,
    `written` the parameters of pages that scripts write.
    """

    asker: Asker
    survey: Survey
    joined: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    async def with_pages(
        self,
        table: DataList,
        data: ListData,
        arrays: Sequence[ArticleArray],
        links: tuple[Link, ...],
        names: Sequence[str],
        seen: Sequence[Paging] = (),
    ) -> tuple[DataList, tuple[Link, ...]]:
        """Return the table with the way to its next page, if one names others, and all links.

        `seen` are the ways that a browser showed.
        """
        items: Sequence[Mapping[str, Any]] = arrays[0].items if arrays else [{} for _ in links]
        total = stated_total(data.value)
        if total and total <= len(items):
            return table, links
        last = members_of(items[-1])
        first = {canonical_key(link.url) for link in links}
        told = data.is_page and says_more([data.value, data.spare], within_page=True)
        size = requested_size(table.url, table.body)
        is_part = size == len(items) or (not size and not data.is_page and len(items) >= _FEWEST_OF_PART)
        pagings = likely_pagings(
            table.url,
            table.body,
            data.value,
            last,
            names,
            self.joined,
            tells_more=told,
            usual=usual_names(self.written, is_part=is_part),
        )
        linked = _pagings_of(fragment_pages(data.value, table.url)) if table.body is None else []
        if 0 < size < len(items):  # adverts among the articles are no part of what an offset counts
            pagings = [replace(one, step=size) if one.counts_articles else one for one in pagings]
        if data.is_page:
            named = [one for one in pagings if told or (one.next or "").startswith("$")]
            turned = [Paging(next=one) for one in turned_pages(table.url, self.turns)]
            pagings = [*self._linked_pagings(table.url), *turned, *named]
        pagings = list(dict.fromkeys([*seen, *linked, *pagings]))
        for paging in pagings[: _MOST_PAGES_TRIED + len(seen)]:
            paged = paged_table(table, paging, pages_of(total, len(items)))
            following = following_page(paged.rules(), kept_under(table.url, table.body), data.value, items)
            before = self.asker.answered(following) if following and not paged.headers else None
            if (
                following is None
                or (before is None and not self.asker.may_ask(following))
                or (paged.next_body is None and objection_to(following, None, posts=False) is not None)
            ):
                continue
            answered = before or await asked_list(self.asker, paged, following)
            if answered.problem:
                continue
            if data.is_page:
                later, _ = await self.asker.read(read_list_data, answered, _NO_DATA)
                paged = paged if later is None else loosened_table(paged, data.value, later.value)
            listing = replace(_KIND.listings(paged)[0], url=following)
            reading = await self.asker.read(partial(read_listing, _KIND, listing), answered, TOO_COSTLY)
            new = [link for link in reading.links if canonical_key(link.url) not in first]
            if 2 * len(new) > len(reading.links) and not reading.problems:
                return await from_first(self.asker, paged, distinct_links([*links, *new]), names)
        return table, links

    def _linked_pagings(self, url: str) -> list[Paging]:
        """Return the way to the next page that the links of a page show."""
        nexts = [place.pager.next for place in self.survey.places if place.url == url and place.pager.next]
        return [Paging(next=made) for one in nexts if one and (made := address_with_hole(one))]


def _pagings_of(urls: Sequence[str]) -> list[Paging]:
    """Return the ways that addresses with the number of a page show."""
    return [Paging(next=_PAGE_PART.sub(r"\g<1>{page}", url, count=1)) for url in urls if "{" not in url]


# Whether a list that was read is the whole of it, so that no browser need be started for the rest.

_FEWEST = 20  # articles: a shorter list is more likely the first part of one


def is_whole_list(
    value: Any, links: tuple[Link, ...], address: ListAddress, found: Found, places: Iterable[ListingPlace]
) -> bool:
    """Say whether there is no more of a list than its links, as far as can be told without running scripts.

    It says so itself; or its page's data names more than the page shows, whose button shows the rest; or a
    script asks for it at an address in which nothing changes.
    """
    total = stated_total(value)
    if (total and total <= len(links)) or says_last(value):
        return True
    if len(links) < _FEWEST or total > len(links) or says_more(value):
        return False
    if found == "page data":
        own = {canonical_key(link.url) for link in links}
        shown = {
            canonical_key(link.url)
            for place in places
            if place.kind == "section" and place.url == address.url
            for link in place.links
            if link.score >= ARTICLE_THRESHOLD
        }
        return bool(own & shown) and not own <= shown
    if found != "script" or address.names or address.body is not None:
        return False
    return not any(
        one.isdigit() or not one for _, one in parse_qsl(urlsplit(address.url).query, keep_blank_values=True)
    )


# The first page of a list of which a later one is known: scripts count from 0, or ask for more.


async def asked_list(asker: Asker, table: DataList, kept: str | None = None) -> Answered:
    """Return the answer to a list's first page, or to the one that is kept under a URL."""
    listing = _KIND.listings(table)[0]
    listing = listing if kept is None else replace(listing, url=kept)
    return await asker.get(listing.url, asked=_KIND.request(listing))


async def from_first(
    asker: Asker, table: DataList, links: tuple[Link, ...], names: Sequence[str]
) -> tuple[DataList, tuple[Link, ...]]:
    """Return the table from its first page: where scripts count from 0, page 1 is the second one.

    A number that the script itself writes is believed; one that was put in for it is tried.
    """
    rules = table.rules()
    template = table.next_body or table.next or ""
    current = current_value(rules, kept_under(table.url, table.body))
    named = page_parameter(template)
    if (
        "{page}" not in template
        or table.second is not None
        or (current is not None and (current != "1" or not _is_filled(named, names)))
    ):
        return table, links
    before = numbered_from(table, "0" if current is not None else "1")
    first = await _links_of(asker, before)
    known = {canonical_key(link.url) for link in links}
    new = [link for link in first if canonical_key(link.url) not in known]
    if 2 * len(new) > len(first):
        found = distinct_links([*new, *links])
        if current is None:  # the first page has no number: the second one has 1
            return table.model_copy(update={"second": 1}), found
        return numbered_from(table, "0"), found
    return table, links


def _is_filled(named: str | None, names: Sequence[str]) -> bool:
    """Say whether a script fills a parameter, or something in the member of a body that it is in."""
    if named is None or named in names:
        return named in names
    return named.partition(".")[0] in names or (named == "body" and bool(names))


async def from_page_one(
    asker: Asker, table: DataList, links: tuple[Link, ...]
) -> tuple[DataList, tuple[Link, ...]]:
    """Return a list of which a page was seen to ask for the second part, from its first part.

    So is one whose second part is its last, which says nothing of the way to it.
    """
    template = table.next_body or table.next or ""
    first_and_way = page_before_second(table.url) if not template and table.body is None else None
    if first_and_way is not None:
        told = {"url": first_and_way[0], "next": first_and_way[1].next, "pages": pages_of(0, len(links))}
        before = table.model_copy(update=told)
        first = await _links_of(asker, before)
        known = {canonical_key(link.url) for link in links}
        is_new = any(canonical_key(link.url) not in known for link in first)
        return (before, distinct_links([*first, *links])) if is_new else (table, links)
    current = current_value(table.rules(), kept_under(table.url, table.body))
    if "{page}" not in template or current != "2":
        return table, links
    before = numbered_from(table, "1")
    first = await _links_of(asker, before)
    return (before, distinct_links([*first, *links])) if first else (table, links)


async def _links_of(asker: Asker, table: DataList) -> tuple[Link, ...]:
    """Return the links of a list's first page, none where it cannot be asked for or read."""
    if not asker.may_ask(kept_under(table.url, table.body)):
        return ()
    answered = await asked_list(asker, table)
    if answered.problem:
        return ()
    reading = await asker.read(partial(read_listing, _KIND, _KIND.listings(table)[0]), answered, TOO_COSTLY)
    return () if reading.problems else tuple(reading.links)
