"""Every date a page gives, in markup, text, scripts and address, with its traits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsarchive.text.dates.dated_page import DatedPage
from newsarchive.text.dates.evidence import Claim, url_date
from newsarchive.text.dates.reading import find_times
from newsarchive.text.dates.scripts import script_dates
from newsarchive.text.dates.shown import shown_dates
from newsarchive.text.dates.sighting import Sighting
from newsarchive.text.dates.stated import read_time

IMAGE_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=/)")
MONTH_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])(?!\d)")
CHANGED_NAME = re.compile(r"modif|updat|revis|chang|lastmod|utime")
PUBLISHED_NAME = re.compile(r"publi|pubdate|issued|posted|release|first")


def page_sightings(page: DatedPage, tree: HtmlElement, *, month_first: bool) -> list[Sighting]:
    """Return the dates of the page, the stated ones first, then in page order."""
    image = page.image or ""
    found = [
        *_stated(page.published, month_first),
        *_stated(page.modified, month_first),
        *shown_dates(tree, page.paragraphs, month_first=month_first, language=page.language),
        *script_dates(tree, month_first=month_first),
        *_elsewhere(page.url, image, tree.findtext(".//title") or "", month_first),
    ]
    changed = {time[:10] for _, text in page.modified if (time := read_time(text, month_first=month_first))}
    return [
        Sighting(
            each.time, each.source, (*each.traits, *_relations(each, page.url, image, changed)), each.other
        )
        for each in found
    ]


def _stated(claims: Iterable[Claim], month_first: bool) -> Iterator[Sighting]:
    for evidence, text in claims:
        time = read_time(text, month_first=month_first)
        if time:
            yield Sighting(time, evidence, (f"src:{_kind(evidence)}",))


def _kind(evidence: str) -> str:
    source, _, name = evidence.partition(":")
    if CHANGED_NAME.search(name):
        return f"{source}-changed"
    if "creat" in name:
        return f"{source}-created"
    return f"{source}-published" if PUBLISHED_NAME.search(name) else f"{source}-date"


def _elsewhere(url: str, image: str, title: str, month_first: bool) -> Iterator[Sighting]:
    """Days in the page's address, in that of its image, and in its title tag."""
    address = url_date(url)
    if address and (time := read_time(address)):
        yield Sighting(time, "url", ("src:url",))
    path = IMAGE_DAY.search(image)
    if path and (time := read_time("-".join(path.groups()))):
        yield Sighting(time, "image", ("src:image",))
    for reading in find_times(title, month_first=month_first)[:1]:
        yield Sighting(reading.time, "title", ("src:title",))


def _relations(sighting: Sighting, url: str, image: str, changed: set[str]) -> Iterator[str]:
    """How the day agrees with the address, the image's folder, and the stated days of change."""
    day = sighting.time[:10]
    address = url_date(url)
    month = MONTH_IN_PATH.search(url)
    if address and (time := read_time(address)):
        if sighting.source != "url":
            yield "url:same" if day == time[:10] else "url:other"
    elif month:
        yield "url:month" if day[:7] == "-".join(month.groups()) else "url:other-month"
    folder = MONTH_IN_PATH.search(image)
    if folder:
        uploaded = "-".join(folder.groups())
        yield "image:month" if day[:7] == uploaded else "image:later" if day > uploaded else "image:earlier"
    if changed and "-changed" not in sighting.traits[0]:
        yield (
            "changed:same" if day in changed else "changed:after" if day > max(changed) else "changed:before"
        )
