"""Literals of JavaScript are read without running it; what only running would give is unknown."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.scripts.js_literals import LiteralReader
from newsarchive.discovery.scripts.partial_values import FormValues, JoinedText, Unknown, bound


def read(source: str, **names: Any) -> Any:
    return LiteralReader(source, names).read(0)[0]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{a:1,'b':\"x\\u4e2d\\n\",c:[1,2,],}", {"a": 1, "b": "x中\n", "c": [1, 2]}),
        ("{yes:!0,no:!1,none:void 0,nan:NaN}", {"yes": True, "no": False, "none": None, "nan": None}),
        ("/* data */ [ {x: -1.5} , // one\n {x: 0x1f} ]", [{"x": -1.5}, {"x": 31}]),
        ("`a` + 'b' + 3", "ab3"),
        ("'\\ud83d\\ude00'", "😀"),
        ("JSON.parse('[1,{\"a\":2}]')", [1, {"a": 2}]),
        ("JSON.stringify({a: 1}, null, 2)", {"a": 1}),
        ("page || 1", 1),
        ("t ? '_' + t : ''", ""),
        ("'/list' + (page > 1 ? '_' + page : '') + '.json'", "/list.json"),
        ("{a: n === 1 ? 'x' : 'y', b: 2}", {"a": "x", "b": 2}),
    ],
)
def test_what_is_written_down(source: str, value: Any) -> None:
    assert read(source) == value


def test_what_is_unknown_is_kept_by_its_words() -> None:
    assert read("'/a/' + item.id + '.html'") == JoinedText(("/a/", Unknown("item.id"), ".html"))
    assert read("`/a/${item.id}?x=${encodeURIComponent(q)}`") == JoinedText(
        ("/a/", Unknown("item.id"), "?x=", Unknown("q"))
    )
    assert read("'/a/'.concat(e.id, '.html')") == JoinedText(("/a/", Unknown("e.id"), ".html"))
    assert read("{page, size: 20, load: function () { return {}; }}") == {
        "page": Unknown("page"),
        "size": 20,
        "load": Unknown("function"),
    }
    assert read("new URLSearchParams({page, size: 10})") == FormValues(page=Unknown("page"), size=10)
    assert read("BASE.api + '/list'", **{"BASE.api": "/v1"}) == "/v1/list"


def test_names_are_put_in_where_a_function_is_given_values() -> None:
    value = read("{a: x, b: [y, z], c: 'p' + x}")
    assert bound(value, {"x": "one", "y": 2}) == {"a": "one", "b": [2, None], "c": "pone"}


def test_it_ends_where_the_value_ends() -> None:
    source = "var a = {b: '}'}; var c = 1"
    value, end = LiteralReader(source).read(8)
    assert value == {"b": "}"}
    assert source[end:] == "; var c = 1"


@given(st.text(alphabet="{}[]()\"'`$\\+:,;?!=/*.ab1 \n", max_size=200), st.integers(0, 50))
def test_total(source: str, at: int) -> None:
    value, end = LiteralReader(source).read(min(at, len(source)))
    assert end >= 0
    bound(value, {})


@pytest.mark.parametrize(
    "source",
    [
        "{a:" * 50_000,
        "[" * 100_000,
        "a+" * 50_000,
        "`${" * 30_000,
        "f(" * 50_000,
        "/*" * 50_000,
        "a?b:" * 30_000,
    ],
    ids=lambda source: source[:4],
)
def test_the_time_is_bounded(source: str) -> None:
    began = time.process_time()
    LiteralReader(source).read(0)
    assert time.process_time() - began < 2
