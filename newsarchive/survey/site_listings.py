"""Finds feeds, sitemaps, section pages and other listings of a site that has no declaration yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsarchive.discovery.documents import Child, Link, ListingReading, distinct_links
from newsarchive.discovery.feeds.feed_links import read_feed
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from newsarchive.discovery.lists.list_reading import is_page_of
from newsarchive.discovery.sections.front_page import FrontPage, distinct_anchors, read_front_page
from newsarchive.discovery.sections.page_labels import list_pages
from newsarchive.discovery.sections.section_links import (
    fuller_lists,
    may_be_section,
    sections_of,
    tags_of_menu,
)
from newsarchive.discovery.sections.site_pages import site_pages
from newsarchive.discovery.urls.canonical_urls import canonical_key, same_site
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.discovery.urls.link_versions import versions_among
from newsarchive.discovery.urls.listing_urls import is_page_number
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import (
    ARTICLE_THRESHOLD,
    OTHER_SEGMENTS,
    Anchor,
    keeps_pages,
    score_anchor,
)
from newsarchive.discovery.urls.url_shapes import shape_of, template_of
from newsarchive.lifecycle import FetchFailure
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.listings.list_kind import DataList
from newsarchive.listings.listing_kind import Listing, ListingKind, read_listing
from newsarchive.survey.article_urls import names_articles
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import TOO_COSTLY, Answered, Asker
from newsarchive.survey.section_paging import SectionPaging
from newsarchive.survey.site_evidence import Found, ListingPlace, Sample, Survey, SurveyProblem
from newsarchive.survey.tried_pages import is_sure_article, sample_of
from newsarchive.text.letters import count_letters

# Feeds: those that the front page declares or links to; if there are none, those at common paths.

_MOST_FEEDS_ASKED = 8
_COMMON_FEED_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")


async def survey_feeds(asker: Asker, survey: Survey) -> list[ListingPlace]:
    """Return the feeds that were tried, including those found on pages that list feeds."""
    front = survey.front
    waiting: list[tuple[str, Found]] = [(url, "declared") for url in front.feeds]
    waiting += [(url, "linked") for url in front.feed_links if url not in front.feeds]
    places: list[ListingPlace] = []
    while waiting and len(places) < _MOST_FEEDS_ASKED:
        url, found = waiting.pop(0)
        if not asker.may_ask(url):
            continue
        answered = await asker.get(url)
        places.append(await _place(asker, answered, url, found))
        if places[-1].problem == FetchFailure.NOT_A_FEED:
            waiting = [*await _listed(asker, answered, waiting), *waiting]
    if any(place.links for place in places):
        return places
    return places + await _well_known(asker, survey.home)


async def _well_known(asker: Asker, home: str) -> list[ListingPlace]:
    places: list[ListingPlace] = []
    for path in _COMMON_FEED_PATHS:
        url = urljoin(home, path)
        if asker.may_ask(url):
            places.append(await _place(asker, await asker.get(url), url, "well-known"))
            if places[-1].links:
                break
    return places


async def _place(asker: Asker, answered: Answered, url: str, found: Found) -> ListingPlace:
    """Read a feed. Its URL stays as found: a redirect may lead elsewhere tomorrow."""
    if answered.problem:
        return ListingPlace(kind="feed", url=url, found=found, problem=answered.problem)
    reading = await asker.read(read_feed, answered, TOO_COSTLY)
    problem = next(iter(reading.problems), SurveyProblem.EMPTY) if not reading.links else None
    if FetchFailure.NOT_A_FEED in reading.problems:
        problem = FetchFailure.NOT_A_FEED
    return ListingPlace(kind="feed", url=url, found=found, links=reading.links, problem=problem)


async def _listed(
    asker: Asker, answered: Answered, waiting: Iterable[tuple[str, Found]]
) -> list[tuple[str, Found]]:
    known = {url for url, _ in waiting}
    page = await asker.read(read_front_page, answered, FrontPage())
    return [(url, "linked") for url in dict.fromkeys((*page.feeds, *page.feed_links)) if url not in known]


# Section pages: those that the navigation of the front page links to.

_MOST_SECTIONS_ASKED = 12  # more where no other listing names anything
_TIMES_UNFED = 3  # as many: of a regional paper each place has a section
_MOST_FURTHER = 10  # links that are tried as sections where little else is named
# What no menu's entry is believed to lead to, but lists of a small site are called.
_OF_LISTS = frozenset(
    {"archive", "archives", "categories", "category", "list", "search", "section", "sections"}
    | {"tag", "tags", "topic", "topics", "index", "channel", "channels", "page", "pages"}
)
_FEW = 8  # articles: what a front page that is no list shows of the news
_LONGEST_ENTRY = 15  # letters (Chinese ones count threefold): five Chinese characters, one or two words


async def survey_sections(
    asker: Asker, survey: Survey, lists: DataListSurvey, paging: SectionPaging | None = None
) -> list[ListingPlace]:
    """Return the section pages that were tried, and the lists of data in their scripts.

    A page that turns out to be an article is one more sample: a Chinese headline is as short as the name of a
    section.
    """
    places: list[ListingPlace] = []
    articles = 0
    data: list[ListingPlace] = []
    paging = paging or SectionPaging(asker, lists)
    is_article = _known_articles(survey)
    frames = survey.front.frames
    waiting = _likely_sections(survey)
    pages = {place.pager.next for place in survey.places}
    fed = any(place.links for place in survey.places if place.kind != "section")
    most = _MOST_SECTIONS_ASKED if fed else _TIMES_UNFED * _MOST_SECTIONS_ASKED
    asker.allow(0 if fed else _MOST_SECTIONS_ASKED)
    is_tried = fed
    while len(places) + articles < most and (waiting or not is_tried):
        if not waiting:
            is_tried = True
            waiting = _further_links(survey, places)
            continue
        url = waiting.pop(0)
        if (is_page_number(url) and url not in frames) or is_article(url) or url in pages:
            continue
        if any(_is_further_page(place, url) for place in (*survey.places, *data)):
            continue
        # A menu's `?action=logout`; a frame may count a visit, whatever its address.
        if ("?" in url or url in frames) and objection_to(url, None, posts=False) is not None:
            problem = SurveyProblem.CHANGES
            places.append(ListingPlace(kind="section", url=url, found="navigation", problem=problem))
            pages.add(url)
        elif asker.may_ask(url):
            answered, place = await _tried(asker, url, survey)
            if isinstance(place, Sample):
                survey.samples.append(place)
                articles += 1
                continue
            place = place if fed else await _begun(asker, await paging.of(answered, place))
            places.append(place)
            pages.add(place.pager.next)
            if not fed and not place.leads_on and place.links:
                waiting[:0] = [one for one in fuller_lists(place.anchors, url) if one not in waiting]
            waiting += await _below(asker, answered, place, waiting)
            if answered.problem is None:
                survey.places.append(places[-1])
                data += await lists.of_section(answered)
                survey.places.pop()
    return [*places, *data]


async def _tried(asker: Asker, url: str, survey: Survey) -> tuple[Answered, ListingPlace | Sample]:
    """Ask for a page as a section; return what it answers, and what it is: a section, or an article."""
    answered = await asker.get(url)
    if answered.problem is None and not same_site(answered.url, survey.home):
        answered = Answered(url, problem=SurveyProblem.OTHER_SITE)
    place = await section_place(asker, answered, "navigation", url)
    sample = await sample_of(asker, answered, url, survey)
    # A list may have the whole texts of its articles, and leads on to older ones.
    if is_sure_article(sample) and not place.leads_on:
        return answered, replace(sample, anchors=place.anchors)
    return answered, replace(place, outcome=sample.outcome)


async def _begun(asker: Asker, place: ListingPlace) -> ListingPlace:
    """Return a list whose first page has no article yet, as a day has early, with those of the next."""
    following = next(iter(place.pager.beside), place.pager.next)
    if any(link.score >= ARTICLE_THRESHOLD for link in place.links) or following is None:
        return place
    if not asker.may_ask(following) or objection_to(following, None, posts=False) is not None:
        return place
    later = await section_place(asker, await asker.get(following), place.found)
    return replace(place, links=distinct_links([*place.links, *later.links]))


def _is_further_page(place: ListingPlace, url: str) -> bool:
    """Say whether an address is that of a further page of a list of data, which leads to it."""
    table = place.table
    return isinstance(table, DataList) and url != table.url and is_page_of(table.rules(), url)


def _names_little(places: Iterable[ListingPlace]) -> bool:
    """Say whether what was found names hardly any articles, and nothing leads on to others."""
    likely = {link.url for place in places for link in place.links if link.score >= ARTICLE_THRESHOLD}
    return not likely or (len(likely) < _FEW and not any(place.leads_on for place in places))


def _known_articles(survey: Survey) -> Callable[[str], bool]:
    """Return what says of a link that it leads to an article: named by a feed, or made as those that are.

    Menus of blogs show the newest articles, whose short titles and numbers look like names of sections.
    """
    shapes = [shape_of(link.url) for place in survey.places if names_articles(place) for link in place.links]
    known = {shape.url for shape in shapes if shape is not None}
    templates = {template_of(shape) for shape in shapes if shape is not None} - {None}

    def is_article(url: str) -> bool:
        shape = shape_of(url)
        return shape is not None and (shape.url in known or template_of(shape) in templates)

    return is_article


async def _below(asker: Asker, answered: Answered, place: ListingPlace, known: Sequence[str]) -> list[str]:
    """Return the sections that a section page without articles leads to."""
    if answered.problem or any(link.score >= ARTICLE_THRESHOLD for link in place.links):
        return []
    page = await asker.read(read_front_page, answered, FrontPage())
    further = [*sections_of(page.anchors, answered.url), *_menu_entries(page.anchors, answered.url)]
    return [url for url in dict.fromkeys(further) if url not in known]


def _likely_sections(survey: Survey) -> list[str]:
    """Return what a front page leads to within the site: frames, entries of menus, all of a list."""
    front, home = survey.front, survey.home
    found = [*front.frames, *sections_of(front.anchors, home), *fuller_lists(front.anchors, home)]
    found += tags_of_menu(front.anchors, home)
    # Menus of numbered sections look like articles, and long names do; they are tried where little is named.
    if _names_little(survey.places):
        found += _menu_entries(front.anchors, home)
        found += [one.url for one in front.menu if may_be_section(one, home)]
    return list(dict.fromkeys(found))


def _further_links(survey: Survey, sections: Sequence[ListingPlace]) -> list[str]:
    """Return the links of a front page which nothing else says to be sections.

    Long names, pictures without words, tags, and folders further down lead to lists, too. Where enough is
    named, only those are tried whose addresses are made as those of `sections` that name articles.
    """
    fruitful = {
        _made(place.url) for place in sections if any(link.score >= ARTICLE_THRESHOLD for link in place.links)
    }
    is_little = _names_little([*survey.places, *sections])
    others = site_pages(survey.front.anchors)
    found: dict[str, str] = {}
    for anchor in sorted(survey.front.anchors, key=lambda anchor: not anchor.furniture):
        is_other = canonical_key(anchor.url) in others or score_anchor(anchor) >= ARTICLE_THRESHOLD
        words = {word.lower() for word in urlsplit(anchor.url).path.split("/")} & (OTHER_SEGMENTS - _OF_LISTS)
        if is_other or words or trap_of(anchor.url) or not same_site(anchor.url, survey.home):
            continue
        if not is_little and _made(anchor.url) not in fruitful:
            continue
        if objection_to(anchor.url, None, posts=False) is None:
            found.setdefault(canonical_key(anchor.url), anchor.url)
    known = {canonical_key(place.url) for place in (*survey.places, *sections)} | {canonical_key(survey.home)}
    return [url for key, url in found.items() if key not in known][:_MOST_FURTHER]


def _made(url: str) -> tuple[str, int, str, tuple[str, ...]]:
    """Return what the addresses of a site's sections have in common: folder, depth, ending, parameters."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    ending = name.rpartition(".")[2] if "." in name else "/" * parts.path.endswith("/")
    names = tuple(sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
    return folder if not parts.query else parts.path, folder.count("/"), ending, names


def _menu_entries(anchors: Iterable[Anchor], page: str) -> list[str]:
    """Return the links with short texts, in the order of the page."""
    found: dict[str, None] = {}
    for anchor in anchors:
        letters = count_letters(anchor.text)
        if 0 < letters <= _LONGEST_ENTRY and same_site(anchor.url, page) and not trap_of(anchor.url):
            path = urlsplit(anchor.url).path
            words = {word.lower() for word in path.split("/") if not keeps_pages(word, path)}
            if not words & OTHER_SEGMENTS:
                found[anchor.url] = None
    return list(found)


async def section_place(
    asker: Asker, answered: Answered, found: Found, url: str | None = None
) -> ListingPlace:
    """Read a section page: all its links except those in its furniture that do not look like articles."""
    if answered.problem:
        return ListingPlace(kind="section", url=url or answered.url, found=found, problem=answered.problem)
    page = await asker.read(read_front_page, answered, FrontPage())
    others = list_pages(page.anchors) | versions_among((one.url for one in page.anchors), answered.url)
    links = tuple(
        Link(url=anchor.url, title=anchor.text or None, score=score)
        for anchor in distinct_anchors(page.anchors).values()
        if same_site(anchor.url, answered.url)
        and canonical_key(anchor.url) not in others
        and ((score := score_anchor(anchor)) >= ARTICLE_THRESHOLD or not anchor.furniture)
    )
    problem = None if links else SurveyProblem.SHELL if page.is_shell else SurveyProblem.NO_LINKS
    return ListingPlace(
        kind="section",
        url=url or answered.url,
        found=found,
        links=links,
        problem=problem,
        pager=page.pager,
        is_shell=page.is_shell,
        speaks_of_more=speaks_of_more(answered.body),
        anchors=page.anchors,
    )


# Words of controls for more, in what readers see and in the names that scripts know them by.
_GOES_ON = re.compile(
    r"加载更多|加載更多|查看更多|点击更多|點擊更多|更多新闻|正在加载|上拉加载"
    r"|load[-_ ]?more|show[-_ ]?more|\bolder\b|infinite|IntersectionObserver"
    r"|もっと見る|さらに表示|더\s?보기|weitere laden|mehr laden"
    r"|voir plus|afficher plus|cargar m[áa]s|ver m[áa]s|carregar mais"
    r"|показать ещ|загрузить ещ|mostra altr|carica altr|تحميل المزيد"
    r"|عرض المزيد|المزيد من|xem thêm|tải thêm|muat lain|lihat lagi|और देखें|और पढ़ें|wczytaj więcej|pokaż więcej",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(rb"<script\b|<form\b[^<>]{0,500}\bmethod\s*=\s*[\"']?post", re.IGNORECASE)
_LARGEST_PAGE = 3_000_000


def is_scripted(body: bytes) -> bool:
    """Say whether a page has what a reader of links cannot follow: scripts, and forms that are sent."""
    return _SCRIPTED.search(body) is not None


def speaks_of_more(body: bytes) -> bool:
    """Say whether a page that has scripts speaks of more, as its controls do."""
    return is_scripted(body) and _GOES_ON.search(body[:_LARGEST_PAGE].decode("utf-8", "ignore")) is not None


# Sitemaps: those that robots.txt names, else those at common paths; of an index, a few children.

_MOST_SITEMAPS_ASKED, _MOST_CHILDREN = 6, 3
_MOST_LINKS = 5_000  # of one sitemap; enough to learn its URL templates
_COMMON_SITEMAP_PATHS = tuple(
    f"/{name}.xml" for name in ("sitemap", "sitemap_index", "news-sitemap", "wp-sitemap", "sitemap-index")
)


async def survey_sitemaps(asker: Asker, survey: Survey, named: Sequence[str]) -> list[ListingPlace]:
    """Return the sitemaps that were tried, an index before its children."""
    places: list[ListingPlace] = []
    for url in sorted(named, key=lambda url: "news" not in url.lower()):
        if len(places) < _MOST_SITEMAPS_ASKED and asker.may_ask(url):
            places += await _with_children(asker, url, "robots.txt", _MOST_SITEMAPS_ASKED - len(places))
    for path in _COMMON_SITEMAP_PATHS:
        url = urljoin(survey.home, path)
        if not any(place.links for place in places) and asker.may_ask(url):
            places += await _with_children(asker, url, "well-known", _MOST_SITEMAPS_ASKED)
    return places


async def _with_children(asker: Asker, url: str, found: Found, most: int) -> list[ListingPlace]:
    """Read a sitemap and some of its children; the links of an index are those of its children."""
    answered = await asker.get(url)
    reading = await _read(asker, answered)
    if not reading.children:
        return [_sitemap_place(answered, reading, url, found)]
    children: list[ListingPlace] = []
    for child in _likeliest(reading.children):
        if len(children) < min(_MOST_CHILDREN, most - 1) and asker.may_ask(child.url):
            below = await asker.get(child.url)
            place = _sitemap_place(below, await _read(asker, below), child.url, "index", parent=url)
            children.append(replace(place, is_feed=bool(place.links) and await _is_feed(asker, below)))
    links = tuple(dict.fromkeys(link for child in children for link in child.links))
    index = ListingPlace(
        kind="sitemap",
        url=url,
        found=found,
        links=links[:_MOST_LINKS],
        children=len(reading.children),
        problem=None if links else SurveyProblem.EMPTY_INDEX,
    )
    return [index, *children]


def _likeliest(children: Sequence[Child]) -> list[Child]:
    """Sort news sitemaps first, then by date; those of images, authors and tags come last."""
    newest = sorted(children, key=lambda child: child.changed_at or "", reverse=True)
    return sorted(newest, key=lambda child: _rank(child.url.lower()))


def _rank(url: str) -> int:
    if any(
        word in url for word in ("image", "video", "author", "tag", "categor", "page-", "taxonom", "photo")
    ):
        return 2
    return 0 if "news" in url.rpartition("/")[2] or "post" in url or "article" in url else 1


async def _read(asker: Asker, answered: Answered) -> ListingReading:
    if answered.problem:
        return ListingReading(problems=(answered.problem,))
    return await asker.read(read_sitemap, answered, TOO_COSTLY)


async def _is_feed(asker: Asker, answered: Answered) -> bool:
    reading = await asker.read(read_feed, answered, TOO_COSTLY)
    return bool(reading.links) and FetchFailure.NOT_A_FEED not in reading.problems


def _sitemap_place(
    answered: Answered, reading: ListingReading, url: str, found: Found, parent: str | None = None
) -> ListingPlace:
    problem = next(iter(reading.problems), SurveyProblem.EMPTY) if not reading.links else None
    links = reading.links[:_MOST_LINKS]
    return ListingPlace(
        kind="sitemap", url=url, found=found, links=links, problem=answered.problem or problem, parent=parent
    )


# Listings of other kinds: those that each kind proposes for a site with this front page.

_MOST_OF_OTHERS = 6


async def survey_other_kinds(asker: Asker, survey: Survey) -> list[ListingPlace]:
    """Return the listings that the kinds proposed; an error in the code of a kind becomes its problem."""
    places: list[ListingPlace] = []
    for kind in listing_kinds():
        for table in kind.proposed(survey.home, survey.front):
            for listing in kind.listings(table)[:1]:
                if len(places) < _MOST_OF_OTHERS and asker.may_ask(listing.url):
                    places.append(await _other_place(asker, kind, table, listing))
    return places


async def _other_place(
    asker: Asker, kind: ListingKind[Any], table: DeclaredTable, listing: Listing
) -> ListingPlace:
    answered = await asker.get(listing.url, asked=kind.request(listing))
    reading = ListingReading()
    if answered.problem is None:
        reading = await asker.read(partial(read_listing, kind, listing), answered, TOO_COSTLY)
    problem = next(iter(reading.problems), SurveyProblem.EMPTY) if not reading.links else None
    return ListingPlace(
        kind=kind.name,
        url=listing.url,
        found="its kind",
        links=reading.links[:_MOST_LINKS],
        problem=answered.problem or problem,
        table=table,
    )
