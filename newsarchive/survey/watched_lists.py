"""Finds lists that only a site's own scripts know how to ask for: opens pages in the browser and watches.

What a page asks for is then asked for without the browser. Only what answers so is proposed as a list.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from newsarchive.browser.watching import PageWatch
from newsarchive.discovery.documents import Link, distinct_links, read_text
from newsarchive.discovery.lists.article_arrays import fragment_links
from newsarchive.discovery.lists.list_documents import list_data_of
from newsarchive.discovery.lists.list_paging import address_with_hole
from newsarchive.discovery.lists.list_reading import found_arrays
from newsarchive.discovery.lists.watched_requests import Exchange, differing_names, form_fields, same_list
from newsarchive.discovery.scripts.list_addresses import ListAddress
from newsarchive.discovery.sections.archive_menus import day_in, month_in
from newsarchive.discovery.sections.front_page import FrontPage, distinct_anchors, read_front_page
from newsarchive.discovery.sections.page_conventions import PageGuess
from newsarchive.discovery.urls.canonical_urls import canonical_key, same_site
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, Anchor, score_anchor
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.listings.list_kind import DataList
from newsarchive.politeness.robots_rules import Rules
from newsarchive.survey.data_lists import OBJECTIONS, DataListSurvey
from newsarchive.survey.requests import Answered, Asker
from newsarchive.survey.section_paging import SectionPaging
from newsarchive.survey.site_evidence import ListingPlace, Survey, SurveyProblem
from newsarchive.survey.site_listings import is_scripted, speaks_of_more
from newsarchive.text.letters import count_letters

logger = logging.getLogger(__name__)

_HEADLINE = 14  # letters
_FEW = 20  # articles: what has no more, and no next page, may go on
_MOST_PAGES_WATCHED = 3
_MOST_SECTIONS_WATCHED = 5  # pages, where scripts fill sections: each may have a list of its own
_MOST_SERIES = 6  # lists of one page that are tried
_FOR_WATCHING = 24  # requests beyond those of any survey
_LARGEST_READ = 2_000_000  # bytes of an answer that is looked at while the page waits
# Requests that were left alone though one of them may be that for more.
_UNKNOWN = frozenset({SurveyProblem.NO_LIST, SurveyProblem.PERSONAL, SurveyProblem.UNDECLARABLE})


@dataclass(slots=True)
class WatchedSurvey:
    """Watches pages of a site in the browser, where what was read of it does not say how its lists go on."""

    asker: Asker
    survey: Survey
    lists: DataListSurvey
    paging: SectionPaging
    rules: Rules | None = None
    pause: float = 0.0
    seconds: float = 40.0
    watched: list[str] = field(default_factory=list)

    def reason(self, front: Answered) -> str | None:
        """Return why the site is watched, None if what was read is enough."""
        named = [place for place in self.survey.places if place.links]
        refused = any(place.problem in _UNKNOWN for place in self.survey.places)
        enough = [one for one in named if _is_enough(one) and not (refused and _is_fixed(one))]
        filled = [place for place in self.survey.places if _may_be_filled(place)]
        if enough or not (is_scripted(front.body) or filled):
            return None
        articles = {canonical_key(link.url) for place in named for link in _likely(place)}
        shown = {canonical_key(anchor.url) for anchor in self.survey.front.anchors}
        if self.survey.front.is_shell and len(articles & shown) < _FEW and not _has_list(named):
            return "its front page is empty but for scripts"
        text = front.body[:3_000_000].decode("utf-8", "ignore")
        if articles and _has_list(named) and not self.lists.asks_for_data(text):
            return None  # what its scripts show is what they have
        if len(articles) < _FEW:
            return f"only {len(articles)} articles are named, and no way to older ones"
        if speaks_of_more(front.body):
            return "its front page speaks of more"
        return "a section of it speaks of more" if any(place.speaks_of_more for place in filled) else None

    async def run(self, front: Answered) -> list[ListingPlace]:
        """Return the lists that pages were seen to ask for, and that answer without a browser."""
        self.asker.allow(_FOR_WATCHING)
        places: list[ListingPlace] = []
        filled = {place.url for place in self.survey.places if _may_be_filled(place)}
        for url in self._pages(front):
            # Sections are opened only where the front page asked for no list, all those that scripts fill:
            # each may have a list of its own.
            is_found = any(place.table or place.needs_browser for place in places)
            if self.asker.left <= 0 or (is_found and url not in filled):
                break
            places += await self._watched(url, front)
            if url == front.url and any(place.table or place.needs_browser for place in places):
                break
        return places

    def _pages(self, front: Answered) -> list[str]:
        """Return the pages that are opened: the front page, then sections that are empty, then the fullest.

        A section that names no article is likely to be filled by its scripts.
        """
        sections = [place for place in self.survey.places if place.kind == "section" and _answered(place)]
        sections.sort(
            key=lambda place: (
                not place.is_shell,
                bool(_likely(place)) and not place.speaks_of_more,
                -len(_likely(place)),
            )
        )
        worth = [place.url for place in sections if is_scripted(front.body) or _may_be_filled(place)]
        first = [front.url] if is_scripted(front.body) else []  # without scripts it asks for nothing
        filled = any(_may_be_filled(place) for place in sections)
        most = _MOST_SECTIONS_WATCHED if filled else _MOST_PAGES_WATCHED
        return list(dict.fromkeys([*first, *worth]))[:most]

    async def _watched(self, url: str, front: Answered) -> list[ListingPlace]:
        watch = PageWatch(
            holds_list=self._may_be_list, may_fetch=self._may_fetch, pause=self.pause, seconds=self.seconds
        )
        answered = await self.asker.watch(url, watch)
        self.watched.append(url)
        self.survey.browser_requests += watch.requests
        self.survey.browser_notes += [one for one in watch.notes if one not in self.survey.browser_notes]
        logger.debug("%s asked %d times in the browser", url, watch.requests)
        places = [
            ListingPlace(
                kind="list",
                url=one.url,
                found="browser",
                problem=OBJECTIONS[one.objection],
                method=one.method,
            )
            for one in watch.refused
        ]
        if answered.problem is not None:
            self.survey.browser_notes.append(
                f"{url}: {answered.problem}" + (f" ({answered.detail})" if answered.detail else "")
            )
        shown = FrontPage()
        if answered.problem is None:
            # A crawl scrolls, and presses nothing.
            seen = replace(answered, body=(watch.scrolled_page or "").encode("utf-8", "replace"))
            shown = await self.asker.read(
                read_front_page, seen if watch.scrolled_page else answered, FrontPage()
            )
        # Of objects with a number only, the page shows the addresses.
        links = [(to, text) for to, text in watch.shown.items() if same_site(to, self.survey.home)]
        addresses = self.lists.addresses
        addresses.shown_links += [link for link in links if link not in addresses.shown_links]
        addresses.shown += [to for to, _ in links]
        addresses.shown += [one.url for one in shown.anchors if same_site(one.url, self.survey.home)]
        found: list[ListingPlace] = []
        unheard: list[tuple[Exchange, SurveyProblem]] = []
        listed: set[str] = set()
        every = self._series(watch)
        for series in every[:_MOST_SERIES]:
            place = await self._replayed(series)
            if place is None:
                unheard.append((series[0], SurveyProblem.NOT_REPLAYED))
            elif _is_of_one_time(place) or (watch.went_back and _has_sibling(place, series, every)):
                unheard.append((series[0], SurveyProblem.ONE_TIME))
            else:
                self._forget(place)
                found.append(place)
                # What follows and is not known to is named by the page alone.
                heard = series if _goes_on(place) else series[:1]
                listed |= {canonical_key(link.url) for one in heard for link in self._links(one, place.table)}
        if not found and url == front.url and not _has_list(self.survey.places):
            # What the page showed says how the addresses are made of the data that stands in it.
            found = await self.lists.of_page(front, "page data")
            listed |= {canonical_key(link.url) for place in found for link in place.links}
        found += [one for one in await self.lists.beside(found) if one.links]
        places += found
        places += [
            ListingPlace(
                kind="list",
                url=one.url,
                found="browser",
                problem=problem,
                method=one.method,
            )
            for one, problem in unheard
        ]
        led = await self._led_on(url, watch)
        if led is not None:
            self._forget(led)
            places.append(led)
        elif answered.problem is None:
            listed |= {canonical_key(link.url) for place in found for link in place.links}
            places += self._shown(url, shown, watch.offered, listed)
        return places

    def _forget(self, place: ListingPlace) -> None:
        """Leave out what was found of the same list without its way to further pages."""
        self.survey.places[:] = [
            one
            for one in self.survey.places
            if one.kind != place.kind or canonical_key(one.url) != canonical_key(place.url)
        ]

    def _may_fetch(self, url: str) -> bool:
        return self.rules is None or not same_site(url, self.survey.home) or self.rules.allow(url)

    def _holds_list(self, exchange: Exchange) -> bool:
        return len(self._links(exchange)) >= 2

    def _links(self, exchange: Exchange, table: DeclaredTable | None = None) -> tuple[Link, ...]:
        """Return the articles that an answer names, as far as it can be told without asking further."""
        if exchange.status != 200 or not 2 < len(exchange.answer) <= _LARGEST_READ:
            return ()
        data = list_data_of(read_text(exchange.answer, exchange.content_type, exchange.url))
        if data is None:
            return ()
        base = self.survey.home
        made = table.template if isinstance(table, DataList) else None
        arrays = found_arrays(data, base, [made] if made else self.lists.addresses.templates)
        links = distinct_links([link for array in arrays for link in array.links])
        return links or fragment_links(data.value, base)

    def _series(self, watch: PageWatch) -> list[list[Exchange]]:
        """Return the requests for lists, those for parts of one list together; the longest first."""
        series: list[list[Exchange]] = []
        for exchange in watch.exchanges:
            if exchange.method not in {"GET", "POST"} or not self._may_be_list(exchange):
                continue
            known = next((one for one in series if same_list(one[-1], exchange)), None)
            if known is not None:
                known.append(exchange)
            elif not any(
                (one.method, one.url, one.body) == _key(exchange) for many in series for one in many
            ):
                series.append([exchange])
        return sorted(series, key=lambda one: (-len(one), one[0].step))

    def _may_be_list(self, exchange: Exchange) -> bool:
        """Say whether an answer names articles, or has objects of which a template may make some."""
        if exchange.kind == "document" and exchange.step == 0:
            return False
        return self._holds_list(exchange) or self.lists.may_be_templated(exchange)

    async def _replayed(self, series: Sequence[Exchange]) -> ListingPlace | None:
        """Return the list that requests ask for, asked for without the browser; None if it is silent."""
        seen = [_as_form(one) for one in series]
        first = seen[0]
        for headers in _tries(first):
            address = ListAddress(
                url=first.url,
                body=(first.body or "") if first.is_post else None,
                headers=headers,
                names=differing_names(seen[0], seen[1]) if len(seen) > 1 else (),
            )
            place = await self.lists.of_watched(address, first, seen[1:])
            if place is not None and place.links:
                return place
        return None

    async def _led_on(self, url: str, watch: PageWatch) -> ListingPlace | None:
        """Return the section whose control led to its second page, if that has a number in its address."""
        place = next((one for one in self.survey.places if one.kind == "section" and one.url == url), None)
        if place is None:
            return None
        for exchange in watch.exchanges:
            if exchange.kind == "document" and exchange.step and exchange.method == "GET":
                made = address_with_hole(exchange.url)
                if made is not None and await self.paging.leads_on(PageGuess(made), place):
                    return replace(place, next=made)
        return None

    def _shown(
        self, url: str, page: FrontPage, offered: Mapping[str, str], listed: Set[str]
    ) -> list[ListingPlace]:
        """Return the page as the browser shows it, if it names what nothing else names.

        `offered` are the links that it showed while it was scrolled and its controls used, as a crawl does.
        """
        anchors = distinct_anchors((*page.anchors, *(Anchor(*link) for link in offered.items())))
        links = tuple(
            Link(url=anchor.url, title=anchor.text or None, score=score)
            for anchor in anchors.values()
            if same_site(anchor.url, url)
            and ((score := score_anchor(anchor)) >= ARTICLE_THRESHOLD or not anchor.furniture)
        )
        known = {canonical_key(link.url) for place in self.survey.places for link in place.links} | listed
        likely = {canonical_key(link.url) for link in links if _may_be_article(link)}
        if likely <= known:
            return []
        shown = ListingPlace(
            kind="section",
            url=url,
            found="browser",
            links=distinct_links(list(links)),
            pager=page.pager,
            needs_browser=True,
        )
        self._forget(shown)
        return [shown]


def _may_be_article(link: Link) -> bool:
    """Say whether a link that a page shows is an article's, by its looks or its headline."""
    return link.score >= ARTICLE_THRESHOLD or count_letters(link.title or "") >= _HEADLINE


