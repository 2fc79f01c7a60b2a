"""The programs of the park, with their themes and the addresses that their articles have."""

from __future__ import annotations

from pathlib import Path

from benchmarks.sites.ghost_software import GhostSoftware
from benchmarks.sites.known_news import Slugs
from benchmarks.sites.software import Software, StaticSoftware, WordPressSoftware
from benchmarks.sites.spip_software import SpipSoftware
from benchmarks.training.rendered_debian import Jekyll, StaticSite
from benchmarks.training.rendered_programs import Theme
from benchmarks.training.rendered_sites import read_themes
from benchmarks.training.rendered_static import Docusaurus, Eleventy
from benchmarks.training.rendered_wordpress import WordPress

# Themes whose pages may be opened (benchmarks/evaluation/sites.py), each with the kind of its addresses.
_STATIC: tuple[tuple[str, Slugs, str], ...] = (
    ("pelican-notmyidea", "headline", "output"),
    ("pelican-simple", "number", "output"),
    ("hexo-landscape", "headline", "public"),
    ("hexo-redefine", "number", "public"),
    ("hexo-stellar", "short", "public"),
    ("nikola-bootstrap4", "headline", "output"),
)
# WordPress by the setting of its addresses.
_WORDPRESS: tuple[tuple[str, Slugs, str], ...] = (
    ("wordpress-twentytwentyfive", "headline", "/%year%/%monthnum%/%day%/%postname%/"),
    ("wordpress-twentytwentyfour", "headline", "/%postname%/"),
    ("wordpress-twentytwentythree", "number", ""),
)
_DOCUSAURUS = (
    *("@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2"),
    *("react@19.2.0", "react-dom@19.2.0", "@mdx-js/react@3.1.1"),
)
_ELEVENTY = ("@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-rss@3.0.0")


def park(folder: Path) -> list[Software]:
    """Return the software of the park, which is installed below `folder`."""
    programs, themes = read_themes(folder)
    known = {theme.label: theme for theme in themes}
    wordpress = programs["wordpress"]
    assert isinstance(wordpress, WordPress)
    found: list[Software] = [
        StaticSoftware(programs[known[label].program], known[label], slugs, output)
        for label, slugs, output in _STATIC
    ]
    found += [WordPressSoftware(wordpress, known[label], slugs, links) for label, slugs, links in _WORDPRESS]
    jekyll = Jekyll(folder / "installed" / "jekyll", ())
    eleventy = Eleventy(folder.resolve() / "installed" / "eleventy", _ELEVENTY)
    found.append(StaticSoftware(jekyll, Theme("jekyll", "minima", ()), "headline", "out"))
    found.append(StaticSoftware(eleventy, Theme("eleventy", "blog", ()), "headline", "_site"))
    staticsite = StaticSite(folder / "installed" / "staticsite", ())
    docusaurus = Docusaurus(folder.resolve() / "installed" / "docusaurus", _DOCUSAURUS)
    found.append(StaticSoftware(staticsite, Theme("staticsite", "default", ()), "headline", "built"))
    found.append(StaticSoftware(docusaurus, Theme("docusaurus", "classic", ()), "headline", "build"))
    found.append(GhostSoftware(folder.resolve() / "installed" / "ghost"))
    found.append(SpipSoftware())
    return found
