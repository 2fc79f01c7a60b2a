"""Who signs with a full stop, and which last lines with one sign nothing."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.stopped_names import is_stopped, may_sign_so
from tests.text.metadata.test_beside_names import STORY, TITLE


@pytest.mark.parametrize(
    "name", ["Jane Miller", "Jean-Pierre Martin", "Иван Петров", "Luis Pérez", "Nguyễn Văn Hùng", "Anna Berg"]
)
def test_a_name_known_by_both_words_signs(name: str) -> None:
    assert is_stopped(f"{name}.")
    assert may_sign_so(name, f"{name}.")


@pytest.mark.parametrize(
    "wish",
    [
        *("Jai Hind", "Slava Ukraini", "Ave Maria", "Viva España", "Viva Maria", "Hasta Mañana"),
        *("Long Live Charles", "Hail Mary", "Gracias Diego", "Danke Thomas", "Adiós Diego", "Merci Jacques"),
        *("Santa Rosa", "San Antonio", "Aston Villa", "Crystal Palace", "Leeds United", "Royal Albert Hall"),
    ],
)
def test_wishes_places_and_clubs_do_not(wish: str) -> None:
    assert not may_sign_so(wish, f"{wish}.")


def test_behind_by_one_known_word_is_enough() -> None:
    assert may_sign_so("Ola Nordmann", "Av Ola Nordmann.")
    assert not may_sign_so("Ola Nordmann", "Ola Nordmann.")


@pytest.mark.parametrize(
    ("before", "authors"),
    [
        ("", ("Rose Martin",)),
        ("<p>Who of the choir had counted the stones of the wall?</p>", ()),
        ("<p>The stones of the wall were counted by one of the choir:</p>", ()),
        ("<p>“Something there is that does not love a wall.”</p>", ()),
        ("<p>« Un mur a toujours deux côtés et un seul maçon. »</p>", ()),
        ("<p>„Die Mauern stehn sprachlos und kalt.“</p>", ()),
        (
            "<p>“We counted them three times over, and each time it was a number nobody had got before.”</p>",
            ("Rose Martin",),
        ),
        ("<p>The mason said: “A wall is never finished.” Then he left.</p>", ("Rose Martin",)),
        ("<figure><img src=/wall.jpg></figure>", ()),
        ("<img src=/wall.jpg><p>The stones were counted once again on the day after.</p>", ("Rose Martin",)),
    ],
)
def test_who_answers_or_is_pictured_signs_nothing(before: str, authors: tuple[str, ...]) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    page = (
        f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1><p>4 May 2031</p>{story}{before}"
        "<p>Rose Martin.</p></article></html>"
    )
    answer = run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))
    assert answer.facts.authors == authors


@pytest.mark.parametrize(
    ("line", "authors"), [("<p class=deck>Rose Martin.</p>", ()), ("<p>Rose Martin.</p>", ("Rose Martin",))]
)
def test_whom_a_deck_names_signs_nothing(line: str, authors: tuple[str, ...]) -> None:
    story = "".join(f"<p>{one}</p>" for one in STORY)
    page = (
        f"<html lang=en><title>{TITLE}</title><article><h1>{TITLE}</h1>{line}<p>4 May 2031</p>{story}"
        "</article></html>"
    )
    answer = run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))
    assert answer.facts.authors == authors
