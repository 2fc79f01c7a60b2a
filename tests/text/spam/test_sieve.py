"""The sieve finds in a whole page what the lexicon finds in a line."""

from __future__ import annotations

from newsarchive.text.spam.codes import line_codes, page_codes
from newsarchive.text.spam.lexicon import RARE, Phrase, read_phrases
from newsarchive.text.spam.sieve import sift


def _found(text: str) -> list[Phrase]:
    return [phrase for _, phrase in sift(page_codes(text))]


def _spelt(phrase: Phrase) -> str:
    """As a page's codes spell it: digits alike, signs as blanks."""
    return line_codes(phrase.text).tobytes().decode("utf-32-le").strip()


def test_every_rare_phrase_is_found_among_other_words() -> None:
    honest = {_spelt(phrase) for phrase in read_phrases(RARE) if not phrase.weight}
    for phrase in read_phrases(RARE):
        spelt = _spelt(phrase)
        if phrase.weight and len(spelt) >= 2 and not spelt.isdigit() and spelt not in honest:
            assert _found(f"Harbour news: {phrase.text}.\nMore"), phrase.text


def test_words_of_alphabets_are_found_whole_only() -> None:
    assert [phrase.text for phrase in _found("watch porn here")] == ["porn"]
    assert _found("popcorn pornographer theporn porns") == []


def test_the_longest_phrase_wins_whatever_begins_alike() -> None:
    phrases = sorted((phrase.text for phrase in read_phrases(RARE) if phrase.weight), key=len)
    known = set(phrases)
    nested = [(short, text) for text in phrases if (short := text.rpartition(" ")[0]) in known]
    assert nested
    for short, text in nested:
        assert short not in [phrase.text for phrase in _found(f"see {text} now")]
