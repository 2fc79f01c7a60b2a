"""Reads the sample sites: a folder for each host, a file for each page, and `site.toml` for shared values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from newsarchive.evidence import SpamKind
from newsarchive.items import Script
from newsarchive.lifecycle import Verdict

# One page of a sample site: its truth, which is stated only here, and how it is served.


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedForm:
    """How a page is served: template, bytes and headers. A page states only what differs from its site.

    `content_type` None means the correct one (`text/html; charset=<encoding>`); any other value is sent as
    it is, even if it is wrong. With `meta_charset` "" the page has no declaration. `paragraph`, `byline` and
    `editor_line` contain one `{}`; `date_format` is for strftime. `structured` names the metadata in the
    head: `jsonld`, `opengraph`, `meta`. `damage` names steps of mirror_damage.py.
    """

    template: str
    encoding: str = "utf-8"
    content_type: str | None = None
    meta_charset: str | None = None
    paragraph: str = "<p>{}</p>"
    date_format: str = "%Y-%m-%d %H:%M"
    byline: str = "{}"
    byline_join: str = ", "
    editor_line: str = "{}"
    title_suffix: str = ""
    structured: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spam:
    """Spam that was injected into a page: all of it must be removed and kept as evidence.

    `title` goes into title, meta and h1; `farm` into the footer, with links to `host`; `inside` follows the
    paragraph with that number (from 1); `body` replaces the article on a hijacked page.
    """

    kind: SpamKind
    host: str = "farm.example"
    title: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    offscreen: tuple[str, ...] = ()
    farm: tuple[str, ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    body: tuple[str, ...] = ()

    def phrases(self) -> tuple[str, ...]:
        """Every phrase of the spam."""
        return (*self.title, *self.hidden, *self.offscreen, *self.farm, *self.inside.values(), *self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edit that shows from the second visit on; paragraphs by number from 1."""

    modified_at: str
    title: str | None = None
    paragraphs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage:
    """The truth of one page, in the terms of the article record, and its appearance."""

    host: str
    path: str
    look: ServedForm
    title: str
    paragraphs: tuple[str, ...]
    verdict: Verdict = Verdict.ARTICLE
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    editor: str | None = None
    outlet: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    script: Script | None = None
    image: str | None = None
    spam: Spam | None = None
    edited: Edit | None = None
    related: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The URL, which is the same on every run."""
        return f"http://{self.host}{self.path}"

    @property
    def text(self) -> str:
        """The text as in the article record; "" if there is no article."""
        return "" if self.verdict == Verdict.HIJACKED else "\n".join(self.paragraphs)

    def at_visit(self, visit: int) -> SamplePage:
        """Return the page as of that visit (from 1); it is edited once, before the second."""
        edit = self.edited
        if edit is None or visit < 2:
            return self
        paragraphs = tuple(edit.paragraphs.get(str(n), text) for n, text in enumerate(self.paragraphs, 1))
        return replace(
            self,
            title=edit.title or self.title,
            paragraphs=paragraphs,
            modified_at=edit.modified_at,
            edited=None,
        )


_FOLDER = Path(__file__).resolve().parent / "pages"
_SITE_FILE = "site.toml"
ListingFormat = Literal["rss", "atom", "newssitemap", "sitemap", "sitemapindex", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDocument:
    """A listing: `pages` are named by file name, `links` are further (title, URL) pairs."""

    path: str
    format: ListingFormat
    title: str = ""
    pages: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    gzipped: bool = False
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host: its pages by file name, its listings, and its other responses."""

    host: str
    title: str
    language: str
    robots: str | None = None
    nav: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    listings: tuple[ListingDocument, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, SamplePage] = field(default_factory=dict)


@lru_cache(maxsize=1)
def sites() -> Mapping[str, Site]:
    """Return every site by its host."""
    return {folder.name: read_site(folder) for folder in sorted(_FOLDER.iterdir()) if folder.is_dir()}


def all_pages() -> list[SamplePage]:
    """Return every page of every site, by host and file name."""
    return [page for site in sites().values() for page in site.pages.values()]


def read_site(folder: Path) -> Site:
    """Read the folder of one host; raises TypeError for an unknown key."""
    data = frozen(tomllib.loads((folder / _SITE_FILE).read_text(encoding="utf-8")))
    look, facts = data.pop("look"), data.pop("facts", {})
    listings = tuple(ListingDocument(**listing) for listing in data.pop("listings", ()))
    files = sorted(file for file in folder.glob("*.toml") if file.name != _SITE_FILE)
    pages = {file.stem: read_sample_page(file, folder.name, look, facts) for file in files}
    return Site(host=folder.name, listings=listings, pages=pages, **data)


def read_sample_page(file: Path, host: str, look: dict[str, Any], facts: dict[str, Any]) -> SamplePage:
    """Read the file of one page; missing values are those of the site, "" means unknown."""
    data = frozen(tomllib.loads(file.read_text(encoding="utf-8")))
    parts: dict[str, Any] = {"look": ServedForm(**(look | data.pop("look", {})))}
    if "spam" in data:
        parts["spam"] = Spam(**data.pop("spam"))
    if "edited" in data:
        parts["edited"] = Edit(**data.pop("edited"))
    told = {name: value for name, value in (facts | data | parts).items() if value != ""}
    return SamplePage(host=host, **told)


def frozen(value: Any) -> Any:
    """Return the same data with tuples in place of lists."""
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value
