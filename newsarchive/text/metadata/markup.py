"""The facts of a page from its markup alone, read once before the text is extracted."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.text.dates.evidence import modified_claims, published_claims
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.lines import tidy
from newsarchive.text.metadata.addresses import absolute
from newsarchive.text.metadata.author_features import body_text
from newsarchive.text.metadata.authors import Article, marked_names, sure_authors
from newsarchive.text.metadata.elements import lead_of, page_elements
from newsarchive.text.metadata.facts import PageFacts
from newsarchive.text.metadata.images import lead_image
from newsarchive.text.metadata.json_ld import Node, article_nodes, first_text
from newsarchive.text.metadata.kinds import is_for_subscribers, stated_kinds
from newsarchive.text.metadata.meta_tags import MetaTags
from newsarchive.text.metadata.outlets import site_names, stated_outlet
from newsarchive.text.metadata.tags import article_tags
from newsarchive.text.metadata.titles import headline_versions, ranked_titles


def read_markup(
    tree: HtmlElement, url: str, paragraphs: tuple[str, ...] = (), others: OtherStories | None = None
) -> PageFacts:
    """Return what JSON-LD, OpenGraph, meta tags and marked elements say; never raises, bounded work.

    `paragraphs` is the main text, where that is known: headings right above it are likelier headlines.
    Times in the boxes of `others` are not the story's.
    """
    meta, nodes = MetaTags(tree), article_nodes(tree)
    elements = page_elements(tree, lead_of(paragraphs))
    names = site_names(url, meta, nodes)
    outlet = stated_outlet(meta, nodes)
    tags = article_tags(elements, meta, nodes, names)
    named = marked_names(elements, meta, nodes, (*names, outlet or ""), Article(body_text(paragraphs), tags))
    titles = ranked_titles(tree, elements, meta, nodes, names, url=url)
    return PageFacts(
        canonical_url=absolute(_canonical(tree) or meta.first("og:url"), url),
        titles=tuple(one.text for one in titles),
        headlines=headline_versions(titles),
        site_names=names,
        authors=sure_authors(named),
        names=named,
        outlet=outlet,
        section=_section(meta, nodes),
        tags=tags,
        image=lead_image(tree, meta, nodes, url),
        published=published_claims(tree, meta, nodes, others),
        modified=modified_claims(meta, nodes),
        kinds=stated_kinds(meta, nodes),
        for_subscribers=is_for_subscribers(nodes),
    )


def _canonical(tree: HtmlElement) -> str | None:
    for _, link in zip(range(500), tree.iter("link"), strict=False):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None


def _section(meta: MetaTags, nodes: tuple[Node, ...]) -> str | None:
    stated = meta.first("article:section") or next(
        (text for node in nodes if (text := first_text(node, "articleSection"))), None
    )
    return tidy(stated)[:100] or None if stated and not stated.startswith("http") else None
