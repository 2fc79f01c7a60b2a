"""Reads the articles of a list of data: as it is declared, or else as its objects show.

Where what is declared is not there any more, since the site renamed its keys, the articles are found by what
they have in common, and the reading says so (`keys_changed`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.discovery.documents import Link, ListingReading, distinct_links
from newsarchive.discovery.lists.address_templates import holes_of
from newsarchive.discovery.lists.article_arrays import (
    ArticleArray,
    MemberNames,
    article_arrays,
    fragment_links,
    identifying_members,
    link_of,
    object_arrays,
)
from newsarchive.discovery.lists.cursor_forms import formed
from newsarchive.discovery.lists.data_addresses import page_base
from newsarchive.discovery.lists.json_path import member_at, values_at
from newsarchive.discovery.lists.list_documents import ListData, read_list_data
from newsarchive.discovery.lists.list_paging import (
    PageRead,
    Paging,
    address_told_apart,
    body_parameters,
    filled_address,
    filled_body,
    hole_in,
    kept_under,
    next_value,
    number_of,
    page_kept_under,
    value_in_address,
    value_in_body,
)
from newsarchive.discovery.lists.listed_kinds import has_time, only_news
from newsarchive.discovery.lists.object_members import members_of
from newsarchive.discovery.scripts.data_rows import as_item, rows_of_table
from newsarchive.discovery.urls.canonical_urls import resolve, same_site
from newsarchive.lifecycle import FetchFailure, ReadingNote

_MOST_LINKS = 2_000  # as of a section page
_NO_PAGING = Paging()
_FEWEST_READ = 0.5  # of the objects that must have an address, else the keys are others than declared


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRules:
    """What a declaration says of a list; what it leaves out is found.

    `url` and `body` ask for its first page; `base` is the URL that links are relative to.
    """

    url: str
    body: str | None = None
    articles: str | None = None
    link: str | None = None
    title: str | None = None
    time: str | None = None
    template: str | None = None
    base: str | None = None
    paging: Paging = _NO_PAGING


@dataclass(frozen=True, slots=True)
class _Read:
    """The links, the objects they are of, and whether the declared keys were missing."""

    links: tuple[Link, ...]
    items: Sequence[Mapping[str, Any]] = ()
    changed: bool = False
    no_articles: tuple[Link, ...] = ()


def read_list(
    body: bytes, url: str, content_type: str | None, rules: ListRules, kept: str | None = None
) -> ListingReading:
    """Return the articles of a list; total.

    `url` is the URL of the response, `kept` the one under which this page is kept (None: the first page).
    """
    data, problems = read_list_data(body, url, content_type)
    if data is None:
        return ListingReading(problems=(*problems, FetchFailure.NOT_A_LIST))
    base = url if data.is_page and rules.base is None else page_base(url, rules.base)
    is_first = kept is None or kept == kept_under(rules.url, rules.body)
    read = _declared(data, rules, base)
    if (
        read is not None
        and read.changed
        and not is_first
        and rules.time
        and not any(map(has_time, read.items))
    ):
        # Past the last article a list may still have its adverts: they have no time, by whatever key.
        read = _Read((), no_articles=(*read.links, *read.no_articles))
    if read is None or read.changed:
        found = _found(ListData(list(read.items)), rules, base) if read and read.items else _Read(())
        found = found if found.links else _found(data, rules, base)
        if found.links or read is None:
            read = replace(found, changed=bool(rules.articles or rules.link))
    if not read.links and is_first and not _is_empty(data, rules):
        return ListingReading(problems=(*problems, FetchFailure.NOT_A_LIST))
    if read.changed and read.links:
        problems.append(ReadingNote.KEYS_CHANGED)
    links, elsewhere = _of_one_site(read.links, base)
    read = replace(read, links=links)
    if len(read.links) > _MOST_LINKS:
        problems.append(ReadingNote.TOO_MANY_ENTRIES)
    return ListingReading(
        links=read.links[:_MOST_LINKS],
        next=following_page(rules, kept or kept_under(rules.url, rules.body), data.value, read.items, url),
        problems=tuple(problems),
        off_pattern=elsewhere[:_MOST_LINKS],
        no_articles=_besides(read.no_articles, read.links),
        left_out=max(0, len(read.links) - _MOST_LINKS),
    )


def _besides(others: Sequence[Link], links: Sequence[Link]) -> tuple[Link, ...]:
    taken = {link.url for link in links}
    return tuple(link for link in distinct_links(list(others)) if link.url not in taken)[:_MOST_LINKS]


def _of_one_site(links: tuple[Link, ...], base: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the links of the list's site, and the others: adverts and films among the articles of a site.

    A list most of whose links lead elsewhere is one of links, and is left whole.
    """
    own = tuple(link for link in links if same_site(link.url, base))
    if 2 * len(own) <= len(links):
        return links, ()
    return own, tuple(link for link in links if not same_site(link.url, base))


