"""What a page hides by attribute, inline style and style rules stays out; what only looks hidden stays in."""

from __future__ import annotations

import pytest

from newsarchive.text.extraction.bounded_parse import parse_html
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.extraction.page_lines import page_lines
from tests.text.hidden_pages import LANGUAGES, HidingPage, hiding_pages

PAGES = hiding_pages()


def lines_of(source: str) -> tuple[str, ...]:
    tree = parse_html(source)
    assert not isinstance(tree, str)
    return read_shown(tree, lambda: page_lines(tree), lambda found: found)[0]


def test_there_are_300_pages_of_ten_languages() -> None:
    assert (len(PAGES), len(LANGUAGES)) == (300, 10)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_shown_lines_are_read_and_no_other(page: HidingPage) -> None:
    lines = [line for line in lines_of(page.source) if len(line) > 24]
    assert lines == list(page.shown)
