"""Dates that are not this story's: those in boxes that lead to another article, and in comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.dates.page_places import MOST_LEADS, PROBE
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.page.html_display import first_link
from newsarchive.text.page.page_model import Page, model_of
from newsarchive.text.replayed_addresses import replay_of

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Boxes a list of stories is made of, where no heading tells: neighbours of one name with a link each.
_ITEMS = frozenset({"li", "tr", "dd", "article", "div", "section"})
_WHOLE = frozenset({"html", "body", "main"})
_SHORTEST_HEADLINE = 12  # characters; as in newsarchive.text.page.marked_parts
# Of a date with its year, spaces not counted: "Wednesday,4November2026" has .22, and headlines with a year in
# them less ("Budgetfor2026approved").
_FEWEST_DIGITS, _DIGITS = 5, 0.2
_HIGHEST, _MOST_LINKS, _MOST_NEIGHBOURS, _MOST_HEADINGS = 10, 40, 6, 300
_SHORTEST_LEAD = 4
# A line that says nothing but its day, in a link to the list of that day's stories: texts and characters of
# the line, boxes from the link up to it, boxes of other days, and what may follow the day in the address.
_MOST_TEXTS, _LONGEST_DAY, _HIGHEST_LINE = 10, 40, 3
_LISTS = frozenset({"li", "nav", "td"})
_DAY_LIST = (
    "index|day|news|newsroom|all|archives?|archiv|archiwum"
    "|calendar|calendario|calendrier|kalender|kalendarium"
)
_MOST_COUNTED = 2_000
_MOST_ELEMENTS = 60_000
_LONGEST_REMEMBERED = 500  # characters of an address
# What the Wayback Machine and a search engine's cache put above the pages they show, with the days of their
# captures: their ids begin so.
_ARCHIVE_BARS = ("wm-ipp", "google-cache-hdr")
_CAPTURE_HEAD = "HEADER"  # archive.today's, on pages whose canonical link names the moment of the capture
_NO_STORY_REL = frozenset({"author", "tag", "category", "home"})
_NO_STORY = re.compile(
    r"/(?:authors?|tags?|categor(?:y|ies)|topics?|users?|profiles?|people|autor(?:en|es)?|search)(?:/|$)"
    r"|^/(?:\d{4}(?:/\d{1,2}){0,2}/?)?$",  # an archive of days, the front page
    re.IGNORECASE,
)


class OtherStories:
    """Which elements of a page stand in the box of another story; asked for a few, each box looked at once.

    `url` is the page's address ("" where unknown), `lines` are those of its text, `apart` elements that hold
    nothing of the story (comments).
    """

    def __init__(
        self,
        page: Page,
        url: str,
        lines: Sequence[str] = (),
        apart: Collection[HtmlElement] = (),
    ) -> None:
        self._model, self._url = model_of(page), url
        self._leads = tuple(
            line[:PROBE].strip() for line in lines[:MOST_LEADS] if len(line) >= _SHORTEST_LEAD
        )
        bars = (
            place
            for place, name in self._model.having("id")
            if name.startswith(_ARCHIVE_BARS) or (name == _CAPTURE_HEAD and self._is_capture())
        )
        self._apart = frozenset((*apart, *map(self._model.element, bars)))
        self._known: dict[HtmlElement, bool | None] = {}  # None where a box has nothing that tells
        self._headline: dict[HtmlElement, str | None] = {}

    def _is_capture(self) -> bool:
        links = islice(self._model.iter("link"), _MOST_HEADINGS)
        return any(one.get("rel") == "canonical" and replay_of(one.get("href") or "") for one in links)

    @cached_property
    def _own(self) -> frozenset[str]:
        """The addresses of the page, as far as known: its own, and those it says it has."""
        heads = islice(self._model.iter("link", "meta"), _MOST_HEADINGS)
        said = [
            one.get("href") or one.get("content")
            for one in heads
            if one.get("rel") == "canonical" or one.get("property") == "og:url"
        ]
        places = {
            story_place(joined_address(self._url, address)) for address in (self._url, *said) if address
        }
        return frozenset(places - {""})

    @cached_property
    def _is_front(self) -> bool:
        """Whether the page is a front page: all its boxes are other stories, and the newest dates it."""
        try:
            parts = urlsplit(self._url)
        except ValueError:
            return False
        return bool(self._url) and parts.path in ("", "/") and not parts.query

    @cached_property
    def _story(self) -> frozenset[HtmlElement]:
        """The boxes that hold the headline or a first line of the text."""
        headlines = islice(self._model.iter("h1"), 3)
        found = [one for one in headlines if first_link(one) is None]
        least = min(map(len, self._leads), default=0)
        found += [
            element
            for element in (islice(self._model.iter(), _MOST_ELEMENTS) if least else ())
            for text in (element.text, element.tail)
            if text and len(text) >= least and any(map(text.__contains__, self._leads))
        ]
        held: set[HtmlElement] = set()
        for element in found:
            for holder in (element, *element.iterancestors()):
                if holder in held:
                    break
                held.add(holder)
        return frozenset(held)

    def hold(self, element: HtmlElement) -> bool:
        """Say whether an element stands apart from the story, or in a box with one link to another."""
        if self._is_front:
            return False
        if self._apart and not self._apart.isdisjoint((element, *element.iterancestors())):
            return True
        for box in (element, *islice(element.iterancestors(), _HIGHEST)):
            if box.tag in _WHOLE:
                return False
            if box not in self._known:
                # What holds a box of the story is one too, so it is enough to ask about the one that tells.
                self._known[box] = self._tells(box) and box not in self._story
            known = self._known[box]
            if known is not None:
                return known
        return False

    def is_own(self, places: Collection[str]) -> bool:
        """Say whether one of `places`, stories that links lead to, is the page itself."""
        return not self._own.isdisjoint(places)

    def is_on_site(self, place: str) -> bool:
        """Say whether a story that a link leads to has the host of the page itself."""
        host = place.partition("/")[0]
        return any(own.partition("/")[0] == host for own in self._own)

    def only_other(self, places: Iterable[str | None]) -> str | None:
        """Return the one story among `places`, where it is of the site and not the page itself; else None."""
        led = {*places} - {None}
        place = next(iter(led), None)
        if len(led) != 1 or place is None or self.is_own((place,)) or not self.is_on_site(place):
            return None
        return place

    def _tells(self, box: HtmlElement) -> bool | None:
        """Whether the box is another story's; None where it has no link by which to tell."""
        if box.tag == "a":
            return True if self._leads_elsewhere(box) else None
        headings = islice(box.iter(*HEADING_TAGS), _MOST_LINKS)
        headed = _first_two(place for heading in headings for place in self._links(heading))
        if headed:
            return len(headed) == 1 and not headed & self._own
        linked = _first_two(self._headlines(box))
        if not linked:
            return None
        return len(linked) == 1 and not linked & self._own and self._is_listed(box, linked)

    def _is_listed(self, box: HtmlElement, linked: set[str]) -> bool:
        """Whether neighbours of the same make have such a link each, to others."""
        if box.tag not in _ITEMS:
            return False
        neighbours = (
            other
            for preceding in (False, True)
            for other in islice(box.itersiblings(box.tag, preceding=preceding), _MOST_NEIGHBOURS)
            if other.get("class") == box.get("class")
        )
        return any(
            places and not places & linked for places in (set(self._headlines(one)) for one in neighbours)
        )

    def _links(self, heading: HtmlElement) -> Iterator[str]:
        """Where a heading leads: the links in it, else the one around it."""
        found = [link for link in islice(heading.iter("a"), 3) if link.get("href")]
        around = () if found else islice(heading.iterancestors(), 3)
        for link in found or islice((one for one in around if one.tag == "a"), 1):
            if place := self.story(link):
                yield place

    def _headlines(self, box: HtmlElement) -> Iterator[str]:
        for link in islice(box.iter("a"), _MOST_LINKS):
            if link not in self._headline:  # boxes in boxes hold the same ones
                self._headline[link] = self.story(link) if _is_headline(link) else None
            if place := self._headline[link]:
                yield place

    def _leads_elsewhere(self, link: HtmlElement) -> bool:
        """Whether a date stands in a link to another story; asked only where the own address is known.

        A day between headline and text that leads to an address which ends with that day, where no other link
        leads, leads to the list of its day: to a story its headline leads as well.
        """
        place = self.story(link) if self._own else None
        if place is None or place in self._own:
            return False
        leads_to_list = _leads_to_its_day(link) and self._is_below_headline(link)
        return not leads_to_list or self._linked[place] > 1

    def _is_below_headline(self, link: HtmlElement) -> bool:
        """Whether a link stands between a headline and the text, as a line or in one."""
        for box in (link, *islice(link.iterancestors(), _HIGHEST_LINE)):
            if box.tag in _LISTS:
                return False
            before = islice(box.itersiblings(preceding=True), _MOST_NEIGHBOURS)
            if any(next(one.iter(*HEADING_TAGS), None) is not None for one in before):
                return any(one in self._story for one in islice(box.itersiblings(), _MOST_NEIGHBOURS))
        return False

    @cached_property
    def _linked(self) -> Counter[str]:
        """How many links lead to each story."""
        links = islice(self._model.iter("a"), _MOST_COUNTED)
        return Counter(place for link in links if (place := self.story(link)))

    def story(self, link: HtmlElement) -> str | None:
        """Return the story a link leads to; None for none: comments, authors, days, a part of the page."""
        href = (link.get("href") or "").strip()
        if not href or href.startswith("#") or _NO_STORY_REL & {*(link.get("rel") or "").lower().split()}:
            return None
        led_to = _led_to if len(href) <= _LONGEST_REMEMBERED else _led_to.__wrapped__
        place, is_part = led_to(self._url, href)
        if (is_part and place in self._own) or not place:
            return None
        if any(_is_below(own, place) or _is_below(place, own) or _is_part(place, own) for own in self._own):
            return None
        return place


