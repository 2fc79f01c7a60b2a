"""What kind of page the markup says it is: the types of JSON-LD and OpenGraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsarchive.text.metadata.json_ld import Node
from newsarchive.text.metadata.meta_tags import MetaTags

# As ARTICLE_TYPE of newsarchive.text.metadata.json_ld, and `og:article`.
ARTICLES = ("article", "posting", "newsstory", "report", "review", "recipe", "column")
NO = frozenset({"false", "no", "0"})


def stated_kinds(meta: MetaTags, nodes: Iterable[Node]) -> frozenset[str]:
    """Return the types the page gives itself, lower case, those of OpenGraph with `og:` before."""
    types = {kind.casefold() for node in nodes for kind in _types(node)}
    return frozenset(types | {f"og:{kind.casefold()}" for kind in meta.all("og:type")[:3]})


def says_article(kinds: Iterable[str]) -> bool:
    """Say whether one of the types is an article's, a posting's or a live blog's."""
    return any(kind.endswith(ARTICLES) for kind in kinds)


def is_for_subscribers(nodes: Iterable[Node]) -> bool:
    """Say whether a node states that it is not free to read (schema.org, isAccessibleForFree)."""
    return any(str(node.get("isAccessibleForFree")).casefold() in NO for node in nodes)


def _types(node: Node) -> Iterator[str]:
    stated = node.get("@type")
    for kind in (stated if isinstance(stated, list) else [stated])[:10]:
        if isinstance(kind, str):
            yield kind[:100]
