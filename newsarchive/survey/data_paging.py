"""Finds the way to the next page of lists of data: tried, and taken if it names other articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from newsarchive.discovery.article_arrays import ArticleArray, fragment_pages
from newsarchive.discovery.documents import Link, distinct_links
from newsarchive.discovery.list_documents import ListData, read_list_data
from newsarchive.discovery.list_paging import (
    Paging,
    address_with_hole,
    kept_under,
    requested_size,
    says_more,
    stated_total,
)
from newsarchive.discovery.list_reading import following_page
from newsarchive.discovery.object_members import members_of
from newsarchive.discovery.page_conventions import turned_pages
from newsarchive.discovery.paging_guesses import likely_pagings, usual_names
from newsarchive.discovery.request_effects import objection_to
from newsarchive.discovery.urls import canonical_key
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import read_listing
from newsarchive.survey.first_pages import asked_list, from_first
from newsarchive.survey.list_tables import loosened_table, paged_table, pages_of
from newsarchive.survey.requests import TOO_COSTLY, Asker
from newsarchive.survey.site_evidence import Survey

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