def _key(exchange: Exchange) -> tuple[str, str, str | None]:
    return exchange.method, exchange.url, exchange.body


def _tries(first: Exchange) -> list[tuple[tuple[str, str], ...]]:
    """Return the headers with which a request is tried: as few as will do."""
    told = first.headers
    kind = tuple(pair for pair in told if pair[0].lower() == "content-type")
    plain = kind if first.body and not kind_is_plain(first) else ()
    return list(dict.fromkeys([plain, told]))


def kind_is_plain(exchange: Exchange) -> bool:
    """Say whether the content type is the one that a declaration without any sends."""
    told = next((value for name, value in exchange.headers if name.lower() == "content-type"), "")
    is_json = (exchange.body or "").lstrip()[:1] in {"{", "["}
    return told.partition(";")[0].strip().lower() == (
        "application/json" if is_json else "application/x-www-form-urlencoded"
    )


def _as_form(exchange: Exchange) -> Exchange:
    """Return a request with a form in parts as one with the same fields in a line."""
    kind = next((value for name, value in exchange.headers if name.lower() == "content-type"), "")
    if exchange.body is None or not kind.lower().startswith("multipart/form-data"):
        return exchange
    headers = tuple(pair for pair in exchange.headers if pair[0].lower() != "content-type")
    return replace(exchange, body=urlencode(form_fields(exchange.body)), headers=headers)


