"""What a page declares itself to be, where that can be no article: a job, an event, a film, a person.

The learner of kinds saw hardly any such declaration (the corpora have none of a job or a film), so it does
not count them. A site declares what stands beside a story, too: what counts is the thing the page is named
after, or whose description is its text, and never against a statement that the page is a story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import PageKind
from newsarchive.text.letters import letters_only
from newsarchive.text.page.structured_data import (
    ARTICLE_TYPE,
    PAGE_TYPE,
    MetaTags,
    Node,
    OwnNodes,
    meta_tags,
    node_types,
    own_nodes,
    texts,
)
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.sentences import says_something

_PLACES = (
    *("restaurant", "cafeorcoffeeshop", "barorpub", "bakery", "hotel", "hostel", "lodgingbusiness"),
    *("campground", "touristattraction", "museum", "store", "localbusiness", "physician", "dentist"),
    *("hospital", "medicalclinic"),
)
_SERVICES = (
    *("jobposting", "event", "musicevent", "theaterevent", "danceevent", "comedyevent", "literaryevent"),
    *("exhibitionevent", "screeningevent", "educationevent", "businessevent", "childrensevent", "foodevent"),
    *("socialevent", "visualartsevent", "saleevent", "festival", "hackathon", "eventseries"),
    *("course", "courseinstance", "educationaloccupationalprogram", "service", "governmentservice"),
    *("apartment", "house", "singlefamilyresidence", "realestatelisting", "accommodation"),
)
_GOODS = (
    *("movie", "movieseries", "tvseries", "tvseason", "book", "audiobook", "bookseries", "comicseries"),
    *("musicalbum", "musicrecording", "musicplaylist", "podcastseries", "podcastseason", "radioseries"),
    *("videogame", "game", "softwareapplication", "mobileapplication", "webapplication", "vehicle", "car"),
    *("product", "productgroup", "individualproduct"),
)
_TESTED = frozenset({"product", "productgroup", "individualproduct", "vehicle", "car", "softwareapplication"})
# Of schema.org's types, lower case, those of things a page may be about and tell no news of.
_OF_THING = {
    **dict.fromkeys((*_SERVICES, *_PLACES), PageKind.SERVICE),
    **dict.fromkeys(_GOODS, PageKind.PRODUCT),
    "dataset": PageKind.DOCUMENTATION,
    "definedterm": PageKind.DOCUMENTATION,
}
# Those of pages: they need no name, but for what follows from the rest of the page.
_OF_PAGE = {"profilepage": PageKind.LISTING, "searchresultspage": PageKind.LISTING}
# OpenGraph's, of the page itself (https://ogp.me and the vocabularies of networks that read it).
_OF_GRAPH = {
    **dict.fromkeys(("video.movie", "video.tv_show", "movie", "tv_show"), PageKind.PRODUCT),
    **dict.fromkeys(("books.book", "music.album", "music.song", "music.playlist", "album"), PageKind.PRODUCT),
    **dict.fromkeys(("events.event", "event", "restaurant.restaurant", "hotel"), PageKind.SERVICE),
}
THINGS = frozenset(_OF_THING)
_KINDS = frozenset({*_OF_THING, *_OF_PAGE, *(f"og:{kind}" for kind in _OF_GRAPH)})
_MOST_HEADS, _MOST_IN_HEAD, _MOST_MARKED, _MOST_UP, _MOST_NODES = 4, 20, 200, 30, 50
# The share of the longer that the shorter of two names has where one holds the other: "Reporter (m/f)". What
# is no job is named as a whole: "The Quay, a review" is a story. Set by reason, as the letters.
_OF_JOB, _WHOLE, _SHORTEST_NAME, _LONGEST_DESCRIPTION = 0.6, 1.0, 2, 20_000
_AT_ROOT = re.compile(r"/|https?://[^/?#]{1,200}/?")
_DIGITS = re.compile(r"\d+")


def declared_kind(known: PageToSort) -> PageKind | None:
    """Return the kind of what a page declares to be, None for an article and where nothing is declared."""
    stated = known.stated.union(known.schema_types)
    if _KINDS.isdisjoint(stated):
        return None
    meta, nodes = meta_tags(known.model), own_nodes(known.model)
    if _says_story(known, nodes):
        return None
    heads = _heads(known, meta)
    return _of_nodes(known, nodes.own, heads) or _of_stated(known) or _of_heading(known, heads)


def _says_story(known: PageToSort, nodes: OwnNodes) -> bool:
    """Whether markup says that the page is an article, or that it is a review."""
    marked = (_last(kind) for _, kind in islice(known.model.having("itemtype"), _MOST_MARKED))
    stated = (kind for node in nodes.every for kind in node_types(node))
    if any(map(_is_story, marked)) or any(map(_is_story, stated)):
        return True
    return any(_last(kind).endswith("review") for node in nodes.own for kind in node_types(node))


def _is_story(kind: str) -> bool:
    """Whether a type is an article's; a review may be a reader's, of goods or a film."""
    return ARTICLE_TYPE.search(kind) is not None and not kind.lower().endswith("review")


def _of_nodes(known: PageToSort, nodes: Iterable[Node], heads: tuple[str, ...]) -> PageKind | None:
    nodes = [*islice(nodes, _MOST_NODES)]
    is_dated = any(
        node.get("datePublished") for node in nodes if any(map(PAGE_TYPE.search, node_types(node)))
    )
    for node in nodes:
        kinds = [_last(kind) for kind in node_types(node)]
        page = next((_OF_PAGE[kind] for kind in kinds if kind in _OF_PAGE), None)
        if page is not None and known.dated_by is None:
            return page
        thing = next((kind for kind in kinds if kind in _OF_THING), None)
        if thing is None or (known.names and _is_tested(node)):
            continue
        # What is sold or shown is told of in news, too, on pages that have a day of their own.
        if thing in _GOODS and is_dated and not node.get("offers"):
            continue
        if thing in _PLACES and not _is_of_place(known, heads):
            continue
        if _is_named(node, heads, _OF_JOB if thing == "jobposting" else _WHOLE) or _is_described(node, known):
            return _OF_THING[thing]
    return None


def _of_graph(stated: frozenset[str]) -> PageKind | None:
    return next((kind for name, kind in _OF_GRAPH.items() if f"og:{name}" in stated), None)


def _of_stated(known: PageToSort) -> PageKind | None:
    """The kind that OpenGraph states, where data names a thing of it and nobody signs or dates the page."""
    if known.names or known.dated_by:
        return None
    graph = _of_graph(known.stated)
    return graph if any(_OF_THING.get(kind) is graph for kind in known.schema_types) else None


def _of_heading(known: PageToSort, heads: tuple[str, ...]) -> PageKind | None:
    """The kind of the thing of microdata whose name is the page's heading."""
    for head in islice(known.model.iter("h1"), _MOST_HEADS):
        if (head.get("itemprop") or "").lower() not in ("name", "title") or _letters(head) not in heads:
            continue
        holders = (one for one in islice(head.iterancestors(), _MOST_UP) if one.get("itemscope") is not None)
        kind = next((_last(one.get("itemtype") or "") for one in holders), "")
        if kind in _OF_THING:
            return _OF_THING[kind]
    return None


