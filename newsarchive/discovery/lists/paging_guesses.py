"""Guesses how a list of data goes on, of which nothing is declared: by page, offset, cursor or moment.

What is worth trying is told from the address, the body, the data of the first page and its last article; only
asking shows which guess is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from newsarchive.discovery.lists.list_paging import (
    Paging,
    body_parameters,
    filled_address,
    members_around,
    placed_members,
    query_pairs,
    says_last,
    says_more,
    stated_pages,
    stated_total,
)
from newsarchive.discovery.lists.object_members import moment_of
from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.scripts.script_names import CURSOR_WORDS, PAGE_WORDS, own_name
from newsarchive.discovery.urls.canonical_urls import resolve, same_site

_MOST_PARAMETERS = 20
_ESCAPED_HOLE = re.compile(r"\{(page|offset|cursor)%2B(\d{1,6})\}")
_LONGEST_NUMBER = 12  # digits
_DIGITS_OF_SECONDS = 10
# What lists call them that say that there is more, and not how: of grids, frameworks and OData.
_USUAL_PAGES, _USUAL_OFFSETS = ("page", "pageNum", "pageNo"), ("offset", "start", "skip")
_PAGE_NAMES = re.compile(
    rf"(?:cur(?:rent)?_?)?(?:p|pn|pg|page|paged|pages|{PAGE_WORDS})(?:_?(?:no|num|number|index|idx|id|now|nr))?"
    r"|\w*[._\[](?:page|number)\]?|pagen_\d{1,2}",  # the last is Bitrix's
    re.IGNORECASE,
)
_OFFSET_NAMES = re.compile(
    r"\w*offset|start|skip|from|begin|first|row_?start|(?:start|begin)_?(?:row|index|num|record|item|pos|at)|position",
    re.IGNORECASE,
)
_CURSOR_NAMES = re.compile(
    rf"\w*(?:{CURSOR_WORDS}|cursor|continuation|token|after|before|until|max_?id|max_?time|last_?id|last_?time|since|scroll|behot"
    r"|last|next|min_?time|end_?time|older|marker|bookmark)\w*",
    re.IGNORECASE,
)
# Lists of what was published before a moment ask for it by many names.
_TIME_NAMES = re.compile(
    r"(?:start|begin|end|from|to|last|min|max|pub(?:lish)?(?:ed)?|create[d]?|before|until|query|cur(?:rent)?)?_?"
    r"(?:time|date|datetime|moment|time_?stamp)(?:_?(?:start|end|from|to|before|str))?",
    re.IGNORECASE,
)
_NEXT_KEYS = re.compile(
    rf"\w*(?:{CURSOR_WORDS}|more_?(?:url|link|href|path)|cursor|continuation|next|token|after|older|scroll|max_?id|last_?id|last_?time|behot|marker|bookmark)\w*",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"\w*next_?page(?:_?num(?:ber)?)?", re.IGNORECASE)
_SLICE = re.compile(r"(?:\[|%5B)(?P<first>0)(?P<dots>\.{2,3})(?P<last>\d{1,4})(?=\]|%5D)", re.IGNORECASE)
_SIZE_NAMES = re.compile(r"(?:page_?)?(?:size|limit)|per_?page|\w*(?:size|limit|per_?page)", re.IGNORECASE)
_FIRST_NAMES = re.compile(r"start|begin|from|first|min|low")
_LAST_NAMES = re.compile(r"end|to|last|stop|max|high")
_DAY_KEYS = re.compile(r"date|day|prev|before|older|日期", re.IGNORECASE)
# Of lists of days what comes next is the day before; of a first page nothing comes before.
_BEFORE_KEYS = re.compile(r"\w*(?:prev|yesterday|before|earlier)\w*", re.IGNORECASE)


def likely_pagings(
    url: str,
    body: str | None,
    value: Any,
    last: Mapping[str, str],
    names: Sequence[str] = (),
    templates: Sequence[str] = (),
    *,
    tells_more: bool = False,
    usual: Sequence[str] = (),
) -> list[Paging]:
    """Return ways to the next page, the likeliest first; total.

    `last` are the members of the last article, `names` the parameters that scripts give this address,
    `templates` the addresses with an unknown part that they put together. `tells_more`: the state of a page
    says that there is more. `usual` are the parameters that are tried where nothing else says how it goes on.
    """
    if says_last(value):
        return []
    names = [*names, *_names_in(templates, url)]
    parameters = (
        dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
        if body is None
        else body_parameters(body)
    )
    found = [*_named_addresses(url, value)]
    found += _by_cursor(url, body, value, last, parameters, names)
    found += _by_window(url, body, parameters)
    found += _by_number(url, body, value, parameters, names)
    found += _by_path(url, body, value, templates)
    found += _by_path_of_last(url, body, last, templates)
    found += _by_slice(url, body)
    if body is None and (tells_more or says_more(value) or stated_total(value)):
        second = 1 if counts_from_zero(value) else None
        told = [replace(one, second=second) for one in _with_hole(url, None, _USUAL_PAGES[0], "{page}")]
        if not found:
            for name in _USUAL_PAGES[1:]:
                told += [replace(one, second=second) for one in _with_hole(url, None, name, "{page}")]
            for name in _USUAL_OFFSETS:
                told += _with_hole(url, None, name, "{offset}")
        elif any(map(_counts_pages, placed_members(value))):  # `nextPage: 2` is a page's number
            told, found = [], [*told, *found]
        found += told
    if body is None and all("?" not in (one.next or "?") for one in found):  # what stands in a path says less
        for name in usual:
            hole = "{offset}" if _OFFSET_NAMES.fullmatch(own_name(name)) else "{page}"
            found += _with_hole(url, None, name, hole)
    return list(dict.fromkeys(found))


def usual_names(written: Sequence[str], *, is_part: bool) -> list[str]:
    """Return the parameters that a list of which nothing is known is likely to take.

    `written` are those of pages that scripts write anywhere; `is_part`: it is as long as a part may be.
    """
    return list(dict.fromkeys([*written, *((_USUAL_PAGES[0], _USUAL_OFFSETS[0]) if is_part else ())]))


def _names_in(templates: Sequence[str], url: str) -> list[str]:
    """Return the parameters that scripts put into an address besides those it has: `&max_id={max}`."""
    found: dict[str, None] = {}
    for template in templates:
        if template.partition("?")[0] != url.partition("?")[0] or template.count("{") != 1:
            continue
        name = re.search(r"[?&]([\w.\[\]$-]{1,60})=\{[^{}]*\}", template)
        if name and f"{name[1]}=" not in url:
            found[name[1]] = None
    return list(found)


def _by_path_of_last(
    url: str, body: str | None, last: Mapping[str, str], templates: Sequence[str]
) -> Iterator[Paging]:
    """Yield addresses whose unknown folder is named as a cursor: `/after/` and the last article's number."""
    for template in templates if body is None else ():
        hole = re.search(r"/(?P<before>[\w-]{1,40})/\{(?P<name>[^{}]{1,60})\}", template)
        if hole is None or template.count("{") != 1 or "?" in template[: hole.start()]:
            continue
        begun, ended = template[: hole.start("name") - 1], template[hole.end() :]
        word = hole["before"] if _CURSOR_NAMES.fullmatch(hole["before"]) else own_name(hole["name"])
        if not _CURSOR_NAMES.fullmatch(word) or not (url.startswith(begun) and url.endswith(ended)):
            continue
        for member in _last_members(own_name(hole["name"]), last)[:2]:
            yield Paging(next=f"{begun}{{cursor}}{ended}", cursor=member)