def _first_two(places: Iterator[str]) -> set[str]:
    """The first two places that differ: a box that leads to more stories than one is no story's."""
    found = set[str]()
    for place in places:
        found.add(place)
        if len(found) > 1:
            break
    return found


def _is_below(place: str, other: str) -> bool:
    return place.startswith(other.rstrip("?") + "/")


def _is_part(place: str, own: str) -> bool:
    """Whether an address is the page's with more asked of it: an entry of a live blog, a way to sort."""
    path, _, asked = own.partition("?")
    other, _, more = place.partition("?")
    return path == other and asked != more and {*asked.split("&")} - {""} <= {*more.split("&")}


def _is_headline(link: HtmlElement) -> bool:
    """Whether a link says as much as a headline does, and no date."""
    text = "".join("".join(islice(link.itertext(), 10)).split())
    return is_headline_long(text) and not _is_day(text)


def is_headline_long(text: str) -> bool:
    """Say whether a text is as long as a headline; Chinese, Japanese and Korean ones are shorter."""
    return len(text) >= (_SHORTEST_HEADLINE if text.isascii() else _SHORTEST_HEADLINE // 2)


def _is_day(text: str) -> bool:
    """Whether a link's text is a date ("March20,2026"): WordPress links a teaser's date as a headline."""
    digits = sum(map(str.isdigit, text))
    return digits >= _FEWEST_DIGITS and digits >= _DIGITS * len(text)


def _leads_to_its_day(link: HtmlElement) -> bool:
    """Whether a link says a day, nothing else stands in its line, and its address ends with that day.

    "Next concert: 4 May 2031" leads to a calendar.
    """
    holder = link.getparent()
    line = _words_of(holder if holder is not None else link)
    found = find_times(line) if len(line) <= _LONGEST_DAY else []
    if len(found) != 1 or any(map(str.isalpha, line[: found[0].start] + line[found[0].end :])):
        return False
    year, month, day = (int(part) for part in found[0].time[:10].split("-"))
    ending = rf"{year}[-/_.]?0?{month}[-/_.]?0?{day}(?:/(?:{_DAY_LIST})?)?(?:\.\w{{2,5}})?/?$"
    return re.search(ending, link.get("href") or "") is not None


def _words_of(element: HtmlElement) -> str:
    return " ".join(" ".join(islice(element.itertext(), _MOST_TEXTS)).split())


# Whole addresses that joining does not change: no blank, no parameter, nothing asked or named that is empty.
_AS_IT_STANDS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/%+-]*)?(?:\?[A-Za-z0-9._~/%+=&-]+)?")


def joined_address(base: str, address: str) -> str:
    """Return an address as it is meant on the page at `base`; "" where it is none."""
    try:
        if _AS_IT_STANDS.fullmatch(address):
            urlsplit(base)  # one that is no address joins with none
            return address
        return urljoin(base, address)
    except ValueError:
        return ""


@lru_cache(maxsize=2_000)
def _led_to(url: str, href: str) -> tuple[str, bool]:
    """The place a link leads to, and whether it names a part of it. Remembered: pages link a story twice."""
    address = joined_address(url, href)
    return story_place(address), "#" in address


def story_place(address: str) -> str:
    """Return an address without what does not change the page; "" for what is no page of a story."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or _NO_STORY.search(parts.path):
        return ""
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
