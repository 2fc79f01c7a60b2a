"""Finds the next page of a list of data: by its number, by how many came before, or by a cursor.

A further page is asked for at an address, or with a body, that has one hole: `{page}`, `{offset}` or
`{cursor}`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from newsarchive.discovery.lists.object_members import members_of, written_number
from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.urls.canonical_urls import host_of, is_http_url, is_tracking

PAGE_HOLES = ("{page}", "{offset}", "{cursor}")
_LONGEST_PARAMETER = 100  # characters of a body's member in the URL under which its list is kept
_MOST_PARAMETERS = 20
_PAGE_KEY = "list.page"  # the parameter of a kept URL where nothing else of it tells the page
_PROBE = "7319046528"  # what is put into a hole to see where it stands
_HOLE = re.compile(r"\{(page|offset|cursor)(?:\+(\d{1,6}))?\}")
_MOST_HOLES = 4  # of one template
_LONGEST_NUMBER = 12  # digits
_DEEPEST = 4  # levels at which lists say whether there is more
_DEEPEST_PLACED, _MOST_PLACED = 8, 5_000  # of members that may name the next page: states of pages are deep

_SIZE_NAMES = re.compile(
    r"(?:\A|[._\[$])(?:(?:page|max)_?)?(?:size|limit|length|rows|take|top|per_?page|first)\]?\Z",
    re.IGNORECASE,
)
_MORE_KEYS = re.compile(
    r"(?:has_?)?(?:more|next)(?:_?page)?|has_?next_?page|has_?more\w*|next_?page", re.IGNORECASE
)
_LAST_KEYS = re.compile(r"is_?(?:end|last)(?:_?page)?|no_?more|end|finished|last|is_?over", re.IGNORECASE)
_PAGES_KEYS = re.compile(
    r"(?:total|max|page|all)_?(?:pages?|count_?page)(?:_?(?:num|count))?|pages?_?(?:count|total|num)|pages|last_?page"
    r"|num_?pages|countPage",
    re.IGNORECASE,
)
_PAGINATORS = re.compile(r"paginators?|pagination|page_?info", re.IGNORECASE)  # Livewire, Laravel, GraphQL
_MOST_PARTS = 8  # of an array in a page's state that is not the list itself
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

    @property
    def counts_articles(self) -> bool:
        """Whether further pages are asked for by how many articles came before."""
        return (hole_in(self.next_body) or hole_in(self.next)) == "{offset}"


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


def address_told_apart(url: str) -> str:
    """Return the address of a further page so that its key is its own, where only `from` or the like differs.

    Canonical URLs leave such parameters out, as of links that were shared.
    """
    host = host_of(url) or ""
    told = [value for name, value in parse_qsl(urlsplit(url).query) if is_tracking(name, host)]
    return f"{url}&{_PAGE_KEY}={quote(told[-1], safe='')}" if told else url


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


def query_pairs(query: str) -> list[tuple[str, str]]:
    """Return the parameters of a template; the sign in a hole is no blank."""
    return parse_qsl(_HOLE.sub(lambda hole: hole[0].replace("+", "%2B"), query), keep_blank_values=True)


def _value_in_query(template: str, url: str) -> str | None:
    """Return the parameter of a URL that the hole is in; the others must be the same, in any order."""
    path, _, query = template.partition("?")
    asked = dict(query_pairs(query))
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


def requested_size(url: str, body: str | None) -> int:
    """Return how many articles a request asks for, 0 if it does not say; total."""
    named = {**dict(parse_qsl(urlsplit(url).query)), **(body_parameters(body) if body else {})}
    sizes = (text for name, text in named.items() if _SIZE_NAMES.search(name))
    return next((int(text) for text in sizes if re.fullmatch(r"[1-9]\d{0,3}", text)), 0)


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
        pairs = query_pairs(urlsplit(template).query)
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


def says_more(value: Any, *, within_page: bool = False) -> bool:
    """Say whether the data of a page says that there are others.

    `within_page`: it is the state of a page for readers, in which the list is deeper, and in arrays of parts.
    """
    told = _members_within(value) if within_page else members_around(value)
    return any(
        (one is True and _MORE_KEYS.fullmatch(key))
        or (_PAGES_KEYS.fullmatch(key) and _is_count(one) and one > 1)
        or (within_page and _PAGINATORS.fullmatch(key) and isinstance(one, dict | list))
        for key, one in told
    )


def _members_within(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the members of a page's state, those in short arrays of its parts too, the outer ones first."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    left = _MOST_PLACED
    while waiting and left > 0:
        one, depth = waiting.pop(0)
        if isinstance(one, list):
            waiting += [(inner, depth + 1) for inner in one if isinstance(inner, dict | list)]
            continue
        for key, inner in islice(one.items(), 200):
            left -= 1
            yield str(key), inner
            is_part = isinstance(inner, dict) or (isinstance(inner, list) and len(inner) <= _MOST_PARTS)
            if is_part and depth + 1 < _DEEPEST_PLACED:
                waiting.append((inner, depth + 1))


def says_last(value: Any) -> bool:
    """Say whether the data of a page says that it is the last one."""
    for key, one in members_around(value):
        if one is False and _MORE_KEYS.fullmatch(key):
            return True
        if one is True and _LAST_KEYS.fullmatch(key):
            return True
    return False


def stated_pages(value: Any) -> int:
    """Return how many pages a list has by its own account, 0 if it does not say."""
    numbers = [one for key, one in members_around(value) if _PAGES_KEYS.fullmatch(key) and _is_count(one)]
    return max(numbers, default=0)


def stated_total(value: Any) -> int:
    """Return how many articles a list has by its own account, 0 if it does not say."""
    numbers = [one for key, one in members_around(value) if _TOTAL_KEYS.fullmatch(key) and _is_count(one)]
    return max(numbers, default=0)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000_000


def members_around(value: Any, place: str = "$", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the members around the articles, not those of the articles themselves."""
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, one in islice(value.items(), 200):
            yield str(key), one
            yield from members_around(one, place, depth + 1)


def placed_members(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the members around the articles with the JSONPaths to them, the outer ones first; bounded."""
    waiting: list[tuple[Any, str, int]] = [(value, "$", 0)]
    left = _MOST_PLACED
    while waiting and left > 0:
        one, place, depth = waiting.pop(0)
        for key, inner in islice(one.items(), 200) if isinstance(one, dict) else ():
            here = place + path_step(str(key))
            left -= 1
            yield str(key), here, inner
            if isinstance(inner, dict) and depth + 1 < _DEEPEST_PLACED:
                waiting.append((inner, here, depth + 1))


def path_step(key: str) -> str:
    """Return the step of a JSONPath to a member (RFC 9535, 2.3)."""
    if re.fullmatch(r"[A-Za-z_]\w*", key, re.ASCII):
        return f".{key}"
    return "[" + json.dumps(key, ensure_ascii=False) + "]"


def number_of(value: Any) -> str | None:
    """Return a cursor as text: a number or a string that is not empty."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return written_number(value)
    return str(value) or None if isinstance(value, str) else None
