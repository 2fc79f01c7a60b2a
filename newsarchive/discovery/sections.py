"""Section and front pages into links: a declared pattern decides, else a score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from newsarchive.discovery.documents import read_text, without_prolog
from newsarchive.discovery.reading import Link, Reading
from newsarchive.discovery.scoring import THRESHOLD, Anchor, score_anchor
from newsarchive.discovery.urls import canonical_key, host_of, resolve

LARGEST = 5_000_000  # characters; the front pages of large portals have about one million
MOST_LINKS = 2_000
LONGEST_TITLE = 500
_FURNITURE = frozenset({"nav", "footer", "header", "aside", "form"})


def read_section(
    body: bytes, url: str, content_type: str | None = None, article: str | None = None
) -> Reading:
    """Return the links of the page at `url` that lead to articles, in the page's order; total.

    `article` is a regular expression searched in the absolute address: then it alone decides. Without one,
    a link stays when its score reaches THRESHOLD and its host is the page's or a relative of it.
    """
    text = without_prolog(read_text(body, content_type, url))
    problems = ["too_large"] if len(text) > LARGEST else []
    root = _root(text[:LARGEST])
    if root is None:
        return Reading(problems=(*problems, "not_html"))
    best: dict[str, Link] = {}
    for anchor in _anchors(root, url):
        link = Link(url=anchor.url, title=_title(anchor.text), score=_score(anchor, url, article))
        if link.score >= THRESHOLD:
            key = canonical_key(link.url)
            best[key] = _better(best.get(key), link)
    best.pop(canonical_key(url), None)
    if len(best) > MOST_LINKS:
        problems.append("too_many_entries")
    return Reading(links=tuple(best.values())[:MOST_LINKS], problems=tuple(problems))


def _score(anchor: Anchor, page: str, article: str | None) -> float:
    if article is not None:
        return 1.0 if re.search(article, anchor.url) else 0.0
    return score_anchor(anchor) if _related(anchor.url, page) else 0.0


def _related(link: str, page: str) -> bool:
    """Say whether both hosts share their last two labels (three under `com.cn`, `co.uk` and their like)."""
    theirs, ours = host_of(link), host_of(page)
    return theirs is not None and ours is not None and _site(theirs) == _site(ours)


def _site(host: str) -> list[str]:
    labels = host.split(".")
    second_level = (
        len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in {"com", "co", "org", "net", "gov", "ac"}
    )
    return labels[-3:] if second_level else labels[-2:]


def _better(known: Link | None, link: Link) -> Link:
    """A story is linked twice, by picture and by headline: the best words win, the first place stays."""
    if known is None or (link.score, len(link.title or "")) > (known.score, len(known.title or "")):
        return link
    return known


def _root(text: str) -> etree._Element | None:
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if root.find(".//a") is not None else None


def _anchors(root: etree._Element, url: str) -> Iterator[Anchor]:
    base = next((str(found) for found in (element.get("href") for element in root.iter("base")) if found), "")
    try:
        base = urljoin(url, base)
    except ValueError:
        base = url
    for element in root.iter("a"):
        href = element.get("href")
        resolved = resolve(base, href) if href else None
        if resolved:
            words = " ".join("".join(element.itertext()).split()) or (element.get("title") or "").strip()
            yield Anchor(resolved, words, _in_furniture(element))


def _in_furniture(element: etree._Element) -> bool:
    return any(parent.tag in _FURNITURE for parent in element.iterancestors())


def _title(text: str) -> str | None:
    return text[:LONGEST_TITLE] or None
