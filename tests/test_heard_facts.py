"""What makes two statements of a list one, and what of them decides how a page is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.reprocess.reader_version import of_page
from newsarchive.testimony import HeardFacts, ListedFacts, by_weight

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<p>Ferry</p><!-- 12:00 -->", "<p>Ferry</p><!-- 12:01 -->", True),
        ('<p>Ferry</p><img src="/p.gif?1" alt="Holm">', '<p>Ferry</p><img src="/p.gif?2" alt="Holm">', True),
        ('<img src="/one.jpg?1">', '<img src="/two.jpg?1">', False),
        ("<p>Does it run? Yes.</p>", "<p>Does it run? No.</p>", False),
        ('<a href="/?id=1">Ferry</a>', '<a href="/?id=2">Ferry</a>', False),
        ("<p>Ferry</p><!-- one", "<p>Ferry</p><!-- two", True),
        (None, "<!-- one -->", False),
    ],
)
def test_what_changes_at_every_poll_says_nothing(one: str | None, other: str, same: bool) -> None:
    assert (ListedFacts(content=one).key == ListedFacts(content=other).key) is same


@given(
    st.lists(st.sampled_from(("<!--", "-->", "<img ", "src='a?b'", ">", "?", "\udc80", "船")), max_size=40)
)
def test_any_content_has_a_key(parts: list[str]) -> None:
    assert len(ListedFacts(content="".join(parts)).key) == 64


@pytest.mark.parametrize("sign", ["<!--", "<img ", "<img src='?", "<!-- ?"])
def test_a_hostile_text_takes_no_time(sign: str) -> None:
    """Of 200,000 characters a search from each sign to the end would take minutes."""
    began = datetime.now(UTC)
    assert ListedFacts(content=sign * (200_000 // len(sign))).key
    assert datetime.now(UTC) - began < timedelta(seconds=5)


def heard(text: str, first: int, last: int) -> HeardFacts:
    at, until = (NOON + timedelta(minutes=count) for count in (first, last))
    facts = ListedFacts(title="Ferry", content=f"<p>{text}</p>")
    return HeardFacts(
        listing="https://lantern.example/feed",
        kind="feed",
        is_own=True,
        heard_at=at,
        last_heard_at=until,
        facts=facts,
    )


def read(*told: HeardFacts) -> FetchedPage:
    at = NOON + timedelta(minutes=500)
    return FetchedPage(url="https://lantern.example/1", body=b"", fetched_at=at, told=told)


def test_a_page_is_read_anew_only_if_what_weighs_most_changed() -> None:
    before = read(heard("one", 0, 10), heard("two", 5, 20))
    polled = read(heard("two", 5, 30), heard("one", 0, 10))
    turned = read(heard("one", 0, 600), heard("two", 5, 20))
    assert of_page("reader", before) == of_page("reader", polled)
    assert by_weight(before.told, before.fetched_at)[0].facts.content == "<p>two</p>"
    assert by_weight(turned.told, turned.fetched_at)[0].facts.content == "<p>one</p>"
    assert of_page("reader", before) != of_page("reader", turned)
