"""Tokens of a page are known by their names and places; what is somebody's is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newsarchive.discovery.scripts.list_addresses import scripted_requests
from newsarchive.discovery.scripts.page_tokens import (
    hole_for,
    is_token_place,
    read_tokens,
    tokens_of,
    with_tokens,
)
from newsarchive.discovery.scripts.script_names import ScriptNames

PAGE = """<html><head><meta name="csrf-token" content="a1b2c3d4e5">
<meta name="csrf-param" content="authenticity_token">
<meta name="description" content="token1234567"></head><body>
<form><input type="hidden" name="_token" value="f00d5eed99"><input name="token" value="typed12345"></form>
<form><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY1NDU2"></form>
<script>var feed = {"ajaxurl":"/x","nonce":"9f8e7d6c5b","access_token":"secret123456",
"user_token":"mine12345678"};</script>
</body></html>"""
PLACES = {
    "a1b2c3d4e5": "meta csrf-token",
    "f00d5eed99": "field _token",
    "/wEPDwUKMTY1NDU2": "field __VIEWSTATE",
    "9f8e7d6c5b": "script nonce",
}


def test_tokens_are_found_where_frameworks_put_them_and_nothing_else_is_one() -> None:
    assert tokens_of(html.fromstring(PAGE)) == PLACES


def test_a_name_of_two_values_says_nothing() -> None:
    both = "".join(f"<script>var box{n} = {{nonce: 'aaaa1111{n}'}}</script>" for n in (1, 2))
    assert tokens_of(html.fromstring(f"<body>{both}</body>")) == {}


def test_tokens_are_read_by_their_places() -> None:
    places = {"a": "meta csrf-token", "b": "script nonce", "c": "field gone"}
    read = read_tokens(PAGE.encode(), "https://h.example/", "text/html", places)
    assert read == {"a": "a1b2c3d4e5", "b": "9f8e7d6c5b"}
    assert all(map(is_token_place, places.values()))
    assert not is_token_place("cookie session")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("_token={token:t}&page=2", "_token=a%2Bb%3D1&page=2"),
        ('{"_token":"{token:t}","page":2}', '{"_token":"a+b=1","page":2}'),
        ("{token:t}", "a+b=1"),
        ("page={token:other}", "page="),
        ("page={page}", "page={page}"),
    ],
    ids=["form", "json", "header", "unknown", "no token"],
)
def test_holes_are_filled_as_their_text_needs(text: str, filled: str) -> None:
    assert with_tokens(text, {"t": "a+b=1"}) == filled


def test_a_hole_is_named_after_its_place() -> None:
    assert hole_for("field user[_token]") == ("user-_token", "{token:user-_token}")


@given(st.binary(max_size=300), st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_reading_never_raises(body: bytes, places: dict[str, str]) -> None:
    read_tokens(b"<meta name=csrf content=" + body, "https://h.example/", None, places)
    with_tokens(body.decode("utf-8", "replace") + "{token:a}", {"a": "1"})


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("security=vote12345&page=2", True),
        ("action=vote12345&page=2", False),
        ("like=vote12345&page=2", False),
        ("password=vote12345&page=2", False),
    ],
)
def test_an_action_that_a_page_calls_a_token_is_left_alone(body: str, asked: bool) -> None:
    script = f'fetch("/api/list", {{method: "POST", body: "{body}"}})'
    found = scripted_requests(
        [script], "https://h.example/", ScriptNames([script], []), {"vote12345": "meta csrf-token"}
    )
    assert [one.tokens for one in found.lists] == ([(("csrf-token", "meta csrf-token"),)] if asked else [])
    assert bool(found.refused) is not asked
