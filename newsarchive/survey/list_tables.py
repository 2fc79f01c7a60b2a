"""Writes what was found out of a list as the table that declares it (newsarchive.listings.list_kind)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import ValidationError

from newsarchive.discovery.lists.article_arrays import ArticleArray
from newsarchive.discovery.lists.json_path import descendant_path, path_of, values_at
from newsarchive.discovery.lists.known_interfaces import KnownList
from newsarchive.discovery.lists.list_documents import ListData
from newsarchive.discovery.lists.list_paging import Paging, filled_address, filled_body
from newsarchive.discovery.scripts.list_addresses import ListAddress
from newsarchive.discovery.urls.canonical_urls import host_of
from newsarchive.listings.list_kind import DataList

_PAGES = 50  # of a list that goes on; as of a section with known pages
_MOST_PAGES = 200


def declared_request(address: ListAddress) -> DataList | None:
    """Return a table that asks as a script does, None if that is more than a declaration may hold."""
    method: Literal["POST"] | None = "POST" if address.body == "" else None
    try:
        return DataList(
            url=address.url,
            method=method,
            body=address.body or None,
            headers=dict(address.headers),
            tokens=dict(address.tokens),
            token_page=address.token_page,
        )
    except ValidationError:
        return None


def known_table(known: KnownList) -> DataList | None:
    """Return the table of a list that software has, None if the page writes its address as none."""
    try:
        return DataList(
            url=known.url,
            articles=known.articles,
            link=known.link,
            title=known.title,
            time=known.time,
            template=known.template,
            next=known.next,
            pages=_PAGES,
        )
    except ValidationError:
        return None


def declared_table(
    address: ListAddress, data: ListData, arrays: Sequence[ArticleArray], template: str | None, base: str
) -> DataList | None:
    """Return the table for a list: with the places of its articles if they are in one array."""
    table = declared_request(address)
    if table is None:
        return None
    table = table.model_copy(update={"template": template})
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


def paged_table(table: DataList, paging: Paging, pages: int) -> DataList:
    """Return the table with a way to its further pages."""
    return table.model_copy(
        update={
            "next": paging.next,
            "next_body": paging.next_body,
            "cursor": paging.cursor,
            "second": paging.second,
            "step": paging.step,
            "cursor_form": paging.cursor_form,
            "pages": min(pages, 9) if paging.next and "_0{page}" in paging.next else pages,
        }
    )


def loosened_table(table: DataList, first: Any, later: Any) -> DataList:
    """Return the table with paths that hold in both of two pages of a list that keep their data elsewhere.

    A page has in its scripts what its interface answers alone: `$.props.items[*]` there is `$.items[*]` here,
    and `$..items[*]` both (RFC 9535, 2.5.2). What is in one of them only is left to be found.
    """
    told: dict[str, str | None] = {}
    if table.articles is not None and not values_at(table.articles, later):
        told["articles"] = _in_both(table.articles, first, later)
        if told["articles"] is None:
            told |= {"title": None, "time": None} | ({"link": None} if table.link else {})
    for field in ("next", "cursor"):
        path = getattr(table, field)
        if path is not None and path.startswith("$") and not values_at(path, later):
            told[field] = _in_both(path, first, later) or path
    return table.model_copy(update=told)


def _in_both(path: str, first: Any, later: Any) -> str | None:
    """Return the path from anywhere that finds the same in one value, and something in the other."""
    loose = descendant_path(path)
    if loose is None or values_at(loose, first) != values_at(path, first):
        return None
    return loose if values_at(loose, later) else None


def numbered_from(table: DataList, number: str) -> DataList:
    """Return the table whose first page has the number."""
    if table.next_body is not None:
        return table.model_copy(update={"body": filled_body(table.next_body, number)})
    return table.model_copy(update={"url": filled_address(table.next or "", number)})


def pages_of(total: int, count: int) -> int:
    """Return how many pages a list has, or may have."""
    return min(_MOST_PAGES, -(-total // count)) if total and count else _PAGES
