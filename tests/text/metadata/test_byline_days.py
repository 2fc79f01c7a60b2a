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


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("de", "Von Lena Montag, 15. Mai 2031", "Lena Montag"),
        ("de", "Von Karl Sonntag 15.05.31, 11:02 Uhr", "Karl Sonntag"),
        ("de", "Von Lena Marie Freitag, 15. Mai 2031", "Lena Marie Freitag"),
        ("en", "By Helen Friday, May 15, 2031", "Helen Friday"),
        ("en", "By Helen R. Friday, May 15, 2031", "Helen R. Friday"),
        ("en", "By Helen Friday, Thursday, May 15, 2031", "Helen Friday"),
        ("es", "Por Lucía Domingo, 15 de mayo de 2031", "Lucía Domingo"),
        ("it", "Di Paolo Sabato, 15 maggio 2031", "Paolo Sabato"),
        ("nl", "Door Kees Zondag 15 mei 2031", "Kees Zondag"),
        ("nl", "Door Kees Vrijdag gepubliceerd op 15 mei 2031", "Kees Vrijdag"),
        ("fr", "Par Claire Dimanche, le 15 mai 2031", "Claire Dimanche"),
    ],
)
def test_whose_one_name_stands_before_a_weekday_is_called_so(language: str, line: str, name: str) -> None:
    assert read(f"<p class=byline>{line}</p>", language).facts.authors == (name,)


def test_the_last_of_two_is_called_after_a_weekday() -> None:
    found = read("<p class=byline>Von Clara Winter und Karl Sonntag, 15. Mai 2031</p>", "de")
    assert found.facts.authors == ("Clara Winter", "Karl Sonntag")


def test_nobody_is_named_by_a_day_alone() -> None:
    assert read("<div class=i>Last updated Thursday 15 May 2031</div>").facts.authors == ()
