"""Finds the next page of a list of data: by its number, by how many came before, or by a cursor.

A further page is asked for at an address, or with a body, that has one hole: `{page}`, `{offset}` or
`{cursor}`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from newsarchive.discovery.js_literals import json_or_none
from newsarchive.discovery.object_members import members_of, moment_of, written_number
from newsarchive.discovery.urls import host_of, is_http_url, is_tracking, resolve, same_site

PAGE_HOLES = ("{page}", "{offset}", "{cursor}")
_LONGEST_PARAMETER = 100  # characters of a body's member in the URL under which its list is kept
_MOST_PARAMETERS = 20
_PAGE_KEY = "list.page"  # the parameter of a kept URL where nothing else of it tells the page
_PROBE = "7319046528"  # what is put into a hole to see where it stands
_HOLE = re.compile(r"\{(page|offset|cursor)(?:\+(\d{1,6}))?\}")
_ESCAPED_HOLE = re.compile(r"\{(page|offset|cursor)%2B(\d{1,6})\}")
_MOST_HOLES = 4  # of one template
_LONGEST_NUMBER = 12  # digits
_DIGITS_OF_SECONDS = 10
# What lists call them that say that there is more, and not how: of grids, frameworks and OData.
_USUAL_PAGES, _USUAL_OFFSETS = ("page", "pageNum", "pageNo"), ("offset", "start", "skip")
_DEEPEST = 4  # levels at which lists say whether there is more

_PAGE_NAMES = re.compile(
    r"(?:cur(?:rent)?_?)?(?:p|pn|pg|page|paged|pages)(?:_?(?:no|num|number|index|idx|id|now))?"
    r"|\w*[._\[](?:page|number)\]?",
    re.IGNORECASE,
)
_OFFSET_NAMES = re.compile(
    r"\w*offset|start|skip|from|begin|first|row_?start|(?:start|begin)_?(?:row|index|num|record|item|pos|at)|position",
    re.IGNORECASE,
)
_CURSOR_NAMES = re.compile(
    r"\w*(?:cursor|continuation|token|after|before|until|max_?id|max_?time|last_?id|last_?time|since|scroll|behot"
    r"|next|min_?time|end_?time|older|marker|bookmark)\w*",
    re.IGNORECASE,
)
# Lists of what was published before a moment ask for it by many names.
_TIME_NAMES = re.compile(
    r"(?:start|begin|end|from|to|last|min|max|pub(?:lish)?(?:ed)?|create[d]?|before|until|query|cur(?:rent)?)?_?"
    r"(?:time|date|datetime|moment|time_?stamp)(?:_?(?:start|end|from|to|before|str))?",
    re.IGNORECASE,
)
_NEXT_KEYS = re.compile(
    r"\w*(?:cursor|continuation|next|token|after|older|scroll|max_?id|last_?id|last_?time|behot|marker|bookmark)\w*",
    re.IGNORECASE,
)
_FIRST_NAMES = re.compile(r"start|begin|from|first|min|low")
_LAST_NAMES = re.compile(r"end|to|last|stop|max|high")
_DAY_KEYS = re.compile(r"date|day|prev|before|older|日期", re.IGNORECASE)
# Of lists of days what comes next is the day before; of a first page nothing comes before.
_BEFORE_KEYS = re.compile(r"\w*(?:prev|yesterday|before|earlier)\w*", re.IGNORECASE)
_MORE_KEYS = re.compile(
    r"(?:has_?)?(?:more|next)(?:_?page)?|has_?next_?page|has_?more\w*|next_?page", re.IGNORECASE
)
_LAST_KEYS = re.compile(r"is_?(?:end|last)(?:_?page)?|no_?more|end|finished|last|is_?over", re.IGNORECASE)
_PAGES_KEYS = re.compile(
    r"(?:total|max|page|all)_?(?:pages?|count_?page)(?:_?(?:num|count))?|pages?_?(?:count|total|num)|pages|last_?page"
    r"|num_?pages|countPage",
    re.IGNORECASE,
)
_TOTAL_KEYS = re.compile(
    r"total(?:_?(?:count|num|records?|results?|items|elements|size|rows?|hits))?|num_?found", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How a list goes on: the address or body of further pages, with a hole, or a JSONPath to their address.

    `cursor` is what goes into `{cursor}`: a JSONPath from the root, or a member of the last article. `second`
    is the number of the second page where the first has none (None: 2). `step` is what `{offset}` grows by
    (None: the number of the articles that came), `cursor_form` how a time is written in `{cursor}`.
    """

    next: str | None = None
    next_body: str | None = None
    cursor: str | None = None
    second: int | None = None
    step: int | None = None
    cursor_form: str | None = None


