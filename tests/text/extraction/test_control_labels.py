"""What buttons say goes from among the text; what a story says in buttons, or says itself, stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.control_labels import _SHARES, is_share

STORY = (
    "The weather station on the dike has measured the wind every ten minutes since the autumn of 1958.",
    "Its keeper, who lives below it with two dogs, writes the figures into a book and into a computer.",
    "The book was right when the computer was struck by lightning in August, and again in the week after.",
)


def text(*parts: str) -> tuple[str, ...]:
    markup = f"<html><body><article><h1>A keeper of the wind</h1>{''.join(parts)}</article></body></html>"
    page = FetchedPage(
        url="https://h.example/news/2031/05/04/wind",
        body=markup.encode(),
        content_type="text/html; charset=utf-8",
    )
    return tuple(run_stages(page).text.split("\n"))


P1, P2, P3 = (f"<p>{line}</p>" for line in STORY)


@pytest.mark.parametrize(
    "control",
    [
        "<button type='button'>Listen to this article</button>",
        "<div role='button' tabindex='0'>Artikel anhören</div>",
        "<button>Afficher plus</button>",
        "<button>動画を再生</button>",
        "<button><span>Compartilhar</span></button>",
        "<div><span>Share</span> <button>Print</button><span>4 min</span></div>",
    ],
)
def test_a_known_label_of_a_button_goes(control: str) -> None:
    assert text(P1, P2, control, P3) == STORY


def test_a_label_in_a_summary_goes_and_what_it_opens_stays() -> None:
    assert text(P1, f"<details><summary>Read more</summary>{P2}{P3}</details>") == STORY


@pytest.mark.parametrize("said", ["How strong was the strongest wind?", "The years before the computer"])
def test_what_a_story_says_in_a_button_stays(said: str) -> None:
    heading = f"<h3><button aria-expanded='true' aria-controls='a1'>{said}</button></h3>"
    assert said in text(P1, P2, heading, f"<div id='a1'>{P3}</div>")


def test_a_line_without_a_button_stays() -> None:
    assert "Listen" in text(P1, P2, "<h2>Listen</h2>", P3)


def test_a_line_that_stands_there_more_often_than_the_button_stays() -> None:
    lines = text("<button>A+</button>", P1, "<p>A+</p>", P2, "<p>A+</p>", P3)
    assert lines.count("A+") >= 2


def test_a_heading_that_a_button_of_the_bar_says_too_stays() -> None:
    """To follow, and consequences."""
    assert "Folgen" in text("<button>Folgen</button>", P1, "<h3>Folgen</h3>", P2, P3)


PIECES = st.sampled_from(
    [
        "https://",
        "twitter.com",
        "x.com",
        "facebook.com",
        "t.me",
        "wa.me",
        "/",
        "share",
        "sharer",
        "intent",
        "?u=",
    ]
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_addresses_that_share_are_found_as_the_pattern_finds_them(target: str) -> None:
    assert is_share(target) == (_SHARES.search(target) is not None)
