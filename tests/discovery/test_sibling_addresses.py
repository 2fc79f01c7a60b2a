"""Tabs of a page lead to lists beside the one that was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.lists.sibling_addresses import sibling_addresses

TABS = (("id", "0"), ("tab", "world"), ("tab", "town"), ("tab", "sport"))


def test_other_tabs_have_lists_of_their_own() -> None:
    assert sibling_addresses("https://h.example/tabs/world.json", TABS) == [
        "https://h.example/tabs/town.json",
        "https://h.example/tabs/sport.json",
    ]
    assert sibling_addresses("https://h.example/list?ch=town&p=1", TABS)[0].endswith("?ch=world&p=1")
    assert not sibling_addresses("https://world.example/list?ch=1", TABS)
    assert not sibling_addresses("https://h.example/worldwide.json", TABS)


@given(st.text(max_size=80), st.lists(st.tuples(st.text(max_size=5), st.text(max_size=9)), max_size=9))
def test_total(url: str, attributes: list[tuple[str, str]]) -> None:
    assert len(sibling_addresses(url, attributes)) < 8
