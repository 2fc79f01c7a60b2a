"""What markup states of a page: its meta tags, its JSON-LD, however broken, and by these what kind it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsarchive.text.entities import unescape
from newsarchive.text.page.page_model import Elements, PageModel
from newsarchive.text.tidy_lines import tidy

# Reading `<meta>`: every name and property once, in page order.

_MOST_TAGS = 1_000
_LONGEST_CONTENT = 5_000


class MetaTags:
    """The page's meta tags by lower-cased name, property or itemprop; several values keep their order."""

    def __init__(self, tree: Elements) -> None:
        self._values: dict[str, list[str]] = {}
        for number, tag in enumerate(tree.iter("meta")):
            if number >= _MOST_TAGS:
                break
            content = tidy((tag.get("content") or tag.get("value") or "")[:_LONGEST_CONTENT])
            if content:
                for key in {
                    tag.get(name, "").strip().lower() for name in ("name", "property", "itemprop")
                } - {""}:
                    self._values.setdefault(key, []).append(content)

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the contents of the tags called `names`, in the order of `names`."""
        return tuple(value for name in names for value in self._values.get(name, ()))

    def first(self, *names: str) -> str | None:
        """Return the first content found under one of `names`."""
        return next(iter(self.all(*names)), None)

    def pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return (name, content) of the tags called `names`, in the order of `names`."""
        return tuple((name, value) for name in names for value in self._values.get(name, ()))


def meta_tags(tree: Elements) -> MetaTags:
    """Return the meta tags of a page; a page's model reads them once."""
    return tree.remember(MetaTags) if isinstance(tree, PageModel) else MetaTags(tree)


# One real page holds 841 KB of broken JSON-LD (docs/explanation/performance.md#one-page-must-not-cost-all);
# what describes an article fits in far less.
_LONGEST_SCRIPT = 400_000
_LONGEST_TOTAL = 1_000_000
_MOST_NODES = 2_000
_MOST_SCRIPTS = 40
_MOST_REFERRED = 50
OF_PAGE = "author of the page"
# What a page is about is no part of it, nor what a graph holds.
_ABOUT = frozenset({"@graph", "mainEntity", "mainEntityOfPage"})
_REVIEWS, _DEEPEST_LIST = ("review", "reviews"), 4

# A job that is advertised (JobPosting) is no posting of a blog or forum.
ARTICLE_TYPE = re.compile(
    r"(?:Article|(?<!Job)Posting|NewsStory|Report|Review|Recipe|Column)$", re.IGNORECASE
)
PAGE_TYPE = re.compile(
    r"(?:WebPage|ItemPage|VideoObject|PodcastEpisode|ImageGallery|MediaGallery|CreativeWork)$", re.IGNORECASE
)
_WRAPPER = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|^\s*//.{0,20}$", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",(?=\s{0,50}[}\]])")

Node = dict[str, Any]


def article_nodes(tree: Elements) -> tuple[Node, ...]:
    """Return the JSON-LD nodes that may describe the page's article, the likeliest first.

    Reviews that others hold (of a recipe, a film, the site) are readers' where the article has an author.
    """
    nodes = _with_authors(_without_reviews(every_node(tree)))
    ranked = sorted(enumerate(nodes), key=lambda item: (_rank(item[1]), item[0]))
    return tuple(node for _, node in ranked if _rank(node) < 3)


def _without_reviews(nodes: list[Node]) -> list[Node]:
    """The nodes but those that are reviews in another: of recipes, and where somebody wrote an article."""
    holders = [(node, [*_flat([node.get(key) for key in _REVIEWS])]) for node in nodes]
    reviews = [review for _, held in holders for review in held]
    if not reviews:
        return nodes
    held = {id(review) for review in reviews}
    named = {review["@id"] for review in reviews if isinstance(review.get("@id"), str)}

    def is_held(node: Node) -> bool:
        by_name = isinstance(node.get("@id"), str) and node["@id"] in named
        return (id(node) in held or by_name) and any(kind.endswith("Review") for kind in node_types(node))

    others = [node for node in nodes if not is_held(node)]
    is_signed = any(_rank(node) < 2 and any(map(_is_person, _as_list(node.get("author")))) for node in others)
    of_recipes = any(found and is_kind(node, "Recipe") for node, found in holders)
    return others if is_signed or of_recipes else nodes


