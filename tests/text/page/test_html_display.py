"""What browsers show of which element: boxes and phrases."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from newsarchive.text.page.html_display import (
    BLOCK,
    PLAIN_PHRASES,
    UNSEEN_TAGS,
    first_link,
    is_box,
    is_link_target,
)


def element(source: str) -> HtmlElement:
    return fragment_fromstring(source, create_parent="div")[0]


def test_nothing_is_both_a_block_and_a_phrase() -> None:
    assert not PLAIN_PHRASES & (BLOCK | UNSEEN_TAGS)


@pytest.mark.parametrize(
    ("source", "box"),
    [
        ("<p>a</p>", True),
        ("<x-name>Mayor</x-name>", False),
        ("<x-story><section><p>A paragraph.</p></section></x-story>", True),
        ("<button>Share</button>", True),
        ("<button>inflation</button> rose again", False),
        ("<a><div>a</div></a>", False),
        ("<marquee>Sale</marquee>", True),
        ("<marquee>inflation</marquee> rose again", False),
        ("<legend>Poll</legend>", True),
        ("<legend>inflation</legend> rose again", False),
    ],
)
def test_boxes(source: str, box: bool) -> None:
    found = element(source)
    assert is_box(found, str(found.tag)) is box


def test_the_legend_of_a_fieldset_is_a_box_whatever_stands_behind_it() -> None:
    legend = element("<fieldset><legend>Poll</legend> Do you agree?</fieldset>")[0]
    assert is_box(legend, "legend")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<a name=top></a>", True),
        ("<a id=top>Who pays?</a>", False),
        ("<a name=pay ng-click=pay()>Pay</a>", False),
        ("<a name=pay role=link>Pay</a>", False),
        ("<a name=pay data-href=/pay>Pay</a>", False),
        ("<a name=top class=anchor>Who pays?</a>", True),
        ("<a name=top href=#top>Who pays?</a>", False),
        ("<a id=pay class=button>Pay</a>", False),
        ("<a name=pay onclick=pay()>Pay</a>", False),
        ("<a>Pay</a>", False),
    ],
)
def test_places_that_links_lead_to(source: str, place: bool) -> None:
    assert is_link_target(element(source)) is place


def test_an_id_in_a_heading_is_a_place() -> None:
    heading = element("<h3><a id=q1>Who pays?</a></h3>")
    assert is_link_target(heading[0])
    assert first_link(heading) is None
    assert first_link(element("<h3><a name=q1></a><a href=/pays>Who pays?</a></h3>")) is not None