def _declared(data: ListData, rules: ListRules, base: str) -> _Read | None:
    """Return what the declared JSONPath gives, None if there is none or it finds nothing."""
    if rules.articles is None:
        return None
    found = values_at(rules.articles, data.value)
    if found and all(isinstance(one, list) for one in found) and not rows_of_table(found):
        found = [one for values in found for one in values]
    items = [item for one in found if (item := as_item(one)) is not None]
    if not items:
        return _Read(()) if _is_empty(data, rules) else None
    templates = [rules.template] if rules.template else ()
    judged = next(iter(article_arrays(items, base, templates, declared=True)), None)
    names = judged.names if judged else MemberNames()
    links: list[Link] = []
    told = {"link": 0, "title": 0, "time": 0}
    others: list[Link] = []
    news = {id(item) for item in only_news(items)}
    for item in items:
        members = members_of(item)
        chosen = dict(members)
        for field in told:
            declared = getattr(rules, field)
            value = member_at(declared, item) if declared else None
            if value is not None:
                told[field] += 1
                chosen[_own_name(field, declared)] = value
        link = link_of(chosen, _chosen_names(rules, names, chosen), base, rules.template)
        if link is not None:
            (links if id(item) in news else others).append(link)
    missing = any(getattr(rules, field) and not count for field, count in told.items())
    changed = missing or len(links) + len(others) < _FEWEST_READ * len(items)
    return _Read(distinct_links(links), items, changed, tuple(others))


def _chosen_names(rules: ListRules, names: MemberNames, members: Mapping[str, str]) -> MemberNames:
    """Return the names of the declared members, of the others those that were found."""
    chosen: dict[str, str | None] = {}
    for field in ("link", "title", "time"):
        declared = getattr(rules, field)
        if declared:
            chosen[field] = _own_name(field, declared) if _own_name(field, declared) in members else None
    return replace(names, **chosen)


def _own_name(field: str, declared: str) -> str:
    """Return a name for a declared member that no key of an object is."""
    return f"\0{field} {declared}"


def _is_empty(data: ListData, rules: ListRules) -> bool:
    """Say whether the declared array is there, and empty; what tells of an error is no empty list."""
    if _tells_error(data.value):
        return False
    if rules.articles is None:
        return data.value == [] or (
            isinstance(data.value, dict) and not data.is_page and _has_empty_list(data.value)
        )
    path = rules.articles.removesuffix("[*]")
    return any(found == [] for found in values_at(path, data.value))


def _has_empty_list(value: Any, depth: int = 0) -> bool:
    if isinstance(value, dict) and depth < 3:
        told = [one for key, one in value.items() if str(key).lower() not in _OF_ERRORS]
        return any(one == [] or _has_empty_list(one, depth + 1) for one in told)
    return False


_OF_ERRORS = frozenset({"errors", "error", "warnings", "messages", "notices"})
_CODES = frozenset(
    {"code", "status", "statuscode", "status_code", "errcode", "err_code", "errno", "error_code"}
)
_AROUND = frozenset({"status", "result", "meta", "head", "header", "response", "data"})
_FAILED = re.compile(r"err(?:or)?|fail(?:ed|ure)?|forbidden|unauthorized|denied|exception", re.IGNORECASE)
_CODE_OF_ERROR = re.compile(r"[45]\d\d\Z")  # of HTTP; other numbers mean what each site likes


def _tells_error(value: Any, depth: int = 0) -> bool:
    """Say whether an answer is one of an error: by its errors, or a code, status or success that says so."""
    if not isinstance(value, dict):
        return False
    for key, one in value.items():
        name = str(key).lower()
        if (
            name in {"errors", "error"}
            and one
            and (name == "errors" or isinstance(one, str | dict | list | bool))
        ):
            return True
        if name in {"success", "ok"} and one is False:
            return True
        if name in _CODES and isinstance(one, str | int) and not isinstance(one, bool):
            text = str(one)[:20]
            if _CODE_OF_ERROR.match(text) or (isinstance(one, str) and _FAILED.fullmatch(text)):
                return True
        if depth < 1 and name in _AROUND and _tells_error(one, depth + 1):
            return True
    return False


def _found(data: ListData, rules: ListRules, base: str) -> _Read:
    """Return the articles that the data shows, whatever is declared of its keys."""
    arrays = found_arrays(data, base, [rules.template] if rules.template else ())
    if not arrays and rules.template:
        arrays = _healed(data, base, rules.template)
    links = [link for array in arrays for link in array.links]
    if not links:
        links += fragment_links(data.value, base)
    items = arrays[0].items if arrays else [{} for _ in links]
    others = tuple(link for array in arrays for link in array.no_articles)
    return _Read(distinct_links(links), items, no_articles=others)


