"""trafilatura's reading of a tree, and the trees it is not given."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction import trafilatura_text
from newsarchive.text.extraction.trafilatura_text import (
    MOST_OPINED,
    MOST_PARAGRAPHS,
    MOST_PHRASES,
    WIDEST_ROW,
    trafilatura_paragraphs,
)

STORY = (
    "<p>The ferry left the new pier at six on Tuesday, with forty people on board and nobody waving.</p>" * 4
)


@pytest.mark.parametrize(("cells", "read"), [(WIDEST_ROW, True), (WIDEST_ROW + 1, False)])
def test_a_row_wider_than_any_is_not_read(cells: int, read: bool) -> None:
    row = "<td>one</td>" * cells
    tree = document_fromstring(f"<html><body>{STORY}<table><tr>{row}</tr></table></body></html>")
    assert bool(trafilatura_paragraphs(tree, None)) is read


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_more_paragraphs_than_any_page_has_are_not_read(more: int, read: bool) -> None:
    short = "<p>x</p>" * (MOST_PARAGRAPHS - STORY.count("<p>") + more)
    tree = document_fromstring(f"<html><body>{STORY}{short}</body></html>")
    assert bool(trafilatura_paragraphs(tree, None)) is read


@pytest.mark.parametrize(
    "phrase", ["<b>pier</b> ", "<nobr>pier</nobr> ", "<i><span>pier</span></i> ", "<a>pier</a> "]
)
def test_more_inline_elements_than_any_box_has_are_not_read(phrase: str) -> None:
    """Nor where they lie in one another; many boxes of a few are read."""
    many = MOST_PHRASES // phrase.count("</") + 1
    one_box = document_fromstring(f"<html><body>{STORY}<p>{phrase * many}</p></body></html>")
    assert trafilatura_paragraphs(one_box, None) == ()
    half = f"<p>{phrase * (many // 2)}</p>"
    assert trafilatura_paragraphs(document_fromstring(f"<html><body>{STORY}{half * 3}</body></html>"), None)


@pytest.mark.parametrize(("more", "asked"), [(0, True), (1, False)])
def test_a_page_of_more_blocks_than_any_has_gets_no_second_opinion(
    more: int, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(
        trafilatura_text, "bare_extraction", lambda _tree, *, fast, **_options: seen.append(not fast)
    )
    short = "<div>x</div>" * (MOST_OPINED - 2 + more)  # html and body are two
    trafilatura_paragraphs(document_fromstring(f"<html><body>{short}</body></html>"), None, fast=False)
    trafilatura_paragraphs(document_fromstring(f"<html><body>{short}</body></html>"), None)
    assert seen == [asked, False]
