"""The facts a page states about its article in its markup, gathered before the text is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.dates.markup_dates import modified_claims, published_claims
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.entities import unescape
from newsarchive.text.letters import count_letters
from newsarchive.text.metadata.author_candidates import author_claims, labelled_names
from newsarchive.text.metadata.authors import (
    Article,
    Named,
    body_text,
    marked_names,
    names_of_others,
    sure_authors,
)
from newsarchive.text.metadata.own_nodes import nodes_of_story
from newsarchive.text.metadata.page_elements import PageElements, lead_of, page_elements
from newsarchive.text.metadata.person_names import letters_of_name
from newsarchive.text.metadata.plain_headlines import plain_headline
from newsarchive.text.metadata.stated_addresses import (
    absolute,
    is_archive_name,
    not_of_capture,
    replay_shown,
    stated_address,
)
from newsarchive.text.metadata.titles import TitleCandidate, headline_versions, ranked_titles
from newsarchive.text.page.page_model import Elements, Page, model_of
from newsarchive.text.page.structured_data import (
    MetaTags,
    Node,
    article_nodes,
    first_text,
    is_for_subscribers,
    is_free_to_read,
    meta_tags,
    stated_kinds,
    texts,
)
from newsarchive.text.tidy_lines import tidy

# The article's lead image: what OpenGraph, Twitter cards, JSON-LD or the page's main figure show.

_STATED = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image")
# Names of files that show the site, nothing or a person's head, not the story.
_NO_PICTURE = re.compile(
    r"(?:^|[-_.\d])(?:logo|logos|\w{0,20}logo|icon|favicon|avatar|placeholder|default|fallback|blank|spacer|pixel|sprite"
    r"|no-?image|noimage|noimg|dummy|gravatar)(?:[-_.\d]|$)",
    re.IGNORECASE,
)
_TITLED = ("og:title", "twitter:title", "dc.title", "headline")
_NOT_SHOWN = re.compile(r"\.svg$|\.gif$", re.IGNORECASE)
_MOST_FIGURES = 20
_SMALLEST = 200
_ELSEWHERE = frozenset({"aside", "footer", "nav", "header", "li", "form"})
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


def lead_image(
    tree: Elements, meta: MetaTags, nodes: tuple[Node, ...], base: str, *, is_local: bool = False
) -> str | None:
    """Return the absolute URL of the lead image, None where only logos and the like are stated.

    `is_local`: the page is a copy, and what counts from its folder is a file of the copy.
    """
    stated = (*meta.all(*_STATED), *(found for node in nodes[:3] for found in _of_node(node.get("image"))))
    for reference in (*stated, *_figures(tree)):
        address = absolute(reference, base, is_local=is_local)
        if address and not _is_no_picture(address):
            return address
    return None


def _of_node(value: Any) -> Iterator[str]:
    for item in value[:5] if isinstance(value, list) else [value]:
        address = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        if isinstance(address, str):
            yield address


def _figures(tree: Elements) -> Iterator[str]:
    """The pictures of figures that stand in the page's own part, large ones where a size is told."""
    for _, figure in zip(range(_MOST_FIGURES), tree.iter("figure"), strict=False):
        picture = next(figure.iter("img"), None)
        if picture is None or any(holder.tag in _ELSEWHERE for holder in figure.iterancestors()):
            continue
        width = picture.get("width") or ""
        if not (width.isdecimal() and int(width[:6]) < _SMALLEST):
            yield from filter(None, (picture.get(name) for name in _SOURCES))


def _is_no_picture(address: str) -> bool:
    name = unquote(urlsplit(address).path).rstrip("/").rsplit("/", 1)[-1]
    return bool(_NO_PICTURE.search(name) or _NOT_SHOWN.search(name))


# The name of the newspaper or site, and the names a title tag may carry as its suffix.

_GENERIC = frozenset({"article", "news", "home", "index", "website", "blog", "default", "webmaster"})
_URL_LIKE = re.compile(r"^(?:https?:)?//|^@|^\d+$")


