"""Differences for people: joined where they would be confetti, cut where nothing changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.differences import Skipped, difference, joined, readable

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
TEXTS = st.lists(st.sampled_from(["ferry", " ", "\n", "渡", "轮", "。", "a", "b"]), max_size=40).map("".join)


def shown(old: str, new: str) -> list[str]:
    return [
        f"skip {part.count}"
        if isinstance(part, Skipped)
        else "".join(MARKS[piece.kind].format(piece.text) for piece in part)
        for part in readable(difference(old, new))
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("A.\nB.\nC.", "A.\nB.\nD.", ["skip 2", "[-C-]{+D+}."]),
        ("Ada Holm spoke", "Cy Moor spoke", ["[-Ada Holm-]{+Cy Moor+} spoke"]),
        ("A.\nB.\nC.", "A.\nC.", ["skip 1", "[-B.-]", "skip 1"]),
        ("same", "same", ["skip 1"]),
        ("", "", []),
        ("until Friday after", "until at least Monday after", ["until [-Friday-]{+at least Monday+} after"]),
        (
            f"{'word ' * 60}old{' word' * 60}",
            f"{'word ' * 60}new{' word' * 60}",
            [f"…{'word ' * 12}[-old-]{{+new+}}{' word' * 12}…"],
        ),
    ],
)
def test_readable(old: str, new: str, lines: list[str]) -> None:
    assert shown(old, new) == lines


@given(TEXTS, TEXTS)
def test_both_texts_stay_what_they_were(old: str, new: str) -> None:
    pieces = joined(difference(old, new))
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert list(readable(difference(old, new))) or not (old or new).strip("\n") or old == new
