"""Keywords a page files its article under."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy
from newsarchive.text.metadata.elements import PageElements
from newsarchive.text.metadata.json_ld import Node, texts
from newsarchive.text.metadata.meta_tags import MetaTags

MOST_TAGS = 50
LONGEST_TAG = 60
LONGEST_VALUE = 3_000
SEPARATOR = re.compile(r"[,，;；、|]")
# "NLP Category: General", identifiers, addresses: written for machines.
KEYED = re.compile(
    r"^(?:\w+ )?(?:category|categories|tag|tags|topic|type|section|author|source|id)s?\s?[:=]", re.IGNORECASE
)
MACHINE = re.compile(r"://|^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{16,}$|^[\d\W_]+$|[{}<>=]", re.IGNORECASE)
ELSEWHERE = frozenset({"aside", "footer", "nav", "header"})


def article_tags(
    elements: PageElements, meta: MetaTags, nodes: tuple[Node, ...], site_names: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the tags of JSON-LD, article:tag, the keywords meta or rel=tag links, the first that has any.

    What only machines read is left out, and the names of the site.
    """
    sites = {name.casefold() for name in site_names}
    for values in (
        [text for node in nodes[:3] for text in texts(node.get("keywords"))],
        meta.all("article:tag", "parsely-tags", "news_keywords"),
        meta.all("keywords"),
        list(_linked(elements)),
    ):
        tags = (tag for value in values for tag in _split(value))
        found = dict.fromkeys(tag for tag in tags if _is_tag(tag) and tag.casefold() not in sites)
        if found:
            return tuple(found)[:MOST_TAGS]
    return ()


def _split(value: str) -> Iterator[str]:
    """Entities are often escaped twice, and end in a separator."""
    for part in SEPARATOR.split(html.unescape(value[:LONGEST_VALUE])):
        yield tidy(part).strip("#\"'")


def _is_tag(tag: str) -> bool:
    return 1 < len(tag) <= LONGEST_TAG and not KEYED.match(tag) and not MACHINE.search(tag)


def _linked(elements: PageElements) -> Iterator[str]:
    """The texts of links marked as tags, not as categories, outside menus."""
    for link in elements.tag_links[:MOST_TAGS]:
        marks = (link.get("rel") or "").split()
        if "tag" in marks and "category" not in marks and not _is_elsewhere(link):
            yield link.text_content()[:LONGEST_VALUE]


def _is_elsewhere(link: HtmlElement) -> bool:
    return any(holder.tag in ELSEWHERE for holder in link.iterancestors())