def _flat(value: Any, depth: int = 0) -> Iterator[Node]:
    """The objects in a value: in lists of lists, and in those that schema.org has for them (ItemList)."""
    if isinstance(value, dict):
        yield value
        value = value.get("itemListElement")
    if isinstance(value, list) and depth < _DEEPEST_LIST:
        for one in value[:_MOST_REFERRED]:
            yield from _flat(one, depth + 1)


def _is_person(author: Any) -> bool:
    return bool(author) and not (isinstance(author, dict) and "Organization" in str(author.get("@type")))


def _with_authors(nodes: list[Node]) -> list[Node]:
    """The nodes; where an author is a reference, `@id` alone, the object it leads to.

    A page's author that is no article's is marked as OF_PAGE: as often as not whoever typed it in.
    """
    named = {
        str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")
    }

    def resolved(author: Any, rank: int) -> Any:
        if not isinstance(author, dict) or author.get("name"):
            return author
        found = named.get(str(author.get("@id")))
        return author if found is None else {**found, OF_PAGE: rank > 1}

    return [
        {**node, "author": [resolved(one, _rank(node)) for one in authors[:_MOST_REFERRED]]}
        if named and any(isinstance(one, dict) and not one.get("name") for one in authors)
        else node
        for node in nodes
        for authors in (_as_list(node.get("author")),)
    ]


def every_node(tree: Elements) -> list[Node]:
    """Return all JSON-LD nodes of the page, whatever they describe; a page's model reads them once."""
    return tree.remember(_read_nodes) if isinstance(tree, PageModel) else _read_nodes(tree)


@dataclass(frozen=True, slots=True)
class OwnNodes:
    """A page's JSON-LD nodes: `own` are the page's itself and of what it is about, no part of others."""

    own: tuple[Node, ...]
    every: tuple[Node, ...]


def own_nodes(tree: Elements) -> OwnNodes:
    """Return which nodes are told of for themselves, and not as a part of another: its author, its review."""
    nodes = every_node(tree)
    parts = {
        id(part)
        for node in nodes
        for key, value in node.items()
        if key not in _ABOUT
        for part in _parts(value)
    }
    return OwnNodes(tuple(node for node in nodes if id(node) not in parts), tuple(nodes))


def _parts(value: Any) -> Iterator[Node]:
    """The objects in a value, in lists too."""
    for one in _as_list(value)[:200]:
        if isinstance(one, dict):
            yield one
        elif isinstance(one, list):
            yield from (part for part in one[:200] if isinstance(part, dict))


def _read_nodes(tree: Elements) -> list[Node]:
    return [node for script in _scripts(tree) for node in _walk(_load(script))]


def _scripts(tree: Elements) -> Iterator[str]:
    total = 0
    for number, script in enumerate(tree.iter("script")):
        if number > 2000 or total > _LONGEST_TOTAL:
            return
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if text and len(text) <= _LONGEST_SCRIPT:
            total += len(text)
            yield text
    # What Remix and others make of a script in the head: <meta name="script:ld+json" content="{…}">.
    for meta in islice(tree.iter("meta"), _MOST_TAGS):
        text = meta.get("content") or ""
        if text.lstrip()[:1] in {"{", "["} and '"@type"' in text and len(text) <= _LONGEST_SCRIPT:
            total += len(text)
            if total > _LONGEST_TOTAL:
                return
            yield text


