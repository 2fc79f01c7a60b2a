"""Lines as the record wants them."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.entities import signs_for_controls
from newsarchive.text.tidy_lines import (
    INVISIBLE,
    LONG_LINE,
    MOST_STACKED,
    split_paragraphs,
    tidy,
    without_sown_joiners,
)


def test_tidy_composes_and_joins() -> None:
    assert tidy("\u3000 Cafe\u0301\u00a0 in\tHai\u00adzhou\ufeff\x07 ") == "Café in Haizhou"
    assert tidy(" plain \x00 ASCII\x7f ") == "plain ASCII"


def test_split_paragraphs_leaves_no_blank_or_indented_line() -> None:
    assert split_paragraphs("\u3000\u3000一\r\n\n \u200b\u2028二\x85") == ("一", "二")


@pytest.mark.parametrize(
    ("line", "tidied"),
    [
        ("Th\u200ce har\u2063bour \u200d opens", "The harbour opens"),
        ("Открыт\u200d новый порт\u200c", "Открыт новый порт"),
        ("港口\u200c今天\u180e开\u200d放", "港口今天开放"),
        *(
            (line, line)
            for line in (
                "می\u200cخواهم بندر را",
                "क्\u200dष बंदरगाह",
                "Family \U0001f468\u200d\U0001f469\u200d\U0001f467 day",
            )
        ),
        *((line, line) for line in ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ශ්\u200dරී ලංකා", "❤\ufe0f\u200d🔥 port")),
    ],
)
def test_joiners_stay_where_letters_need_them(line: str, tidied: str) -> None:
    assert tidy(line) == tidied


def test_surplus_marks_go_and_signs_stay() -> None:
    line = "z" + "\u0301\u0316" * LONG_LINE + "。" * 40 + "\u0e33" + "word " * LONG_LINE
    tidied = tidy(line)
    assert sum(map(unicodedata.combining, tidied)) <= 230 * MOST_STACKED
    assert "。" * 40 in tidied
    assert tidied.endswith("word word")


def test_marks_without_end_take_time_by_their_length() -> None:
    start = time.perf_counter()
    assert len(tidy("a" + "\u0301\u0316" * 500_000)) <= MOST_STACKED + 1
    assert time.perf_counter() - start < 10  # 0.2 s here; composing a million marks takes minutes


@given(st.text())
def test_tidied_text_is_clean_unicode_and_settled(text: str) -> None:
    tidied = tidy(text)
    tidied.encode()  # no lone surrogate
    assert unicodedata.is_normalized("NFC", tidied)
    assert not any(unicodedata.category(char) == "Cc" for char in tidied)
    assert "\ufeff" not in tidied
    assert tidy(tidied) == tidied


def plain(text: str) -> str:
    visible = INVISIBLE.sub("", signs_for_controls(text)[0])
    composed = " ".join(unicodedata.normalize("NFC", visible).split())
    return composed if text.strip().isprintable() else without_sown_joiners(composed)


def test_every_character_is_tidied_as_the_plain_way_tidies_it() -> None:
    """Forty at once, of those that go the same ways; a line each took 3.4 s of processor time (2026-12)."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert not any(char.isprintable() for char in every if INVISIBLE.match(char))
    alike: dict[tuple[bool, bool, str], list[str]] = defaultdict(list)
    for char in every:
        alike[char.isascii(), char.isprintable(), unicodedata.category(char)].append(char)
    for chars in alike.values():
        for at in range(0, len(chars), 40):
            for form in ("a{}b", "\xa0é{} b\n"):
                text = "".join(map(form.format, chars[at : at + 40]))
                assert tidy(text) == plain(text), ascii(text)


@given(st.text("ab \n\t\x0e\x1c\x1f\x85\xa0\u200b\u3000\u00ade\u0301\u00e9\u4e2d"))
def test_short_lines_are_tidied_as_the_plain_way_tidies_them(text: str) -> None:
    assert tidy(text) == plain(text)
