"""Headings of a page: their kinds, their pieces, where they stand."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.metadata.page_elements import lead_of, page_elements
from newsarchive.text.metadata.title_candidates import Heading, page_headings

LEAD = "The ferry line across the bay reopens on Monday after eleven months of repairs to its pier."


def headings(page: str, lead: str = "") -> list[Heading]:
    return list(page_headings(page_elements(document_fromstring(page), lead)))


def test_kinds_in_page_order() -> None:
    page = "<h2>Local</h2><div class='post-title'>Ferry reopens</div><h1>Bay <b>Courier</b></h1><p>x</p>"
    assert [(one.kind, one.text) for one in headings(page)] == [
        ("h2", "Local"),
        ("marked", "Ferry reopens"),
        ("h1", "Bay Courier"),
    ]


def test_a_box_of_many_parts_is_no_headline() -> None:
    box = "".join(f"<p>Line {number}</p>" for number in range(9))
    assert headings(f"<div class='title'>{box}</div>") == []


def test_kicker_and_headline_are_pieces() -> None:
    (found,) = headings("<h1><span>Harbour</span> <span>Ferry reopens</span></h1>")
    assert found.pieces == ("Harbour", "Ferry reopens")


def test_a_piece_has_letters() -> None:
    (found,) = headings("<h1><b>Harbour</b><i>: </i><span>Ferry reopens</span></h1>")
    assert found.pieces == ("Harbour", "Ferry reopens")


@pytest.mark.parametrize(
    "kicker",
    [
        "<span class='dachzeile'>{}</span>",
        "<div class='topic-label'>{}</div>",
        "<small>{}</small><br>",
        "<span class='headline__topline'>{}</span>",
        "<em class='c-kicker'>{}</em>: ",
        "<span class='volanta'>{}</span>",
    ],
)
def test_a_kicker_is_no_part_of_the_headline(kicker: str) -> None:
    page = f"<h1>{kicker.format('North of the bay')} <span>Ferry line reopens</span></h1>"
    (found,) = headings(page)
    assert found.text == "Ferry line reopens"
    assert found.pieces[0] == "North of the bay"


@pytest.mark.parametrize(
    "page",
    [
        # Nothing but the kicker, or hardly more.
        "<h1><span class='kicker'>Ferry line reopens</span></h1>",
        "<h1><span class='kicker'>Ferry line</span> <span>reopens</span></h1>",
        # Words before it, and a part whose name says nothing.
        "<h1>Ferry <span class='label'>line</span> reopens</h1>",
        "<h1><span class='first'>Ferry line</span> <span>reopens</span></h1>",
    ],
)
def test_what_begins_a_headline_is_its_own(page: str) -> None:
    assert [one.text for one in headings(page)] == ["Ferry line reopens"]


@pytest.mark.parametrize(
    "path",
    [
        "<nav class='breadcrumb'><a href='/'>Home</a> {}</nav>",
        "<ol itemtype='https://schema.org/BreadcrumbList'><li>{}</li></ol>",
        "<ul data-breadcrumb-list><li>Home</li><li>{}</li></ul>",
        "<div id='breadcrumbs'><div><span>{}</span></div></div>",
    ],
)
def test_the_last_step_of_the_path_is_no_headline(path: str) -> None:
    page = f"{path.format('<h1>Ferry back soon: what we know</h1>')}<h2>Ferry line reopens</h2>"
    assert [one.text for one in headings(page)] == ["Ferry line reopens"]


@pytest.mark.parametrize(
    "page",
    [
        "<main class='with-breadcrumb-below'><div><div><div><div>{}</div></div></div></div></main>",
        "<nav class='breadcrumb'>Home</nav>{}",
        "<div class='breadcrumbheadline'>{}</div>",
    ],
)
def test_a_headline_beside_a_path_is_one(page: str) -> None:
    assert [one.text for one in headings(page.format("<h1>Ferry line reopens</h1>"))] == [
        "Ferry line reopens"
    ]


def test_place_is_told_from_the_first_paragraph() -> None:
    page = f"<h1>Courier</h1><h1>Ferry reopens</h1><p>{LEAD}</p><h1>More</h1><h2>Not looked at</h2>"
    places = [[trait for trait in one.traits if "lead" in trait] for one in headings(page, LEAD)]
    assert places == [["above_lead_2"], ["above_lead_1"], ["below_lead"]]


def test_logo_and_menu_are_told() -> None:
    (logo, own) = headings("<header><h1 class='logo'><a href='/'>Bay</a></h1></header><h1>Ferry</h1>")
    assert {"furniture", "links_home", "in_header"} <= logo.traits
    assert not {"furniture", "links_home", "in_header"} & own.traits


def test_lead_is_the_first_full_paragraph() -> None:
    assert lead_of(("By Mara Quist", LEAD)) == LEAD
    assert lead_of(("Short", "Shorter")) == "Short"
    story = "上の閘門は金曜日に閉まり、船は岸壁で春まで待つ。"
    assert lead_of(("佐藤健一", "2031-05-04", story)) == story
    assert lead_of(()) == ""


def test_of_many_headings_those_nearest_to_the_text_are_looked_at() -> None:
    drawers = "".join(f"<div class='drawer'><h2>Your cart {number}</h2></div>" for number in range(9))
    page = f"{drawers}<h2>Ferry reopens</h2><p>{LEAD}</p><h2>Read on</h2>"
    assert [one.text for one in headings(page, LEAD)][-2:] == ["Your cart 8", "Ferry reopens"]


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "screen-reader-text"])
def test_what_only_screen_readers_get_is_no_heading_but_an_h1_may_be(name: str) -> None:
    page = f"<h2 class='{name}'>Main navigation</h2><h1 class='{name}'>Ferry reopens</h1><p>{LEAD}</p>"
    assert [one.text for one in headings(page, LEAD)] == ["Ferry reopens"]