# Holes.


def hole_in(text: str | None) -> str | None:
    """Return the hole of a template, None if it has none; of `{offset+1}` it is `{offset}`."""
    found = _HOLE.search(text) if text else None
    return "{" + found[1] + "}" if found else None


def _filled(template: str, value: str, escape: Callable[[str], str]) -> str:
    """Return a template with a value in its holes, to which a hole may add a number: `{offset+20}`."""

    def put(found: re.Match[str]) -> str:
        if found[2] and value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER:
            return str(int(value) + int(found[2]))
        return escape(value)

    return _HOLE.sub(put, template)


def filled_address(template: str, value: str) -> str:
    """Return the address of a page; `value` is escaped."""
    filled = _filled(template, value, lambda text: quote(text, safe=""))
    parameter = page_parameter(template)
    if parameter is not None and is_tracking(parameter, host_of(filled) or ""):
        # Canonical URLs leave such a parameter out: without another one all pages would be one.
        filled += f"&{_PAGE_KEY}={quote(value, safe='')}"
    return filled


def filled_body(template: str, value: str) -> str:
    """Return the body of a page, in JSON or as a form; `value` is escaped as it needs there."""
    is_json = template.lstrip()[:1] in {"{", "["}
    return _filled(
        template,
        value,
        lambda text: json.dumps(text, ensure_ascii=False)[1:-1] if is_json else quote(text, safe=""),
    )


def address_with_hole(url: str) -> str | None:
    """Return the address of a second page with `{page}` for its number, None if it shows none."""
    numbers = list(re.finditer(r"(?<![A-Za-z0-9])2(?![A-Za-z0-9])", url.partition("://")[2]))
    if not numbers:
        return None
    start = url.index("://") + 3 + numbers[-1].start()
    return f"{url[:start]}{{page}}{url[start + 1 :]}"


def _value_in(template: str, text: str) -> str | None:
    """Return what stands in the first hole of a template in a text that it made, None for other texts."""
    holes = list(_HOLE.finditer(template))
    if not holes:
        return None
    ends = [0, *(hole.end() for hole in holes)]
    fixed = [template[end : hole.start()] for end, hole in zip(ends, holes, strict=False)]
    rest = template[ends[-1] :]
    pattern = "(.+?)".join(map(re.escape, fixed)) + "(.+)" + re.escape(rest)
    found = re.fullmatch(pattern, text, re.DOTALL) if len(holes) <= _MOST_HOLES else None
    if found is None:
        return None
    return _without(found[1], holes[0][2])


def _without(value: str, added: str | None) -> str | None:
    """Return a value without the number that its hole adds, None if it is less."""
    if not added:
        return value
    if not (value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER):
        return None
    number = int(value) - int(added)
    return str(number) if number >= 0 else None


def value_in_address(template: str, url: str) -> str | None:
    """Return what stands in the hole in a URL that the template made, None if it made none such."""
    if hole_in(template) is None:
        return None
    if _HOLE.search(urlsplit(template).query):
        return _value_in_query(template, url)
    value = _value_in(template, url)
    return value if value and "&" not in value and "/" not in value else None


def _parsed(query: str) -> list[tuple[str, str]]:
    """Return the parameters of a template; the sign in a hole is no blank."""
    return parse_qsl(_HOLE.sub(lambda hole: hole[0].replace("+", "%2B"), query), keep_blank_values=True)


def _value_in_query(template: str, url: str) -> str | None:
    """Return the parameter of a URL that the hole is in; the others must be the same, in any order."""
    path, _, query = template.partition("?")
    asked = dict(_parsed(query))
    there = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    there.pop(_PAGE_KEY, None)
    if url.partition("?")[0] != path or asked.keys() != there.keys():
        return None
    values = {name: _value_in(value, there[name]) for name, value in asked.items() if _HOLE.search(value)}
    if any(asked[name] != there[name] for name in asked.keys() - values.keys()):
        return None
    return next(iter(values.values()), None) or None


def body_parameters(body: str) -> dict[str, str]:
    """Return the members of a body by name, as parameters of a URL; those of JSON joined by dots."""
    value = json_or_none(body) if body.lstrip()[:1] in {"{", "["} else None
    if isinstance(value, dict):
        found = members_of(value)
    else:
        found = dict(parse_qsl(body, keep_blank_values=True)) or {"body": body}
    if not found or isinstance(value, list):
        found = {"body": body}
    elif isinstance(value, dict) and any(isinstance(one, list) for one in value.values()):
        found = {**found, "body": body}
    return {
        # A name such as `from` would be taken for one that tracks readers, and left out of the key.
        f"body.{name}" if is_tracking(name, "") else name: (
            text if len(text) <= _LONGEST_PARAMETER else hashlib.sha256(text.encode()).hexdigest()[:12]
        )
        for name, text in islice(found.items(), _MOST_PARAMETERS)
    }


