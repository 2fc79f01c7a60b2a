"""Texts as they are compared."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from newsarchive.text.letters import JOINS_NONE
from newsarchive.words.tokenizer import _fold_together, search_form, simplified

IDEOGRAPHS = tuple(map(chr, (*range(0x3400, 0xA000), *range(0x20000, 0x31350))))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("GPT-4", "gpt-4"),
        ("ＧＰＴ－４", "gpt-4"),
        ("Straße ﬁnance", "strasse finance"),
        ("經濟發展", "经济发展"),
        ("隨著著名", "随着着名"),
        ("co\u00adop\u200d", "coop"),
        ("ｶﾞｽ", "ガス"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("الإقتصاد أحمد آمال ٱلله", "الاقتصاد احمد امال الله"),
        ("الاِقْتِصَادُ الاقتصــاد", "الاقتصاد الاقتصاد"),
        ("مصطفى مدرسة هٰذا", "مصطفي مدرسه هذا"),
        ("عَلى وإلى موسى", "على والى موسي"),
        ("ا\u0654حمد", "احمد"),
        # What makes another letter stays: in Persian, Urdu, and hamza on its own.
        ("مؤمن شيء بئر کتاب گفت", "مؤمن شيء بئر کتاب گفت"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert search_form(text) == folded


@given(st.text(st.characters(exclude_categories=())))
def test_fold_never_raises_and_is_done_once(text: str) -> None:
    assert search_form(search_form(search_form(text))) == search_form(search_form(text))


@given(st.text(st.sampled_from("aÉßﬁİ經国，ｶﾞガが゚　1\u0301\u0130\u00b5\u1100\u1161각ὐ…Ｇ\u00ad-")) | st.text())
def test_each_character_folds_by_itself_only_where_that_is_the_same(text: str) -> None:
    assert search_form(text) == (_fold_together(text) if not text.isascii() else text.lower())


def test_characters_folded_alone_neither_join_nor_move() -> None:
    """Second characters of a composition, and those with a combining class, need their neighbours."""
    seconds = {chr(code) for code in range(0x1161, 0x11C3)}  # Hangul vowels and finals
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            seconds.add(chr(int(parts[1], 16)))
    for char in filter(re.compile(f"[{JOINS_NONE}]").match, map(chr, range(0x30000))):
        plain = unicodedata.normalize("NFKC", char)
        forms = plain + plain.casefold() + _fold_together(char)
        assert seconds.isdisjoint(forms), hex(ord(char))
        assert not any(map(unicodedata.combining, forms)), hex(ord(char))


def test_the_frozen_table_is_opencc_s() -> None:
    """When it fails after an update of OpenCC: keep the table, or change it with a migration that empties the
    index."""
    converted = OpenCC("t2s").convert("\n".join(IDEOGRAPHS)).split("\n")
    pairs = zip(IDEOGRAPHS, converted, strict=True)
    table = {old: new for old, new in pairs if old != new and len(new) == 1} | {"著": "着"}
    table = {old: table.get(new, new) for old, new in table.items()}
    assert {chr(code): new for code, new in simplified().items()} == table
