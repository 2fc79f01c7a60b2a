"""Tells the lists beside a list: what its address has of a group of tabs, the other tabs have of theirs.

`<button data-tab="world">` and `<button data-tab="sport">` beside `/tabs/world.json`: so there is
`/tabs/sport.json`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

_MOST_ATTRIBUTES, _MOST_SIBLINGS = 2_000, 8
_VALUE = re.compile(r"[\w.-]{1,40}")
_NUMBER_BELOW = 2  # a page: 0 and 1 stand in many addresses by chance


def sibling_addresses(url: str, attributes: Sequence[tuple[str, str]]) -> list[str]:
    """Return the addresses of further lists; `attributes` are names and values of a page's elements.

    Total.
    """
    groups: dict[str, dict[str, None]] = {}
    for name, value in islice(attributes, _MOST_ATTRIBUTES):
        if _VALUE.fullmatch(value):
            groups.setdefault(name, {})[value] = None
    begin = url.find("/", url.find("://") + 3)
    for values in groups.values():
        if begin < 0 or not 2 <= len(values) <= _MOST_SIBLINGS:
            continue
        for value in values:
            if value.isdigit() and int(value) < _NUMBER_BELOW:
                continue
            place = re.compile(rf"(?<=[/=_.-]){re.escape(value)}(?=[/&?_.-]|\Z)").search(url, begin)
            if place is not None:
                return [url[: place.start()] + one + url[place.end() :] for one in values if one != value]
    return []
