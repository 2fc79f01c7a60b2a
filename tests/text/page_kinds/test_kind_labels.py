"""Labels that tell what kind a page is: counted where they are a line or begin one, in any language."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.page_kinds.kind_labels import LONGEST_KIND_LABEL, count_labels, label_families


def families(*lines: str) -> dict[str, int]:
    return {family: count for family, count in count_labels(lines).items() if count}


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("Add to cart", "buy"),
        ("ADD TO CART »", "buy"),
        ("In den Warenkorb", "buy"),
        ("加入购物车", "buy"),
        ("カートに入れる", "buy"),
        ("Reply", "post"),
        ("Joined: 12 May 2009", "post"),
        ("Antworten", "post"),
        ("回复", "post"),
        ("Price: low to high", "goods"),
        ("On this page", "manual"),
        ("Already a subscriber?", "pay"),
        ("Written by Nora Blythe", "story"),
    ],
)
def test_a_label_is_all_of_a_line_or_its_beginning(line: str, family: str) -> None:
    assert families(line) == {family: 1}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2024",
        "Replying to the mayor's letter",  # the label is no whole word
        "By nine the water was at the door.",  # nor is a word alone one, where more follows
        "Installation of the new organ began",
        "Antworten gibt der Hafenmeister.",
        "Op zaterdag speelt de fanfare.",
        "The harbour",
        "Add to cart, said the sign beside the only shop that was open at that hour on the island",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert families(line) == {}


def test_each_line_counts_once() -> None:
    assert families("Reply", "Reply", "Quote 3") == {"post": 3}


def test_every_row_has_family_language_and_labels_short_enough_to_count() -> None:
    table = files("newsarchive.text.page_kinds").joinpath("data/kind_labels.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    assert {row[0] for row in rows} == set(label_families())
    assert [row for row in rows if len(row) < 3 or not all(map(str.strip, row))] == []
    assert [
        label for row in rows for label in row[2:] if len(label) > LONGEST_KIND_LABEL or not families(label)
    ] == []


LABELS = st.sampled_from(
    ("Reply", "Add to cart", "回复", "Posted by", "On this page", "Joined:", "By", "Related")
)
LINES = st.one_of(st.text(max_size=80), st.builds("{} {}".format, LABELS, st.text(max_size=9)), LABELS)


@given(st.lists(LINES, max_size=20))
def test_any_lines_are_counted(lines: list[str]) -> None:
    found = count_labels(lines)
    assert tuple(found) == label_families()
    assert sum(found.values()) <= 2 * len(lines)
