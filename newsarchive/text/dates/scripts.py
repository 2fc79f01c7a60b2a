"""Dates in the data a page carries for its own scripts: framework state, data layers, broken JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.text.dates.sighting import Sighting
from newsarchive.text.dates.stated import read_time

MOST_SCRIPTS, LONGEST_TOTAL, MOST_FOUND = 300, 600_000, 12
# A date in quotes, escaped ones in strings of strings too; or milliseconds or seconds since 1970.
TIME = re.compile(
    r"[\"'](?P<time>(?:(?:19|20)\d\d[-/]\d\d|[A-Z][a-z]{2,8}\.? \d\d?,? (?:19|20)\d\d"
    r"|\d\d?[ .][A-Za-z\d]{2,9}[ .])[^\"'\\<>{}]{0,34})|(?<=[:=,])\s?(?P<stamp>1\d{9}(?:\d{3})?)(?!\d)"
)
# What stands before it: a name, and between the two quotes, a colon, JavaScript's `new Date(`.
NAME = re.compile(r"(?P<name>[A-Za-z_]{4,40})\\{0,3}[\"']?\s{0,3}[:=,]\s{0,3}(?:new Date\()?\\{0,3}[\"']?$")
LONGEST_NAME = 70
PLAIN_NAMES = frozenset({"date", "articledate", "postdate", "displaydate", "contentdate", "pagedate"})
# Frameworks also keep their state in attributes (`data-page`, `data-props`).
STATES = XPath(
    "//body//@*[contains(., 'ublish') and contains(., ':') and string-length(.) > 60]", smart_strings=False
)
MOST_STATES = 20


def script_dates(tree: HtmlElement, *, month_first: bool) -> list[Sighting]:
    """Return the dates scripts give under names that tell what they are, in page order."""
    found: list[Sighting] = []
    order: dict[str, int] = {}
    for text in _texts(tree):
        for match in TIME.finditer(text):
            kind = _kind(text[max(0, match.start() - LONGEST_NAME) : match.start(match.lastgroup or 0)])
            time = read_time(match[match.lastgroup or 0], month_first=month_first) if kind else None
            if kind is None or time is None:
                continue
            number = order[kind] = order.get(kind, 0) + 1
            place = "first" if number == 1 else "later"
            found.append(Sighting(time, "script", (f"script:{kind}:{place}",)))
            if len(found) >= MOST_FOUND:
                return found
    return found


def _texts(tree: HtmlElement) -> Iterator[str]:
    left = LONGEST_TOTAL
    for _, script in zip(range(MOST_SCRIPTS), tree.iter("script"), strict=False):
        text = script.text
        if text and len(text) <= left and ("ublish" in text or "ate" in text):
            left -= len(text)
            yield text
    for state in STATES(tree)[:MOST_STATES]:
        if len(state) <= left:
            left -= len(state)
            yield state


def _kind(before: str) -> str | None:
    match = NAME.search(before)
    name = match["name"].lower().replace("_", "") if match else ""
    if "publi" in name or name.startswith("pub") or "releasedate" in name:
        return "published"
    if "modif" in name or "updat" in name:
        return "changed"
    if "creat" in name:
        return "created"
    return "date" if name in PLAIN_NAMES else None