def _heads(known: PageToSort, meta: MetaTags) -> tuple[str, ...]:
    """The letters of the headings but for that of the site; without any, of the titles."""
    site = letters_only(meta.first("og:site_name", "application-name") or "")
    heads = [_letters(one) for one in islice(known.model.iter("h1"), _MOST_HEADS) if not _is_of_site(one)]
    if not any(heads):
        titles = (_letters(one) for one in islice(known.model.iter("title"), _MOST_HEADS))
        heads = [letters_only(meta.first("og:title") or ""), *titles]
    host = letters_only(known.address[0])
    return tuple(head for head in heads if head and head != site and head not in host)


def _is_of_site(head: HtmlElement) -> bool:
    """Whether a heading is the name of the site: in its header, or a link to its first page."""
    around = [head, *islice(head.iterancestors(), _MOST_UP)]
    links = (*islice(head.iter("a"), 1), *(one for one in around if one.tag == "a"))
    if any(_AT_ROOT.fullmatch(link.get("href") or "") for link in links):
        return True
    tags = [one.tag for one in around]
    return "header" in tags and "article" not in tags and "main" not in tags


def _letters(element: HtmlElement) -> str:
    return letters_only("".join(islice(element.itertext(), _MOST_IN_HEAD)))


def _is_tested(node: Node) -> bool:
    """Whether goods have one review, which may be the page: a shop's have many, a film's is a viewer's."""
    return isinstance(node.get("review"), dict) and any(_last(kind) in _TESTED for kind in node_types(node))


def _is_of_place(known: PageToSort, heads: tuple[str, ...]) -> bool:
    """Whether the one heading of a page is all of its title, or begins it: a site may be called so, too."""
    titles = (_letters(one) for one in islice(known.model.iter("title"), 1))
    return len(heads) == 1 and "og:article" not in known.stated and next(titles, "").startswith(heads[0])


def _is_named(node: Node, heads: tuple[str, ...], share: float) -> bool:
    """Whether the page is named after a thing."""
    names = (letters_only(name) for key in ("name", "title") for name in texts(node.get(key)))
    return any(_is_same(name, head, share) for name in names for head in heads)


def _is_same(one: str, other: str, share: float) -> bool:
    """Whether two names are one: a year, a number apart."""
    shorter, longer = sorted((_DIGITS.sub("", one), _DIGITS.sub("", other)), key=len)
    return len(shorter) >= _SHORTEST_NAME and shorter in longer and len(shorter) >= share * len(longer)


def _is_described(node: Node, known: PageToSort) -> bool:
    """Whether all sentences of the text are those that describe a thing."""
    told = letters_only("".join(texts(node.get("description")))[:_LONGEST_DESCRIPTION])
    lines = [letters_only(line) for line in known.paragraphs if says_something(line)]
    return bool(told and lines) and all(line in told for line in lines)


def _last(kind: str) -> str:
    return kind.rpartition("/")[2].lower() if "/" in kind else kind.lower()
