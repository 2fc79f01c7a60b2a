"""Finds the next page of a list: rel=next, a labelled link, numbered pages, or a script's counter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from newsarchive.discovery.documents import base_of
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.archive_menus import archive_pages, day_in, form_page, option_links
from newsarchive.discovery.sections.loaded_pieces import following_piece
from newsarchive.discovery.sections.page_labels import arrow_next, numbered_pages, told_next
from newsarchive.discovery.sections.turning_links import turning_link
from newsarchive.discovery.urls.canonical_urls import canonical_key, is_other_page, resolve, same_site
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import Anchor

_LONGEST_WORDS = 24  # characters; a longer link is a headline that begins with "Next"
_MOST_PAGES = 100_000

# The pager of TRS WCM, which most Chinese government sites use: createPageHTML(pages, current, name, ext).
_SCRIPTED = re.compile(
    r"createPageHTML\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"']([\w-]{1,40})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)
# What counts pages in a URL: `?page=2`, `/page/2`.
_PAGE_PART = re.compile(
    r"([?&])(?:page|paged|p|pg|pageno|page_no|pageindex)=(\d{1,5})\b|/page/(\d{1,5})/?", re.IGNORECASE
)
_NEXT_ADDRESS = re.compile(
    r"\b(?:next|older)_?(?:page)?_?(?:url|href|link|path)[\"']?\s*[:=]\s*[\"']((?:https?:\\?/)?\\?/[^\"'<>\s{}]{1,500}|\?[^\"'<>\s{}]{1,300})[\"']",
    re.IGNORECASE,
)
_MOST_SCRIPTS_READ, _LARGEST_SCRIPT = 60, 200_000
_MOST_SCRIPTS = 6
_LONGEST_SENDING = 2_000  # characters of a script that does hardly more than send readers on
_SENT_ON = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'<>]{1,500})[\"']|\blocation\.(?:replace|assign)\(\s*[\"']([^\"'<>]{1,500})[\"']"
)
# What sends only some readers on: those with a telephone, or without an account.
_SOMETIMES = re.compile(
    r"\bif\s*\(|\buserAgent\b|&&|\?[^\"'<>]{0,500}:|\bon(?:click|load)\b|\baddEventListener\b"
)
_REFRESH = re.compile(
    r"\s*(\d{1,2})(?:\.\d+)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'\s>]{1,500})", re.IGNORECASE
)
_LONGEST_WAIT = 10  # seconds before a page that is no list sends its readers on
_SEEN = ".//text()[not(parent::script or parent::style or parent::noscript)]"
_FEWEST_CHARACTERS = 200  # of the text of a page; one that sends readers on has fewer
_TOTAL = re.compile(r"共\s*(\d{1,5})\s*[页頁]|(?:of|von|de|sur)\s+(\d{1,5})\Z")


@dataclass(frozen=True, slots=True)
class Pager:
    """The URL of the next page, and the number of pages (0: unknown).

    `beside` are pages that are read with this one: the others of an issue, the newest of an archive.
    """

    next: str | None = None
    pages: int = 0
    beside: tuple[str, ...] = ()

    @property
    def leads_on(self) -> bool:
        """Whether there is anything to read besides the page itself."""
        return self.next is not None or bool(self.beside)


NO_PAGER = Pager()


def find_pager(root: etree._Element, url: str) -> Pager:
    """Return the pager of a page; the next page must be on the same host. Total."""
    every = list(anchors_of(root, url))
    anchors = [anchor for anchor in every if is_other_page(anchor.url, url)]
    numbered = numbered_pages(anchors, url)
    earlier, beside = archive_pages(root, url, every)
    scripted = _scripted(root, url)
    options = [one for one in option_links(root, url) if is_other_page(one.url, url)]
    chosen = numbered_pages(options, url)
    following = next(
        (
            found
            for found in (
                _declared(root, url),
                following_piece(root, url),
                _onward(told_next(anchors), url, earlier),
                numbered.next if numbered else None,
                *scripted[:1],
                _addressed(anchors, url),
                _onward(arrow_next(anchors, url), url, earlier),
                chosen.next if chosen else None,
                told_next(options),
                form_page(root, url),
                earlier,
                turning_link(root, url, anchors),
                _written(root, url),
            )
            if found
        ),
        None,
    )
    # Numbers without a gap may be a part of the pager: only "1 2 3 … 9" tells the last page.
    last = numbered.last if numbered else 0
    pages = max([last, *_totals(root)])
    if scripted:
        pages = max(pages, int(scripted[1]))
    # "Seite 3" of a list is no page of an issue: it has the list's own address, and other parameters.
    told = (
        set() if numbered is None else {link for link in numbered.pages.values() if _is_same_path(link, url)}
    )
    beside = tuple(page for page in beside if page != following and page not in told)
    return Pager(following, min(pages, _MOST_PAGES) if following and following != earlier else 0, beside)


def _is_same_path(link: str, url: str) -> bool:
    return "?" in link and canonical_key(link.partition("?")[0]) == canonical_key(url.partition("?")[0])


def _declared(root: etree._Element, url: str) -> str | None:
    """Return what a page says is its next one; None if it says so of several, as some do of every page."""
    base = base_of(root, url)
    for tag in ("link", "a"):
        told = {
            canonical_key(found): found
            for element in root.iter(tag)
            if "next" in (element.get("rel") or "").lower().split()
            and (found := resolve(base, element.get("href") or ""))
            and is_other_page(found, url)
        }
        if told:
            return next(iter(told.values())) if len(told) == 1 else None
    return None


def _addressed(anchors: Sequence[Anchor], url: str) -> str | None:
    """Return the link whose URL is this page's with a page number one higher, whatever its text says."""
    here = _PAGE_PART.search(url)
    number = int(here[2] or here[3]) if here else 1
    bare = _without_page(url)
    for anchor in anchors:
        there = _PAGE_PART.search(anchor.url)
        if there and int(there[2] or there[3]) == number + 1 and _without_page(anchor.url) == bare:
            return anchor.url
    return None


