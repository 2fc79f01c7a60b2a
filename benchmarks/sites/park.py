"""The programs of the park, with their themes and the addresses that their articles have."""

from __future__ import annotations

from pathlib import Path

from benchmarks.sites.known_news import Slugs
from benchmarks.sites.software import Software, StaticSoftware
from benchmarks.training.rendered_sites import read_themes

# Themes whose pages may be opened (benchmarks/evaluation/sites.py), each with the kind of its addresses.
_STATIC: tuple[tuple[str, Slugs, str], ...] = (
    ("pelican-notmyidea", "headline", "output"),
    ("pelican-simple", "number", "output"),
    ("hexo-landscape", "headline", "public"),
    ("hexo-redefine", "number", "public"),
    ("hexo-stellar", "short", "public"),
    ("nikola-bootstrap4", "headline", "output"),
)


def park(folder: Path) -> list[Software]:
    """Return the software of the park, which is installed below `folder`."""
    programs, themes = read_themes(folder)
    known = {theme.label: theme for theme in themes}
    return [
        StaticSoftware(programs[known[label].program], known[label], slugs, output)
        for label, slugs, output in _STATIC
    ]
