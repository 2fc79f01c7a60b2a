"""Addresses that lead round in circles are known; ordinary ones are not taken for them."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.urls.crawler_traps import MOST_COPIES, CopyTrap, Trap, trap_of

H = "https://h.example"


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/story?id=4&sid=0a1b2c3d4e5f6071", "trap_session"),
        ("/(S(lit3py55t21z5v55vlm25s55))/story.aspx", "trap_session"),
        ("/story;jsessionid=0A1B2C3D4E5F60718293", None),
        ("/story?id=4&PHPSESSID=0a1b2c3d4e5f6071", None),
        ("/calendar/2031/05/", "trap_calendar"),
        ("/events/?month=77", "trap_calendar"),
        ("/rili/?month=4", "trap_calendar"),
        ("/a/b/a/b/a/b/", "trap_repeating"),
        ("/" + "/".join(f"x{n}" for n in range(15)), "trap_too_deep"),
        ("/l?" + "&".join(f"p{n}=1" for n in range(11)), "trap_too_many_parameters"),
        ("/2026/11/03/new-pier-opens/", None),
        ("/show.asp?newsid=21877&sid=4", None),
        ("/sport/2026/2026/11/11/a.html", None),
        ("/news/calendar-of-reforms-delayed.html", None),
    ],
)
def test_traps(path: str, trap: str | None) -> None:
    assert trap_of(H + path) == trap


@given(st.text() | st.text().map(lambda text: f"{H}/{text}"))
def test_total(url: str) -> None:
    assert trap_of(url) in {None, *get_args(Trap)}


@given(st.text(max_size=20).map(lambda text: f"{H}/{text}"))
def test_what_repeats_is_a_trap_whatever_it_repeats(url: str) -> None:
    if url.rpartition("/")[2].isalpha():
        assert trap_of("/".join([url, *url.split("/")[3:] * 2])) is not None


def test_one_text_under_many_addresses_closes_their_template() -> None:
    copies = CopyTrap()
    closed = [copies.met(f"{H}/a/{n}.html", "same") for n in range(1_000, 1_000 + MOST_COPIES)]
    assert closed == [False] * (MOST_COPIES - 1) + [True]
    assert copies.is_closed(f"{H}/a/9999.html")
    assert not copies.is_closed(f"{H}/b/9999.html")
    assert not copies.met(f"{H}/a/9999.html", "same"), "said once"


def test_a_few_error_pages_among_many_articles_close_nothing() -> None:
    copies = CopyTrap()
    for number in range(1_000, 1_100):
        assert not copies.met(f"{H}/a/{number}.html", "error" if number % 5 == 0 else str(number))
    assert not copies.is_closed(f"{H}/a/1000.html")


def test_empty_pages_that_scripts_fill_close_nothing() -> None:
    copies = CopyTrap()
    assert not any(copies.met(f"{H}/a/{n}.html", "shell", lambda: True) for n in range(1_000, 1_100))
