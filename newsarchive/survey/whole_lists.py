"""Says whether a list that was read is the whole of it, so that no browser need be started for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from newsarchive.discovery.documents import Link
from newsarchive.discovery.list_addresses import ListAddress
from newsarchive.discovery.list_paging import says_last, says_more, stated_total
from newsarchive.discovery.scoring import ARTICLE_THRESHOLD
from newsarchive.discovery.urls import canonical_key
from newsarchive.survey.site_evidence import Found, ListingPlace

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
