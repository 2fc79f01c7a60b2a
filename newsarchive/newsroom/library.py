"""Reads the sample sites from data files: a folder a host, a file a page, `site.toml` for what they share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from newsarchive.newsroom.page import Edit, Look, Page, Spam

FOLDER = Path(__file__).resolve().parent / "pages"
SITE_FILE = "site.toml"
ListingFormat = Literal["rss", "atom", "newssitemap", "sitemap", "sitemapindex", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A document that names pages: `pages` by file name, `links` as (title, address) besides them."""

    path: str
    format: ListingFormat
    title: str = ""
    pages: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    gzipped: bool = False
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host: its pages by file name, its listings, and the answers that are neither."""

    host: str
    title: str
    language: str
    robots: str | None = None
    nav: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)


@lru_cache(maxsize=1)
def sites() -> Mapping[str, Site]:
    """Every site by its host."""
    return {folder.name: read_site(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()}


def all_pages() -> list[Page]:
    """Every page of every site, by host and file name."""
    return [page for site in sites().values() for page in site.pages.values()]


def read_site(folder: Path) -> Site:
    """Read one host's folder; a key nobody knows raises TypeError."""
    data = frozen(tomllib.loads((folder / SITE_FILE).read_text(encoding="utf-8")))
    look, facts = data.pop("look"), data.pop("facts", {})
    listings = tuple(Listing(**listing) for listing in data.pop("listings", ()))
    files = sorted(file for file in folder.glob("*.toml") if file.name != SITE_FILE)
    pages = {file.stem: read_page(file, folder.name, look, facts) for file in files}
    return Site(host=folder.name, listings=listings, pages=pages, **data)


def read_page(file: Path, host: str, look: dict[str, Any], facts: dict[str, Any]) -> Page:
    """Read one page's file; what it leaves out is as the site has it, "" is unknown."""
    data = frozen(tomllib.loads(file.read_text(encoding="utf-8")))
    parts: dict[str, Any] = {"look": Look(**(look | data.pop("look", {})))}
    if "spam" in data:
        parts["spam"] = Spam(**data.pop("spam"))
    if "edited" in data:
        parts["edited"] = Edit(**data.pop("edited"))
    told = {name: value for name, value in (facts | data | parts).items() if value != ""}
    return Page(host=host, **told)


def frozen(value: Any) -> Any:
    """The same data with tuples for lists."""
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value
