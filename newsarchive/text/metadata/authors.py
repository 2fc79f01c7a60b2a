"""Who wrote the article, by markup: JSON-LD persons, meta tags, then elements marked as by-line."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml.html import HtmlElement, fromstring
from trafilatura.metadata import extract_author

from newsarchive.text.metadata.json_ld import Node
from newsarchive.text.metadata.meta_tags import MetaTags
from newsarchive.text.metadata.names import people

AUTHOR_META = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "cxenseparse:author",
    "og:article:author",
    "og:author",
    "authors",
    "dcsext.author",
    "article:author_name",
    "creator",
)
# trafilatura's search copies the tree; only the largest 1 % of pages have more elements than this.
MOST_ELEMENTS = 30_000
# What trafilatura 2.3's AUTHOR_XPATHS look for, and its AUTHOR_DISCARD_XPATHS.
MARK = re.compile(
    r"[Aa]uthor|[Bb]yl|BBL|^me$|username|channel-name|zuozhe|bianji|xiaobian|submitted-by|posted-by|journalist-name"
    r"|screenname|writer"
)
LEFT_OUT_ID = re.compile("^comments|comment-?list|ProductReviews")
LEFT_OUT_CLASS = re.compile(
    "^[Cc]omments|commentlist|comments-list|sidebar|is-hidden|quote|embedly-instagram|article-(?:share|support)|print"
    "|category|meta-date|meta-reviewer"
)
NAMESAKE = re.compile(r"^[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){1,2}$")
ORGANISED = re.compile(
    r"\b(?:news|times|post|daily|courier|herald|journal|team|staff|group|media|magazine|blog|online|company|bank|agency"
    r"|institute|network|press|radio|tv|zeitung|nachrichten|presse|verlag|redaktion|club|shop|inc|ltd|gmbh|the)\b",
    re.IGNORECASE,
)


def stated_authors(meta: MetaTags, nodes: tuple[Node, ...], outlets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the persons that JSON-LD or meta tags name as authors."""
    for names in (
        *(_persons(node.get("author") or node.get("creator")) for node in nodes),
        list(meta.all(*AUTHOR_META)),
    ):
        found = people(names, outlets) or _namesakes(names, nodes)
        if found:
            return found
    return ()


def _namesakes(names: list[str], nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Somebody whose site bears their name: two or three capitalised words that JSON-LD types a Person."""
    authors = [author for node in nodes for author in _as_list(node.get("author"))]
    typed = {str(author.get("name")) for author in authors if author.get("@type") == "Person"}
    own = [name for name in names if name in typed and NAMESAKE.match(name) and not ORGANISED.search(name)]
    return people(own)


def shown_authors(tree: HtmlElement, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the persons named by elements marked as author (trafilatura's search); () if it fails."""
    marked = _marked(tree)
    if not marked:
        return ()
    root = fromstring("<html><body></body></html>")
    root[0].extend(deepcopy(element) for element in marked)
    try:
        found = extract_author(root)
    except Exception:  # any failure of the library means: no answer from it
        return ()
    return people([found.replace("; ", ";")], outlets) if found else ()


def _marked(tree: HtmlElement) -> list[HtmlElement]:
    """The outermost elements that extract_author could answer with, none in parts it leaves out.

    Its search copies the tree and tests every element three times; most pages have a handful to look at.
    """
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for number, element in enumerate(tree.iter("*")):
        if number > MOST_ELEMENTS:
            return []
        if element.attrib and element not in inside and MARK.search(" ".join(element.attrib.values())):
            inside.update(element.iter("*"))
            if not any(_is_left_out(holder) for holder in element.iterancestors()):
                found.append(element)
    return found


def _is_left_out(element: HtmlElement) -> bool:
    if element.tag in {"time", "figure"}:
        return True
    if element.tag not in {"a", "div", "section", "span"}:
        return False
    name, kind = element.get("id", ""), element.get("class", "")
    return (
        name == "comments"
        or kind in {"comments", "title", "date"}
        or bool(LEFT_OUT_ID.search(name) or LEFT_OUT_CLASS.search(kind))
        or "Figure" in element.get("data-component", "")
    )


def _persons(value: Any) -> list[str]:
    """Names of a JSON-LD author: strings, or objects that do not say they are an organisation."""
    found: list[str] = []
    for item in value[:30] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict) and "Organization" not in str(item.get("@type")):
            name = item.get("name")
            found += [part for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return found


def _as_list(value: Any) -> list[dict[str, Any]]:
    items = value[:30] if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]