def kept_under(url: str, body: str | None) -> str:
    """Return the URL under which a list is kept: if it has a body, with its members as parameters."""
    if not body:
        return url
    return url + ("&" if urlsplit(url).query else "?") + urlencode(body_parameters(body))


def page_kept_under(url: str, template: str, value: str) -> str:
    """Return the URL under which a further page is kept whose body has the value in its hole."""
    body = filled_body(template, value)
    put = filled_body(_first_hole(template), value)
    if any(put in text for text in body_parameters(body).values()) and _is_shown(template):
        return kept_under(url, body)
    return f"{kept_under(url, filled_body(template, '0'))}&{_PAGE_KEY}={quote(value, safe='')}"


def _is_shown(template: str) -> bool:
    """Say whether the parameters of a body show what is in its hole."""
    probe = _probe_of(template)
    return any(probe in text for text in body_parameters(filled_body(template, _PROBE)).values())


def _first_hole(template: str) -> str:
    found = _HOLE.search(template)
    return found[0] if found else ""


def _probe_of(template: str) -> str:
    """Return what the first hole of a template has where the probe is put in."""
    return _filled(_first_hole(template), _PROBE, str)


def page_parameter(template: str) -> str | None:
    """Return the parameter or member that the hole of an address or body is in; None for one in the path."""
    if hole_in(template) is None:
        return None
    if is_http_url(_filled(template, "2", str)):
        pairs = _parsed(urlsplit(template).query)
        return next((name for name, value in pairs if _HOLE.search(value)), None)
    probe = _probe_of(template)
    probed = body_parameters(filled_body(template, _PROBE))
    return next((name for name, text in probed.items() if probe in text), None)


def value_in_body(template: str, url: str) -> str | None:
    """Return what stood in the hole of a body, from the URL under which its list is kept."""
    probe = _probe_of(template)
    probed = body_parameters(filled_body(template, _PROBE))
    name = next((name for name, text in probed.items() if probe in text), None)
    if name is None:
        return dict(parse_qsl(urlsplit(url).query)).get(_PAGE_KEY)
    before, _, after = probed[name].partition(probe)
    value = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)).get(name)
    if value is None or not value.startswith(before) or not value.endswith(after):
        return None
    found = _HOLE.search(template)
    return _without(value[len(before) : len(value) - len(after)], found[2] if found else None) or None


# What the last page said.


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What the next page follows from: `current` stood in the hole for this page (None: it is the first).

    `count` is the number of its articles, `said` the cursor that it names, `value` its data; `first` is the
    number of the first page, `step` what an offset grows by (None: `count`).
    """

    current: str | None
    count: int
    said: str | None
    value: Any
    first: int = 1
    step: int | None = None


def next_value(hole: str, read: PageRead) -> str | None:
    """Return what goes into the hole for the next page, None where the list ends."""
    current, count, said, value = read.current, read.count, read.said, read.value
    if count == 0 or says_last(value):
        return None
    if hole == "{cursor}":
        return said if said and said != current else None
    number = (
        int(current) if current and current.isascii() and current.isdigit() and len(current) < 10 else None
    )
    if hole == "{offset}":
        return str((number or 0) + (read.step or count))
    page = read.first if number is None else number
    most = stated_pages(value)
    return str(page + 1) if not most or page - read.first + 1 < most else None


def says_more(value: Any) -> bool:
    """Say whether the data of a page says that there are others."""
    if stated_pages(value) > 1:
        return True
    return any(one is True and _MORE_KEYS.fullmatch(key) for key, one in _around(value))


def says_last(value: Any) -> bool:
    """Say whether the data of a page says that it is the last one."""
    for key, one in _around(value):
        if one is False and _MORE_KEYS.fullmatch(key):
            return True
        if one is True and _LAST_KEYS.fullmatch(key):
            return True
    return False


def stated_pages(value: Any) -> int:
    """Return how many pages a list has by its own account, 0 if it does not say."""
    numbers = [one for key, one in _around(value) if _PAGES_KEYS.fullmatch(key) and _is_count(one)]
    return max(numbers, default=0)


def stated_total(value: Any) -> int:
    """Return how many articles a list has by its own account, 0 if it does not say."""
    numbers = [one for key, one in _around(value) if _TOTAL_KEYS.fullmatch(key) and _is_count(one)]
    return max(numbers, default=0)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000_000


def _around(value: Any, place: str = "$", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the members around the articles, not those of the articles themselves."""
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, one in islice(value.items(), 200):
            yield str(key), one
            yield from _around(one, place, depth + 1)


