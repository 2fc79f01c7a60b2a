"""What a by-line says of a day is no part of the name beside it, and a name that is a day's word stays."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.byline_days import with_day_apart

STORY = (
    "The harbour wall in Port Mara will be rebuilt before the winter, the council decided on Tuesday.",
    "The work costs four million and closes the northern basin until the end of October.",
    "Fishermen asked for a place at the old quay, and the harbour office has promised them one.",
)


def read(head: str, language: str = "en") -> CleanArticle:
    text = "".join(f"<p>{line}</p>" for line in STORY)
    page = (
        f"<html lang={language}><head><title>Harbour wall to be rebuilt</title></head><body><main><article>"
        f"<h1>Harbour wall to be rebuilt</h1>{head}<div class=txt>{text}</div></article></main></body></html>"
    )
    return run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("<div class=i>By Clara Winter Published 3:45 pm Thursday, May 15, 2031</div>", "Clara Winter"),
        ("<div class=i>By Clara Winter <b>Thursday 15 May 2031 12:30</b></div>", "Clara Winter"),
        (
            "<div class=i>By Clara Winter Last updated: 4:12 p.m. First published: May 15, 2031</div>",
            "Clara Winter",
        ),
        ("<div class=i>Author: Clara Winter &nbsp; Date: May 15, 2031</div>", "Clara Winter"),
        ("<div class=i><span>Clara Winter</span> <span>Do., 15. Mai 2031</span></div>", "Clara Winter"),
        ("<div class=i><span>Clara Winter</span> <span>Erstellt: 15.05.2031</span></div>", "Clara Winter"),
        ("<div class=i><span>Clara Winter</span> <span>15.05.31, 11:02 Uhr</span></div>", "Clara Winter"),
        ("<div class=i>Av Clara Winter Publisert 15. mai 2031</div>", "Clara Winter"),
        ("<div class=i>Publié par Clara Winter le 15 mai 2031 dans Société</div>", "Clara Winter"),
        ("<div class=i>Rédigé par Clara Winter et publié le 15 mai 2031</div>", "Clara Winter"),
        ("<div class=i>Escrito por Clara Winter el 15 de mayo de 2031</div>", "Clara Winter"),
    ],
)
def test_the_words_of_a_day_are_no_name(head: str, author: str) -> None:
    assert read(head).facts.authors == (author,)


@pytest.mark.parametrize(
    "line",
    [
        # Names that are words of days elsewhere, titles, places, and what is said of no name.
        "Neema Hassan Juma 15 May 2031",
        "Mei Ling Sun 15 May 2031",
        "Kate May 15 May 2031",
        "By Clara Winter, The Bay Post Oct. 15, 2031",
        "By Clara Winter, Bay Post Oct. 15, 2031",
        "By Clara Winter, The Bay Sun, 15 May 2031",
        "Clara Winter, Port Mara, 15 May 2031",
        "The wall was built in 1921",
        "Gates 10-12-20 are open",
        "Tuesday 3 June 2031",
        "Published 3 June 2031",
        "",
    ],
)
def test_what_else_stands_before_a_day_stays(line: str) -> None:
    assert with_day_apart(line) == line


@pytest.mark.parametrize("name", ["Neema Hassan Juma", "Mei Ling Sun"])
def test_whose_surname_is_a_weekday_keeps_it(name: str) -> None:
    assert read(f"<p class=byline>By {name} 15 May 2031</p>").facts.authors == (name,)


def test_nobody_is_named_by_a_day_alone() -> None:
    assert read("<div class=i>Last updated Thursday 15 May 2031</div>").facts.authors == ()
