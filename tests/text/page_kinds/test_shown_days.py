"""A short line shows the day of a story with few words beside it; a number, a birth and a sentence do not."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.page_kinds.shown_days import is_line_of_day


@pytest.mark.parametrize(
    "line",
    [
        "Music | 18 November 2024 | 3 min read",
        "by editor | Nov 18, 2024 | Music | 0 comments",
        "FERRYBRIDGE, 18 November 2024",
        "Von Redaktion am 18. November 2024",
        "18.11.24 – Stand 07.00",
        "Le 18/11/2024 à 07h00 | Musique",
        "18 ноября 2024, 07:00 · Музыка · 412 просмотров",
        "发布时间：2024-11-18 10:15 浏览次数：123",
        "Senin, 18 November 2024 | 10:15 WIB",
        "Music · 5 hours ago",
        "gestern, 10:15 Uhr",
        "Hier à 21h30",
        "Nov 18 · 6 min read",
        "11月18日 07:00配信",
        "Press release: 18 November 2024",
        "Press Release | November 18, 2024",
        "For immediate release: 18 November 2024",
        "Latest update: 18 November 2024",
        "Prices | 18 November 2024",
        "Angebote | 18. November 2024",
        "by editor | 34 articles | 18 November 2024",
    ],
)
def test_lines_of_a_day(line: str) -> None:
    assert is_line_of_day(line)


@pytest.mark.parametrize(
    "line",
    [
        "404",
        "3 Comments",
        "Member since 18 November 2024",
        "Spring 2025",
        "The pier of Holm was opened on 18 November 2024 by a king",
        "Top 10",
        "Release date: 10 June 2024",
        "Sale ends 3 June 2024",
        "Free delivery by June 12, 2024",
        "Available from 10 June 2024",
        "Pre-order – ships 10 June 2024",
        "Price updated 3 June 2024",
        "Offer valid until 3 June 2024",
        "Gültig bis 3. Juni 2024",
        "Lieferung am 3. Juni 2024",
        "Livraison le 3 juin 2024",
        "Disponible hasta el 3 de junio de 2024",
        "Disponibile dal 3 giugno 2024",
        "Beschikbaar vanaf 3 juni 2024",
        "Доставка 3 июня 2024",
        "Latest: 10 May 2024",
        "Last post: 10 May 2024",
        "8 articles, 10 May 2024",
        "8 Artikel, 10. Mai 2024",
        "Version 3.2",
        "Today the ferry leaves at nine from the old pier",
    ],
)
def test_other_short_lines(line: str) -> None:
    assert not is_line_of_day(line)


def test_the_day_of_what_a_page_is_about_is_not_its_own() -> None:
    assert not is_line_of_day("Saturday, 16 November 2024, 20:00", frozenset({"2024-11-16"}))
    assert not is_line_of_day("16 November, 8 pm", frozenset({"2024-11-16"}))
    assert is_line_of_day("18 November 2024", frozenset({"2024-11-16"}))


CARDS = "".join(
    f'<div><h3><a href="/n/{day}">Bridge number {day} closed to all traffic</a></h3><p>{day} May 2024</p>'
    "</div>"
    for day in range(1, 9)
)
LEAD = "Bridges in the county have been in the news this year, and here you find all that we wrote of them."


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("Today", ""),
        ("Updated 2 hours ago", ""),
        ("", "Latest: 10 May 2024"),
        ("", "8 articles, 10 May 2024"),
    ],
)
def test_a_listing_shows_no_day_of_its_own(over: str, under: str) -> None:
    lead = f'<p>{under}</p><div class="content"><p>{LEAD}</p></div>'
    body = f"<div>{over}</div><main><h1>Bridges</h1>{lead}{CARDS}</main>"
    html = f"<html lang=en><head><title>Bridges</title></head><body>{body}</body></html>"
    page = FetchedPage(url="https://post.example/tag/bridges", body=html.encode())
    assert run_stages(page).verdict is Verdict.NOT_ARTICLE


SET = (
    "The Harbour Trio played to a full hall on Saturday, and the crowd would not let them go before midnight."
)
SECOND = (
    "Their second set was the better one, with three new songs about the river and the people of the town."
)


@pytest.mark.parametrize(
    ("over", "verdict"),
    [
        ("<article><p>vor 2 Stunden</p>", Verdict.ARTICLE),
        ("<article><p class=date>2 hours ago</p>", Verdict.ARTICLE),
        # The paper's clock, and the hour at which a concert begins.
        ("<p>2 hours ago</p><article>", Verdict.NOT_ARTICLE),
        ("<article><p>Today, 20:00</p>", Verdict.NOT_ARTICLE),
    ],
)
def test_how_long_ago_stands_right_above_a_headline(over: str, verdict: Verdict) -> None:
    calendar = '<p><a class=button href="/cal.ics">Add to calendar</a></p>'
    body = f"{over}<h1>Harbour Trio fill the Old Hall</h1><p>{SET}</p><p>{SECOND}</p>{calendar}</article>"
    html = (
        f"<html lang=en><head><title>Harbour Trio fill the Old Hall</title></head><body>{body}</body></html>"
    )
    page = FetchedPage(url="https://post.example/events/harbour-trio", body=html.encode())
    assert run_stages(page).verdict is verdict
