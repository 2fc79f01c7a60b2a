"""What ends a sentence, in every script that has a mark for it."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.sentences import (
    CLOSING,
    FULL_STOP,
    OWN_STOPS,
    SENTENCE_END,
    SHARED_STOPS,
    STOPS,
    count_stops,
    ends_sentence,
    says_something,
    sentence_spans,
)

TERMINAL = regex.compile(r"\p{Sentence_Terminal}")
PLANE_0 = [chr(code) for code in range(0x10000) if TERMINAL.match(chr(code))]
# Texts of two sentences, and how many stops they have.
TWICE = [
    ("The lock no. 4 closed at 3.15 today. Nobody was hurt.", 3),
    ("“Who pays?” she asked. Nobody knew…", 2),
    ("पुल मंगलवार को बंद हुआ। मरम्मत वसंत में होगी।", 2),
    ("پل منگل کو بند ہوا۔ مرمت بہار میں ہوگی۔", 2),
    ("هل يُفتح الجسر؟ لا أحد يعرف.", 2),
    ("Կամուրջը փակվեց երեքշաբթի։ Նորոգումը գարնանն է։", 2),
    ("ድልድዩ ማክሰኞ ተዘጋ። ጥገናው በፀደይ ይጀምራል።", 2),
    ("橋は火曜日に閉鎖された．修理は春に始まる．", 2),
    ("橋は火曜日に閉鎖された。修理は春に始まる。", 2),
    ("ᱯᱩᱞ ᱵᱚᱸᱫᱚ ᱮᱱᱟ᱾ ᱵᱟᱱᱟᱣ ᱵᱚᱥᱚᱸᱛ ᱨᱮ᱾", 2),
    ("ꯊꯣꯡ ꯂꯣꯟꯈꯔꯦ꯫ ꯁꯦꯝꯕ ꯍꯧꯒꯅꯤ꯫", 2),
    ("တံတားကို ပိတ်လိုက်သည်။ နွေဦးတွင် ပြုပြင်မည်။", 2),
]


def test_unicode_says_which_marks_end_a_sentence() -> None:
    known = re.compile(f"[{STOPS}]")
    assert [mark for mark in PLANE_0 if not known.fullmatch(mark)] == []
    own = re.compile(f"[{OWN_STOPS}]")
    others = [
        chr(code) for code in range(0x20000) if own.fullmatch(chr(code)) and not TERMINAL.match(chr(code))
    ]
    assert others == []


@pytest.mark.parametrize("mark", PLANE_0)
def test_a_line_ends_with_the_stop_of_its_script(mark: str) -> None:
    assert ends_sentence(f"The bridge was closed on Tuesday{mark}")
    assert says_something(f"The bridge was closed on Tuesday{mark}”")
    assert count_stops(f"The bridge was closed{mark} A boat runs instead{mark}") == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ա․ Ս․ Պուշկինը ծնվել է 1799 թ․ Մոսկվայում։", 1),
        ("図３．水位の変化は小さい．", 1),
        ("i․e․ the council", 1),
        ("Closed‼️ A boat runs⁉️", 2),
        ("Πότε θα αρχίσουν\u037e", 1),
    ],
)
def test_what_stands_in_numbers_and_abbreviations_ends_few_sentences(text: str, sentences: int) -> None:
    assert len(sentence_spans(text)) == sentences
    assert ends_sentence(text) or not text.endswith(("։", "．", "\ufe0f", "\u037e"))


@pytest.mark.parametrize(("text", "stops"), TWICE)
def test_stops_within_a_text(text: str, stops: int) -> None:
    assert count_stops(text) == stops


@pytest.mark.parametrize("text", [text for text, _ in TWICE[2:-1]])
def test_each_sentence_stands_by_itself(text: str) -> None:
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert len(found) == 2
    assert "".join(found) == text
    assert all(ends_sentence(one.strip()) for one in found)


def test_a_stop_that_states() -> None:
    assert [mark for mark in "?!？！…؟;፧" if FULL_STOP.search(f"The bridge is closed{mark}")] == []
    assert [mark for mark in ".。．۔।։።᱾꯫" if not FULL_STOP.search(f"The bridge is closed{mark}”")] == []


@given(st.text(alphabet=f'aé市ก१ \n{SHARED_STOPS}։؟۔।。」”"', max_size=60))
def test_spans_are_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]
    covered = text[spans[0][0] : spans[-1][1]] if spans else ""
    assert text.startswith(covered)
    assert not text[len(covered) :].strip()
    assert all(start < end for start, end in spans)


@given(
    st.lists(st.sampled_from([*STOPS, *CLOSING, ";", "\u037e", "(", "[", "（", "Roe", "ไทย", " ", "\n"])).map(
        "".join
    )
)
def test_lines_that_end_with_no_stop_are_told_as_a_search_tells_them(line: str) -> None:
    unstopped = re.search("[\u0e00-\u109f\u1780-\u17ff]", line)
    assert ends_sentence(line) == bool(SENTENCE_END.search(line) or unstopped)
