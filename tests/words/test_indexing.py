"""The words an index holds."""

from __future__ import annotations

import hashlib

from newsarchive.words import index_words, without_repeats

SAMPLE = (
    "OpenAI's GPT-4 發布，隨著經濟復甦。\nC++ and C# cost 1,000.50; COVID-19 l'état, हिन्दी Ελλάδα.\n"
    "東京オリンピック 서울에서 สวัสดี 国"
)


def test_words_pairs_and_single_characters() -> None:
    words = set((index_words("", "Interest rates, C++\n经济学 国") or "").split())
    assert {word for word in words if len(word) > 1 or word.isascii()} == {
        *("interest", "rates", "c", "c++", "经济", "济学")
    }
    assert {word for word in words if "一" <= word <= "龥" and len(word) == 1} == {"学", "国"}
    assert len([word for word in words if ord(word[0]) >= 0xF0000]) == 2


def test_too_many_words_are_none() -> None:
    assert index_words("", " ".join(f"word{number:09d}" for number in range(80_000))) is None


def test_repeated_words_are_left_out_of_long_texts_only() -> None:
    assert without_repeats("ferry pier ferry") == "ferry pier ferry"
    assert without_repeats("ferry pier " * 100_000) == "ferry pier"


def test_the_words_of_an_index_do_not_change_unseen() -> None:
    """They are stored. When this fails: write a migration that empties the index, then change the hash."""
    words = sorted(set((index_words("標題 Title", SAMPLE) or "").split()))
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()
    assert digest == "2c3da25276ccd2a238bd1957ccc1f4e7fe9f2253cae4208f6bed1b06bc531c91", words
