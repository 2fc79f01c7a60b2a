"""Texts as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from newsarchive.text.words.folding import fold, simplified

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
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(exclude_categories=())))
def test_fold_never_raises_and_is_done_once(text: str) -> None:
    assert fold(fold(fold(text))) == fold(fold(text))


def test_the_frozen_table_is_opencc_s() -> None:
    """When it fails after an update of OpenCC: keep the table, or change it with a migration that empties the
    index."""
    converted = OpenCC("t2s").convert("\n".join(IDEOGRAPHS)).split("\n")
    pairs = zip(IDEOGRAPHS, converted, strict=True)
    table = {old: new for old, new in pairs if old != new and len(new) == 1} | {"著": "着"}
    table = {old: table.get(new, new) for old, new in table.items()}
    assert {chr(code): new for code, new in simplified().items()} == table
