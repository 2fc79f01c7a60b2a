"""The members of an object in data: text and numbers by their keys, and the times among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from newsarchive.discovery.scripts.data_rows import Row
from newsarchive.text.dates.written_dates import read_time

MOST_MEMBERS = 150  # of one object
_DEEPEST_MEMBER = 4  # of an article's object: `attributes.title.rendered`
_MOST_PLACES = 30  # of an array in a row
_LONGEST_TIME = 40
NUMBER_OR_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.~-]{0,120}\Z")
# A time as ASP.NET writes it in JSON: `/Date(1795731840000)/`.
ASP_DATE = re.compile(r"/?Date\((\d{10,13})(?:[+-]\d{4})?\)/?\Z")
_UTC_KEYS = re.compile(r"gmt|utc", re.IGNORECASE)
ID_KEYS = re.compile(r"(?:^|[._])(?:\w*_?id|\w*Id|code|no|num|number|slug|guid|uuid|key|sn|编号)\Z")
Place = tuple[str, ...]


def members_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the members of an object that are text or numbers, by their keys joined by dots.

    Those in arrays are members only of a row, and of an object that has no others: `c.0.v`.
    """
    if not isinstance(item, Row):
        members = _members_of(item, places=0)
        if members or not any(isinstance(one, list) for one in item.values()):
            return members
    return _members_of(item, places=_MOST_PLACES)


def _members_of(item: Mapping[str, Any], places: int) -> dict[str, str]:
    members: dict[str, str] = {}
    waiting: list[tuple[Any, Place]] = [(item, ())]
    while waiting and len(members) < MOST_MEMBERS:
        value, place = waiting.pop()
        if isinstance(value, str):
            if text := value.strip():
                members[".".join(place)] = text
        elif isinstance(value, bool):
            continue
        elif isinstance(value, int | float):
            members[".".join(place)] = written_number(value)
        elif isinstance(value, dict) and len(place) < _DEEPEST_MEMBER:
            waiting += (
                (one, (*place, str(key))) for key, one in reversed(list(islice(value.items(), MOST_MEMBERS)))
            )
        elif places and isinstance(value, list) and len(place) < _DEEPEST_MEMBER:
            waiting += (
                (one, (*place, str(number))) for number, one in reversed([*enumerate(value[:places])])
            )
    return members


def written_number(value: float) -> str:
    """Return a number as an address has it: without a fraction that is none."""
    try:
        return str(int(value)) if value == int(value) else str(value)
    except (ValueError, OverflowError):
        return str(value)


def moment_of(value: str, name: str = "") -> str | None:
    """Return the time that a member states in ISO 8601, None if it is no time.

    `name` is the member's: one of `date_gmt` is of UTC.
    """
    if len(value) > _LONGEST_TIME or not any(char.isdigit() for char in value):
        return None
    milliseconds = ASP_DATE.match(value)
    found = read_time(milliseconds[1] if milliseconds else value)
    if found is None or not _UTC_KEYS.search(name) or len(found) != len("2026-11-27T09:00:00"):
        return found
    return f"{found}+00:00"
