"""Tells from requests that a page was seen to make how its list goes on: what differs from one to the next.

Two requests for the same list differ in a number, in what the answer before said, or in a day. What differs
is made a hole (discovery.lists.list_paging); what is only there to pass a cache is left as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from newsarchive.discovery.lists.cursor_forms import cursor_form_of
from newsarchive.discovery.lists.list_paging import Paging, path_step
from newsarchive.discovery.lists.object_members import members_of, written_number
from newsarchive.discovery.scripts.js_literals import json_or_none

_MOST_SLOTS = 40  # parts of a request that are compared
_MOST_VALUES = 2_000  # of an answer, in which a cursor is looked for
_DEEPEST = 8
_LONGEST_CURSOR = 1_000
_LONGEST_NUMBER = 12
_MOST_WAYS = 4
# What browsers and their scripts add to every request, or what names the reader: no part of the question.
_OWN_HEADERS = re.compile(
    r"(?:sec-|:|if-|proxy-).*|user-agent|accept-(?:language|encoding)|referer|origin|host|connection|cookie"
    r"|authorization|content-length|cache-control|pragma|upgrade-insecure-requests|purpose|dnt|priority",
    re.IGNORECASE,
)
_PLAIN_ACCEPT = re.compile(r"\*/\*|text/html\b.*", re.IGNORECASE)
_OF_CACHE = re.compile(
    r"_|_?t|ts|_?v|r|rnd|rand(?:om)?|_?time_?stamp|now|no_?cache|cache|(?:json_?p?)?_?(?:callback|cb|jsonp)"
    r"|(?:request|trace|req)_?id|nonce",
    re.IGNORECASE,
)
_CURSOR_WORDS = re.compile(
    r"cursor|continu|next|token|after|before|older|scroll|last|max|min|end|time|date|id", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request that a page made, and its answer. `step` is 0 while it loads, then the number of the act.

    `seen` is the text of the page's address; `status` the answer's.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    status: int = 200
    answer: bytes = b""
    content_type: str | None = None
    kind: str = "xhr"
    step: int = 0

    @property
    def is_post(self) -> bool:
        """Whether it was sent by POST."""
        return self.method == "POST"


def told_headers(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the request headers that a script chose, and that a declaration may hold; total."""
    return tuple(
        (name, value)
        for name, value in islice(sorted(headers.items()), 100)
        if not _OWN_HEADERS.fullmatch(name)
        and not (name.lower() == "accept" and _PLAIN_ACCEPT.fullmatch(value))
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,60}", name)
        and len(value) <= 1_000
        and value.isascii()
        and value.isprintable()
    )


def form_fields(body: str) -> list[tuple[str, str]]:
    """Return the fields of a form that was sent in parts (multipart/form-data), without files; total."""
    found: list[tuple[str, str]] = []
    boundary = body.partition("\r\n")[0]
    if not boundary.startswith("--"):
        return found
    for part in body.split(boundary)[1:_MOST_SLOTS]:
        head, mark, value = part.partition("\r\n\r\n")
        name = re.search(r'\bname="([^"]{1,200})"', head)
        if mark and name and "filename=" not in head:
            found.append((name[1], value.removesuffix("\r\n")))
    return found


# The parts of a request that may differ from the next.


@dataclass(frozen=True, slots=True)
class _Slot:
    """A part of a request: where it is, its value, and the text of the request before and after it."""

    name: str
    value: str
    before: str
    after: str
    where: str  # "path", "query", "body" or "json": how a value is written there

    def with_hole(self, hole: str) -> str:
        return f"{self.before}{hole}{self.after}"


def same_list(first: Exchange, second: Exchange) -> bool:
    """Say whether two requests may ask for parts of one list: nearly the same address, and not the same."""
    try:
        one, other = urlsplit(first.url), urlsplit(second.url)
    except ValueError:
        return False
    if (first.url, first.body) == (second.url, second.body):
        return False
    if (first.method, one.scheme, one.netloc) != (second.method, other.scheme, other.netloc):
        return False
    if one.path == other.path:
        return not _asks_for_another(one.query, other.query, first.body, second.body)
    return _are_numbered(_segments(one.path), _segments(other.path))


