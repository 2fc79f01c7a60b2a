"""Finds the arrays of articles in data: by what their objects have in common, whatever the keys are called.

An article has an address (or a number that a template makes one of), a headline and mostly a time. Menus have
short titles, authors and pictures no headlines, adverts lead elsewhere, comments have no addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from newsarchive.discovery.documents import Link, distinct_links, page_root
from newsarchive.discovery.lists.address_templates import MOST_OBJECTS, filled_template
from newsarchive.discovery.lists.data_addresses import (
    HREF,
    LARGEST_FRAGMENT,
    LINKED,
    is_written_address,
    resolved_address,
)
from newsarchive.discovery.lists.listed_kinds import only_news
from newsarchive.discovery.lists.object_members import (
    ID_KEYS,
    NUMBER_OR_CODE,
    Place,
    members_of,
    moment_of,
)
from newsarchive.discovery.scripts.data_rows import (
    joined_columns,
    lines_of,
    marked_rows,
    named_rows,
    rows_of_table,
)
from newsarchive.discovery.scripts.flat_payloads import unfold_payloads
from newsarchive.discovery.scripts.js_literals import json_or_none
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.urls.canonical_urls import canonical_key, resolve, same_site
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, Anchor, score_anchor
from newsarchive.text.entities import unescape
from newsarchive.text.letters import count_letters

# Bounds of the work on data made to be slow.
_MOST_VALUES = 200_000
_DEEPEST = 40
_LOOKED_AT = 60  # objects of an array that are compared
_MOST_FRAGMENTS = 50
_LONGEST_TITLE = 500
_MOST_ALIKE = 60  # members of an object that is one of a store's

_HEADLINE, _MENU_ENTRY = (
    14,
    9,
)  # letters (Chinese ones count threefold): "周雅琴去世" has 15, "International" 13
_LONGEST_HEADLINE = 400
_ENOUGH = (
    0.6  # of the signs below; set by reason: an address like an article's, a headline, and one sign more
)

_INTERFACE = re.compile(r"/(?:api|wp-json|ajax|graphql|rest|v\d)/|\.json\b", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,500}+>")
_PAGED = re.compile(r"[?&](?:amp;)?(?:page|pageno|page_?num|pageindex|p|pg)=\d{1,4}(?!\d)", re.IGNORECASE)
_NESTED = re.compile(r"\s*+[{\[]\s*+[{\[\"]")
_STORED = re.compile(r"[A-Za-z_]\w*:|\d+\Z|[0-9a-f-]{8,}\Z")

# What keys are called: hints among columns whose values fit alike, never a condition.
_LINK_KEYS = re.compile(
    r"(?:^|[._])(?:\w*url|link|href|permalink|uri|path|address|地址|链接)\Z", re.IGNORECASE
)
_OTHER_LINK_KEYS = re.compile(
    r"im(?:a)?ge?|img|pic|thumb|cover|photo|avatar|icon|logo|video|audio|author|user|comment|edit|api|self|tag|categ"
    r"|channel|column|source|origin|refer|amp|mobile|wap|share|app|qr",
    re.IGNORECASE,
)
_TITLE_KEYS = re.compile(
    r"title|head_?line|subject|\bname\b|topic|biaoti|标题|题"
    r"|tit(?:ulo|olo|re|el|ul)\b|título|rubrik|заголов|제목|başlık|judul",
    re.IGNORECASE,
)
_OTHER_TITLE_KEYS = re.compile(
    r"sub_?title|summary|abstract|desc|intro|content|body|text|excerpt|author|source|user|categ|channel|column|tag"
    r"|keyword|slug|alt|type|cap(?:tion)?|digest|brief|摘要|来源|作者|栏目",
    re.IGNORECASE,
)
_ENVELOPE = "_source."  # what Elasticsearch's hits have a document in; it says nothing of a source
_PUBLISHED_KEYS = re.compile(r"pub|issue|release|creat|post|date|time|发布|时间|日期", re.IGNORECASE)
_CHANGED_KEYS = re.compile(r"upd|modif|edit|chang|last|更新|修改", re.IGNORECASE)
_OTHER_TIME_KEYS = re.compile(
    r"expire|end|delete|crawl|fetch|deadline|event|start|begin|duration|count", re.IGNORECASE
)
_OTHER_PLACES = re.compile(
    r"(?:^|_)(?:nav|navi|navigation|menus?|footer|header|banners?|ads?|adverts?|friend\w*|comments?|repl(?:y|ies)|authors?"
    r"|users?|tags?|categor\w*|channels?|columns?|breadcrumbs?|links|images?|pictures|photos|i18n|locale|routes?|partners?"
    r"|social\w*|jobs|products?)(?:_|\Z)",
    re.IGNORECASE,
)

# Folders of addresses that lead to people, to parts of the site, and to what is sold. News of people have
# headlines; what stands deeper below a part of the site, or has a date, is an article.
_FOLDERS_OF_PEOPLE = frozenset(
    [
        "author",
        "authors",
        "people",
        "person",
        "profile",
        "staff",
        "team",
        "user",
        "users",
        "member",
        "members",
    ]
)
_FOLDERS_OF_PARTS = frozenset(["section", "sections", "category", "categories", "tag", "tags"])
_FOLDERS_OF_SALES = frozenset(
    ["shop", "store", "product", "products", "job", "jobs", "careers", "ad", "ads", "advert"]
)
_OF_ARTICLES = re.compile(r"article|news|stor(?:y|ies)|posts?\b|headline", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])")

ANY_PLACE = "*"
ROWS = "\0rows"  # a step that no JSONPath leads to: rows that are made of the data


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNames:
    """What the members of an article's object are called: keys joined by dots, None without one."""

    link: str | None = None
    title: str | None = None
    time: str | None = None
    changed: str | None = None


