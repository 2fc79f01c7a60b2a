"""Which declared sources are at home at a site, by the `home` of their declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, or_, select

from newsarchive.discovery.urls.canonical_urls import host_of, site_of
from newsarchive.storage.schema import sources


def site_behind(url: str) -> str | None:
    """Return the registrable domain of a URL; None if it has no host."""
    host = host_of(url)
    return None if host is None else site_of(host)


def sources_at_home(connection: Connection, sites: Collection[str]) -> Mapping[str, frozenset[int]]:
    """Return the declared sources (row numbers) that are at home at each of a few sites that have any.

    What a source lists does not count: anybody can list what is elsewhere. A home that is written in other
    letters than its site (IDNA) is not found.
    """
    if not sites:
        return {}
    home = func.lower(sources.c.home)
    at_site = or_(*(home.contains(site, autoescape=True) for site in sorted(sites)))
    query = select(sources.c.id, sources.c.home).where(sources.c.declared, at_site)
    found: dict[str, set[int]] = defaultdict(set)
    for row in connection.execute(query):
        site = site_behind(row.home)
        if site is not None and site in sites:
            found[site].add(row.id)
    return {site: frozenset(numbers) for site, numbers in found.items()}


def is_declared(connection: Connection, numbers: Collection[int]) -> bool:
    """Say whether all of the sources are declared; the hosts of imported pages are sources, too."""
    declared = select(sources.c.id).where(sources.c.id.in_(numbers), sources.c.declared)
    return len(connection.scalars(declared).all()) == len(set(numbers))
