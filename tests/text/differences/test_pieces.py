"""Differences lose nothing: the old and the new text come back from them to the letter."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.differences import Piece, difference, has_own_marks, with_marks

WORDS = st.lists(st.sampled_from(["ferry", " ", "\n", "渡", "轮", "。", "a", "\r", "\ud800"]), max_size=60)
TEXTS = st.one_of(st.text(max_size=200), WORDS.map("".join))


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in difference(old, new))


@given(TEXTS, TEXTS)
def test_applying_it_gives_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("added", "removed") not in set(pairwise(kinds))


@given(TEXTS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert difference(text, text) == ((Piece("same", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("The ferry runs again.", "The boat runs again.", "The [-ferry-]{+boat+} runs again."),
        ("渡轮今日复航。", "渡轮明日复航。", "渡轮[-今-]{+明+}日复航。"),
        ("フェリーが出る", "フェリーは出る", "フェリー[-が-]{+は+}出る"),
        ("A.\nB.\nC.", "A.\nC.", "A.\n[-B.\n-]C."),
        ("", "new", "{+new+}"),
    ],
)
def test_by_word_or_by_character(old: str, new: str, marked: str) -> None:
    assert shown(old, new) == marked


@pytest.mark.parametrize("unit", ["字", "word ", "a paragraph of a few words\n"])
def test_long_texts_are_bounded(unit: str) -> None:
    """A million characters a side that have next to nothing in common: no order of theirs helps."""
    size = 1_000_000 // len(unit)
    old = "".join(f"{unit}{number % 977}" for number in range(size))
    new = "".join(f"{number % 991}{unit}" for number in range(size))
    begun = time.process_time()
    pieces = difference(old, new)
    assert time.process_time() - begun < 20
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


BRACKETED = st.lists(
    st.sampled_from(["{", "+", "}", "[", "-", "]", "\\", "a", " b ", "{+ADDED+}", "[-OUT-]", "\u200c"]),
    max_size=9,
).map("".join)


def read_back(marked: str) -> tuple[str, str]:
    """Read both texts from marked text that was escaped, as whoever knows the rule does."""
    old = new = ""
    kind = "same"
    for escaped, mark, plain in re.findall(r"\\(.)|(\{\+|\+\}|\[-|-\])|(.)", marked, re.DOTALL):
        if mark:
            kind = {"{+": "added", "[-": "removed"}.get(mark, "same")
            continue
        old += (escaped or plain) if kind != "added" else ""
        new += (escaped or plain) if kind != "removed" else ""
    return old, new


@given(BRACKETED, BRACKETED)
def test_no_text_can_say_what_was_edited(old: str, new: str) -> None:
    pieces = difference(old, new)
    marked = with_marks(pieces)
    if has_own_marks(pieces):
        assert read_back(marked) == (old, new)
    else:
        assert marked == shown(old, new)
        assert len(re.findall(r"\{\+|\+\}|\[-|-\]", marked)) == 2 * sum(one.kind != "same" for one in pieces)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("In 1 he said {+ADDED+}.", "In 2 he said {+ADDED+}.", r"In [-1-]{+2+} he said \{+ADDED+\}."),
        ("[sic] {x} a", "[sic] {x} b", "[sic] {x} [-a-]{+b+}"),
        ("see [1] - or -1", "see [1] - or -1", "see [1] - or -1"),
        ("a]", "a", r"a[-\]-]"),
    ],
)
def test_signs_of_the_text_itself(old: str, new: str, marked: str) -> None:
    assert with_marks(difference(old, new)) == marked