def _is_of_one_time(place: ListingPlace) -> bool:
    """Say whether a list is asked for by a day or month, and all its articles are of that, if they tell.

    One that says how it goes on begins at that day.
    """
    when = day_in(place.url) or month_in(place.url)
    told = [link.published_at for link in place.links if link.published_at]
    if when is None or (not told and _goes_on(place)):
        return False
    begin = "-".join(f"{number:02d}" for number in when)
    return all(moment.startswith(begin) for moment in told)


def _has_sibling(
    place: ListingPlace, series: Sequence[Exchange], every: Sequence[Sequence[Exchange]]
) -> bool:
    """Say whether a list that does not go on has an address of which one part is other in another list's.

    Where a control leads to the day before, and nothing tells how, that part is the day in the site's own
    writing: tomorrow's list has another address.
    """
    if _goes_on(place):
        return False
    others = [one[0].url for one in every if one is not series]
    here = series[0].url.split("/")
    return any(
        len(there := other.split("/")) == len(here)
        and sum(a != b for a, b in zip(here, there, strict=True)) == 1
        for other in others
    )


def _is_enough(place: ListingPlace) -> bool:
    """Say whether a listing names what is older, too: it goes on, or is whole."""
    if place.kind == "section":
        return place.leads_on and bool(_likely(place))
    return place.kind in {"feed", "sitemap"} or _goes_on(place) or (place.kind == "list" and place.is_whole)


def _has_list(places: Iterable[ListingPlace]) -> bool:
    return any(place.kind == "list" and place.links for place in places)


def _is_fixed(place: ListingPlace) -> bool:
    """Say whether a list is thought whole only since its script asks for it in one way."""
    return place.kind == "list" and place.found == "script" and not _goes_on(place)


def _answered(place: ListingPlace) -> bool:
    return bool(place.links) or place.problem in {SurveyProblem.SHELL, SurveyProblem.NO_LINKS}


def _may_be_filled(place: ListingPlace) -> bool:
    """Say whether scripts may fill a section, or go on with it, and nothing else does."""
    if place.kind != "section" or place.leads_on or _is_door(place.url):
        return False
    return place.is_shell or place.speaks_of_more


def _is_door(url: str) -> bool:
    """Say whether an address is one to sign in at, a trap, or would change something."""
    return trap_of(url) is not None or objection_to(url, None, posts=False) is not None


def _goes_on(place: ListingPlace) -> bool:
    table = place.table
    return isinstance(table, DataList) and bool(table.next or table.next_body)


def _likely(place: ListingPlace) -> list[Link]:
    return [link for link in place.links if link.score >= ARTICLE_THRESHOLD]
