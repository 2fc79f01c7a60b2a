"""The sieve finds in a whole page what the lexicon finds in a line."""

from __future__ import annotations

import numpy as np
import pytest

from newsarchive.text.spam import candidate_lines, may_hold_spam
from newsarchive.text.spam.lexicon import RARE_WEIGHT, Phrase, rare_phrases, read_phrases
from newsarchive.text.spam.page_screen import prefiltered_phrases
from newsarchive.text.spam.unmasking import line_codes, page_codes, unmask


def _found(text: str) -> list[Phrase]:
    return [phrase for _, phrase in prefiltered_phrases(page_codes(text))]


def _spelt(phrase: Phrase) -> str:
    """As a page's codes spell it: digits alike, signs as blanks."""
    return line_codes(phrase.text).tobytes().decode("utf-32-le").strip()


# Blanks, words of an alphabet and of none, and vowel signs and stops of India, which end words.
@pytest.mark.parametrize("around", [" ", "字", "の", "ก", "\u093f", "हुई।", "a", "é", "ж"])
def test_what_the_lexicon_finds_beside_anything_is_found(around: str) -> None:
    """All in one page, which is looked through once: a page for each took 1 s of processor time (2026-12)."""
    wanted: list[tuple[str, str]] = []
    pieces = []
    for phrase in read_phrases(RARE_WEIGHT):
        if not phrase.weight or len(spelt := _spelt(phrase)) < 2 or spelt.isdigit():
            continue
        line = f"{around}{phrase.text}{around}"
        known = {_spelt(one) for one in rare_phrases(unmask(line).text)}
        if spelt in known:
            wanted.append((spelt, line))
            pieces.append(page_codes(f"Harbour news\n{line}\nMore\n"))
    ends = np.cumsum([len(piece) for piece in pieces])
    found: list[set[str]] = [set() for _ in pieces]
    for place, phrase in prefiltered_phrases(np.concatenate(pieces)):
        found[int(np.searchsorted(ends, place, side="right"))].add(_spelt(phrase))
    assert len(wanted) > 1_000
    assert [line for (spelt, line), its in zip(wanted, found, strict=True) if spelt not in its] == []


def test_words_of_alphabets_are_found_whole_only() -> None:
    assert [phrase.text for phrase in _found("watch porn here")] == ["porn"]
    assert _found("popcorn pornographer theporn porns") == []


def test_spam_right_behind_a_stop_of_india_is_looked_at() -> None:
    lines = ["पुल अब खुल गया है और लोग लौट रहे हैं।", "खबर पूरी हुई।91porn"]
    assert may_hold_spam("\n".join(lines))
    assert candidate_lines(lines) == [False, True]


def test_the_longest_phrase_wins_whatever_begins_alike() -> None:
    phrases = sorted((phrase.text for phrase in read_phrases(RARE_WEIGHT) if phrase.weight), key=len)
    known = set(phrases)
    nested = [(short, text) for text in phrases if (short := text.rpartition(" ")[0]) in known]
    assert nested
    for short, text in nested:
        found = [phrase.text for phrase in _found(f"see {text} now")]
        assert found
        assert short not in found
