"""Templates of addresses: `https://h.example/{channel}/{published:%Y%m%d}/{id}.html`, filled and learned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from newsarchive.discovery.lists.address_forms import in_address_form
from newsarchive.discovery.lists.object_members import ID_KEYS, NUMBER_OR_CODE, members_of, moment_of

MOST_OBJECTS = 2_000  # of one array, as of a section page's links
_HOLE = re.compile(r"\{([^{}:]{1,100})(?::([^{}]{1,40}))?\}")


def holes_of(template: str) -> list[str]:
    """Return the members that a template needs."""
    return [found[1] for found in _HOLE.finditer(template)]


def filled_template(template: str, members: Mapping[str, str]) -> str | None:
    """Return the address that a template makes of members, None if one is missing; total."""
    missing = False

    def put(found: re.Match[str]) -> str:
        nonlocal missing
        value: str | None = members.get(found[1])
        put_in: str | None = value
        if value is not None and found[2]:
            is_time = "%" in found[2]
            put_in = (
                _formatted(moment_of(value, found[1]), found[2])
                if is_time
                else in_address_form(value, found[2])
            )
        if put_in is None:
            missing = True
            return ""
        return quote(put_in, safe="/%:@!$&'()*+,;=~-._?#")

    filled = _HOLE.sub(put, template)
    return None if missing else filled


def _formatted(moment: str | None, form: str) -> str | None:
    try:
        return datetime.fromisoformat(moment).strftime(form) if moment else None
    except ValueError:
        return None


_FORMS = ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y%m", "%Y-%m", "%m%d", "%Y", "%m", "%d")
# An article's number is a member of one object, or of few: a channel's name is in many.
_MOST_SHARING = 3
_MOST_FITTING = 20_000  # pairs of a piece of an address and a member with its value
_MOST_PIECES = 60  # of one address
_RUN = re.compile(r"[A-Za-z0-9]++")
_WHOLE_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d{3,15}(?![A-Za-z0-9])")
_WITHIN_PIECE = re.compile(r"[A-Za-z0-9_.~-]++")


def learned_templates(items: Sequence[Mapping[str, Any]], known: Sequence[str]) -> list[str]:
    """Return templates that make known URLs of the site from objects of an array, the surest first; total.

    What differs between the URLs must stand in the objects: as it is, or as a form of their time. Two URLs
    that agree make a template, or one whose number is too long to be there by chance. The pieces of each URL
    are looked up among the values of the objects, so that the work grows with both, not with their product.
    One URL alone makes none where another known one has the number of another object and is not what the
    template makes of that: the words beside the number are of one article.
    """
    rows = [_Row(members_of(item)) for item in items[:MOST_OBJECTS]]
    holders: dict[str, dict[int, list[str]]] = {}
    longest: dict[str, int] = {}
    for number, row in enumerate(rows):
        for name, value in row.members.items():
            longest[name] = max(longest.get(name, 0), len(value))
            if len(value) <= 200 and NUMBER_OR_CODE.match(value):
                holders.setdefault(value, {}).setdefault(number, []).append(name)
    votes: Counter[str] = Counter()
    standing: dict[str, set[str]] = {}
    left = _MOST_FITTING
    for url in dict.fromkeys(known[:MOST_OBJECTS]):
        made: dict[int, set[str]] = {}
        for place, piece in _pieces_of(url):
            found = holders.get(piece, {})
            if len(found) > _MOST_SHARING:
                continue
            if found:
                standing.setdefault(piece, set()).add(url)
            for number, names in found.items():
                left -= len(names)
                made.setdefault(number, set()).update(_templates_of(url, place, piece, rows[number], names))
        # Two objects may share a slug: one URL has one vote.
        votes.update(set().union(*made.values()))
        if left <= 0:
            break
    sure = {template for template, count in votes.items() if count >= 2}
    long = {
        template
        for template, count in votes.items()
        if count == 1
        and any(longest.get(name, 0) >= 6 for name in holes_of(template)[-1:])
        and not _is_contradicted(template, rows, standing)
    }
    return sorted(sure or long, key=lambda template: (-votes[template], len(template)))


def _is_contradicted(template: str, rows: Sequence[_Row], standing: Mapping[str, set[str]]) -> bool:
    name = holes_of(template)[-1].partition(":")[0]
    for row in rows:
        there = standing.get(row.members.get(name, ""))
        if there and filled_template(template, row.members) not in there:
            return True
    return False


@dataclass(frozen=True)
class _Row:
    """The members of an object; what is needed of them again and again is made once."""

    members: Mapping[str, str]

    @cached_property
    def days(self) -> list[tuple[str, str]]:
        """The forms of its times that may stand in an address, each with the hole that makes it."""
        found: list[tuple[str, str]] = []
        for name, value in self.members.items():
            moment = moment_of(value, name)
            if moment is not None:
                days = ((_formatted(moment, form), f"{{{name}:{form}}}") for form in _FORMS[:6])
                found += [(day, hole) for day, hole in days if day and len(day) >= 4]
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The first member that has a value, by the value."""
        return {value: name for name, value in reversed(list(self.members.items()))}