def _by_slice(url: str, body: str | None) -> Iterator[Paging]:
    """Yield the way of a query with its part in brackets: GROQ's `[0...6]`, and `[0..5]` with the last."""
    part = _SLICE.search(urlsplit(url).query) if body is None else None
    if part is not None and int(part["last"]) > 0:
        path, _, query = url.partition("?")
        put = f"{{offset}}{part['dots']}{{offset+{int(part['last'])}}}"
        step = int(part["last"]) + (len(part["dots"]) == len(".."))
        yield Paging(next=f"{path}?{query[: part.start('first')]}{put}{query[part.end('last') :]}", step=step)


def _counts_pages(member: tuple[str, str, Any]) -> bool:
    """Say whether a member is the number of the page after the first."""
    key, _, one = member
    is_number = isinstance(one, int) and not isinstance(one, bool) and one in {1, 2}
    return is_number and _NEXT_NUMBER.fullmatch(key) is not None


def _named_addresses(url: str, value: Any) -> Iterator[Paging]:
    for key, place, one in placed_members(value):
        name = key.rpartition(".")[2].lstrip("@")  # `@odata.nextLink`
        named = bool(_NEXT_KEYS.fullmatch(name) or _BEFORE_KEYS.fullmatch(name)) or (
            key in {"href", "url"} and ".next" in place
        )
        if named:
            if not isinstance(one, str) or not re.match(r"(?:https?:/)?/|\?|\.?\.?/", one):
                continue
            resolved = resolve(url, one)
            if resolved and resolved != url and same_site(resolved, url):
                yield Paging(next=place)


