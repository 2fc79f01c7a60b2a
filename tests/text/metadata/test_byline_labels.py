"""A word that says who wrote is known to all that read by-lines: of lines, of markup, of labels."""

from __future__ import annotations

import lxml.html
import pytest

from newsarchive.text.metadata.author_candidates import line_credits
from newsarchive.text.metadata.byline_labels import (
    BY,
    CASELESS,
    CJK_NOUNS,
    NOUNS,
    OPENINGS,
    TEXTS,
    label_words,
    with_capitals,
)
from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.person_names import split_names

NAME = "Ada Roe"


@pytest.mark.parametrize("label", with_capitals(label_words(BY, NOUNS, TEXTS, OPENINGS)))
def test_a_line_names_whom_its_label_says(label: str) -> None:
    for line in (f"{label} {NAME}", f"{label}: {NAME}"):
        assert [credit.name for credit in line_credits([line], [])] == [NAME], line


@pytest.mark.parametrize("label", label_words(BY, NOUNS, TEXTS, OPENINGS, CASELESS))
def test_a_name_in_markup_is_told_without_its_label(label: str) -> None:
    assert split_names(f"{label} {NAME}") == (NAME,)


@pytest.mark.parametrize("label", label_words(CASELESS))
def test_a_label_without_capitals_is_read_where_the_line_begins(label: str) -> None:
    assert [credit.name for credit in line_credits([f"{label} नीला शर्मा"], [])] == ["नीला शर्मा"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        *((f"{label}：佐藤健一", "佐藤健一") for label in CJK_NOUNS["ja"]),
        ("작성자: 김서연", "김서연"),
        ("글쓴이：김서연", "김서연"),
    ],
)
def test_a_colon_stands_between_a_noun_and_a_name_without_spaces(line: str, name: str) -> None:
    assert [credit.name for credit in line_credits([line], [])] == [name]


@pytest.mark.parametrize("label", label_words(NOUNS, CJK_NOUNS, CASELESS))
def test_a_label_for_those_who_cannot_see_is_known(label: str) -> None:
    text = "A ferry goes. " * 9
    page = lxml.html.document_fromstring(f"<h1>Ferry</h1><a title='{label}'>{NAME}</a><p>{text}</p>")
    assert [one.text for one in page_elements(page, text).labelled] == [NAME]


@pytest.mark.parametrize(
    "line",
    [
        "vom Hafen Alt",
        "ein Text von",
        "der autor Ada Roe",
        "Od Zagreba Do Splita",
        "DI Ada Roe",
        "著者：佐藤健一",
    ],
)
def test_what_is_no_label_names_nobody(line: str) -> None:
    assert [credit for credit in line_credits([line], []) if credit.source == "line_by"] == []
