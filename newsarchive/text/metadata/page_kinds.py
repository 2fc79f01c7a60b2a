"""What kind of page the markup says it is: the types of JSON-LD and OpenGraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.text.metadata.structured_data import ARTICLE_TYPE, MetaTags, Node

LIVE = "liveblogposting"
# An article names a related story or two in its markup.
MANY = 4
COLLECTIONS = ('"CollectionPage"', '"SearchResultsPage"')
MOST_SCRIPTS = 500
NO = frozenset({"false", "no", "0"})


def stated_kinds(meta: MetaTags, nodes: Sequence[Node]) -> frozenset[str]:
    """Return the types the page gives itself, lower case, those of OpenGraph with `og:` before.

    A list of stories describes many articles and is none: their types are left out.
    """
    types = {kind.casefold() for node in nodes for kind in _types(node)}
    if LIVE not in types and _headlines(nodes) >= MANY:
        types = {kind for kind in types if not ARTICLE_TYPE.search(kind)}
    return frozenset(types | {f"og:{kind.casefold()}" for kind in meta.all("og:type")[:3]})


def says_article(kinds: Iterable[str], tree: HtmlElement) -> bool:
    """Say whether one of the types is an article's, a posting's or a live blog's.

    That of OpenGraph does not count where JSON-LD has no article but a collection: content systems put
    `article` on the pages of their tags too.
    """
    articles = {kind for kind in kinds if ARTICLE_TYPE.search(kind)}
    return bool(articles) and not (articles == {"og:article"} and _is_collection(tree))


def is_for_subscribers(nodes: Iterable[Node]) -> bool:
    """Say whether a node states that it is not free to read (schema.org, isAccessibleForFree)."""
    return any(str(node.get("isAccessibleForFree")).casefold() in NO for node in nodes)


def _headlines(nodes: Iterable[Node]) -> int:
    """How many different headlines the articles among the nodes have."""
    return len(
        {
            str(node.get("headline") or node.get("name"))
            for node in nodes
            if any(map(ARTICLE_TYPE.search, _types(node)))
        }
    )


def _is_collection(tree: HtmlElement) -> bool:
    scripts = (script for _, script in zip(range(MOST_SCRIPTS), tree.iter("script"), strict=False))
    described = (script.text or "" for script in scripts if "ld+json" in (script.get("type") or ""))
    return any(kind in text for text in described for kind in COLLECTIONS)


def _types(node: Node) -> Iterator[str]:
    stated = node.get("@type")
    for kind in (stated if isinstance(stated, list) else [stated])[:10]:
        if isinstance(kind, str):
            yield kind[:100]
