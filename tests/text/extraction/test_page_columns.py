"""Columns of a page laid out by tables, and rows of links at a story's ends, are none of its text."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import decode, extract
from newsarchive.text.extraction.page_columns import column_lines, link_rows
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.told_lines import AskedLines
from newsarchive.text.page.page_blocks import page_blocks

TOLD = (
    "The ferry to the northern islands stays in harbour until Thursday, the company said on Monday.",
    "Two of its three engines had failed in the storm, and the spare parts come by train.",
    "Passengers get their money back, or a place on the bus that leaves at seven each morning.",
    "The mayor of Port Mara said that the islands had food for a week, and that nobody need worry.",
)
STORY = "<font size=5><b>Ferry stays in harbour</b></font><br><br>" + "<br><br>".join(TOLD)
COLUMN = "<b>Sections</b><br><a href='/sea'>Sea and ships</a><br>Island towns<br><a href='/w'>Weather</a>"


def beside(source: str) -> frozenset[str]:
    blocks = page_blocks(document_fromstring(source)).blocks
    return column_lines(blocks, [block.text for block in blocks], furniture_kind)


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td width=130>{COLUMN}</td><td>{STORY}</td></tr></table>",
        f"<table><tr><td>{STORY}</td><td><table><tr><td>{COLUMN}</td></tr></table></td></tr></table>",
        f"<table><tr><td>{COLUMN}</td><td><table><tr><td>{STORY}</td></tr></table></td></tr></table>",
    ],
    ids=["left", "right", "nested"],
)
def test_a_column_with_links_beside_the_story_is_known(page: str) -> None:
    assert beside(page) == {"Sections", "Sea and ships", "Island towns", "Weather"}


@pytest.mark.parametrize(
    "page",
    [
        # A part of the story, a label of data, a picture's words, what the story's cell has too.
        f"<table><tr><td>{COLUMN}<br>{TOLD[0]}</td><td>{STORY}</td></tr></table>",
        f"<table><tr><td>What happened</td><td>{STORY}</td></tr></table>",
        f"<table><tr><td><img src=a>The ferry at the pier</td><td>{STORY}</td></tr></table>",
        f"<table><tr><td><a href=/w>Weather</a></td><td>{STORY}<br>Weather</td></tr></table>",
        # No cell has most of it; the links stand within the story's cell; there is no table.
        f"<table><tr><td>{COLUMN}</td><td>{TOLD[0]}</td></tr><tr><td>A</td><td>{TOLD[1]}</td></tr></table>",
        f"<table><tr><td>{STORY}<table><tr><td>{COLUMN}</td></tr></table></td></tr></table>",
        f"<div>{COLUMN}</div><div>{STORY}</div>",
    ],
    ids=["sentence", "label", "caption", "twice", "data", "within", "none"],
)
def test_other_cells_stay(page: str) -> None:
    assert beside(page) == frozenset()


@pytest.mark.parametrize(
    ("line", "is_row"),
    [
        ("<a href=/a>Home</a> | <a href=/b>Islands</a>", True),
        ("[&nbsp;<a href=/a>Home</a>&nbsp;] [&nbsp;<a href=/b>Islands</a>&nbsp;]", True),
        ("&laquo; <a href=/a>Storm sinks two boats</a> | <a href=/b>Main</a>", True),
        ("<a href=/a>Home</a>", False),
        ("Read the <a href=/a>report</a> and the <a href=/b>reply</a>", False),
        ("<a href=/a>The council had met on Monday.</a> <a href=/b>It met again.</a>", False),
    ],
)
def test_several_links_in_a_line_are_a_row(line: str, is_row: bool) -> None:
    blocks = page_blocks(document_fromstring(f"<p>{line}</p>")).blocks
    assert bool(link_rows(blocks, [block.text for block in blocks])) is is_row


def test_columns_go_anywhere_and_rows_at_the_ends_alone() -> None:
    asked = AskedLines(columns=lambda: {"Weather map"}, rows=lambda: {"Home | Islands"})
    lines = (
        "Home | Islands",
        "Weather map",
        TOLD[0],
        "Home | Islands",
        "Weather map",
        TOLD[1],
        "Home | Islands",
    )
    trimmed = trim_furniture(lines, (), asked=asked)
    assert trimmed.paragraphs == (TOLD[0], "Home | Islands", TOLD[1])
    assert [block.rule for block in trimmed.removed] == [
        *("link_row", "page_column", "page_column", "link_row"),
    ]


def test_a_page_is_read_without_its_columns() -> None:
    table = f"<table><tr><td>{COLUMN}</td><td>{STORY}</td></tr></table>"
    page = f"<html><title>Ferry stays in harbour</title>{table}</html>"
    url = "https://harbour.example/2004/ferry.html"
    article = extract(decode(FetchedPage(url=url, body=page.encode(), content_type="text/html")))
    assert (article.verdict, article.paragraphs) == (Verdict.ARTICLE, TOLD)