def _load(text: str) -> Any:
    for attempt in (text, _TRAILING_COMMA.sub("", _WRAPPER.sub("", text)).strip().rstrip(";")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any) -> Iterator[Node]:
    """Every object in breadth-first order, so that the page's own node comes before nested ones."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        current = waiting.pop(0)
        seen += 1
        if isinstance(current, dict):
            yield current
            waiting.extend(part for part in current.values() if isinstance(part, (dict, list)))
        elif isinstance(current, list):
            waiting.extend(part for part in current[:200] if isinstance(part, (dict, list)))


def _rank(node: Node) -> int:
    """0 for an article with a headline, 1 for one without, 2 for a page with a date, 3 for the rest."""
    kinds = [kind for kind in _as_list(node.get("@type")) if isinstance(kind, str)]
    if any(ARTICLE_TYPE.search(kind) for kind in kinds):
        return 0 if node.get("headline") or node.get("datePublished") else 1
    if any(PAGE_TYPE.search(kind) for kind in kinds) and node.get("datePublished"):
        return 2
    return 3


def texts(value: Any) -> tuple[str, ...]:
    """Return the strings a JSON-LD value stands for: itself, or the names of its objects, lists flattened.

    Many sites write them as in markup ("O&#8217;Neil"): character references are resolved.
    """
    found: list[str] = []
    for item in _as_list(value)[:50]:
        inner = item.get("name") if isinstance(item, dict) else item
        parts = (part for part in _as_list(inner)[:50] if isinstance(part, str) and part.strip())
        found += [unescape(part) if "&" in part else part for part in parts]
    return tuple(found)


def first_text(node: Node, *keys: str) -> str | None:
    """Return the first string under one of `keys`."""
    return next((text for key in keys for text in texts(node.get(key))), None)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


# What kind of page the markup says it is: the types of JSON-LD and OpenGraph.

_LIVE = "liveblogposting"
# An article names a related story or two in its markup.
_MANY = 4
_COLLECTIONS = ('"CollectionPage"', '"SearchResultsPage"')
_MOST_DESCRIBING = 500
_NO, _YES = frozenset({"false", "no", "0"}), frozenset({"true", "yes", "1"})


def stated_kinds(meta: MetaTags, nodes: Sequence[Node]) -> frozenset[str]:
    """Return the types the page gives itself, lower case, those of OpenGraph with `og:` before.

    A list of stories describes many articles and is none: their types are left out.
    """
    types = {kind.casefold() for node in nodes for kind in node_types(node)}
    if _LIVE not in types and _headlines(nodes) >= _MANY:
        types = {kind for kind in types if not ARTICLE_TYPE.search(kind)}
    return frozenset(types | {f"og:{kind.casefold()}" for kind in meta.all("og:type")[:3]})


def says_article(kinds: Iterable[str], tree: Elements) -> bool:
    """Say whether one of the types is an article's, a posting's or a live blog's.

    That of OpenGraph does not count where JSON-LD has no article but a collection: content systems put
    `article` on the pages of their tags too.
    """
    articles = {kind for kind in kinds if ARTICLE_TYPE.search(kind)}
    return bool(articles) and not (articles == {"og:article"} and _is_collection(tree))


def is_for_subscribers(nodes: Iterable[Node]) -> bool:
    """Say whether a node states that it is not free to read (schema.org, isAccessibleForFree)."""
    return any(str(node.get("isAccessibleForFree")).casefold() in _NO for node in nodes)


def is_free_to_read(nodes: Iterable[Node]) -> bool:
    """Say whether a node states that it is free to read."""
    return any(str(node.get("isAccessibleForFree")).casefold() in _YES for node in nodes)


def _headlines(nodes: Iterable[Node]) -> int:
    """How many different headlines the articles among the nodes have."""
    return len(
        {
            str(node.get("headline") or node.get("name"))
            for node in nodes
            if any(map(ARTICLE_TYPE.search, node_types(node)))
        }
    )


def _is_collection(tree: Elements) -> bool:
    scripts = (script for _, script in zip(range(_MOST_DESCRIBING), tree.iter("script"), strict=False))
    described = (script.text or "" for script in scripts if "ld+json" in (script.get("type") or ""))
    return any(kind in text for text in described for kind in _COLLECTIONS)


def is_kind(node: Node, kind: str) -> bool:
    """Say whether a type is among those of a node, which may be addresses: "http://schema.org/Recipe"."""
    return any(stated.rpartition("/")[2] == kind for stated in node_types(node))


def node_types(node: Node) -> Iterator[str]:
    """Yield the types of a node as it writes them: names, or addresses that end with them."""
    stated = node.get("@type")
    for kind in (stated if isinstance(stated, list) else [stated])[:10]:
        if isinstance(kind, str):
            yield kind[:100]


# Parse.ly's old tag, whose content is JSON (https://docs.parse.ly/metadata-formats).
PARSELY_PAGE = "parsely-page"


def parsely_page(meta: MetaTags) -> Node:
    """Return what Parse.ly's old tag says of a page; empty where it is none or broken."""
    for text in meta.all(PARSELY_PAGE)[:1]:
        with suppress(ValueError, RecursionError):
            told = json.loads(text)
            return told if isinstance(told, dict) else {}
    return {}
