"""What browsers show of which element: hidden by markup, boxes and phrases."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from newsarchive.text.html_display import BLOCK, PHRASES, UNSEEN, conceals, is_box, is_hidden


def element(source: str) -> HtmlElement:
    return fragment_fromstring(source, create_parent="div")[0]


def test_nothing_is_both_a_block_and_a_phrase() -> None:
    assert not PHRASES & (BLOCK | UNSEEN)


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("display:none", True),
        ("DISPLAY : NONE !important; color: red", True),
        ("color:red;visibility:Hidden", True),
        ("visibility: collapse", True),
        ("content-visibility: hidden", True),
        ("display: none; display: block", False),
        ("display: none !important; display: block", True),
        ("/* display: none */ color: red", False),
        ("overflow: hidden", False),
        ("--display: none", False),
        ("list-style: none; text-decoration: none", False),
        ("backface-visibility: hidden", False),
        ("border-collapse: collapse", False),
        ("opacity: 0", False),  # fades in
        ("", False),
    ],
)
def test_styles(style: str, hides: bool) -> None:
    assert conceals(style) is hides


@pytest.mark.parametrize(
    ("source", "hides"),
    [
        ("<p hidden>a</p>", True),
        ('<p hidden="hidden">a</p>', True),
        ('<p hidden="until-found">a</p>', False),
        ('<p aria-hidden="true">a</p>', False),
        ("<details>a</details>", False),
        ("<dialog>a</dialog>", True),
        ("<dialog open>a</dialog>", False),
        ("<template>a</template>", True),
        ("<p>a</p>", False),
    ],
)
def test_markup(source: str, hides: bool) -> None:
    assert is_hidden(element(source)) is hides


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