def _by_path(url: str, body: str | None, value: Any, templates: Sequence[str]) -> Iterator[Paging]:
    """Yield addresses whose unknown part the data names: `/before/` and the day that it has or is next."""
    if body is not None:
        return
    told = [
        (key, place)
        for key, place, one in placed_members(value)
        if isinstance(one, str | int)
        and not isinstance(one, bool)
        and re.fullmatch(r"[\w.:-]{1,40}", str(one))
        and (_NEXT_KEYS.fullmatch(key) or _DAY_KEYS.search(key))
    ]
    told.sort(key=lambda pair: not re.search(r"next|prev|before|older", pair[0], re.IGNORECASE))
    for template in templates:
        hole = re.search(r"\{[^{}]*\}", template)
        if hole is None or template.count("{") != 1 or not same_site(template[: hole.start()], url):
            continue
        if "?" in template[: hole.start()]:  # a parameter, whose name says what it takes
            continue
        for _, place in told[:3]:
            yield Paging(next=f"{template[: hole.start()]}{{cursor}}{template[hole.end() :]}", cursor=place)


def _by_cursor(
    url: str,
    body: str | None,
    value: Any,
    last: Mapping[str, str],
    parameters: Mapping[str, str],
    names: Sequence[str],
) -> Iterator[Paging]:
    every = dict.fromkeys([*parameters, *names])
    asked = [name for name in every if _CURSOR_NAMES.fullmatch(name.rpartition(".")[2])]
    timed = [name for name in every if name not in asked and _TIME_NAMES.fullmatch(name.rpartition(".")[2])]
    said = [
        (key, place)
        for key, place, one in placed_members(value)
        if (_NEXT_KEYS.fullmatch(key) or _BEFORE_KEYS.fullmatch(key))
        and isinstance(one, str | int)
        and not isinstance(one, bool)
        and one
        and not (isinstance(one, str) and "/" in one and resolve(url, one) and one.startswith(("/", "http")))
    ]
    said.sort(key=lambda pair: not _NEXT_KEYS.fullmatch(pair[0]))
    for _, place in said[:2]:
        yield from _within_data(url, body, place)
    for key, place in said:
        for name in dict.fromkeys([*asked, *(name for name in names if name not in asked), "cursor", key]):
            yield from _with_hole(url, body, name, "{cursor}", place)
    if not said:
        for name in asked:
            given = parameters.get(name, "")
            for member in _last_members(name, last):
                # What stands there says how a cursor looks: beside a number an element's id is none.
                if len(given) > 1 and given.isdigit() and not last[member].isdigit():
                    continue
                yield from _with_hole(url, body, name, "{cursor}", member)
        for name in [*(one for one in asked if _TIME_NAMES.fullmatch(one.rpartition(".")[2])), *timed]:
            yield from _by_time(url, body, name, last, parameters.get(name, ""))


