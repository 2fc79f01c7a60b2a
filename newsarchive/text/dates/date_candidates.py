"""Every date a page gives, in markup, text, scripts and address, with its traits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.text.dates.markup_dates import LISTING, Claim, DatedPage, is_explicit, url_date
from newsarchive.text.dates.visible_dates import Sighting, shown_dates
from newsarchive.text.dates.written_dates import find_times, read_time

# Dates in the data a page carries for its own scripts: framework state, data layers, broken JSON-LD.

_MOST_SCRIPTS, _LONGEST_TOTAL, _MOST_FOUND = 300, 600_000, 12
# A date in quotes, escaped ones in strings of strings too; or milliseconds or seconds since 1970.
_TIME = re.compile(
    r"[\"'](?P<time>(?:(?:19|20)\d\d[-/]\d\d|[A-Z][a-z]{2,8}\.? \d\d?,? (?:19|20)\d\d"
    r"|\d\d?[ .][A-Za-z\d]{2,9}[ .])[^\"'\\<>{}]{0,34})|(?<=[:=,])\s?[\"']?(?P<stamp>1\d{9}(?:\d{3})?)(?!\d)"
)
# What stands before it: a name, and between the two quotes, a colon, JavaScript's `new Date(`.
_NAME = re.compile(r"(?P<name>[A-Za-z_]{4,40})\\{0,3}[\"']?\s{0,3}[:=,]\s{0,3}(?:new Date\()?\\{0,3}[\"']?$")
# What a platform of accounts in China writes into its pages: `var ct = "1652004000"`, the story's time.
# Elsewhere that may be the server's clock, so the platform's name for the headline stands in the same script.
_SHORT_NAME, _OF_SHORT_NAME = re.compile(r"\bvar ct\s?=\s?[\"']$"), ("var ct", "msg_title")
# What portals in China that build their pages in the browser call the time of the story.
_OF_NEWS = "newsTime"
_LONGEST_NAME = 70
_PLAIN_NAMES = frozenset({"date", "articledate", "postdate", "displaydate", "contentdate", "pagedate"})
# Frameworks also keep their state in attributes (`data-page`, `data-props`).
_STATES = XPath(
    "//body//@*[contains(., 'ublish') and contains(., ':') and string-length(.) > 60]", smart_strings=False
)
_MOST_STATES = 20


def script_dates(tree: HtmlElement, *, month_first: bool) -> list[Sighting]:
    """Return the dates scripts give under names that tell what they are, in page order."""
    found: list[Sighting] = []
    order: dict[str, int] = {}
    for text in _texts(tree):
        is_short = _is_of_accounts(text)
        for match in _TIME.finditer(text):
            before = text[max(0, match.start() - _LONGEST_NAME) : match.start(match.lastgroup or 0)]
            kind = "published" if is_short and _SHORT_NAME.search(before) else _kind(before)
            time = read_time(match[match.lastgroup or 0], month_first=month_first) if kind else None
            if kind is None or time is None:
                continue
            number = order[kind] = order.get(kind, 0) + 1
            place = "first" if number == 1 else "later"
            found.append(Sighting(time, "script", (f"script:{kind}:{place}",)))
            if len(found) >= _MOST_FOUND:
                return found
    return found


def _texts(tree: HtmlElement) -> Iterator[str]:
    left = _LONGEST_TOTAL
    for _, script in zip(range(_MOST_SCRIPTS), tree.iter("script"), strict=False):
        text = script.text
        if text and len(text) <= left and _may_tell(text):
            left -= len(text)
            yield text
    for state in _STATES(tree)[:_MOST_STATES]:
        if len(state) <= left:
            left -= len(state)
            yield state


def _may_tell(script: str) -> bool:
    return any(name in script for name in ("ublish", "ate", _OF_NEWS)) or _is_of_accounts(script)


def _is_of_accounts(script: str) -> bool:
    return all(name in script for name in _OF_SHORT_NAME)


def _kind(before: str) -> str | None:
    match = _NAME.search(before)
    name = match["name"].lower().replace("_", "") if match else ""
    if "publi" in name or name.startswith("pub") or "releasedate" in name or name == _OF_NEWS.lower():
        return "published"
    if "modif" in name or "updat" in name:
        return "changed"
    if "creat" in name:
        return "created"
    return "date" if name in _PLAIN_NAMES else None


_IMAGE_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=/)")
_MONTH_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])(?!\d)")


def plain_sightings(page: DatedPage, tree: HtmlElement, month_first: bool) -> list[Sighting]:
    """Return the dates the page states and shows, the stated ones first, then in page order."""
    found = [
        *_all_stated(page, month_first),
        *shown_dates(
            tree,
            page.paragraphs,
            month_first=month_first,
            language=page.language,
            others=page.others,
            visited=page.visited,
        ),
        *_elsewhere(page.address, page.image or "", tree.findtext(".//title") or "", month_first),
    ]
    return _related(found, page, month_first)


def script_sightings(page: DatedPage, tree: HtmlElement, month_first: bool) -> list[Sighting]:
    """Return the dates in the data the page carries for its scripts."""
    return _related(script_dates(tree, month_first=month_first), page, month_first)


def _related(found: list[Sighting], page: DatedPage, month_first: bool) -> list[Sighting]:
    context = _Context.of(page.address, page.image or "", _all_stated(page, month_first))
    return [
        Sighting(each.time, each.source, (*each.traits, *context.relations(each)), each.other)
        for each in map(context.settled, found)
    ]


def _all_stated(page: DatedPage, month_first: bool) -> list[Sighting]:
    return [
        *_stated(page.published, month_first, "date"),
        *_stated(page.modified, month_first, "changed"),
        *_stated(((LISTING, page.listed),) if page.listed else (), month_first, "date"),
    ]


def _stated(claims: Iterable[Claim], month_first: bool, kind: str) -> Iterator[Sighting]:
    said: set[str] = set()
    for evidence, text in claims:
        time = read_time(text, month_first=month_first)
        if time:  # more under one name are often of other stories, which a page may list alike
            again = ("claim:again",) if evidence in said else ()
            said.add(evidence)
            yield Sighting(time, evidence, (f"src:{_script_kind(evidence, kind)}", *again))


def _script_kind(evidence: str, usual: str) -> str:
    source, _, name = evidence.partition(":")
    if evidence == LISTING:
        return LISTING
    if usual == "changed":
        return f"{source}-changed"
    if "creat" in name:
        return f"{source}-created"
    return f"{source}-published" if is_explicit(evidence) else f"{source}-{usual}"


def _elsewhere(url: str, image: str, title: str, month_first: bool) -> Iterator[Sighting]:
    """Days in the page's address, in that of its image, and in its title tag."""
    address = url_date(url)
    if address and (time := read_time(address)):
        yield Sighting(time, "url", ("src:url",))
    path = _IMAGE_DAY.search(image)
    if path and (time := read_time("-".join(path.groups()))):
        yield Sighting(time, "image", ("src:image",))
    for reading in find_times(title, month_first=month_first)[:1]:
        yield Sighting(reading.time, "title", ("src:title",))


