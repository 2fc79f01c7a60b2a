"""The passage that is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words import Excerpt, parse
from newsarchive.words.excerpts import LENGTH

LONG = "The council met. " * 20 + "Then the ferry\nto Holm ran again. " + "Nobody spoke for long. " * 20


def test_around_the_first_hit_on_one_line_in_whole_words() -> None:
    shown = Excerpt(parse("FERRY")).cut(LONG)
    assert shown.startswith("…council met. The council met. Then the ferry to Holm ran again.")
    assert shown.endswith(("Nobody spoke for…", "long.…"))
    assert len(shown) <= LENGTH + 2


@pytest.mark.parametrize(
    ("query", "text", "begins"),
    [
        ("经济", "无关。" * 50 + "經濟復甦", "…"),
        ("gpt-4", "无关。" * 50 + "ＧＰＴ－４发布", "…"),
        ('"1000 ships"', "x " * 90 + "1,000 ships", "…"),
        ("الاقتصاد", "x " * 90 + "تحسن والإقتِصاد", "…"),
        ("علي", "على " + "x " * 90 + "قال عليّ", "…"),
        ("holm", "The ferry", "The ferry"),
        ("rate", "corporate rates " * 20, "corporate"),
    ],
)
def test_place(query: str, text: str, begins: str) -> None:
    assert Excerpt(parse(query)).cut(text).startswith(begins)


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_never_raises(query: str, text: str) -> None:
    assert len(Excerpt(parse(query)).cut(text)) <= LENGTH + 2
