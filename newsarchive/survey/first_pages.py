"""Finds the first page of a list of which a later one is known: scripts count from 0, or ask for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from newsarchive.discovery.documents import Link, distinct_links
from newsarchive.discovery.list_paging import kept_under, page_parameter
from newsarchive.discovery.list_reading import current_value
from newsarchive.discovery.paging_guesses import page_before_second
from newsarchive.discovery.urls import canonical_key
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import read_listing
from newsarchive.survey.list_tables import numbered_from, pages_of
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker

_KIND = ListKind()


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