def _within_data(url: str, body: str | None, cursor: str) -> Iterator[Paging]:
    """Yield the cursors below the top of a body of JSON, and in parameters that are JSON: `variables`."""
    if body is not None:
        for text in islice(_with_cursors(body), 2):
            yield Paging(next_body=text, cursor=cursor)
        return
    for name, value in parse_qsl(urlsplit(url).query):
        written = f"{quote(name)}={quote(value, safe='')}"
        if value.startswith("{") and written in url:
            for text in islice(_with_cursors(value), 2):
                made = "{cursor}".join(quote(part, safe="") for part in text.split("{cursor}"))
                yield Paging(next=url.replace(written, f"{quote(name)}={made}"), cursor=cursor)


def _with_cursors(text: str) -> Iterator[str]:
    """Yield an object of JSON with a hole in a member that a cursor goes into."""
    value = json_or_none(text)
    waiting: list[Any] = [value]
    looked_at = 0
    while waiting and looked_at < _MOST_PARAMETERS:
        one = waiting.pop(0)
        looked_at += 1
        if not isinstance(one, dict):
            continue
        for key, inner in islice(list(one.items()), _MOST_PARAMETERS):
            if isinstance(inner, dict):
                waiting.append(inner)
            elif _CURSOR_NAMES.fullmatch(str(key)) and (inner is None or isinstance(inner, str)):
                one[key] = "{cursor}"
                yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                one[key] = inner


def _by_time(url: str, body: str | None, name: str, last: Mapping[str, str], given: str) -> Iterator[Paging]:
    """Yield the time of the last article in a parameter: as the list has it, or in (milli)seconds."""
    times = [member for member, value in last.items() if moment_of(value) is not None]
    for member in times[:2]:
        epoch = last[member].isdigit() and len(last[member]) in {10, 13}
        forms: list[str | None] = [None]
        if not epoch:
            forms += ["milliseconds", "seconds"]
        if given.isdigit() and len(given) in {10, 13}:
            wanted = "seconds" if len(given) == _DIGITS_OF_SECONDS else "milliseconds"
            forms = [None] if epoch and len(given) == len(last[member]) else [wanted]
        for form in forms:
            for paging in _with_hole(url, body, name, "{cursor}", member):
                yield replace(paging, cursor_form=form)


def _last_members(name: str, last: Mapping[str, str]) -> list[str]:
    """Return the members of the last article that a parameter may take: its time, or its number."""
    times = [member for member, value in last.items() if moment_of(value) is not None]
    ids = [member for member in last if re.fullmatch(r"\w*_?id", member, re.IGNORECASE)]
    if re.search(r"id\Z", name, re.IGNORECASE):
        return [*ids, *times][:2]
    return [*times, *ids][:3]


def counts_from_zero(value: Any) -> bool:
    """Say whether the data of a first page says that it is page 0."""
    return any(
        one == 0 and one is not False and _PAGE_NAMES.fullmatch(key) for key, one in members_around(value)
    )


def _by_number(
    url: str, body: str | None, value: Any, parameters: Mapping[str, str], names: Sequence[str]
) -> Iterator[Paging]:
    if body is not None:
        yield from _within_body(body)
    else:
        yield from _within_parameters(url)
    for name in dict.fromkeys([*parameters, *names]):
        plain = own_name(name)
        within = "_".join(name.split(".")[-2:])  # `page.index`
        given = parameters.get(name, "")
        is_number = not given or given.isdigit()
        if _SIZE_NAMES.fullmatch(name.lstrip("$_")):
            continue
        if is_number and any(map(_PAGE_NAMES.fullmatch, (plain, name, within))):
            yield from _with_hole(url, body, name, "{page}")
        elif is_number and _OFFSET_NAMES.fullmatch(plain):
            yield from _with_hole(url, body, name, "{offset}")
    if body is None:
        yield from _by_number_in_path(url, value, parameters)


