"""Forty sites that have neither feed nor sitemap, each with the articles that its lists name, and with traps.

They were written by someone who had not read how the program finds lists, after what the web's own software
does: `python -m benchmarks.feedless` surveys and crawls them.
"""

from __future__ import annotations

from tests.sites.feedless import (
    callbacks,
    embedded_lists,
    html_lists,
    json_lists,
    known_software,
    posted,
    script_state,
    scrolling,
)
from tests.sites.feedless.simulated import Feedless

FAMILIES = (
    html_lists,
    json_lists,
    known_software,
    callbacks,
    script_state,
    embedded_lists,
    scrolling,
    posted,
)


def feedless_sites() -> dict[str, Feedless]:
    """Return the sites by name."""
    built = [build() for family in FAMILIES for build in family.BUILDERS]
    return {site.name: site for site in built}
