"""The data files read well, and phrases are found whole, longest first."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.spam.lexicon import HELPERS, OFFERS, PROMISES, READERS, find_phrases, offer_words
from newsarchive.text.spam.unmasking import unmask


def found(text: str) -> list[str]:
    return [hit.phrase.text for hit in find_phrases(text)]


def test_every_file_is_rows_of_weight_language_phrases() -> None:
    for kind in (*SPAM_TOPICS, *HELPERS, *OFFERS, *READERS, *PROMISES):
        lines = (
            files("newsarchive.text.spam")
            .joinpath("data", f"{kind}.tsv")
            .read_text(encoding="utf-8")
            .splitlines()
        )
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert rows
        for row in rows:
            assert len(row) == 3, (kind, row)
            assert 0 <= float(row[0]) <= 1
            assert all(phrase.strip() for phrase in row[2].split("|"))


def test_words_of_alphabets_are_found_whole_only() -> None:
    assert found("watch porn here") == ["watch", "porn"]
    assert found("popcorn pornographer") == []


def test_an_honest_name_hides_the_phrase_in_it() -> None:
    assert found("无码科技") == ["无码科技"]


def test_an_inflected_word_of_a_trade_is_its_stem() -> None:
    found = offer_words(unmask("Забирайте выигрыши, регистрируйтесь и играйте").text)
    assert {"выигрыш", "регистрир"} <= found
    assert not offer_words(unmask("Регистр символов, игры и картина").text)


@pytest.mark.parametrize("kind", [*SPAM_TOPICS, *HELPERS, *OFFERS, *READERS, *PROMISES])
def test_a_phrase_stands_once_in_its_file(kind: str) -> None:
    """At one weight: which of two is meant nobody can tell."""
    text = files("newsarchive.text.spam").joinpath("data", f"{kind}.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    phrases = [unmask(phrase).text for *_, listed in rows for phrase in listed.split("|")]
    assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == []
