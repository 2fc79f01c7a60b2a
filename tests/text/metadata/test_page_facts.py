"""URLs that markup writes, made absolute: http only, with a host."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.stated_addresses import absolute

BASE = "https://base.example/2026/story.html"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/a.jpg", "https://base.example/a.jpg"),
        (" b.jpg ", "https://base.example/2026/b.jpg"),
        ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
        ("HTTP://ab.io", "http://ab.io"),
        ("http://www.a.io/", "http://www.a.io/"),
        ("http://a.io", None),
        ("http://www.a.i/", None),
        ("https://h/", None),
        ("ftp://host.example/", None),
        ("mailto:x@y.example", None),
        ("data:image/png;base64,x", None),
        ("http://[::1", None),
        ("https://base.example/" + "x" * 2_000, None),
        ("", None),
        (None, None),
    ],
)
def test_absolute_urls(written: str | None, expected: str | None) -> None:
    found = absolute(written, BASE)
    assert (found and found.lower()) == expected