def _placed_around(value: Any, place: str = "$", depth: int = 0) -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, one in islice(value.items(), 200):
            here = place + path_step(str(key))
            yield str(key), here, one
            yield from _placed_around(one, here, depth + 1)


def path_step(key: str) -> str:
    """Return the step of a JSONPath to a member (RFC 9535, 2.3)."""
    if re.fullmatch(r"[A-Za-z_]\w*", key, re.ASCII):
        return f".{key}"
    return "[" + json.dumps(key, ensure_ascii=False) + "]"


# Which ways to the next page are worth trying, for a list that nothing is declared of.


def likely_pagings(
    url: str,
    body: str | None,
    value: Any,
    last: Mapping[str, str],
    names: Sequence[str] = (),
    templates: Sequence[str] = (),
) -> list[Paging]:
    """Return ways to the next page, the likeliest first; total.

    `last` are the members of the last article, `names` the parameters that scripts give this address,
    `templates` the addresses with an unknown part that they put together.
    """
    if says_last(value):
        return []
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
    if not found and body is None and (says_more(value) or stated_total(value)):
        second = 1 if counts_from_zero(value) else None
        for name in _USUAL_PAGES:
            found += [replace(one, second=second) for one in _with_hole(url, None, name, "{page}")]
        for name in _USUAL_OFFSETS:
            found += _with_hole(url, None, name, "{offset}")
    return list(dict.fromkeys(found))


def _named_addresses(url: str, value: Any) -> Iterator[Paging]:
    for key, place, one in _placed_around(value):
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
        for key, place, one in _placed_around(value)
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
        for key, place, one in _placed_around(value)
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
            for member in _last_members(name, last):
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
    return any(one == 0 and one is not False and _PAGE_NAMES.fullmatch(key) for key, one in _around(value))


def _by_number(
    url: str, body: str | None, value: Any, parameters: Mapping[str, str], names: Sequence[str]
) -> Iterator[Paging]:
    if body is not None:
        yield from _within_body(body)
    else:
        yield from _within_parameters(url)
    for name in dict.fromkeys([*parameters, *names]):
        plain = name.rpartition(".")[2]
        given = parameters.get(name, "")
        is_number = not given or given.isdigit()
        if is_number and _PAGE_NAMES.fullmatch(plain):
            yield from _with_hole(url, body, name, "{page}")
        elif is_number and _OFFSET_NAMES.fullmatch(plain):
            yield from _with_hole(url, body, name, "{offset}")
    if body is None:
        path = urlsplit(url).path
        # `/list/1`, `/list_1.json`, `/p/1/20`: the last number 0 or 1 of the path.
        for place in reversed(list(re.finditer(r"(?<=[/_-])(?:[a-z]{1,5}(?=\d))?([01])(?=[/._-]|\Z)", path))):
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
            yield Paging(next=f"{first[1]}_{{page}}{first[2]}", second=second)
            yield Paging(next=f"{first[1]}_0{{page}}{first[2]}", second=second)


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
                made = url
                for name, hole in holes.items():
                    made = re.sub(rf"([?&]{re.escape(quote(name, safe='[]'))}=)\d+", rf"\g<1>{hole}", made)
                yield Paging(next=made)
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
        own = quote(name, safe="[]")
        pairs = [pair for pair in parts.query.split("&") if pair]
        put = [f"{own}={hole}" if pair.partition("=")[0] == own else pair for pair in pairs]
        query = "&".join(put if put != pairs else [*pairs, f"{own}={hole}"])
        yield Paging(next=f"{url.partition('?')[0]}?{query}", cursor=cursor)
        return
    with_hole = _body_with_hole(body, name, hole)
    if with_hole is not None:
        yield Paging(next_body=with_hole, cursor=cursor)


def _body_with_hole(body: str, name: str, hole: str) -> str | None:
    value = json_or_none(body) if body.lstrip()[:1] in {"{", "["} else None
    if not isinstance(value, dict):
        pairs = [(key, one) for key, one in _parsed(body) if key != name]
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


def number_of(value: Any) -> str | None:
    """Return a cursor as text: a number or a string that is not empty."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return written_number(value)
    return str(value) or None if isinstance(value, str) else None