@dataclass(frozen=True)
class ArticleArray:
    """An array whose objects are articles.

    `place` are the keys that lead to its objects (`*` for any place of an array). `score` is how much it
    looks like articles; from _ENOUGH it is believed. `template` makes addresses of members where no member
    is one.
    """

    place: Place
    items: tuple[Mapping[str, Any], ...]
    names: MemberNames
    score: float
    base: str
    template: str | None = None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of its articles, in order, each once."""
        return self._made(only_news(self.items))

    @cached_property
    def no_articles(self) -> tuple[Link, ...]:
        """The links of the objects that say that they are no news."""
        news = {id(item) for item in only_news(self.items)}
        return self._made([item for item in self.items if id(item) not in news])

    def _made(self, items: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
        made = (link_of(members_of(item), self.names, self.base, self.template) for item in items)
        return distinct_links([link for link in made if link is not None])


@dataclass(slots=True)
class _Found:
    """The arrays and the fragments of HTML in a value."""

    groups: dict[Place, list[Mapping[str, Any]]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)


def article_arrays(
    value: Any, base: str, templates: Sequence[str] = (), *, declared: bool = False
) -> list[ArticleArray]:
    """Return the arrays of articles in a value, those with most signs first; total.

    `base` is the URL that links are relative to; `templates` make addresses for arrays without any. Where it
    is `declared` that the objects are articles, the folders of their addresses say nothing against it.
    """
    arrays: list[ArticleArray] = []
    for place, items in _walked(value).groups.items():
        found = _judged(place, items, base, templates, declared=declared)
        if found is not None and found.score >= _ENOUGH and found.links:
            arrays.append(found)
    # Of two that name the same the one that a JSONPath leads to is told.
    return sorted(arrays, key=lambda array: (-array.score, -len(array.links), ROWS in array.place))


def object_arrays(value: Any) -> list[Sequence[Mapping[str, Any]]]:
    """Return the arrays of objects in a value, tables among them, the longest first; total, and bounded."""
    groups: list[Sequence[Mapping[str, Any]]] = [
        items for items in _walked(value).groups.values() if len(items) >= 2
    ]
    return sorted(groups, key=len, reverse=True)[:50]


def fragment_links(value: Any, base: str) -> tuple[Link, ...]:
    """Return the links to articles in fragments of HTML that a value holds; total.

    A link is taken if its score says so, or if its text is as long as a headline.
    """
    links: list[Link] = []
    for fragment in _joined_fragments(_walked(value).fragments):
        root = page_root(f"<html><body>{fragment}</body></html>")
        if root is None:
            continue
        titles: dict[str, Anchor] = {}
        for anchor in islice(anchors_of(root, base), MOST_OBJECTS):
            known = titles.get(canonical_key(anchor.url))
            if known is None or len(known.text) < len(anchor.text):
                titles[canonical_key(anchor.url)] = anchor
        links += [
            Link(url=anchor.url, title=anchor.text[:_LONGEST_TITLE] or None)
            for anchor in titles.values()
            if same_site(anchor.url, base)
            and (score_anchor(anchor) >= ARTICLE_THRESHOLD or count_letters(anchor.text) >= 2 * _HEADLINE)
        ]
    return distinct_links(links)


def fragment_pages(value: Any, base: str) -> list[str]:
    """Return the addresses with the number of a page that fragments of HTML link to without words; total."""
    found: dict[str, None] = {}
    for fragment in _joined_fragments(_walked(value).fragments)[:2]:
        for href in islice(HREF.finditer(fragment), MOST_OBJECTS):
            resolved = resolve(base, unescape(href[1])) if _PAGED.search(href[1]) else None
            if resolved is not None and same_site(resolved, base):
                found[resolved] = None
    return list(found)[:3]


def _joined_fragments(fragments: Sequence[str]) -> list[str]:
    """Return the fragments, many short ones as few: a list may have one for each article."""
    joined: list[list[str]] = [[]]
    size = 0
    for fragment in fragments[:MOST_OBJECTS]:
        if size + len(fragment) > LARGEST_FRAGMENT:
            joined.append([])
            size = 0
        joined[-1].append(fragment)
        size += len(fragment)
    return ["".join(one) for one in joined[:_MOST_FRAGMENTS]]


# Walking through the data.


def _walked(root: Any) -> _Found:
    found = _Found()
    waiting: list[tuple[Any, Place]] = [(root, ())]
    left = _MOST_VALUES
    while waiting and left > 0:
        value, place = waiting.pop()
        left -= 1
        if isinstance(value, str):
            if _NESTED.match(value):
                waiting.append((unfold_payloads(json_or_none(value)), place))
            elif len(value) > 30 and LINKED.search(value):
                found.fragments.append(value[:LARGEST_FRAGMENT])
            elif len(value) > 100 and (rows := marked_rows(lines_of(value))):
                _add(found, (*place, ROWS), rows)
        elif len(place) > _DEEPEST:
            continue
        elif isinstance(value, list):
            _add(found, (*place, ANY_PLACE), value)
            waiting += ((one, (*place, ANY_PLACE)) for one in reversed(value))
        elif isinstance(value, dict):
            waiting += reversed([*_members_around(found, value, place)])
    return found


def _members_around(found: _Found, value: Mapping[str, Any], place: Place) -> Iterator[tuple[Any, Place]]:
    """Yield the members of an object with their places; what is rows, or a store of objects, is added."""
    under: dict[str, Any] = {}
    stored = [(key, one) for key, one in value.items() if isinstance(one, dict) and _is_stored(str(key), one)]
    if len(stored) < 3 or 2 * len(stored) < len(value):
        stored = _alike(value)
    if len(stored) >= 3 and 2 * len(stored) >= len(value):
        _add(found, (*place, ANY_PLACE), [one for _, one in stored])
        kinds: dict[str, list[Any]] = {}
        for key, one in stored:
            kinds.setdefault(str(one.get("__typename") or str(key).partition(":")[0]), []).append(one)
        for kind, alike in kinds.items() if 1 < len(kinds) < len(stored) else ():
            _add(found, (*place, ROWS, kind), alike)
        under = dict(stored)
        value = {key: one for key, one in value.items() if key not in under}
    for key, rows in named_rows(value):
        _add(found, (*place, key, ANY_PLACE, ROWS), rows)
    if joined := joined_columns(value):
        _add(found, (*place, ROWS), joined)
    yield from ((one, (*place, str(key))) for key, one in value.items())
    yield from ((one, (*place, ANY_PLACE)) for one in under.values())


def _is_stored(key: str, one: Mapping[str, Any]) -> bool:
    """Say whether an object is kept under its own key: a number, `Article:12`, or what it names itself."""
    if _STORED.match(key):
        return True
    return any(str(one.get(name)) == key for name in ("id", "_id", "uuid", "slug", "key", "__id"))


def _alike(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the members that are objects with the same members as most others, whatever their keys are."""
    groups: dict[tuple[str, ...], list[tuple[str, Any]]] = {}
    for key, one in value.items():
        if isinstance(one, dict) and 2 <= len(one) <= _MOST_ALIKE:
            groups.setdefault(tuple(sorted(map(str, one))), []).append((key, one))
    return max(groups.values(), key=len, default=[])