def found_arrays(data: ListData, base: str, templates: Sequence[str] = ()) -> list[ArticleArray]:
    """Return the arrays of articles in a document, those that nothing names only where no other is there."""
    return article_arrays(data.value, base, templates) or (
        article_arrays(data.spare, base, templates) if data.spare else []
    )


def _healed(data: ListData, base: str, template: str) -> list[ArticleArray]:
    """Return the arrays of articles for which the template fits once its members have their new names."""
    for items in object_arrays(data.value):
        renamed = renamed_template(template, items)
        if renamed is not None:
            arrays = article_arrays(items, base, [renamed])
            if arrays:
                return arrays
    return []


def renamed_template(template: str, items: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the template with the members that objects have today, None if that cannot be told."""
    holes = holes_of(template)
    members = members_of(items[0])
    missing = [hole for hole in holes if hole not in members]
    if not missing:
        return template
    free = [name for name in identifying_members(items) if name not in holes]
    if len(missing) > 1 or not free:
        return None
    return template.replace("{" + missing[0] + "}", "{" + free[0] + "}")


# The next page.


def following_page(
    rules: ListRules, kept: str, value: Any, items: Sequence[Mapping[str, Any]], url: str | None = None
) -> str | None:
    """Return the URL under which the page after the one kept under a URL is kept, None if there is none.

    `value` is the data of the page, `items` are its articles, `url` is the URL that answered.
    """
    paging = rules.paging
    if paging.next is not None and paging.next.startswith("$"):
        named = next((one for one in values_at(paging.next, value) if isinstance(one, str) and one), None)
        resolved = resolve(url or kept, named) if named else None
        if resolved is None or not items or not same_site(resolved, rules.url) or resolved == kept:
            return None
        return address_told_apart(resolved)
    hole = hole_in(paging.next_body) or hole_in(paging.next)
    if hole is None:
        return None
    said = _cursor(paging.cursor, value, items) if hole == "{cursor}" else None
    said = formed(said, paging.cursor_form) if said else None
    read = PageRead(
        current=current_value(rules, kept),
        count=len(items),
        said=said,
        value=value,
        first=_first_number(rules),
        step=paging.step,
    )
    following = next_value(hole, read)
    if following is None:
        return None
    if paging.next_body is not None and hole_in(paging.next_body):
        return page_kept_under(rules.url, paging.next_body, following)
    return kept_under(filled_address(paging.next or "", following), rules.body)


def _first_number(rules: ListRules) -> int:
    """Return the number of the first page."""
    written = current_value(rules, kept_under(rules.url, rules.body)) or ""
    if written.isascii() and written.isdigit() and len(written) < 10:
        return int(written)
    return 1 if rules.paging.second is None else rules.paging.second - 1


def current_value(rules: ListRules, kept: str) -> str | None:
    """Return what stands in the hole for the page that is kept under a URL; None if nothing does."""
    if rules.paging.next_body is not None and hole_in(rules.paging.next_body):
        return value_in_body(rules.paging.next_body, kept)
    return value_in_address(kept_under(rules.paging.next or "", rules.body), kept)


def asked_for_page(rules: ListRules, kept: str) -> tuple[str, str | None]:
    """Return the address and the body that ask for the page that is kept under a URL."""
    if kept == kept_under(rules.url, rules.body):
        return rules.url, rules.body
    paging = rules.paging
    if paging.next_body is not None:
        value = value_in_body(paging.next_body, kept)
        return rules.url, rules.body if value is None else filled_body(paging.next_body, value)
    value = current_value(rules, kept) if rules.body is not None else None
    if value is None:  # what has no body is kept under its own address
        return (kept if rules.body is None else rules.url), rules.body
    return filled_address(paging.next or "", value), rules.body


def is_page_of(rules: ListRules, kept: str) -> bool:
    """Say whether a URL is one under which a further page of the list is kept."""
    paging = rules.paging
    if paging.next_body is not None:
        named = body_parameters(filled_body(paging.next_body, "0")).keys()
        return (
            kept.startswith(rules.url)
            and value_in_body(paging.next_body, kept) is not None
            and all(f"{name}=" in kept for name in named)
        )
    if paging.next is None:
        return False
    if paging.next.startswith("$"):
        return kept.partition("?")[0] == rules.url.partition("?")[0]
    return value_in_address(kept_under(paging.next, rules.body), kept) is not None


def _cursor(cursor: str | None, value: Any, items: Sequence[Mapping[str, Any]]) -> str | None:
    if cursor is None:
        return None
    if cursor.startswith("$"):
        return next((text for one in values_at(cursor, value) if (text := number_of(one))), None)
    return member_at(cursor, items[-1]) if items else None
