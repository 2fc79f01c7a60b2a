"""Twelve sites that imitate real kinds, each with the articles a crawl must find, and with traps."""

from __future__ import annotations

from tests.sites import chinese, english, european, portals
from tests.sites.building import Site

BUILDERS = (
    chinese.portal,
    chinese.paper,
    chinese.government,
    chinese.old_system,
    english.wire,
    english.local_paper,
    english.magazine,
    english.press_office,
    portals.portal,
    portals.scripted,
    european.magazine,
    european.daily,
)


def all_sites(count: int | None = None) -> dict[str, Site]:
    """Return the sites by name, with so many articles each (default: 24 to 60)."""
    built = [build() if count is None else build(count) for build in BUILDERS]
    return {site.name: site for site in built}
