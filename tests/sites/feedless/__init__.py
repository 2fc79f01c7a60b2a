"""Forty sites that have neither feed nor sitemap, each with the articles that its lists name, and with traps.

They were written by someone who had not read how the program finds lists, after what the web's own software
does: `python -m benchmarks.feedless` surveys and crawls them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from tests.sites.feedless import (
    archived,
    callbacks,
    embedded_lists,
    guarded,
    held_out,
    held_out_eighth_front,
    held_out_eighth_grow,
    held_out_eighth_html,
    held_out_eighth_json,
    held_out_eighth_pages,
    held_out_eighth_posted,
    held_out_eighth_state,
    held_out_fifth_data,
    held_out_fifth_grow,
    held_out_fifth_html,
    held_out_fifth_plain,
    held_out_fifth_posted,
    held_out_fifth_state,
    held_out_fourth,
    held_out_fourth_files,
    held_out_fourth_last,
    held_out_fourth_more,
    held_out_later,
    held_out_ninth_asia,
    held_out_ninth_asked,
    held_out_ninth_europe,
    held_out_ninth_hydrated,
    held_out_ninth_offices,
    held_out_ninth_preloaded,
    held_out_ninth_press,
    held_out_ninth_roll,
    held_out_ninth_scroll,
    held_out_seventh_embedded,
    held_out_seventh_front,
    held_out_seventh_grow,
    held_out_seventh_html,
    held_out_seventh_json,
    held_out_seventh_jsonp,
    held_out_seventh_posted,
    held_out_seventh_state,
    held_out_seventh_towns,
    held_out_sixth_html,
    held_out_sixth_scripts,
    held_out_third,
    held_out_third_scripts,
    html_lists,
    interfaces,
    issues,
    json_lists,
    known_software,
    opened_fourth,
    posted,
    script_state,
    scrolling,
    states,
    watched,
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
DEVELOPED = (watched, archived, interfaces, states, issues, guarded)
HOLDOUT = (held_out, held_out_later)
THIRD = (held_out_third, held_out_third_scripts)
OPENED = (opened_fourth,)
FOURTH = (held_out_fourth, held_out_fourth_files, held_out_fourth_more, held_out_fourth_last)
FIFTH = (
    held_out_fifth_html,
    held_out_fifth_plain,
    held_out_fifth_state,
    held_out_fifth_data,
    held_out_fifth_grow,
    held_out_fifth_posted,
)
SIXTH = (held_out_sixth_html, held_out_sixth_scripts)
SEVENTH = (
    held_out_seventh_html,
    held_out_seventh_towns,
    held_out_seventh_json,
    held_out_seventh_front,
    held_out_seventh_state,
    held_out_seventh_embedded,
    held_out_seventh_jsonp,
    held_out_seventh_grow,
    held_out_seventh_posted,
)
EIGHTH = (
    held_out_eighth_html,
    held_out_eighth_pages,
    held_out_eighth_json,
    held_out_eighth_front,
    held_out_eighth_state,
    held_out_eighth_grow,
    held_out_eighth_posted,
)
NINTH = (
    held_out_ninth_europe,
    held_out_ninth_asia,
    held_out_ninth_press,
    held_out_ninth_offices,
    held_out_ninth_hydrated,
    held_out_ninth_preloaded,
    held_out_ninth_roll,
    held_out_ninth_scroll,
    held_out_ninth_asked,
)


class Sites(Mapping[str, Feedless]):
    """Sites by name, each built when it is first asked for by the function that is named as the site.

    Test processes ask for all names as they collect, and each for some of the sites: to build them all took
    0.7 s of processor time in each (2026-12).
    """

    def __init__(self, builders: Iterable[Callable[[], Feedless]]) -> None:
        self._builders = {build.__name__: build for build in builders}
        self._built: dict[str, Feedless] = {}

    def __getitem__(self, name: str) -> Feedless:
        if name not in self._built:
            site = self._builders[name]()
            assert site.name == name, f"{site.name} is built by a function of another name"
            self._built[name] = site
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._builders)

    def __len__(self) -> int:
        return len(self._builders)


@cache
def feedless_sites() -> dict[str, Feedless]:
    """Return the forty sites by name."""
    built = [build() for family in FAMILIES for build in family.BUILDERS]
    return {site.name: site for site in built}


@cache
def developed_sites() -> dict[str, Feedless]:
    """Return further sites by name, whose scripts run: whoever works on lists looks at these, too."""
    built = [build() for family in DEVELOPED for build in family.BUILDERS]
    return {site.name: site for site in built}


@cache
def held_out_sites() -> dict[str, Feedless]:
    """Return twelve further sites by name, of other shapes, which are scored and not looked at."""
    built = [build() for family in HOLDOUT for build in family.BUILDERS]
    return {site.name: site for site in built}


@cache
def third_set_sites() -> dict[str, Feedless]:
    """Return twelve more that are held out, after what newspapers, portals and broadcasters really do."""
    built = [build() for family in THIRD for build in family.BUILDERS]
    return {site.name: site for site in built}


@cache
def fourth_set_sites() -> dict[str, Feedless]:
    """Return thirteen more that are held out, each of which a reader in a browser can read to its end."""
    built = [build() for family in FOURTH for build in family.BUILDERS]
    return {site.name: site for site in built}


@cache
def fifth_set_sites() -> Sites:
    """Return forty more that are held out, after what newsrooms, ministries and towns ordinarily run."""
    return Sites(build for family in FIFTH for build in family.BUILDERS)


@cache
def sixth_set_sites() -> Sites:
    """Return twenty more that are held out, on other software than the fifth set's."""
    return Sites(build for family in SIXTH for build in family.BUILDERS)


@cache
def seventh_set_sites() -> Sites:
    """Return forty more that are held out, each after other software or another portal's convention."""
    return Sites(build for family in SEVENTH for build in family.BUILDERS)


@cache
def eighth_set_sites() -> Sites:
    """Return thirty-five more that are held out, on software that the seventh set has not."""
    return Sites(build for family in EIGHTH for build in family.BUILDERS)


@cache
def ninth_set_sites() -> Sites:
    """Return forty more that are held out, whose author had read neither discovery nor another set."""
    return Sites(build for family in NINTH for build in family.BUILDERS)


@cache
def opened_sites() -> dict[str, Feedless]:
    """Return six of the fourth set that were opened: whoever works on lists has looked at them."""
    built = [build() for family in OPENED for build in family.BUILDERS]
    return {site.name: site for site in built}