def _by_number_in_path(url: str, value: Any, parameters: Mapping[str, str]) -> Iterator[Paging]:
    path = urlsplit(url).path
    # `/list/1`, `/list_1.json`, `/p/1/20`: the last number 0 or 1 of the path.
    for place in reversed(
        list(re.finditer(r"(?<=[/_-])(?:(?!v\d)[a-z]{1,5}(?=\d))?([01])(?=[/._-]|\Z)", path))
    ):
        start = url.index(path) + place.start(1)
        yield Paging(next=f"{url[:start]}{{page}}{url[start + 1 :]}")
        if place[1] == "0":
            yield Paging(next=f"{url[:start]}{{offset}}{url[start + 1 :]}")
    yield from _by_path_window(url)
    # `page1.js`, `list_001.json`
    for numbered in re.finditer(r"(?<!\d)(0{0,4})[01](?=\.(?:json|jsonp|js|html?)\b)", url):
        yield Paging(next=f"{url[: numbered.start()]}{numbered[1]}{{page}}{url[numbered.end() :]}")
    first = re.fullmatch(r"(.*/[\w.-]+)(\.(?:json|jsonp|js|s?html?)(?:\?.*)?)", url)
    if first and "page" not in parameters:  # `list.json` and `list_2.json`, or `list_02.json`
        second = 1 if counts_from_zero(value) else None
        if stated_pages(value) > 1:  # `/news/page-data.json` and `/news/2/page-data.json`, as Gatsby has them
            folder, _, file = first[1].rpartition("/")
            yield Paging(next=f"{folder}/{{page}}/{file}{first[2]}", second=second)
        yield Paging(next=f"{first[1]}_{{page}}{first[2]}", second=second)
        yield Paging(next=f"{first[1]}_0{{page}}{first[2]}", second=second)


_LONGEST_NUMBERED = 1_000  # characters of an address of which each number is tried


def second_page(url: str) -> tuple[str, Paging] | None:
    """Return the second page's address where that of a first page, which is not there, has a 1; and its way.

    The first page's articles stand in the page itself, and what it loads counts from 2.
    """
    if len(url) > _LONGEST_NUMBERED:
        return None
    parameters = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    ways = [*_by_number(url, None, None, parameters, ()), *_by_path(url, None, None, ())]
    for paging in ways:
        first = filled_address(paging.next or "", "1")
        if paging.next and "{page}" in paging.next and first == url:
            return filled_address(paging.next, "2"), paging
    return None


def page_before_second(url: str) -> tuple[str, Paging] | None:
    """Return the first page's address where that of a list has a 2 for its page, and the way on from there.

    Scripts that count up before they ask are read as asking for the second page.
    """
    if len(url) > _LONGEST_NUMBERED:
        return None
    for found in re.finditer(r"(?<=[?&])([^=&]{1,60})=2(?=&|\Z)", url):
        if _PAGE_NAMES.fullmatch(own_name(unquote(found[1]))):
            start = found.end() - 1
            return f"{url[:start]}1{url[start + 1 :]}", Paging(
                next=f"{url[:start]}{{page}}{url[start + 1 :]}"
            )
    return None


def page_before_first(url: str, names: Sequence[str]) -> str | None:
    """Return the address with page 0 where a script's own parameter has page 1; None for others."""
    if len(url) > _LONGEST_NUMBERED:
        return None
    for found in re.finditer(r"(?<=[?&])([^=&]{1,60})=1(?=&|\Z)", url):
        name = unquote(found[1])
        if name in names and _PAGE_NAMES.fullmatch(own_name(name)):
            return f"{url[: found.end() - 1]}0{url[found.end() :]}"
    return None


def _by_path_window(url: str) -> Iterator[Paging]:
    """Yield the ways of paths such as `/0/15` and `/1-15`: the first and how many, or the first and last."""
    path = urlsplit(url).path
    for window in re.finditer(r"(?<=[/_,-])([01])([/_,-])(\d{1,3})(?=[/._,?-]|\Z)", path):
        start, first, size = url.index(path) + window.start(), int(window[1]), int(window[3])
        rest = url[start + len(window[0]) :]
        if size > 1:
            begin = "{offset+1}" if first else "{offset}"
            yield Paging(next=f"{url[:start]}{begin}{window[2]}{{offset+{size}}}{rest}")
            yield Paging(next=f"{url[:start]}{begin}{window[2]}{size}{rest}")