def stated_outlet(meta: MetaTags, nodes: tuple[Node, ...]) -> str | None:
    """Return the publisher the markup names, else None."""
    named = [
        meta.first("og:site_name"),
        *(first_text(node, "publisher", "sourceOrganization") for node in nodes),
        meta.first("mediaid", "dc.publisher", "application-name", "apple-mobile-web-app-title", "publisher"),
    ]
    return next((name for name in named if name and _is_name(name)), None)


def site_names(url: str, meta: MetaTags, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Return names the site goes by: what markup states, its host, the host's own label."""
    stated = [
        meta.first("og:site_name"),
        meta.first("application-name"),
        meta.first("apple-mobile-web-app-title"),
        meta.first("sitename"),  # on pages of Chinese authorities
    ]
    stated += [first_text(node, "publisher") for node in nodes]
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    labels = host.split(".")
    stated += [host, max(labels[:-1], key=len) if len(labels) > 1 else None]
    return tuple(dict.fromkeys(name for name in stated if name))


# The name of the site is read from so many links of a kind, and pieces of one.
_MOST_LINKED, _MOST_PIECES = 300, 20
_BEFORE_SITE = re.compile(r"\s+[|–—·•»-]\s+|\s?[_|｜]\s?")
_OF_FEED = re.compile(r"\W*\b(?:rss|atom|feed)\b.*|\s*».*", re.IGNORECASE)


def home_names(page: Elements, url: str) -> tuple[str, ...]:
    """Return what links to the site's front page and the titles of its feeds call the site, if anything.

    A link that is a picture says what the picture does for those who cannot see it.
    """
    feeds = (
        _OF_FEED.sub("", (link.get("title") or "")[: 2 * _LONGEST_TAG])
        for link in islice(page.iter("link"), _MOST_LINKED)
        if "alternate" in (link.get("rel") or "") and "xml" in (link.get("type") or "")
    )
    host = _host_of(url)
    links = (
        "".join(text[: 2 * _LONGEST_TAG] for text in islice(link.itertext(), _MOST_PIECES)).strip()
        or next((picture.get("alt") or "" for picture in link.iter("img")), "")
        for link in islice(page.iter("a"), _MOST_LINKED)
        if _is_root(link.get("href") or "", host)
    )
    called = (tidy(text[: 2 * _LONGEST_TAG]) for text in (*feeds, *links))
    return tuple(dict.fromkeys(name for name in called if _is_name(name)))


def _behind_title(page: Elements) -> tuple[str, ...]:
    """What the page's title has behind its last bar or dash: mostly the site."""
    title = next(iter(page.iter("title")), None)
    text = tidy("".join(islice(title.itertext(), _MOST_PIECES))[:_LONGEST_VALUE]) if title is not None else ""
    pieces = _BEFORE_SITE.split(text)
    return (pieces[-1],) if len(pieces) > 1 and _is_name(pieces[-1]) else ()


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_root(href: str, host: str | None) -> bool:
    if "//" not in href:  # most links name no host
        return href == "/"
    # A third stroke begins a path; most links have one, and to take an address apart is slow.
    if not host or (href.rstrip("/").count("/") > 2 and "?" not in href and "#" not in href):
        return False
    try:
        there = urlsplit(href)
        return there.hostname == host and not there.path.strip("/")
    except ValueError:
        return False


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and not _URL_LIKE.match(name) and name.casefold() not in _GENERIC


# Keywords a page files its article under.

_MOST_TAGS = 50
_LONGEST_TAG = 60
_LONGEST_VALUE = 3_000
_SEPARATOR = re.compile(r"[,，;；、|]")
# "NLP Category: General", identifiers, addresses: written for machines.
_KEYED = re.compile(
    r"^(?:\w+ )?(?:category|categories|tag|tags|topic|type|section|author|source|id)s?\s?[:=]", re.IGNORECASE
)
_MACHINE = re.compile(r"://|^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{16,}$|^[\d\W_]+$|[{}<>=]", re.IGNORECASE)
_FURNITURE_TAGS = frozenset({"aside", "footer", "nav", "header"})
# One ideograph is a word: 港.
_ONE_CHARACTER = re.compile("[\u3400-\u9fff]")
# What holds a story and what is said of it; boxes in it whose links are of the whole site; more tags than any
# article has (the longest list on 1,400 pages of news has 38, from meta tags; printed ones are fewer).
_STORY_BOXES = frozenset({"article", "main"})
_NO_TAG_LISTS = frozenset({*_STORY_BOXES, "aside", "nav", "h1", "h2", "h3", "h4"})
_BESIDE = re.compile(r"cloud|widget|side-?bar|menu|related|popular|trending", re.IGNORECASE)
_CLOUD = re.compile(r"cloud|widget|side-?bar|popular|trending", re.IGNORECASE)
_MOST_LED_TO, _MOST_LINKS = 15, 200
_FEEDS = frozenset({"feed", "rss", "atom", "feed.xml", "rss.xml", "atom.xml"})
_NO_LETTER = re.compile(r"[\W_]+")
# Letters beside the links in their line: "Filed under:", "Schlagwörter:".
_MOST_AROUND = 30


def article_tags(
    elements: PageElements,
    meta: MetaTags,
    nodes: tuple[Node, ...],
    site_names: Iterable[str] = (),
    others: OtherStories | None = None,
) -> tuple[str, ...]:
    """Return the tags of JSON-LD, article:tag, the keywords meta or links, the first that has any.

    Links are those marked as tags, then those in the article's box that lead to a tag's page, then a few
    marked ones in the margin, outside of `others`. What only machines read is left out, as are the site's
    names.
    """
    sites = {name.casefold() for name in site_names}
    if (stated := stated_tags(meta, nodes, sites)) is not None:
        return stated[1]
    for values in (
        list(_linked(elements)),
        list(_led_to(elements, others)),
        _linked_beside(elements, others),
    ):
        if found := _tags_among(values, sites):
            return found
    return ()


def stated_tags(
    meta: MetaTags, nodes: tuple[Node, ...], site_names: Iterable[str]
) -> tuple[str, tuple[str, ...]] | None:
    """Return where JSON-LD or meta tags state tags, and which; None where neither does."""
    sites = {name.casefold() for name in site_names}
    for place, values in (
        ("json-ld:keywords", [text for node in nodes[:3] for text in texts(node.get("keywords"))]),
        ("meta:article:tag", meta.all("article:tag", "parsely-tags", "news_keywords")),
        ("meta:keywords", meta.all("keywords")),
    ):
        if found := _tags_among(values, sites):
            return place, found
    return None


def _tags_among(values: Iterable[str], sites: Collection[str]) -> tuple[str, ...]:
    tags = (tag for value in values for tag in _split(value))
    found = dict.fromkeys(tag for tag in tags if _is_tag(tag) and tag.casefold() not in sites)
    return tuple(found)[:_MOST_TAGS]


def _split(value: str) -> Iterator[str]:
    """Entities are often escaped twice, and end in a separator."""
    for part in _SEPARATOR.split(unescape(value[:_LONGEST_VALUE])):
        yield tidy(part).strip("#\"'")


def _is_tag(tag: str) -> bool:
    if len(tag) == 1:
        return bool(_ONE_CHARACTER.match(tag))
    return len(tag) <= _LONGEST_TAG and not _KEYED.match(tag) and not _MACHINE.search(tag)


def _linked(elements: PageElements) -> Iterator[str]:
    """The texts of links marked as tags, not as categories, outside menus."""
    for link in elements.tag_links[:_MOST_TAGS]:
        marks = (link.get("rel") or "").split()
        if "tag" in marks and "category" not in marks and not _is_elsewhere(link):
            yield link.text_content()[:_LONGEST_VALUE]


def _linked_beside(elements: PageElements, others: OtherStories | None) -> list[str]:
    """The texts of a few links marked as tags in the margin of a page that has none elsewhere.

    `rel=tag` says that it is a tag of this document (HTML Living Standard); clouds of all tags have it too.
    """
    if others is None:
        return []
    found = [
        link
        for link in elements.tag_links[:_MOST_LINKS]
        if {*(link.get("rel") or "").split()} == {"tag"} and _is_in_margin(link) and not others.hold(link)
    ]
    said = [_text_of(link) for link in found]
    return said if len(set(said)) <= _MOST_LED_TO else []


def _is_in_margin(link: HtmlElement) -> bool:
    """Whether a link stands in an aside that is no widget, menu or part of the page's head and foot."""
    holders = list(link.iterancestors())
    if not any(holder.tag == "aside" for holder in holders):
        return False
    if any(holder.tag in _FURNITURE_TAGS and holder.tag != "aside" for holder in holders):
        return False
    return not any(_CLOUD.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in holders)


def _led_to(elements: PageElements, others: OtherStories | None) -> list[str]:
    """The texts of links to tags' pages in the box of the headline; none where it has a cloud of them."""
    headline = next((heading for kind, heading in elements.headings if kind == "h1"), None)
    if headline is None or others is None:
        return []
    box = next((holder for holder in headline.iterancestors() if holder.tag in _STORY_BOXES), None)
    if box is None:
        return []
    found = [
        link
        for link in elements.tag_links[:_MOST_LINKS]
        if "category" not in (link.get("rel") or "") and _is_of(link, box) and not others.hold(link)
    ]
    said = [text for link in found if _is_named_so(link.get("href") or "", text := _text_of(link))]
    return said if len(set(said)) <= _MOST_LED_TO else []


def _text_of(link: HtmlElement) -> str:
    return str(link.text_content())[:_LONGEST_VALUE]


def _is_named_so(address: str, text: str) -> bool:
    """Whether the last part of a URL is the tag, where both are written in ASCII: no feed, no "more"."""
    slug = unquote(address.partition("#")[0].rstrip("/").rpartition("/")[2].rpartition("=")[2]).partition(
        "?"
    )[0]
    if not (slug.isascii() and text.isascii()) or slug.isdecimal():
        return slug.casefold() not in _FEEDS
    wanted = _NO_LETTER.sub("", text).casefold()
    return bool(wanted) and _NO_LETTER.sub("", slug).casefold().startswith(wanted)


def _is_of(link: HtmlElement, box: HtmlElement) -> bool:
    """Whether the link stands in the box, and there in no story, menu, cloud, heading or sentence."""
    line = link.getparent()
    around = "" if line is None else " ".join((line.text or "", *(one.tail or "" for one in line)))
    if count_letters(around) > _MOST_AROUND:
        return False
    for holder in link.iterancestors():
        if holder is box:
            return True
        if holder.tag in _NO_TAG_LISTS:
            return False
        if _BESIDE.search(f"{holder.get('class') or ''} {holder.get('id') or ''}"):
            return False
    return False


def _is_elsewhere(link: HtmlElement) -> bool:
    return any(holder.tag in _FURNITURE_TAGS for holder in link.iterancestors())


# The facts a page states about its article, gathered before the text is known.


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What markup says: names as written there, times unparsed with their evidence, titles best first.

    `authors` are those the markup alone is sure of, `names` all it gives, `organisations` what it credits
    besides, `of_others` who signs other stories, `labelled` whom only an `aria-label` or `title` calls the
    author. `headlines` are those of the titles that are versions of the
    first: bare repetitions of them are no text.
    `kinds` are the types the page gives itself (newsarchive.text.page.structured_data).
    """

    canonical_url: str | None = None
    titles: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    organisations: tuple[str, ...] = ()
    of_others: frozenset[str] = frozenset()
    labelled: tuple[str, ...] = ()
    outlet: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    published: tuple[tuple[str, str], ...] = ()
    modified: tuple[tuple[str, str], ...] = ()
    site_names: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    for_subscribers: bool = False
    is_free: bool = False


# The facts of a page from its markup alone, read once before the text is extracted.


def read_markup(
    page: Page,
    url: str,
    paragraphs: tuple[str, ...] = (),
    others: OtherStories | None = None,
    *,
    is_local: bool = False,
) -> PageFacts:
    """Return what JSON-LD, OpenGraph, meta tags and marked elements say; never raises, bounded work.

    `paragraphs` is the main text, where that is known: headings right above it are likelier headlines.
    Times in the boxes of `others` are not the story's. `is_local`: the page says that it is a copy whose
    links lead to other files of the copy.
    """
    model = model_of(page)
    meta, nodes = meta_tags(model), article_nodes(model)
    elements = page_elements(model, lead_of(paragraphs))
    names = site_names(url, meta, nodes)
    replay = replay_shown(model, meta, url)
    outlet = stated_outlet(meta, nodes)
    if replay and is_archive_name(outlet, model, meta, url):
        outlet = None
    tags = article_tags(elements, meta, nodes, names, others)
    section = _section(meta, nodes)
    about = Article(body_text(paragraphs), (*tags, *([section] if section else ())))
    canonical = stated_address(model, meta, url, is_local=is_local)
    told = tuple(tidy("".join(islice(one.itertext(), _MOST_PIECES))) for _, one in elements.headings)
    written = nodes_of_story(nodes, (url, canonical), (*told, *meta.all("og:title", "twitter:title")))
    claims = tuple(author_claims(elements, meta, written, others))
    of_others = names_of_others(claims)
    own = (claim for claim in claims if letters_of_name(claim.name) not in of_others)
    home = home_names(model, url)
    named, bodies = marked_names(own, (*names, outlet or ""), about, (*home, *_behind_title(model)))
    titles = ranked_titles(model, elements, meta, nodes, names, url=url, home=home)
    if paragraphs and not nodes and not _marks_headline(elements, meta):
        titles = _headed_plainly(
            titles, plain_headline(model, paragraphs, (*names, *home), titles[0].text if titles else None)
        )
    return PageFacts(
        canonical_url=canonical,
        titles=tuple(one.text for one in titles),
        headlines=headline_versions(titles),
        site_names=names,
        authors=sure_authors(named),
        names=named,
        organisations=bodies,
        of_others=of_others,
        labelled=labelled_names(elements, others),
        outlet=outlet,
        section=section,
        tags=tags,
        image=lead_image(model, meta, nodes, url, is_local=is_local),
        published=not_of_capture(published_claims(model, meta, nodes, others), replay),
        modified=not_of_capture(modified_claims(meta, nodes), replay),
        kinds=stated_kinds(meta, nodes),
        for_subscribers=is_for_subscribers(nodes),
        is_free=is_free_to_read(nodes),
    )


def _marks_headline(elements: PageElements, meta: MetaTags) -> bool:
    """Whether a page says by headings or meta tags what its headline is."""
    return meta.first(*_TITLED) is not None or any(one.tag in {"h1", "h2"} for _, one in elements.headings)


def _headed_plainly(titles: tuple[TitleCandidate, ...], headline: str) -> tuple[TitleCandidate, ...]:
    """The candidates for the title, a headline that the markup does not name before them."""
    return (TitleCandidate(headline, {}, stated=True), *titles) if headline else titles


def _section(meta: MetaTags, nodes: tuple[Node, ...]) -> str | None:
    stated = meta.first("article:section") or next(
        (text for node in nodes if (text := first_text(node, "articleSection"))), None
    )
    return _section_name(stated)


def stated_sections(meta: MetaTags, nodes: tuple[Node, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return where the markup states sections, and which, the first the one that is stored; None: nowhere."""
    by_node = (texts(node.get("articleSection")) for node in nodes)
    for place, values in (
        ("meta:article:section", meta.all("article:section")),
        ("json-ld:articleSection", next(filter(None, by_node), ())),
    ):
        names = dict.fromkeys(name for value in values if (name := _section_name(value)) is not None)
        if names:
            return place, tuple(names)
    return None


def _section_name(stated: str | None) -> str | None:
    return tidy(stated)[:100] or None if stated and not stated.startswith("http") else None
