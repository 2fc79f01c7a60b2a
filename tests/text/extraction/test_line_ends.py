"""Line ends that no element makes: of preformatted text, and around inline boxes that styles display."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.line_ends import mark_line_ends
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel

PROSE = (
    "The lighthouse of Skarn went dark on Sunday evening, for the first time since the war, and stayed so.",
    "Its keeper, who lives in the next village now, saw it from her kitchen and rowed across with a lamp.",
    "By midnight two fishermen had joined her, and the three of them took turns at the lamp until dawn.",
)
CHINESE = (
    "星期天晚上，斯卡恩的灯塔熄灭了，这是战后的第一次，而且整整一夜都没有再亮起来。",
    "住在邻村的守塔人从厨房的窗口看到了这一切，她提着一盏灯，独自划船过了海峡去塔上。",
)
VERSE = (
    "A lamp is a small thing",
    "to set against the sea,",
    "but set it there and sing",
    "and leave the rest to me.",
)
KEEPING = (
    "<pre>{}</pre>",
    "<div style='white-space:pre-line'>{}</div>",
    "<p style='White-Space: pre-wrap'>{}</p>",
)


def lines_of(body: str) -> tuple[str, ...]:
    """The lines of a page, as both walks give them."""
    tree = document_fromstring(f"<html><head><title>Skarn</title></head><body>{body}</body></html>")
    model = PageModel(tree)
    mark_line_ends(model)
    lines = page_lines(tree)
    assert page_blocks(tree).lines == lines
    return lines


@pytest.mark.parametrize("way", KEEPING)
@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\r\n\r\n", "\n\n\n"])
def test_blank_lines_part_the_paragraphs_of_preformatted_text(way: str, between: str) -> None:
    assert lines_of(way.format(between.join(PROSE))) == PROSE


@pytest.mark.parametrize("way", KEEPING)
def test_lines_of_verse_and_of_code_stay_lines(way: str) -> None:
    assert lines_of(way.format("\n".join(VERSE))) == VERSE
    code = ("if lamp.is_dark:", "row(keeper)", "sing()")
    assert lines_of(way.format(f"<code>{code[0]}\n    <b>{code[1]}</b>\n    {code[2]}\n</code>")) == code


@pytest.mark.parametrize("width", [64, 72, 80])
def test_prose_that_a_program_wrapped_is_joined(width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(one, width)) for one in PROSE)
    assert lines_of(f"<pre>{wrapped}</pre>") == PROSE


def test_wrapped_prose_of_a_script_without_blanks_is_joined_without_any() -> None:
    wrapped = "\n\n".join("\n".join(one[at : at + 24] for at in range(0, len(one), 24)) for one in CHINESE)
    assert lines_of(f"<pre>{wrapped}</pre>") == CHINESE


def test_line_ends_of_usual_text_are_blanks() -> None:
    assert lines_of(f"<p>{PROSE[0]}\n\n{PROSE[1]}</p>") == (f"{PROSE[0]} {PROSE[1]}",)


BESIDE = ("Skarn won", "Hale lost", "Reedham drew.")


@pytest.mark.parametrize(
    "body",
    [
        "<p>{}<span style='display:block'>{}</span>{}</p>",
        "<style>.row{{display:block}}</style><p>{}<b class=row>{}</b>{}</p>",
        "<style>a-row{{display:flex}}</style><a-row>{}</a-row><a-row>{}</a-row><a-row>{}</a-row>",
        "<style>p span{{display:grid}}</style><p><span>{}</span><span>{}</span><span>{}</span></p>",
    ],
)
def test_words_of_boxes_that_styles_display_are_not_glued(body: str) -> None:
    assert " ".join(lines_of(body.format(*BESIDE))) == " ".join(BESIDE)


@pytest.mark.parametrize(
    "body", ["<p>{} <b style='display:block'>{}</b>{}</p>", "<p>{}<b style='display:block'>{}</b> {}</p>"]
)
def test_words_of_boxes_that_are_glued_on_one_side_are_not(body: str) -> None:
    assert " ".join(lines_of(body.format(*BESIDE))) == " ".join(BESIDE)


@pytest.mark.parametrize("between", ["", " ", "\n"])
@pytest.mark.parametrize("tag", ["span", "story-text"])
def test_paragraphs_that_a_rule_makes_are_paragraphs(tag: str, between: str) -> None:
    told = between.join(f"<{tag} class=para>{one}</{tag}>" for one in PROSE)
    page = f"<style>.para{{display:block}}</style><article><h1>Skarn goes dark</h1>{told}</article>"
    assert lines_of(page) == ("Skarn goes dark", *PROSE)
    answer = run_stages(FetchedPage(url="https://skarn.example/2026/11/lamp", body=page.encode()))
    assert answer.text.split("\n") == list(PROSE)


@pytest.mark.parametrize(
    "inside",
    [
        "<span style='display:block;float:left'>Th</span>e lamp is out.",
        "<span style='display:block'>T</span>he lamp is out.",
        "Th<span style='display:inline-block'>e</span> lamp is out.",
        "Th<span style='display:block;display:inline'>e</span> lamp is out.",
        "<style>.x{display:block}</style>The <span>lamp</span> is out.",
        "<style>a{display:block}</style>The <a href=/lamp>lamp is out</a>.",
    ],
    ids=["floating", "an initial", "in the line", "undone", "another class", "before a stop"],
)
def test_words_in_the_line_stay_in_it(inside: str) -> None:
    assert lines_of(f"<p>{inside}</p>") == ("The lamp is out.",)


def test_a_paragraph_of_a_rule_in_the_middle_of_a_sentence_stays_in_it() -> None:
    """A sheet that the page links to may say that it is none."""
    line = f"<style>a{{display:block}}</style><p>As we said: <a href=/s>{PROSE[0]}</a>, and so it was.</p>"
    assert lines_of(line) == (f"As we said: {PROSE[0]}, and so it was.",)


def test_all_lines_of_a_program_stay_where_most_were_read() -> None:
    code = ("while lamp.is_dark and not day.has_come():", "keeper.row(towards=lamp, with_oars=2)", "end")
    told = f"<p>{PROSE[0]}</p><pre>{chr(10).join(code)}</pre><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    page = f"<article><h1>Skarn goes dark</h1>{told}</article>"
    answer = run_stages(FetchedPage(url="https://skarn.example/2026/11/lamp", body=page.encode()))
    assert answer.text.split("\n") == [PROSE[0], *code, PROSE[1], PROSE[2]]


@given(
    st.lists(st.sampled_from(["a", "\n", " ", "<b>", "</b>", "<br>", "灯", "word " * 9, "<pre>", "</pre>"]))
)
def test_no_letter_is_lost(pieces: list[str]) -> None:
    tree = document_fromstring(f"<body><pre>{''.join(pieces)}</pre></body>")
    before = "".join("".join(tree.itertext()).split())
    mark_line_ends(PageModel(tree))
    assert "".join("".join(tree.itertext()).split()) == before
    assert "".join("".join(page_lines(tree)).split()) == before


def test_a_line_of_one_long_word_tears_no_wrapped_prose() -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(one, 66)) for one in PROSE)
    address = f"https://skarn.example/{'lamp-' * 20}"
    assert lines_of(f"<pre>{wrapped}\n\n{address}</pre>") == (*PROSE, address)


def test_what_is_hidden_is_asked_of_a_page_with_many_displayed_boxes() -> None:
    rules = "".join(f".menu li:nth-child({at}) > a{{display:block}}" for at in range(150))
    menu = "".join(f"<li><a href=/{at}>Item {at}</a></li>" for at in range(600))
    told = "".join(f"<p>{line}</p>" for line in PROSE)
    secret = "<p class=secret>This sentence stands here for no reader of the page, and never did.</p>"
    page = (
        f"<html><head><style>{rules}.secret{{display:none}}</style></head><body><ul class=menu>{menu}</ul>"
        f"<article><h1>The lamp of Skarn</h1>{secret}{told}</article></body></html>"
    )
    found = run_stages(FetchedPage(url="https://h.example/lamp", body=page.encode()))
    assert tuple(found.text.split("\n")) == PROSE