@lru_cache(maxsize=4_096)
def _pieces_of(url: str) -> tuple[tuple[int, str], ...]:
    """Return the pieces of a URL's path that may be a number of its article, each at its last place.

    A piece is no part of a longer number or word, and no digit follows it.
    """
    begin = _begin_of_path(url)
    digits = max((place for place, char in enumerate(url) if "0" <= char <= "9"), default=-1)
    found: dict[str, int] = {}
    for stretch in reversed(list(_WITHIN_PIECE.finditer(url, begin))):
        if stretch.end() <= digits or len(found) >= _MOST_PIECES:
            break
        runs = list(_RUN.finditer(url, stretch.start(), stretch.end()))[-_MOST_PIECES:]
        for last in reversed(runs):
            if last.end() <= digits:
                break
            for first in reversed(runs):
                if first.start() <= last.start() and len(found) < _MOST_PIECES:
                    found.setdefault(url[first.start() : last.end()], first.start())
    return tuple((place, piece) for piece, place in found.items())


def _begin_of_path(url: str) -> int:
    """Return where the path of a URL begins; its end if it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return len(url)
    return len(f"{parts.scheme}://{parts.netloc}") if parts.netloc else len(url)


def _templates_of(url: str, place: int, piece: str, row: _Row, names: Sequence[str]) -> Iterator[str]:
    """Yield the templates of a URL in which a member stands for a piece, with its other parts put in."""
    begin = _begin_of_path(url)
    before, after = url[begin:place], url[place + len(piece) :]
    for name in names:
        if len(piece) >= 3 or ID_KEYS.search(name):
            yield f"{url[:begin]}{_put(before, row)}{{{name}}}{after}"


def _put(text: str, row: _Row) -> str:
    """Return the beginning of an address with its date and its folders as members."""
    for day, hole in row.days:
        if f"/{day}/" in f"{text}/":
            return text.replace(day, hole, 1)
    segments = text.split("/")
    for place, segment in enumerate(segments):
        name = row.names.get(segment) if len(segment) >= 2 else None
        # A number is a year or a folder, but for that which is the object's own.
        if name is not None and (not segment.isdigit() or (len(segment) >= 3 and ID_KEYS.search(name))):
            segments[place] = f"{{{name}}}"
    # What stands before the piece in its own segment may be the article's number: `/14276-the-harbour`.
    segments[-1] = _WHOLE_NUMBER.sub(lambda found: _hole_for(found[0], row), segments[-1])
    return "/".join(segments)


def _hole_for(number: str, row: _Row) -> str:
    name = row.names.get(number)
    return f"{{{name}}}" if name is not None and ID_KEYS.search(name) else number
