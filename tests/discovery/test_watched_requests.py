"""The way to the next page of a list is told from two requests that a page made, and leads to the third."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.discovery.lists.cursor_forms import cursor_form_of, form_problem, formed
from newsarchive.discovery.lists.list_paging import kept_under
from newsarchive.discovery.lists.list_reading import ListRules, asked_for_page, following_page
from newsarchive.discovery.lists.watched_requests import (
    Exchange,
    form_fields,
    same_list,
    told_headers,
    watched_pagings,
)

ROOT = "https://h.example/api"
Item = dict[str, Any]
ROWS: list[list[Item]] = [
    [
        {"u": f"/a/{n}.html", "id": 5_000 - n, "at": f"2026-11-{27 - n // 4:02d} 10:{n % 60:02d}:00"}
        for n in range(start, start + 12)
    ]
    for start in (0, 12, 24)
]


def leads_to(asked: Sequence[Exchange], answers: Sequence[tuple[Any, Sequence[Mapping[str, Any]]]]) -> bool:
    """Say whether a way that the first two requests show makes the third from the second answer."""
    for paging in watched_pagings(asked[0], asked[1], *answers[0]):
        rules = ListRules(url=asked[0].url, body=asked[0].body, paging=paging)
        kept = kept_under(asked[0].url, asked[0].body)
        made: list[tuple[str, str | None]] = []
        for value, items in answers[:2]:
            following = following_page(rules, kept, value, items)
            if following is None:
                break
            kept = following
            made.append(asked_for_page(rules, kept))
        if [_plain(*one) for one in made] == [_plain(one.url, one.body) for one in asked[1:]]:
            return True
    return False


def _plain(url: str, body: str | None) -> tuple[str, str | None]:
    return url.replace("%20", "+"), body


def got(urls: Sequence[str]) -> list[Exchange]:
    return [Exchange(method="GET", url=url) for url in urls]


words = st.from_regex(r"[a-z]{2,9}", fullmatch=True).filter(
    lambda word: word not in {"id", "page", "cb", "ts"}
)


@settings(max_examples=30)
@given(name=words, other=words, start=st.integers(0, 40), where=st.sampled_from(["query", "path", "file"]))
def test_numbers_of_pages(name: str, other: str, start: int, where: str) -> None:
    made = {
        "query": f"{ROOT}/{other}?{name}={{}}&size=12x",
        "path": f"{ROOT}/{other}/{{}}/{name}",
        "file": f"{ROOT}/{other}_{{}}.json",
    }[where]
    asked = got([made.format(start + turn) for turn in range(3)])
    assert same_list(asked[0], asked[1])
    assert leads_to(asked, [({"rows": rows}, rows) for rows in ROWS])


@settings(max_examples=20)
@given(name=words, step=st.integers(13, 60))
def test_counts_of_what_came_before(name: str, step: int) -> None:
    for by in (12, step):
        asked = got([f"{ROOT}?{name}={by * turn}" for turn in range(3)])
        assert leads_to(asked, [({"rows": rows}, rows) for rows in ROWS])


cursors = st.text(st.characters(min_codepoint=33, max_codepoint=0x4FFF), min_size=3, max_size=40)


@settings(max_examples=40)
@given(marks=st.lists(cursors, min_size=2, max_size=2, unique=True), key=words, name=words)
def test_marks_that_the_answer_says(marks: list[str], key: str, name: str) -> None:
    """In a parameter, in variables of JSON in a parameter, in a form, in a body of JSON."""
    answers = [({key: {"rows": rows, "mark": mark}}, rows) for rows, mark in zip(ROWS, marks, strict=False)]

    def variables(mark: str | None) -> str:
        return json.dumps({"first": 12, **({"after": mark} if mark else {})}, ensure_ascii=False)

    each: list[str | None] = [None, *marks]
    queries = [f"{ROOT}?x=1" + (f"&{name}={quote(mark, safe='')}" if mark else "") for mark in each]
    assert leads_to(got(queries), answers)
    if any(set(mark) & {'"', "\\"} for mark in marks):
        return  # what JSON in a parameter would have to escape is not put into it
    persisted = [f"{ROOT}?variables={quote(variables(mark), safe='')}&hash=5d1f" for mark in each]
    assert leads_to(got(persisted), answers)
    forms = [urlencode({"kind": "news", name: mark or ""}) for mark in each]
    assert leads_to([Exchange(method="POST", url=ROOT, body=body) for body in forms], answers)
    bodies = [json.dumps({"q": "x", "after": mark or ""}) for mark in each]
    if all(mark.isascii() and mark.isprintable() for mark in marks):
        assert leads_to([Exchange(method="POST", url=ROOT, body=body) for body in bodies], answers)


@pytest.mark.parametrize(
    ("stated", "wanted", "form"),
    [
        ("2026-11-27 09:00:00", "1795741200", "seconds+08:00"),
        ("2026-11-27T01:00:00Z", "1795741200", "seconds"),
        ("2026-11-27T01:00:00Z", "1795741199", "seconds"),  # one that takes one off
        ("2026-11-27T09:00:00+08:00", "1795741200000", "milliseconds"),
        ("2026-11-27T09:00:00+08:00", "2026-11-27 09:00:00", "%Y-%m-%d %H:%M:%S"),
        ("1795741200", "20261127090000", "%Y%m%d%H%M%S+08:00"),
        ("a story", "20261127090000", None),
    ],
)
def test_forms_of_times(stated: str, wanted: str, form: str | None) -> None:
    assert cursor_form_of(stated, wanted) == form
    if form is not None:
        assert form_problem(form) is None
        assert abs(int("".join(filter(str.isdigit, formed(stated, form) or "0")))) > 0


def test_the_last_moment_in_another_form() -> None:
    moments = ["0", "1795658460", "1795399380"]
    rows = [[{"u": "/a", "at": at}] * 2 for at in ("2026-11-26 10:01:00", "2026-11-23 10:03:00")]
    asked = got([f"{ROOT}?e={moment}" for moment in moments])
    assert leads_to(asked, [({"rows": one}, one) for one in rows])


def test_what_passes_a_cache_is_no_page() -> None:
    rows = ROWS[0]
    first = Exchange(method="GET", url=f"{ROOT}?page=1&_=1795741200001")
    second = Exchange(method="GET", url=f"{ROOT}?page=2&_=1795741200002")
    (one, *_) = watched_pagings(first, second, {"rows": rows}, rows)
    assert one.next == f"{ROOT}?page={{page}}&_=1795741200002"


def test_lists_of_two_channels_are_two_lists() -> None:
    asked = got([f"{ROOT}?channel=sport", f"{ROOT}?channel=local", f"{ROOT}/sport", f"{ROOT}/local"])
    assert not same_list(asked[0], asked[1])
    assert not same_list(asked[2], asked[3])
    assert not same_list(asked[0], asked[0])


def test_headers_that_a_declaration_holds() -> None:
    told = told_headers(
        {
            "user-agent": "x",
            "cookie": "a=b",
            "authorization": "Bearer x",
            "accept": "*/*",
            "sec-fetch-mode": "cors",
            "x-requested-with": "XMLHttpRequest",
            "accept-language": "zh",
        }
    )
    assert told == (("x-requested-with", "XMLHttpRequest"),)


def test_a_form_in_parts() -> None:
    body = (
        '--b1\r\nContent-Disposition: form-data; name="action"\r\n\r\nmore\r\n'
        '--b1\r\nContent-Disposition: form-data; name="page"\r\n\r\n2\r\n--b1--\r\n'
    )
    assert form_fields(body) == [("action", "more"), ("page", "2")]
    assert form_fields("page=2") == []


texts = st.text(max_size=60)
exchanges = st.builds(
    Exchange,
    method=st.sampled_from(["GET", "POST"]),
    url=st.one_of(texts, texts.map(lambda text: f"https://h.example/{text}")),
    body=st.none() | texts | st.dictionaries(texts, texts, max_size=3).map(json.dumps),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(first=exchanges, second=exchanges, value=values, form=texts, text=texts)
def test_nothing_raises(first: Exchange, second: Exchange, value: Any, form: str, text: str) -> None:
    same_list(first, second)
    for paging in watched_pagings(first, second, value, [value] if isinstance(value, dict) else []):
        assert "{" in (paging.next or paging.next_body or "")
    form_problem(form)
    formed(text, form)
    cursor_form_of(text, form)
    form_fields(text)


def test_a_form_within_a_member_of_json() -> None:
    """Hired indexes are asked so: the number of the page stands in a form that is the text of a member."""
    asked = [
        Exchange(
            method="POST",
            url=f"{ROOT}/queries",
            body=f'{{"requests":[{{"indexName":"news","params":"query=&hitsPerPage=12&page={number}"}}]}}',
        )
        for number in range(3)
    ]
    answers = [({"results": [{"hits": rows, "page": number}]}, rows) for number, rows in enumerate(ROWS)]
    assert leads_to(asked, answers)
    (paging,) = watched_pagings(asked[0], asked[1], *answers[0])
    assert paging.next_body is not None and "&page={page}" in paging.next_body
