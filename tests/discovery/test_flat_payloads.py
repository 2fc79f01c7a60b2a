"""Caches that keep each object once under a key are read as if each stood where it is named."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.article_arrays import article_arrays
from newsarchive.discovery.scripts.flat_payloads import with_references

BASE = "https://h.example/"
TITLES = [f"A long story of the harbour, number {n}" for n in range(8)]


def apollo() -> dict[str, Any]:
    store: dict[str, Any] = {
        "ROOT_QUERY": {
            'articles({"first":8})': {"edges": [{"node": {"__ref": f"Article:{n}"}} for n in range(8)]}
        },
        "Author:1": {
            "__typename": "Author",
            "name": "A",
            "articles": [{"__ref": f"Article:{n}"} for n in range(8)],
        },
    }
    for n, title in enumerate(TITLES):
        store[f"Article:{n}"] = {
            "headline": {"__ref": f"Headline:{n}"},
            "at": {"__ref": f"Url:{n}"},
            "publishedAt": f"2026-11-2{n}T09:00:00Z",
            "author": {"__ref": "Author:1"},
        }
        store[f"Headline:{n}"] = {"text": title}
        store[f"Url:{n}"] = {"path": f"/news/2026/11/2{n}/a-story-of-the-harbour-{n}"}
    return store


def test_a_list_of_apollo_is_read() -> None:
    array = article_arrays(with_references({"state": apollo()}), BASE)[0]
    assert [link.title for link in array.links] == TITLES
    assert array.links[3].url == f"{BASE}news/2026/11/23/a-story-of-the-harbour-3"
    assert array.place[:2] == ("state", "ROOT_QUERY")  # a JSONPath leads there


def test_references_as_apollo_had_them_first_and_as_relay_has_them() -> None:
    before = {"R": {"x": {"type": "id", "generated": False, "id": "A:1"}}, "A:1": {"title": "T"}, "B": {}}
    assert with_references(before)["R"] == {"x": {"title": "T"}}
    relay = {
        "root": {"all": {"__refs": ["e1", "e2"]}},
        "e1": {"node": {"__ref": "s"}},
        "e2": {},
        "s": {"t": 1},
    }
    assert with_references(relay)["root"] == {"all": [{"node": {"t": 1}}, {}]}


def test_what_refers_to_itself_or_to_nothing_stays() -> None:
    circle = {
        "A:1": {"next": {"__ref": "A:2"}},
        "A:2": {"next": {"__ref": "A:1"}},
        "A:3": {"is": {"__ref": "no"}},
    }
    read = with_references(circle)
    assert read["A:3"] == {"is": {"__ref": "no"}}
    assert read["A:1"]["next"]["next"]["next"] is not None
    plain = {"a": [{"id": 1}]}
    assert with_references(plain) is plain


KEYS = st.sampled_from(["A:1", "A:2", "B", "__ref", "__refs", "type", "id"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | KEYS | st.just("id"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(VALUES)
def test_any_value_is_read(value: Any) -> None:
    with_references(value)


def test_many_stores_are_looked_at_once() -> None:
    value = {f"t{number}": {"a": {}, "b": {}, "c": {"__ref": f"k{number}"}} for number in range(20_000)}
    begin = time.process_time()
    assert with_references(value) is value
    assert time.process_time() - begin < 2  # each table for each reference takes twenty seconds
