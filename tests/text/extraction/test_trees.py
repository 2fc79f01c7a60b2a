"""The one parse of a page: what it holds, and what is refused before it costs too much."""

from __future__ import annotations

import pytest

from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.page.bounded_parse import (
    FEW_TAGS,
    LONG_SOURCE,
    LONGEST_SOURCE,
    MOST_ATTRIBUTES,
    MOST_TAGS,
    parse_html,
    without_pictures,
)
from tests.line_values import decoded_page

STORY = "<p>The council of Fairhaven voted on Tuesday to open the new bridge.</p>"
ATTRIBUTES = "".join(f" a{number}=1" for number in range(10 * MOST_ATTRIBUTES))
QUOTED_ATTRIBUTES = "".join(f' a{number}=">"' for number in range(6 * MOST_ATTRIBUTES))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "no_markup"),
        (" \x00\x07 ", "no_markup"),
        ("<?xml version='1.0'?>", "no_markup"),
        (STORY + "x" * LONGEST_SOURCE, "too_large"),
        (STORY + "<br>" * (MOST_TAGS + 1), "too_many_tags"),
        (STORY + f"<p{ATTRIBUTES}>x", "too_many_attributes"),
        (STORY + f"<p{QUOTED_ATTRIBUTES}>x", "too_many_attributes"),
        (STORY + f"<script{ATTRIBUTES}>x", "too_many_attributes"),
        (STORY + "<div>" * 300 + STORY, "too_deep"),
        (STORY + "<div>" * 200 + STORY * FEW_TAGS, "too_deep"),
    ],
    ids=["empty", "controls", "xml", "large", "tags", "attributes", "quoted", "script", "deep", "high"],
)
def test_refusals_say_why(source: str, reason: str) -> None:
    assert parse_html(source) == reason


def test_pictures_in_the_page_count_for_nothing() -> None:
    """A post with a dozen screenshots pasted into it is longer than what is read of any page."""
    picture = f'<p><img alt="The pier" src="data:image/png;base64,{"iVBORw0KGgo/" * 50_000}"></p>'
    count = LONGEST_SOURCE // len(picture) + 1
    page = decoded_page(f"<title>Ferry</title><article>{(STORY + picture) * count}</article>")
    line = "The council of Fairhaven voted on Tuesday to open the new bridge."
    assert extract_article(page).paragraphs == (line,) * count
    assert without_pictures(STORY + picture) == STORY + picture, "of a short page nothing is left out"


@pytest.mark.parametrize(
    "extra",
    [
        f"<script>if (a<b) {{{'x = 1 / 2; ' * MOST_ATTRIBUTES}}}</script>" + " " * LONG_SOURCE,
        f"<div data-page='{{{'x = 1 / 2; ' * MOST_ATTRIBUTES}}}'></div>" + " " * LONG_SOURCE,
        f"<!-- a<b {'x = 1 / 2; ' * MOST_ATTRIBUTES} -->" + " " * LONG_SOURCE,
        "<div>" * 200 + "</div>" * 200,
    ],
    ids=["script", "quoted data", "comment", "deep as pages are"],
)
def test_long_scripts_and_data_are_no_attributes(extra: str) -> None:
    tree = parse_html(f"<html><body>{extra}{STORY}</body></html>")
    assert not isinstance(tree, str)
    assert tree.findtext(".//p") == "The council of Fairhaven voted on Tuesday to open the new bridge."


@pytest.mark.parametrize("sign", ["\x00", "\x7f", "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_left_out(sign: str) -> None:
    tree = parse_html(f"<p>quay{sign}side\t\n</p>")
    assert not isinstance(tree, str)
    assert tree.findtext(".//p") == "quayside\t\n"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c"])
def test_a_line_end_of_a_word_processor_parts_words(sign: str) -> None:
    tree = parse_html(f"<p>quay{sign}side</p>")
    assert not isinstance(tree, str)
    assert tree.findtext(".//p") == "quay side"


@pytest.mark.parametrize("box", ["article", "main", "section", "nav", "figure", "x-story", "header"])
@pytest.mark.parametrize(
    "head", ["", "<title>Bridge</title>", "<title>Bridge</title><meta name=a content=b>"]
)
def test_the_body_begins_where_its_first_element_stands(head: str, box: str) -> None:
    """The tags of head and body may be left out; libxml2 left what HTML 4 did not know in the head."""
    tree = parse_html(f"<html lang=en>{head}<{box}>{STORY}</{box}>Behind<p>Last</p>")
    assert not isinstance(tree, str)
    body = tree.find("body")
    assert body is not None
    assert [one.tag for one in body] == [box, "p"]
    assert body[0].tail == "Behind"
    assert [one.tag for one in tree.iterfind("head/*")] == [
        tag for tag in ("title", "meta") if f"<{tag}" in head
    ]


def test_what_the_head_holds_stays_there() -> None:
    held = "<title>Bridge</title><style>p{}</style><noscript><link rel=x href=y></noscript><script>x</script>"
    tree = parse_html(f"<html><head>{held}</head><body>First{STORY}</body></html>")
    assert not isinstance(tree, str)
    assert [one.tag for one in tree.iterfind("head/*")] == ["title", "style", "noscript", "script"]
    assert tree.findtext("body") == "First"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>x</title></head></html></html><body>{STORY}</body>",
        f"<html><body><p>Menu</p></body></html>{STORY}",
        f"<html><body><p>Menu</p></BODY ></html\n><div>{STORY}</div></html>",
        f"<html><body><p>Menu</p></body>{STORY}</html>",
        f"<html><body><p>Menu</p></body></html><html><body>{STORY}</body></html>",
    ],
    ids=["early", "behind", "spelled", "behind the body", "second page"],
)
def test_what_stands_behind_the_end_tags_is_in_the_body(page: str) -> None:
    tree = parse_html(page)
    assert not isinstance(tree, str)
    (body,) = tree.iter("body")
    assert "voted on Tuesday" in body.text_content()


def test_an_end_tag_that_a_script_writes_ends_nothing() -> None:
    tree = parse_html(f"<body><script>w.write('</body></html>')</script>{STORY}</body>")
    assert not isinstance(tree, str)
    assert [one.text_content() for one in tree.iter("p")] == [STORY[3:-4]]


@pytest.mark.parametrize(
    "reference",
    ["&#xf", "&#1;", "&#x0B;", "&#31;", "&#127;", "&#xfffe;", "&#65535", "&#x&#xf;f;", "&#\x01xf;"],
)
def test_no_reference_brings_in_what_xml_cannot_hold(reference: str) -> None:
    page = parse_html(f'<head><meta content="港口&#x8ba1;{reference}"></head><p>港口{reference}，今天</p>')
    assert not isinstance(page, str)
    meta, paragraph = page.find(".//meta"), page.find(".//p")
    assert meta is not None
    assert paragraph is not None
    meta.set("content", meta.get("content", ""))
    paragraph.text = paragraph.text


def test_references_to_characters_stay() -> None:
    page = parse_html(
        "<p>a&#9;b&#10;c&#x1f600;d&#xfa0e;e&#12290;&#x3002;&#12354;&#x7f16;&amp;#xf;&#x1F1E8;</p>"
    )
    assert not isinstance(page, str)
    assert page.text_content() == "a\tb\nc😀d\ufa0ee。。あ编&#xf;🇨"
