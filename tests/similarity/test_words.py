"""Words as numbers: as many as the archive counts, equal where a reader sees the same word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.similarity.shingles import (
    DIGIT,
    LETTER,
    LONGEST_TEXT,
    NOTHING,
    characters,
    text_key,
    words_of,
)
from newsarchive.text.revision_identity import REVISION_WORD
from newsarchive.words import search_form

# Nothing that folding makes several characters of, or none; no marks that join with a letter.
PLAIN = st.text(st.sampled_from("abZ09_ -.\n,，。Яя霍爾尔ｂ９んไทย한…"))


@given(PLAIN)
def test_the_words_are_those_of_the_folded_text(text: str) -> None:
    found = words_of(text)
    words = REVISION_WORD.findall(search_form(text))
    assert len(found.numbers) == len(words)
    named = dict(zip(found.numbers.tolist(), words, strict=True))
    assert len(named) == len(set(words))
    assert [named[number] for number in found.numbers.tolist()] == words
    assert found.numeric.tolist() == [word[0].isdigit() for word in words]
    assert found.alone.tolist() == [REVISION_WORD.fullmatch(word[0] * 2) is None for word in words]


@given(st.text())
def test_any_text(text: str) -> None:
    found = words_of(text)
    assert len(found.numbers) == len(found.alone) == len(found.numeric)
    assert text_key(found) == text_key(words_of(f"\u2014 {text} \u2026"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pier No. 3", "ＰＩＥＲ no 3"),
        ("霍爾姆港務", "霍尔姆港务"),
        ("caf\u00e9", "cafe\u0301"),
        ("sl\u200bo\u00adts", "slots"),
        ("30 \u338f", "30 kg"),
        ("the \ufb01sh", "the fish"),
        ("\ud800", "\ud800"),
        ("\U000e0001\U0010ffff", ""),
    ],
)
def test_what_is_the_same(one: str, other: str) -> None:
    assert text_key(words_of(one)) == text_key(words_of(other))


@pytest.mark.parametrize(("one", "other"), [("ab c", "a bc"), ("a b", "b a"), ("a", "a a"), ("é", "e")])
def test_what_is_not(one: str, other: str) -> None:
    assert text_key(words_of(one)) != text_key(words_of(other))


def test_long_texts_are_cut() -> None:
    assert len(words_of("好" * (LONGEST_TEXT + 5)).numbers) == LONGEST_TEXT
    assert len(words_of("\ufb01" * LONGEST_TEXT).numbers) == 1


def test_every_character_is_at_its_place() -> None:
    tables = characters()
    for char in "\n\x0bAz9_我\U00020000":
        kind = int(tables.kinds[ord(char)])
        assert (kind in (NOTHING, LETTER, DIGIT)) == (re.match("[\x00-\x7f]", char) is not None)
        assert tables.numbers[ord(char)] == tables.numbers[ord(search_form(char))]
    assert tables.kinds[ord("\n")] == NOTHING