def _add(found: _Found, place: Place, values: Sequence[Any]) -> None:
    items: list[Mapping[str, Any]] = [one for one in values if isinstance(one, dict)]
    items = items or rows_of_table(values)
    if not items and values and isinstance(values[0], str):
        items, place = marked_rows(values), (*place, ROWS)
    if items:
        group = found.groups.setdefault(place, [])
        group += items[: MOST_OBJECTS - len(group)]


# What the objects of an array have in common.


def _judged(
    place: Place,
    items: Sequence[Mapping[str, Any]],
    base: str,
    templates: Sequence[str],
    *,
    declared: bool,
) -> ArticleArray | None:
    rows = [members_of(item) for item in items[:_LOOKED_AT]]
    columns = _columns(rows)
    if not columns:
        return None
    times = {name: values for name, values in columns.items() if _are_times(values)}
    link, link_score = _best_link(columns, base, len(rows))
    linked = link is not None and columns[link][0].startswith("<")  # the headline is the text of the link
    title = link if linked else _best_title(columns, {*times, link or ""}, len(rows))
    names = MemberNames(link=link, title=title, time=_published(times), changed=_changed(times))
    array = ArticleArray(place, tuple(items), names, 0.0, base)
    if link is None:
        best = next((one for one in templates if _fills(one, rows) >= 0.6 * len(rows)), None)
        if best is None:
            return None
        array = replace(array, template=best)
        link_score = 0.4
    elif (
        title is None and link_score < ARTICLE_THRESHOLD
    ):  # an address that says nothing, and nothing said of it
        return None
    score = link_score + _signs(columns, names, len(rows)) - _doubts(place, columns, names, base)
    score -= 0.0 if declared else _doubt_of_folders(place, columns, names, base)
    return replace(array, score=round(score, 3))