def _by_window(url: str, body: str | None, parameters: Mapping[str, str]) -> Iterator[Paging]:
    """Yield the ways of lists that are asked for by the first and the last number: `start=1&end=20`."""
    numbers = {
        name: int(value)
        for name, value in parse_qsl(urlsplit(url).query)
        if value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER
    }
    in_body = {
        name: int(value)
        for name, value in parameters.items()
        if body is not None and value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER
    }
    for told, address in ((numbers, True), (in_body, False)):
        for first, last in _windows(told):
            holes = {
                name: "{offset" + (f"+{told[name]}" if told[name] else "") + "}" for name in (first, last)
            }
            if address:
                path, _, query = url.partition("?")
                pairs = [pair.partition("=") for pair in query.split("&")]
                put = [f"{written}={holes.get(unquote(written), value)}" for written, _, value in pairs]
                yield Paging(next=f"{path}?{'&'.join(put)}")
            elif body is not None:
                changed: str | None = body
                for name, hole in holes.items():
                    changed = _body_with_hole(changed, name, hole) if changed else None
                if changed:
                    yield Paging(next_body=changed)


def _windows(numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that say the first and the last of what is asked for."""
    for first, begin in islice(numbers.items(), _MOST_PARAMETERS):
        kind = _FIRST_NAMES.sub("#", first.lower(), count=1)
        if begin > 1 or "#" not in kind:
            continue
        for last, end in islice(numbers.items(), _MOST_PARAMETERS):
            if end > begin + 1 and _LAST_NAMES.sub("#", last.lower(), count=1) == kind and last != first:
                yield first, last


def _within_body(body: str) -> Iterator[Paging]:
    """Yield the numbers of pages that stand anywhere in a body: in an array, or in a string in it."""
    for found in re.finditer(r"([A-Za-z_]{1,30})(\\?[\"']?\s*[:=]\s*\\?[\"']?)(\d{1,4})(?!\d)", body):
        hole = "{page}" if _PAGE_NAMES.fullmatch(found[1]) else "{offset}"
        if hole == "{page}" or _OFFSET_NAMES.fullmatch(found[1]):
            yield Paging(next_body=f"{body[: found.start(3)]}{hole}{body[found.end(3) :]}")


def _within_parameters(url: str) -> Iterator[Paging]:
    """Yield the numbers of pages within parameters of JSON: `?param={"pageNo":1,"pageSize":15}`."""
    for name, value in parse_qsl(urlsplit(url).query):
        written = quote(value, safe="")
        if value.startswith("{") and f"={written}" in url:
            for paging in _within_body(value):
                made = quote(paging.next_body or "", safe="{}")
                made = "%7B" + made[1:-1] + "%7D"  # the braces of JSON are no hole
                if made.count("{") == 1:
                    yield Paging(next=url.replace(f"{quote(name)}={written}", f"{quote(name)}={made}"))


def _with_hole(
    url: str, body: str | None, name: str, hole: str, cursor: str | None = None
) -> Iterator[Paging]:
    if body is None:
        parts = urlsplit(url)
        pairs = [pair for pair in parts.query.split("&") if pair]
        put = [
            f"{written}={hole}" if unquote(written := pair.partition("=")[0]) == name else pair
            for pair in pairs
        ]
        query = "&".join(put if put != pairs else [*pairs, f"{quote(name, safe='[]$')}={hole}"])
        yield Paging(next=f"{url.partition('?')[0]}?{query}", cursor=cursor)
        return
    with_hole = _body_with_hole(body, name, hole)
    if with_hole is not None:
        yield Paging(next_body=with_hole, cursor=cursor)


def _body_with_hole(body: str, name: str, hole: str) -> str | None:
    value = json_or_none(body) if body.lstrip()[:1] in {"{", "["} else None
    if not isinstance(value, dict):
        pairs = [(key, one) for key, one in query_pairs(body) if key != name]
        return _ESCAPED_HOLE.sub(r"{\1+\2}", urlencode([*pairs, (name, hole)], safe="{}"))
    *above, last = name.split(".")
    inner: Any = value
    for key in above:
        inner = inner.get(key) if isinstance(inner, dict) else None
    if not isinstance(inner, dict):
        return None
    is_text = isinstance(inner.get(last), str) or hole == "{cursor}"
    inner[last] = hole
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if is_text else text.replace(f'"{hole}"', hole)
