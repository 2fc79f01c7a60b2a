"""Shingles: four words or eight characters, wherever they stand."""

from __future__ import annotations

import pytest

from newsarchive.similarity.shingles import shingles, words_of
from tests.storage.derived.making import STORY, ZH


def test_a_shingle_is_the_same_wherever_it_stands() -> None:
    alone, within = shingles(words_of(STORY[1])), shingles(words_of(" ".join(STORY)))
    assert set(alone.tolist()) < set(within.tolist())
    alone, within = shingles(words_of(ZH[1])), shingles(words_of("".join(ZH)))
    assert set(alone.tolist()) < set(within.tolist())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two three", 0),
        ("one two three four", 1),
        ("one two three four five", 2),
        ("北面的旧码头下", 0),
        ("北面的旧码头下面", 1),
        ("北面 GPT 旧码头下", 1),  # six characters and a word
        ("GPT one two 北面", 1),
    ],
)
def test_how_many(text: str, count: int) -> None:
    assert len(shingles(words_of(text))) == count
