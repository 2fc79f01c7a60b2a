"""Texts cut into words of any language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words.tokenizer import _MARKS, END, cut, search_form, spelled, spelled_text, unit_texts


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("OpenAI's GPT-4", "openai s gpt 4"),
        ("C++, C# and Disney+ but 1+1", "c++ c# and disney+ but 1 1"),
        ("1,000 or 3.5% of 12,345.6; 2026.11.24, 1,2,3", "1000 or 3.5 of 12345.6 2026 11 24 1 2 3"),
        ("約3.5億元", "约 3.5 亿元"),
        ("l'état Ελλάδα Москва", "l état ελλάδα москва"),
        ("हिन्दी में समाचार", "हिन्दी में समाचार"),
        ("東京オリンピック・開幕", "东京オリンピック 开幕"),
        ("snake_case @user #tag", "snake case user tag"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("…—!?", ""),
    ],
)
def test_cut(text: str, units: str) -> None:
    assert spelled(cut(search_form(text))) == units


@given(st.text(st.characters(exclude_categories=())))
def test_units_are_pieces_of_the_text_in_order(text: str) -> None:
    at = 0
    for unit in cut(text):
        assert at <= unit.start < unit.end
        assert text[unit.start : unit.end].replace(",", "") == unit.text
        at = unit.end


@given(
    st.text(st.sampled_from("aé1,.3+# \n“经が\u3099\u0301")) | st.text(st.characters(exclude_categories=()))
)
def test_tokens_are_the_units_and_the_ends_of_lines(text: str) -> None:
    lines = [[unit.text for unit in cut(line)] for line in text.split("\n")]
    assert unit_texts(text) == [token for line in lines for token in (*line, END)][:-1]


def test_no_phrase_goes_over_the_end_of_a_line() -> None:
    assert spelled_text("interest rate\ncut") == " interest rate \n cut "


def test_the_frozen_marks_are_marks() -> None:
    ends = [char for char in _MARKS if char != "-"]
    assert {unicodedata.category(char)[0] for char in ends} == {"M"}