def _onward(link: str | None, url: str, earlier: str | None) -> str | None:
    """Return a link unless it counts back: where "previous" means older, "next" leads to what is newer.

    So it does where another link leads to an `earlier` day.
    """
    day, before = day_in(link or ""), day_in(earlier or "")
    if day is not None and before is not None and day > before:
        return None
    here, there = _PAGE_PART.search(url), _PAGE_PART.search(link or "")
    if link is None or here is None or _without_page(link) != _without_page(url):
        return link
    return link if there is not None and int(there[2] or there[3]) > int(here[2] or here[3]) else None


def _written(root: etree._Element, url: str) -> str | None:
    """Return what a script of the page calls the address of the next one: `nextUrl: "/list/2x.html"`."""
    base = base_of(root, url)
    for script in islice(root.iter("script"), _MOST_SCRIPTS_READ):
        for found in islice(_NEXT_ADDRESS.finditer((script.text or "")[:_LARGEST_SCRIPT]), 5):
            resolved = resolve(base, found[1].replace("\\/", "/"))
            if (
                resolved
                and is_other_page(resolved, url)
                and objection_to(resolved, None, posts=False) is None
            ):
                return resolved
    return None


def _without_page(url: str) -> str:
    """Return the key of a URL without the part that counts pages."""
    return canonical_key(_PAGE_PART.sub(r"\1", url).rstrip("?&")).rstrip("/")


def _scripted(root: etree._Element, url: str) -> list[str]:
    """Return the next URL and the number of pages from the call of the script."""
    for script in root.iter("script"):
        call = _SCRIPTED.search("".join(script.itertext())[:20_000])
        if call and int(call[2]) + 1 < int(call[1]):
            return [urljoin(url, f"{call[3]}_{int(call[2]) + 1}.{call[4]}"), call[1]]
    return []


def _totals(root: etree._Element) -> Iterator[int]:
    for text in root.itertext("a", "span", "div", "p", "li", "td"):
        stripped = text.strip()
        if len(stripped) <= _LONGEST_WORDS and (total := _TOTAL.search(stripped)):
            yield int(total[1] or total[2])


def moved_to(root: etree._Element, url: str) -> str | None:
    """Return where a page without links sends its readers, on the same site; None if it does not. Total."""
    body = root.find(".//body")
    base = base_of(root, url)
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(meta.get("content") or "")
            resolved = resolve(base, found[2]) if found and int(found[1]) <= _LONGEST_WAIT else None
            if resolved and same_site(resolved, url) and canonical_key(resolved) != canonical_key(url):
                return resolved
    if body is not None and len("".join("".join(body.xpath(_SEEN)).split())) > _FEWEST_CHARACTERS:
        return None
    for script in islice(root.iter("script"), _MOST_SCRIPTS):
        text = (script.text or "")[:_LONGEST_SENDING]
        sent = None if _SOMETIMES.search(text) else _SENT_ON.search(text)
        resolved = resolve(base, sent[1] or sent[2]) if sent else None
        if resolved and same_site(resolved, url) and canonical_key(resolved) != canonical_key(url):
            return resolved
    return None
