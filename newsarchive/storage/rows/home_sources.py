"""Which declared sources are at home at a site: their home page, or what lists their articles, is there.

Whose article a page is must not depend on who named its address first: a spam mirror lists what it copies,
and a purge of it would take the articles of others along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, or_, select, union

from newsarchive.discovery.urls.canonical_urls import host_of, site_of
from newsarchive.storage.schema import feeds, sources, urls

# Sites in one statement: well below SQLite's 1,000 levels of an expression (sqlite.org/limits.html).
_SITES = 50


def site_behind(url: str) -> str | None:
    """Return the registrable domain of a URL; None if it has no host."""
    host = host_of(url)
    return None if host is None else site_of(host)


def sources_at_home(
    connection: Connection, sites: Collection[str], *, retired: bool = True
) -> Mapping[str, frozenset[int]]:
    """Return the declared sources (row numbers) that are at home at each of the sites that have any."""
    found: dict[str, set[int]] = defaultdict(set)
    wanted = sorted(sites)
    for start in range(0, len(wanted), _SITES):
        part = wanted[start : start + _SITES]
        for number, url in _homes(connection, part, retired=retired):
            site = site_behind(url)
            if site is not None and site in sites:
                found[site].add(number)
    return {site: frozenset(numbers) for site, numbers in found.items()}


def _homes(connection: Connection, sites: list[str], *, retired: bool) -> Iterable[tuple[int, str]]:
    known = sources.c.declared if retired else sources.c.declared & sources.c.retired_at.is_(None)
    by_home, by_list = (
        or_(*(column.contains(site, autoescape=True) for site in sites))
        for column in (sources.c.home, urls.c.url)
    )
    listed = (
        select(sources.c.id, urls.c.url)
        .select_from(sources)
        .join(feeds, feeds.c.source_id == sources.c.id)
        .join(urls, urls.c.id == feeds.c.url_id)
    )
    query = union(select(sources.c.id, sources.c.home).where(known, by_home), listed.where(known, by_list))
    return [(int(row[0]), str(row[1])) for row in connection.execute(query)]


def is_declared(connection: Connection, numbers: Collection[int]) -> bool:
    """Say whether all of the sources are declared; the hosts of imported pages are sources, too."""
    declared = select(sources.c.id).where(sources.c.id.in_(numbers), sources.c.declared)
    return len(connection.scalars(declared).all()) == len(set(numbers))
