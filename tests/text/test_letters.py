"""Letters alone: the quick way gives what the plain one gives."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.letters import (
    COMMON_SIGNS,
    FOLD,
    HAN_COUNTS,
    HAN_RUN,
    count_letters,
    letters_only,
    without_ascii_signs,
)

WIDE = st.text(st.characters(min_codepoint=0x3000, max_codepoint=0xFFEF) | st.characters(categories=["Mn"]))


def plain(text: str) -> str:
    return FOLD.sub("", unicodedata.normalize("NFKC", text).casefold())


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Old Pier, re-opened!", "oldpierreopened"),
        ("ＡＢＣ，旧码头 12", "abc旧码头12"),
        ("Straße_7", "strasse7"),
        ("", ""),
    ],
)
def test_letters(text: str, letters: str) -> None:
    assert letters_only(text) == letters


@given(st.text() | WIDE | st.text(st.characters(max_codepoint=127)))
def test_as_the_plain_way(text: str) -> None:
    assert letters_only(text) == plain(text)


def test_every_character_alone() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [character for character in characters if letters_only(character) != plain(character)] == []


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_the_letters_of_ascii_are_counted_as_those_of_any_text(text: str) -> None:
    assert count_letters(text) == len(COMMON_SIGNS.sub("", text))


@given(st.text() | WIDE)
def test_the_letters_of_any_text_are_counted_as_the_plain_way_counts_them(text: str) -> None:
    letters = COMMON_SIGNS.sub("", text)
    han = sum(map(len, HAN_RUN.findall(letters)))
    assert count_letters(text) == len(letters) + (HAN_COUNTS - 1) * han


def test_of_all_characters_only_signs_of_ascii_go() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    gone = [char for char in every if without_ascii_signs(char) != char]
    assert gone == [char for char in every[:128] if not char.isalnum()]
    assert all(COMMON_SIGNS.fullmatch(char) and FOLD.fullmatch(char) for char in gone)