def _are_numbered(segments: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether two paths differ in numbers only, or by what one has at its end."""
    shorter, longer = sorted((segments, others), key=len)
    if len(longer) != len(shorter):
        is_longer = longer[: len(shorter)] == shorter or longer[: len(shorter) - 1] == shorter[:-1]
        return len(longer) - len(shorter) <= 2 and is_longer
    differing = [pair for pair in zip(segments, others, strict=True) if pair[0] != pair[1]]
    return len(differing) <= 3 and all(_pattern(a) == _pattern(b) or _is_numbered(a, b) for a, b in differing)


def _asks_for_another(query: str, other: str, body: str | None, second: str | None) -> bool:
    """Say whether all that differs are words, such as the names of two channels."""
    pairs, others = dict(parse_qsl(query)), dict(parse_qsl(other))
    if body != second:
        return False
    changed = [name for name in pairs.keys() & others.keys() if pairs[name] != others[name]]
    return bool(changed) and all(
        re.fullmatch(r"[A-Za-z]{1,20}", pairs[name] + others[name]) for name in changed
    )


def _segments(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _is_numbered(one: str, other: str) -> bool:
    """Say whether one name is the other with a number: `list.json` and `list_2.json`."""
    shorter, longer = sorted((one, other), key=len)
    stem, dot, ending = shorter.rpartition(".")
    stem = stem if dot else ending
    return (
        re.fullmatch(re.escape(stem) + r"[-_]?\d{1,6}" + re.escape(dot and dot + ending), longer) is not None
    )


def _slots(exchange: Exchange) -> list[_Slot]:
    return list(islice(_slots_of(exchange), _MOST_SLOTS))


def _slots_of(exchange: Exchange) -> Iterator[_Slot]:
    """Yield the parts of the address, and of the body, each with the text around it."""
    url = exchange.url
    start, _, query = url.partition("?")
    origin = re.match(r"https?://[^/?#]+", start)
    path = origin.end() if origin else 0
    for number, found in enumerate(re.finditer(r"\d+|[^/\d]+", start[path:])):
        begin, end = path + found.start(), path + found.end()
        if found[0].isdigit():
            yield _Slot(f"/{number}", found[0], url[:begin], url[end:], "path")
    at = len(start) + 1
    for pair in query.split("&"):
        name, mark, written = pair.partition("=")
        if mark:
            begin = at + len(name) + 1
            slot = _Slot(_plain(name), _plain(written), url[:begin], url[begin + len(written) :], "query")
            yield from _inner(slot)
        at += len(pair) + 1
    if exchange.body:
        yield from _slots_of_body(exchange.body)


def _slots_of_body(body: str) -> Iterator[_Slot]:
    if body.lstrip()[:1] in {"{", "["}:
        yield from _slots_of_json(body, "body")
        return
    at = 0
    for pair in body.split("&"):
        name, mark, written = pair.partition("=")
        if mark:
            begin = at + len(name) + 1
            slot = _Slot(_plain(name), _plain(written), body[:begin], body[begin + len(written) :], "body")
            yield from _inner(slot)
        at += len(pair) + 1


def _inner(slot: _Slot) -> Iterator[_Slot]:
    """Yield the parts of a parameter that is JSON itself, else the parameter."""
    if slot.value[:1] not in {"{", "["} or not isinstance(json_or_none(slot.value), dict | list):
        yield slot
        return
    for inner in _slots_of_json(slot.value, "json"):
        before, after = (quote(text, safe="") for text in (inner.before, inner.after))
        yield _Slot(
            f"{slot.name}.{inner.name}", inner.value, slot.before + before, after + slot.after, slot.where
        )


# A member of JSON as it is written: its key, and a string or a number.
_MEMBER = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*(?:"((?:[^"\\]|\\.){0,1000})"|(-?\d{1,19})(?![\d.]))')

_FORM = re.compile(r"[\w.\[\]%-]{1,60}=[^&\\\s]*(?:&[\w.\[\]%-]{1,60}=[^&\\\s]*){1,40}")


def _slots_of_json(text: str, where: str) -> Iterator[_Slot]:
    for found in islice(_MEMBER.finditer(text), _MOST_SLOTS):
        group = 2 if found[2] is not None else 3
        slot = _Slot(found[1], found[group], text[: found.start(group)], text[found.end(group) :], where)
        if group == 2 and _FORM.fullmatch(slot.value):
            yield from _form_slots(slot)
        else:
            yield slot


def _form_slots(slot: _Slot) -> Iterator[_Slot]:
    """Yield the fields of a form that is the text of a member: `"params":"query=&page=0"`."""
    at = 0
    for pair in slot.value.split("&"):
        name, _, value = pair.partition("=")
        begin = at + len(name) + 1
        yield _Slot(
            f"{slot.name}.{name}",
            value,
            slot.before + slot.value[:begin],
            slot.value[begin + len(value) :] + slot.after,
            slot.where,
        )
        at += len(pair) + 1


def _plain(written: str) -> str:
    found = parse_qsl(f"x={written}", keep_blank_values=True)
    return found[0][1] if found else written


# What differs, and what it follows from.


def watched_pagings(
    first: Exchange, second: Exchange, value: Any, items: Sequence[Mapping[str, Any]]
) -> list[Paging]:
    """Return the ways in which the second request may follow from the first, the likeliest first; total.

    `value` is the data of the first answer, `items` are its articles.
    """
    one = {slot.name: slot for slot in _slots(first)}
    differing: list[tuple[str | None, _Slot]] = []
    for slot in _slots(second):
        known = one.get(slot.name)
        if known is None or known.value != slot.value:
            differing.append((known.value if known else None, slot))
    asking = [pair for pair in differing if not _passes_cache(pair[1])]
    said = _said_values(value)
    last = members_of(items[-1]) if items else {}
    found: list[Paging] = []
    for before, slot in sorted(asking, key=lambda pair: _rank(*pair)):
        for hole, more in _holes(before, slot, said, last, len(items)):
            found.append(_paging(second, slot, hole, more))
    return list(dict.fromkeys(found))[:_MOST_WAYS]


def differing_names(first: Exchange, second: Exchange) -> tuple[str, ...]:
    """Return the names of the parameters and members that differ between two requests; total."""
    one = {slot.name: slot.value for slot in _slots(first)}
    return tuple(slot.name for slot in _slots(second) if one.get(slot.name) != slot.value)


def _passes_cache(slot: _Slot) -> bool:
    return bool(_OF_CACHE.fullmatch(slot.name)) and (
        re.fullmatch(r"\d{9,16}|0\.\d+", slot.value) is not None or not slot.value.isdigit()
    )


def _rank(before: str | None, slot: _Slot) -> int:
    number, earlier = _number(slot.value), _number(before or "")
    if number is not None and earlier is not None and number - earlier == 1:
        return 0
    return 1 if number is None or len(slot.value) > 6 else 2


def _holes(
    before: str | None, slot: _Slot, said: Mapping[str, str], last: Mapping[str, str], count: int
) -> Iterator[tuple[str, Paging]]:
    """Yield what may stand in a slot: a hole, and what fills it."""
    number = _number(slot.value)
    if number is not None and len(slot.value) <= 6:
        yield from _counted(before, number, count)
    if len(slot.value) > _LONGEST_CURSOR or (number is not None and len(slot.value) <= 1):
        return
    places = [place for place, one in said.items() if one == slot.value]
    places.sort(key=lambda place: not _CURSOR_WORDS.search(place.rpartition(".")[2]))
    members = [name for name, one in last.items() if one == slot.value]
    for place in [*places[:2], *members[:2]]:
        yield "{cursor}", Paging(cursor=place)
    if not places and not members:
        forms = ((name, cursor_form_of(one, slot.value)) for name, one in last.items())
        for member, form in islice((pair for pair in forms if pair[1]), 2):
            yield "{cursor}", Paging(cursor=member, cursor_form=form)


def _counted(before: str | None, number: int, count: int) -> Iterator[tuple[str, Paging]]:
    """Yield what a number may count: pages, or the articles that came before."""
    earlier = _number(before or "")
    if earlier is not None and number == earlier + 1 and (count > 1 or earlier <= 2):
        yield "{page}", Paging()
    elif before in {None, ""} and number in {1, 2}:
        yield "{page}", Paging(second=number)
    elif number == (earlier or 0) + count and count > 1:
        yield "{offset}", Paging()
    elif earlier is not None and number > earlier + 1 and count > 1:
        # Lists whose pages have fewer articles than they are asked for count by what is asked for.
        yield "{offset}", Paging(step=number - earlier)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def _paging(second: Exchange, slot: _Slot, hole: str, more: Paging) -> Paging:
    template = slot.with_hole(hole)
    in_body = bool(second.body) and not template.startswith("http")
    return replace(more, next_body=template) if in_body else replace(more, next=template)


def _said_values(value: Any) -> dict[str, str]:
    """Return the texts and numbers of an answer outside its arrays, by JSONPath."""
    found: dict[str, str] = {}
    waiting: list[tuple[Any, str, int]] = [(value, "$", 0)]
    while waiting and len(found) < _MOST_VALUES:
        one, place, depth = waiting.pop()
        if isinstance(one, dict) and depth < _DEEPEST:
            waiting += [(inner, place + path_step(str(key)), depth + 1) for key, inner in one.items()]
        elif isinstance(one, str) and 0 < len(one) <= _LONGEST_CURSOR:
            found[place] = one
        elif isinstance(one, int | float) and not isinstance(one, bool):
            found[place] = written_number(one)
    return found
