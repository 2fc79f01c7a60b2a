"""What is known of a site's articles, and which of it the site tells a reader of its pages or feeds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import lxml.html
from lxml import etree

from benchmarks.training.rendered_sites import states_author, states_day
from benchmarks.training.rendered_stories import KnownStory
from newsarchive.discovery.urls.canonical_urls import canonical_key

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_TAGLIKE = frozenset({"category", "subject"})
_ENTRIES = frozenset({"item", "entry"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """One article; the four of `states_` say what a page or a feed of the site tells of it.

    `keys` are those of its addresses: hosts of static sites answer at `/pier.html`, `/pier` and `/pier/`.
    """

    url: str
    keys: tuple[str, ...]
    story: KnownStory
    language: str
    states_day: bool
    states_moment: bool
    states_author: bool
    states_tags: bool


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of an article: its moments, and all its words."""

    moments: frozenset[datetime]
    words: str


def feed_entries(documents: Iterable[bytes]) -> Mapping[str, list[FeedEntry]]:
    """Return the entries of RSS and Atom documents, by the key of the article's address."""
    found: defaultdict[str, list[FeedEntry]] = defaultdict(list)
    for document in documents:
        root = _root(document)
        for element in [] if root is None else root.iter(etree.Element):
            if _name(element) in _ENTRIES and (address := _address(element)):
                found[canonical_key(address)].append(_entry(element))
    return found


def known_article(
    url: str, story: KnownStory, language: str, html: str, entries: Iterable[FeedEntry]
) -> KnownArticle:
    """Return what is known of an article whose page is `html`."""
    told = list(entries)
    moments = {moment for one in told for moment in one.moments} | _moments(_MOMENT.findall(html))
    stated = any(abs((moment - story.published).total_seconds()) < 60 for moment in moments)
    bare = url.removesuffix(".html")
    return KnownArticle(
        url=url,
        keys=tuple(dict.fromkeys(map(canonical_key, (url, bare, f"{bare}/") if bare != url else (url,)))),
        story=story,
        language=language,
        states_day=stated or states_day(html, story),
        states_moment=stated,
        states_author=states_author(html, story) or any(story.author in one.words for one in told),
        states_tags={*story.tags} <= _labels(html).union(*(one.words.split("\n") for one in told)),
    )


def _labels(html: str) -> set[str]:
    """The texts of links and the values of meta tags, where tags stand; in running text they are words."""
    tree = lxml.html.document_fromstring(html)
    links = {"".join(link.itertext()).strip(" \t\n#,;") for link in tree.iter("a")}
    metas = (meta.get("content") or "" for meta in tree.iter("meta"))
    return links | {part.strip() for text in metas for part in text.split(",")}


def _root(document: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(document, etree.XMLParser(recover=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entry(element: etree._Element) -> FeedEntry:
    texts = [text.strip() for text in element.itertext() if text.strip()]
    dated = [
        (child.text or "").strip()
        for child in element
        if _name(child) in {"pubdate", "published", "updated", "date", "created", "issued"}
    ]
    named = [child.get("term") or "" for child in element if _name(child) in _TAGLIKE]
    return FeedEntry(frozenset(_moments(dated)), "\n".join([*texts, *named]))


def _address(element: etree._Element) -> str | None:
    for child in element:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child.get("href") or (child.text or "").strip() or None
    return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower()


def _moments(texts: Iterable[str]) -> set[datetime]:
    found: set[datetime] = set()
    for text in texts:
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = read(text)
            except (ValueError, TypeError):
                continue
            if moment.tzinfo is not None:
                found.add(moment)
                break
    return found