@dataclass(frozen=True, slots=True)
class _Context:
    """What a day is compared with: day or month of the address, month of the image's folder, stated days."""

    address: str | None
    address_month: str | None
    image_month: str | None
    stated: frozenset[str]
    changed: frozenset[str]
    local: frozenset[str]

    @classmethod
    def of(cls, url: str, image: str, stated: list[Sighting]) -> _Context:
        address = url_date(url)
        time = read_time(address) if address else None
        month, folder = _MONTH_IN_PATH.search(url), _MONTH_IN_PATH.search(image)
        return cls(
            time[:10] if time else None,
            "-".join(month.groups()) if month else None,
            "-".join(folder.groups()) if folder else None,
            frozenset(each.time[:10] for each in stated),
            frozenset(each.time[:10] for each in stated if each.traits[0].endswith("-changed")),
            frozenset(day for each in stated for day in _local_days(each)),
        )

    def settled(self, sighting: Sighting) -> Sighting:
        """Return the sighting, its order of day and month decided where the address gives one of its days."""
        if sighting.other is None or self.address not in (sighting.time[:10], sighting.other[:10]):
            return sighting
        time = sighting.time if sighting.time.startswith(self.address) else sighting.other
        traits = tuple(trait for trait in sighting.traits if trait != "ambiguous")
        return Sighting(time, sighting.source, traits)

    def relations(self, sighting: Sighting) -> Iterator[str]:
        """Yield how the sighting's day agrees with them."""
        day = sighting.time[:10]
        if self.address:
            if sighting.source != "url":
                yield "url:same" if day == self.address else "url:other"
        elif self.address_month:
            yield "url:month" if day[:7] == self.address_month else "url:other-month"
        if self.image_month:
            yield f"image:{_compared(day[:7], self.image_month)}"
        if self.stated and not sighting.traits[0].startswith("src:"):
            yield f"stated:{'same' if day in self.stated else _compared(day, max(self.stated))}"
        if day in self.local and day not in self.stated and not sighting.time.endswith("+00:00"):
            yield "stated:local"
        if day in self.changed:
            yield "changed:same"


def _local_days(stated: Sighting) -> Iterator[str]:
    """Yield the neighbouring day of a published moment in UTC that it fell on at home.

    Clocks are at most 12 hours behind UTC and 14 ahead; a midnight is more often a day without a clock.
    """
    if not stated.time.endswith("+00:00") or not stated.traits[0].endswith("-published"):
        return
    moment = datetime.fromisoformat(stated.time)
    if stated.time[11:19] != "00:00:00":
        yield (moment - timedelta(hours=12)).date().isoformat()
        yield (moment + timedelta(hours=14)).date().isoformat()


def _compared(day: str, other: str) -> str:
    return "same" if day == other else "later" if day > other else "earlier"
