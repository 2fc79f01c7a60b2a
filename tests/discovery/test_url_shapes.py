"""Addresses of one template have one key, whatever their folders; what names the article is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.urls.url_shapes import shape_of


@pytest.mark.parametrize(
    ("url", "key", "identity"),
    [
        ("https://h.example/sport/2026/11/03/c_1129.htm", "/*/<year>/<short>/<short>/c_<number>.htm", "1129"),
        (
            "https://h.example/2026/11/ARTIaBc7de9f2k2511.shtml",
            "/<year>/<short>/<id>.shtml",
            "artiabc7de9f2k2511",
        ),
        ("https://h.example/x/202611/t20261103_4411208.html", "/*/<month>/t<day>_<number>.html", "4411208"),
        ("https://h.example/v.asp?id=123&utm_source=x", "/v.asp?id=<number>", "123"),
        ("https://h.example/storm-hits-964-homes-in-may/", "/<slug>/", "storm-hits-964-homes-in-may"),
        ("https://h.example/a/new-pier-5120331", "/*/<slug>-<number>", "5120331"),
        ("https://h.example/%E6%96%B0%E7%A0%81%E5%A4%B4%E5%90%AF/", "/<slug>/", "新码头启"),
        ("https://h.example/about-us/", "/about-us/", None),
        ("https://h.example/", "/", None),
    ],
)
def test_shapes(url: str, key: str, identity: str | None) -> None:
    shape = shape_of(url)
    assert shape is not None
    assert (shape.key, shape.identity) == (key, identity)


def test_folders_are_words_and_no_part_of_the_key() -> None:
    one, other = shape_of("http://a.h.example/sport/12345.html"), shape_of("http://b.h.example/world/99.html")
    assert one and other
    assert (one.words, other.words) == (("a.h.example", "sport"), ("b.h.example", "world"))
    assert one.key != other.key, "a number of two digits is a page's, or a day"


@given(st.text() | st.text().map(lambda text: f"https://h.example/{text}"))
def test_total(url: str) -> None:
    shape = shape_of(url)
    assert shape is None or shape.key.startswith("/")
