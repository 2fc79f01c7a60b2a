"""Text that is quoted to agents: nothing in it unseen, nothing lost untold, never longer than said."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.web.display.quoted_text import CUT_MARK, QuotedValues, compact_json, fitting_rows, seen

HIDDEN = st.sampled_from("\x1b\x07\u202e\u2066\u200e\U000e0041\U000e007f\u2062\ufe0f\U000e0101\ufff9\ud800")
TEXTS = st.text(st.one_of(st.characters(), HIDDEN), max_size=80)
CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(TEXTS)
def test_nothing_is_hidden_and_nothing_else_changes(text: str) -> None:
    shown = seen(text)
    shown.encode()
    assert seen(shown) == shown
    for sign in shown:
        assert unicodedata.category(sign) not in {"Cc", "Cs"} or sign in "\n\t"
        assert not 0xE0000 <= ord(sign) <= 0xE007F
        assert unicodedata.bidirectional(sign) not in CONTROLS
    if "\\" not in shown:
        assert shown == text


def test_letters_hidden_in_selectors_are_seen_and_glyphs_are_kept() -> None:
    assert seen("a\ufe01\ufe02\U000e0101b") == "a\ufe01\\u{fe02}\\u{e0101}b"
    assert (
        seen("❤\ufe0f 辻\U000e0100 می\u200cخواهم 👩\u200d🔬")
        == "❤\ufe0f 辻\U000e0100 می\u200cخواهم 👩\u200d🔬"
    )
    assert seen("".join(chr(0xE0000 + ord(letter)) for letter in "obey")).startswith("\\u{e006f}")


@given(VALUES, st.integers(1, 40))
def test_values_are_json_and_no_text_is_longer_than_said(value: object, longest: int) -> None:
    values = QuotedValues(longest)
    shown = values.quoted({"field": value})
    assert json.loads(compact_json(shown)) == shown
    if not values.cut:
        assert CUT_MARK not in compact_json(shown) or CUT_MARK in compact_json({"field": value})


@given(st.lists(TEXTS.map(seen), max_size=8), st.integers(0, 300))
def test_rows_fit(rows: list[str], most: int) -> None:
    count = fitting_rows(rows, most)
    assert len(compact_json(rows[:count])) <= most + 2
    if count < len(rows):
        assert len(compact_json(rows[: count + 1])) > most