def _columns(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return the values of the members that most objects have."""
    columns: dict[str, list[str]] = {}
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return {name: values for name, values in columns.items() if len(values) >= max(1, 0.6 * len(rows))}


def _distinct(values: Sequence[str]) -> float:
    return len(set(values)) / max(1, len(values))


def _best_link(columns: Mapping[str, Sequence[str]], base: str, count: int) -> tuple[str | None, float]:
    """Return the member with the articles' addresses, and how much they look like articles'."""
    best: tuple[float, float, str] | None = None
    for name, values in columns.items():
        if _distinct(values) < (0.7 if count > 2 else 1) or sum(map(is_written_address, values)) < 0.8 * len(
            values
        ):
            continue
        urls = [url for value in values if (url := resolved_address(base, value))]
        if not urls:
            continue
        looks = sum(score_anchor(Anchor(url, "")) for url in urls) / len(urls)
        here = sum(same_site(url, base) for url in urls) / len(urls)
        plain = name.removeprefix(_ENVELOPE)
        rank = looks + 0.3 * here + 0.3 * bool(_LINK_KEYS.search(name)) - 0.02 * len(plain)
        rank -= 0.5 * bool(_OTHER_LINK_KEYS.search(plain)) + 0.4 * (_share(_INTERFACE, urls) > 0.5)
        if best is None or rank > best[0]:
            best = rank, looks, name
    return (best[2], min(0.5, best[1] + 0.1)) if best and best[0] > 0 else (None, 0.0)


def _share(pattern: re.Pattern[str], values: Sequence[str]) -> float:
    return sum(bool(pattern.search(value)) for value in values) / max(1, len(values))


def _best_title(columns: Mapping[str, Sequence[str]], taken: set[str], count: int) -> str | None:
    """Return the member with the headlines: distinct, the shortest that are no names."""
    best: tuple[float, str] | None = None
    for name, values in columns.items():
        if name in taken or _distinct(values) < (0.7 if count > 2 else 0.5):
            continue
        if sum(map(is_written_address, values)) > 0.5 * len(values) or sum(map(_is_code, values)) > 0.5 * len(
            values
        ):
            continue
        size = median(count_letters(plain_title(value)) for value in values)
        if not 2 <= size <= _LONGEST_HEADLINE:
            continue
        rank = 1.0 if size >= _HEADLINE else 0.3 * size / _HEADLINE
        rank -= min(0.9, max(0.0, size - 60) / 200)  # a summary is longer than the headline
        plain = name.removeprefix(_ENVELOPE)
        rank += 0.8 * bool(_TITLE_KEYS.search(plain)) - 0.9 * bool(_OTHER_TITLE_KEYS.search(plain))
        rank -= 0.05 * plain.count(".")
        if best is None or rank > best[0]:
            best = rank, name
    return best[1] if best and best[0] > 0 else None


def _is_code(value: str) -> bool:
    """Say whether a text is one word with numbers: an id, a slug, a hash."""
    return bool(NUMBER_OR_CODE.match(value)) and (any(char.isdigit() for char in value) or "-" in value)


def _are_times(values: Sequence[str]) -> bool:
    return sum(moment_of(value) is not None for value in values) >= 0.8 * len(values)


def _published(times: Mapping[str, Sequence[str]]) -> str | None:
    """Return the member with the time of publication; where several fit, the one that is named so.

    The time of a change is never taken for it, also where there is no other.
    """
    return max(
        (name for name in times if not _CHANGED_KEYS.search(name)),
        key=lambda name: (
            bool(_PUBLISHED_KEYS.search(name)) - bool(_OTHER_TIME_KEYS.search(name)),
            "pub" in name.lower() or "发" in name,
            # The more is said of the time the better: a moment, an offset.
            median(len(moment_of(value, name) or "") for value in times[name]),
            -name.count("."),
            -len(name),
        ),
        default=None,
    )


def _changed(times: Mapping[str, Sequence[str]]) -> str | None:
    named = [name for name in times if _CHANGED_KEYS.search(name)]
    return min(named, key=len, default=None)


def _signs(columns: Mapping[str, Sequence[str]], names: MemberNames, count: int) -> float:
    score = 0.1 if count >= 3 else 0.0
    score += 0.3 if names.time or names.changed else 0.0
    if names.title is not None:
        size = median(count_letters(plain_title(value)) for value in columns[names.title])
        score += 0.35 if size >= 1.5 * _HEADLINE else 0.2 if size >= _HEADLINE else 0.0
        score -= 0.3 if size < _MENU_ENTRY else 0.0
        longer = (values for name, values in columns.items() if name not in {names.title, names.link})
        prose = any(median(map(count_letters, values)) > max(60, 1.5 * size) for values in longer)
        score += 0.15 if prose else 0.0
    return score


def _doubts(place: Place, columns: Mapping[str, Sequence[str]], names: MemberNames, base: str) -> float:
    """Return what speaks against: the words of its place, and links that lead to other sites."""
    keys = _last_key(place)
    doubt = 0.4 if any(_OTHER_PLACES.search(_snake(key)) for key in keys) else 0.0
    urls = [url for value in columns.get(names.link or "", ()) if (url := resolved_address(base, value))]
    if urls:
        doubt += 0.6 * (sum(not same_site(url, base) for url in urls) > 0.5 * len(urls))
    return doubt


def _doubt_of_folders(
    place: Place, columns: Mapping[str, Sequence[str]], names: MemberNames, base: str
) -> float:
    """Return what the folders of the addresses say against it, where the key of the array says nothing."""
    if any(_OF_ARTICLES.search(key) for key in _last_key(place)):
        return 0.0
    urls = [url for value in columns.get(names.link or "", ()) if (url := resolved_address(base, value))]
    sizes = [count_letters(plain_title(value)) for value in columns.get(names.title or "", ())]
    named = bool(sizes) and median(sizes) >= 2 * _HEADLINE
    return 0.5 if sum(_leads_elsewhere(url, named=named) for url in urls) > 0.5 * len(urls) else 0.0


def _leads_elsewhere(url: str, *, named: bool) -> bool:
    """Say whether an address leads to an author, a section or a product; `named`: it has a headline."""
    path = urlsplit(url).path
    folders = [folder.lower() for folder in path.split("/")[1:-1] if folder]
    if _DATED.search(path):
        return False
    return (
        bool(_FOLDERS_OF_SALES.intersection(folders))
        or (not named and bool(_FOLDERS_OF_PEOPLE.intersection(folders)))
        or bool(_FOLDERS_OF_PARTS.intersection(folders[-1:]))
    )


def _last_key(place: Place) -> list[str]:
    return [key for key in place if key not in {ANY_PLACE, ROWS}][-1:]


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)


# From an object to its link.


def link_of(members: Mapping[str, str], names: MemberNames, base: str, template: str | None) -> Link | None:
    """Return the link of an article's object, None if it has no usable address; total."""
    written = members.get(names.link or "")
    url = filled_template(template, members) if template else written
    resolved = (resolve(base, url) if template else resolved_address(base, url)) if url else None
    if resolved is None or not urlsplit(resolved).netloc:
        return None
    published = moment_of(members.get(names.time or "", ""), names.time or "")
    changed = moment_of(members.get(names.changed or "", ""), names.changed or "")
    title = plain_title(members.get(names.title or "", ""))
    return Link(url=resolved, title=title or None, published_at=published, changed_at=changed)


def plain_title(text: str) -> str:
    """Return a headline without tags and escapes, on one line."""
    if "<" in text or "&" in text:
        text = unescape(_TAGS.sub("", text))
    # A lone surrogate, which JSON can write, is no character.
    return " ".join(text.encode("utf-8", "ignore").decode().split())[:_LONGEST_TITLE]


def identifying_members(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the members that may name an article in its address, the likeliest first; total."""
    rows = [members_of(item) for item in items[:_LOOKED_AT]]
    fitting: list[tuple[bool, int, int, str]] = []
    for name, values in _columns(rows).items():
        codes = all(NUMBER_OR_CODE.match(value) for value in values)
        if codes and _distinct(values) == 1 and not _are_times(values):
            depth = name.count(".")
            fitting.append((not ID_KEYS.search(name), depth, len(name), name))
    return [name for *_, name in sorted(fitting)]


def title_member(items: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the member with the headlines of objects, None if none is called and looks like one; total."""
    rows = [members_of(item) for item in items[:_LOOKED_AT]]
    columns = _columns(rows)
    name = _best_title(columns, {one for one, values in columns.items() if _are_times(values)}, len(rows))
    if name is None:
        return None
    return name if median(count_letters(value) for value in columns[name]) >= _HEADLINE else None


def _fills(template: str, rows: Sequence[Mapping[str, str]]) -> int:
    made = {filled_template(template, row) for row in rows}
    return len(made - {None})
