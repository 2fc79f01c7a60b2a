"""JSON Feed 1.1 is read beside the others; a broken one gives what it can."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.feeds.feed_links import read_feed
from tests.discovery.promises import check_reading

URL = "https://h.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: Any, version: str = VERSION) -> bytes:
    return json.dumps({"version": version, "title": "x", "items": items}).encode()


def test_items_in_order_with_title_and_date() -> None:
    reading = read_feed(
        b"\xef\xbb\xbf"
        + feed(
            {"id": "1", "url": "/a/1", "title": " New  pier ", "date_published": "2026-11-03T08:00:00+01:00"},
            {"id": "https://h.example/a/2", "date_modified": "2026-11-02T00:00:00Z", "title": 5},
            {"id": "3"},
            "no item",
        ),
        URL,
        "application/feed+json",
    )
    assert [link.changed_at for link in reading.links] == [None, "2026-11-02T00:00:00+00:00"]
    assert [(link.url, link.title, link.published_at) for link in reading.links] == [
        ("https://h.example/a/1", "New pier", "2026-11-03T08:00:00+01:00"),
        ("https://h.example/a/2", None, "2026-11-02T00:00:00+00:00"),
    ]
    assert reading.problems == ("bad_address",)


def test_other_json_is_no_feed() -> None:
    assert read_feed(b'{"items": []}', URL).problems == ("not_a_feed",)
    assert read_feed(feed(version="2"), URL).problems == ("not_a_feed",)
    assert "not_a_feed" in read_feed(b'{"version": ', URL).problems


KEYS = st.sampled_from(["url", "id", "title", "date_published", "items"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(JSON)
def test_total(item: Any) -> None:
    check_reading(read_feed(feed(item), URL))
