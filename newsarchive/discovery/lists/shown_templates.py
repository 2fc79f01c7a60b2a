"""Learns how scripts make the addresses of articles: from the links that a page shows beside its data.

A script that has a number and a headline makes a link of them. A browser shows the link, and its text is the
headline: the two belong together, so that each part of the address can be looked for in the object. This is
how whoever writes a scraper by hand finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from urllib.parse import quote, urlsplit

from newsarchive.discovery.lists.address_forms import NUMBER_FORMS, SLUG_FORMS, in_address_form
from newsarchive.discovery.lists.address_templates import filled_template
from newsarchive.discovery.lists.article_arrays import plain_title
from newsarchive.discovery.lists.object_members import ID_KEYS, members_of, moment_of
from newsarchive.text.letters import letters_only

_MOST_ROWS, _MOST_LINKS = 60, 2_000
_FEWEST_LETTERS = 8  # of a headline; shorter ones stand in menus, too
_SURE_LETTERS = 15  # of a headline that is looked for within the longer text of a card
_FEWEST_PAIRS = 2
_ENOUGH = 0.8  # of the pairs that a template makes; one or two headlines may lead elsewhere
_LOOKED_AT = 6  # pairs of which templates are made
_MOST_MEMBERS, _LONGEST_VALUE = 40, 300
_MOST_WAYS, _MOST_TEMPLATES = 3, 24  # members for one part of an address, templates of one pair
_SHORTEST, _SHORTEST_CUT = 3, 12  # characters of a part, and of the beginning of a slug that was cut
_TIMES = ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y%m", "%Y-%m", "%Y/%m")

Pair = tuple[Mapping[str, str], str]


@dataclass(frozen=True, slots=True)
class _Part:
    """Where an address has a member, and the hole that makes it."""

    start: int
    end: int
    hole: str


def shown_templates(items: Sequence[Mapping[str, object]], links: Sequence[tuple[str, str]]) -> list[str]:
    """Return templates that make the addresses of links from the objects they show, the surest first; total.

    `links` are the addresses and texts of a page's links. A link belongs to an object that has its text as a
    member. A template must make the addresses of most of them exactly.
    """
    pairs = _pairs(items, links)
    if len({url for _, url in pairs}) < _FEWEST_PAIRS:
        return []
    made: dict[str, int] = {}
    for members, url in pairs[:_LOOKED_AT]:
        for template in islice(_templates(members, url), _MOST_TEMPLATES):
            if template not in made:
                made[template] = sum(filled_template(template, one) == there for one, there in pairs)
    enough = max(_FEWEST_PAIRS, _ENOUGH * len(pairs))
    sure = [template for template, count in made.items() if count >= enough]
    return sorted(sure, key=lambda template: (-made[template], template.count(":"), len(template)))


def _pairs(items: Sequence[Mapping[str, object]], links: Sequence[tuple[str, str]]) -> list[Pair]:
    """Return the objects with the links that show them."""
    shown: dict[str, str] = {}
    for url, text in links[:_MOST_LINKS]:
        words = letters_only(text[:_LONGEST_VALUE])
        if len(words) >= _FEWEST_LETTERS:
            shown.setdefault(words, url)
    found: list[Pair] = []
    taken: set[str] = set()
    for item in items[:_MOST_ROWS]:
        members = dict(islice(members_of(item).items(), _MOST_MEMBERS))
        linked = _link_with(members, shown)
        if linked is not None and linked not in taken:
            taken.add(linked)
            found.append((members, linked))
    return found


def _link_with(members: Mapping[str, str], shown: Mapping[str, str]) -> str | None:
    told = [
        words
        for value in members.values()
        if len(value) <= _LONGEST_VALUE and len(words := letters_only(plain_title(value))) >= _FEWEST_LETTERS
    ]
    for words in told:
        if words in shown:
            return shown[words]
    for words in told:
        if len(words) >= _SURE_LETTERS:
            holding = [url for text, url in shown.items() if words in text]
            if len(holding) == 1:
                return holding[0]
    return None


def _templates(members: Mapping[str, str], url: str) -> Iterator[str]:
    """Yield the templates that make an address of an object's members, the longest parts first."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    begin = len(f"{parts.scheme}://{parts.netloc}")
    if "{" in url or "}" in url or not parts.netloc:
        return
    found = sorted(_parts(members, url, begin), key=lambda part: (part.start - part.end, ":" in part.hole))
    spans: dict[tuple[int, int], list[str]] = {}
    for part in found:
        span = (part.start, part.end)
        if span in spans:
            if part.hole not in spans[span] and len(spans[span]) < _MOST_WAYS:
                spans[span].append(part.hole)
        elif all(part.end <= start or end <= part.start for start, end in spans):
            spans[span] = [part.hole]
    places = sorted(spans)
    for holes in product(*(spans[place] for place in places)):
        template, at = "", 0
        for (start, end), hole in zip(places, holes, strict=True):
            template += url[at:start] + hole
            at = end
        if places:
            yield template + url[at:]


def _parts(members: Mapping[str, str], url: str, begin: int) -> Iterator[_Part]:
    for name, value in members.items():
        if len(value) > _LONGEST_VALUE or re.search(r"[{}:]", name):
            continue
        for written, hole in _written(name, value):
            if len(written) < _SHORTEST and not ID_KEYS.search(name):
                continue
            start = url.find(written, begin)
            while start >= 0:
                if _stands_alone(url, start, start + len(written)):
                    yield _Part(start, start + len(written), hole)
                start = url.find(written, start + 1)
        yield from _cut_parts(name, value, url, begin)


def _written(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a member that an address may have, each with its hole."""
    yield quote(value, safe="/%:@!$&'()*+,;=~-._?#"), f"{{{name}}}"
    moment = moment_of(value, name)
    for form in (*_TIMES, *NUMBER_FORMS, "lower", *SLUG_FORMS):
        if "%" in form and moment is None:
            continue
        made = filled_template(f"{{x:{form}}}", {"x": value})
        if made and made != value:
            yield made, f"{{{name}:{form}}}"


def _cut_parts(name: str, value: str, url: str, begin: int) -> Iterator[_Part]:
    """Yield the places where an address has the beginning of a slug: cut where it became too long."""
    for form in SLUG_FORMS[:4]:
        whole = in_address_form(value, form) or ""
        start = url.find(whole[:_SHORTEST_CUT], begin) if len(whole) > _SHORTEST_CUT else -1
        if start < 0:
            continue
        size = next(
            (at for at, (one, other) in enumerate(zip(whole, url[start:], strict=False)) if one != other),
            min(len(whole), len(url) - start),
        )
        size -= whole[:size].endswith("-")
        if size < len(whole) and _stands_alone(url, start, start + size):
            for length in (size, size + 1):
                yield _Part(start, start + size, f"{{{name}:{form}{length}}}")


def _stands_alone(url: str, start: int, end: int) -> bool:
    """Say whether a part of an address is no part of a longer word or number."""
    return not (_go_on(url[start - 1 : start], url[start]) or _go_on(url[end - 1], url[end : end + 1]))


def _go_on(before: str, after: str) -> bool:
    if not before or not after or not (before.isalnum() and after.isalnum()):
        return False
    return before.isdigit() == after.isdigit()
