"""By-lines whose names stand in several elements: parts of one name are joined, several things are not."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from newsarchive.text.metadata.byline_texts import byline_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Von <span>Anna</span> <span>Holtkamp</span>", "Von Anna Holtkamp"),
        ("<span>Von</span> <a><span>Anna</span> <span>Holtkamp</span></a>", "Von Anna Holtkamp"),
        ("Par Claire <b>Montbrun</b>", "Par Claire Montbrun"),
        ("By <a href='/a'>Clara<br>Thompson</a>", "By Clara Thompson"),
        ("<span class='first'>Ирина</span> <span class='last'>Лугова</span>", "Ирина Лугова"),
        ("Της <span>Μαρίας</span> <span>Κρητικού</span>", "Της | Μαρίας Κρητικού"),
        ("<span>מאת</span> <a><span>דנה</span> <span>בן דוד</span></a>", "מאת | דנה בן דוד"),
        ("Von A<small>nna</small> H<small>oltkamp</small>", "Von Anna Holtkamp"),
        ("By C<small>LARA</small> T<small>HOMPSON</small>", "By CLARA THOMPSON"),
        (
            "文・<ruby>山田<rp>(</rp><rt>やまだ</rt></ruby><ruby>花子<rt>はなこ</rt></ruby>",
            "文・山田花子",
        ),
    ],
)
def test_parts_of_one_name_are_joined(markup: str, text: str) -> None:
    assert byline_text(fragment_fromstring(f"<p>{markup}</p>")) == text


@pytest.mark.parametrize(
    "markup",
    [
        # Two links are two people; two whole names, a role, a section, a place in its own line.
        "<a href='/1'>Anna</a> <a href='/2'>Peter</a>",
        "<a href='/1'>Anna</a> <a href='/2'>Thompson</a>",
        "<a><span>Clara Thompson</span> <span>Anna Holtkamp</span></a>",
        "<a><span>Anna</span> <span>Redakteurin</span></a>",
        "<span>Clara Thompson</span> <span>London</span>",
        "<span>Xyla</span> <span>Kultur</span>",
        "Von Anna<br>Kultur",
        "<span>Clara Thompson</span><span>reporter</span>",
        "<span>Anna</span><span>14. Juni 2023</span>",
    ],
)
def test_several_things_stay_apart(markup: str) -> None:
    assert " | " in byline_text(fragment_fromstring(f"<p>{markup}</p>"))


def test_what_is_long_tells_about_the_author() -> None:
    assert byline_text(fragment_fromstring(f"<p>{'<b>Anna</b> kam. ' * 50}</p>")) == ""
