"""Folding: look-alikes become what they imitate, and every folded character knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.spam.unmasking import fold_only, unmask


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("久久\u0430v无码", "久久av无码"),  # Cyrillic а
        ("a\u2174", "av"),  # the Roman numeral ⅴ
        ("ＡＶ在线", "av在线"),
        ("無\u200b碼", "无码"),
        ("&#x65E0;&#x7801;", "无码"),
        ("娛(yú)樂(lè)城", "娱乐城"),
    ],
)
def test_what_imitates_is_folded(written: str, meant: str) -> None:
    assert unmask(written).text == meant
    assert fold_only(written) == meant


def test_russian_stays_russian() -> None:
    assert unmask("Суд вынес приговор").text == "суд вынес приговор"


@given(st.text(max_size=80))
def test_places_are_in_order_and_in_the_text(text: str) -> None:
    folded = unmask(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= place < len(text) for place in folded.offsets)


@given(st.text(alphabet="a&#x65;\u200bＡ機(jī)е無1… ", max_size=40))
def test_both_ways_of_folding_agree(text: str) -> None:
    assert unmask(text).text == fold_only(text)


@given(st.text(alphabet="aZ\u200bＡ機無1…\u2174ßİﬁ\ufeff ", max_size=40))
def test_each_character_is_folded_in_its_place(text: str) -> None:
    pieces = [fold_only(character) for character in text]
    folded = unmask(text)
    assert folded.text == "".join(pieces)
    assert list(folded.offsets) == [place for place, piece in enumerate(pieces) for _ in piece]


def test_the_last_place_of_an_entity_stands_for_it() -> None:
    folded = unmask("a&#x7121;\u200bb")
    assert (folded.text, list(folded.offsets)) == ("a无b", [0, 8, 10])
