"""Dates in the data a page carries for its own scripts: framework state, data layers, broken JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.text.dates.sighting import Sighting
from newsarchive.text.dates.stated import read_time

MOST_SCRIPTS, LONGEST_TOTAL, MOST_FOUND = 300, 600_000, 12
KEY = (
    r"[Pp]ubli(?:sh|cat|e)[A-Za-z_]{0,24}|[Pp]ub_?[Dd]ate|[Dd]ate_?[Pp]ubl[A-Za-z_]{0,10}|[Rr]elease_?[Dd]ate"
    r"|[Cc]reated?_?(?:[Aa]t|[Oo]n|[Dd]ate|[Tt]ime)?|[Dd]ate_?[Cc]reated|[Mm]odifi[A-Za-z_]{0,16}"
    r"|[Uu]pdated?_?[A-Za-z]{0,10}|[Dd]ate_?[Mm]odified|[A-Za-z]{0,12}[Dd]ate"
)
# Also inside strings of strings, where quotes are escaped once or twice, and behind JavaScript's `new Date(`.
KEYED = re.compile(
    rf"(?P<key>{KEY})\\{{0,3}}[\"']?\s{{0,3}}[:=,]\s{{0,3}}(?:new Date\()?\\{{0,3}}[\"']"
    r"(?P<time>[^\"'\\<>{}]{8,40})"
)
# Frameworks also keep their state in attributes (`data-page`, `data-props`).
STATES = XPath(
    "//body//@*[contains(., 'ublish') and contains(., ':') and string-length(.) > 60]", smart_strings=False
)
MOST_STATES = 20
CUE = re.compile(r"[Pp]ub(?:lish|lic|_?[Dd]ate)|[Dd]ate(?=[\"'\\A-Z_]|\s?[:=])")


def script_dates(tree: HtmlElement, *, month_first: bool) -> list[Sighting]:
    """Return the dates scripts give under names that tell what they are, in page order."""
    found: list[Sighting] = []
    order: dict[str, int] = {}
    for text in _texts(tree):
        for match in KEYED.finditer(text):
            kind = _kind(match["key"].lower())
            time = read_time(match["time"], month_first=month_first)
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
        if text and len(text) <= left and CUE.search(text):
            left -= len(text)
            yield text
    for state in STATES(tree)[:MOST_STATES]:
        if len(state) <= left:
            left -= len(state)
            yield state


def _kind(key: str) -> str | None:
    if "publi" in key or key.startswith("pub") or "release" in key:
        return "published"
    if "modif" in key or "updat" in key:
        return "changed"
    if "creat" in key:
        return "created"
    return (
        "date"
        if key in {"date", "articledate", "postdate", "displaydate", "contentdate", "pagedate"}
        else None
    )
