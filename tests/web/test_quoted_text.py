"""Text that is quoted to agents: nothing in it unseen, nothing lost untold, never longer than said."""

from __future__ import annotations

import json
import unicodedata

import regex
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.logs.formats import visible
from newsarchive.web.display.quoted_text import CUT_MARK, QuotedValues, compact_json, fitting_rows, seen

HIDDEN = st.sampled_from("\x1b\x07\u202e\u2066\u200e\U000e0041\U000e007f\u2062\ufe0f\U000e0101\ufff9\ud800")
UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]")
# Bytes as the selectors that are used to hide them: sixteen, then 240.
SELECTORS = st.binary(min_size=1, max_size=12).map(
    lambda hidden: [chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in hidden]
)
# What is written so, of honest text: words, names and signs as their writers mean them.
HONEST = st.sampled_from(
    [
        "می\u200cخواهم",
        "CD\u200cها",
        "۵\u200cساله",
        "ه\u200d",
        "क्\u200dष",
        "क्\u200cष",
        "র\u200d্যাব",
        "ന്\u200d",
        "ශ්\u200dරී",
        "ភាសា\u200bខ្មែរ",
        "ภาษา\u200bไทย",
        "မြန်မာ\u200bစာ",
        "က\ufe00",
        "ᠨ\u180b\u180e\u1820",
        "ᠭ\u180d\u200d",
        "辻\U000e0100",
        "邉\U000e011e",
        "葛\ufe00",
        "、\ufe01",
        "❤\ufe0f\u200d🔥",
        "👨\u200d👩\u200d👧\u200d👦",
        "👩🏽\u200d🔬",
        "🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3",
        "☎\ufe0e",
        "∩\ufe00",
        "0\ufe00",
        "𓂀\ufe03",
    ]
)
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
    assert seen("a\ufe01\ufe02\U000e0101b") == "a\\u{fe01}\\u{fe02}\\u{e0101}b"
    assert seen("Zeit\u00adung 漢\u200b字 ab\ufeffc\u034f\u3164") == (
        "Zeit\\u{ad}ung 漢\\u{200b}字 ab\\u{feff}c\\u{34f}\\u{3164}"
    )
    assert (
        seen("❤\ufe0f 辻\U000e0100 می\u200cخواهم 👩\u200d🔬")
        == "❤\ufe0f 辻\U000e0100 می\u200cخواهم 👩\u200d🔬"
    )
    assert seen("".join(chr(0xE0000 + ord(letter)) for letter in "obey")).startswith("\\u{e006f}")


@given(st.lists(HONEST, max_size=8), st.sampled_from(["", " ", ", ", "\n", "« »"]))
def test_what_a_script_or_an_emoji_needs_is_kept(words: list[str], between: str) -> None:
    text = between.join(words)
    if between or len(words) < 2:
        assert seen(text) == text


@given(
    SELECTORS,
    st.sampled_from(["", "\u200c", "\u200d", "\u034f", "\u3164", "\u00ad", "a", "é", " ", "م", "ก"]),
)
def test_no_byte_is_hidden_in_selectors(selectors: list[str], between: str) -> None:
    """Nothing chooses a glyph after what has one."""
    shown = seen("members said" + "".join(between + one for one in selectors))
    assert not any(one in shown for one in selectors)
    assert all(f"\\u{{{ord(one):x}}}" in shown for one in selectors)


@given(
    st.text(
        st.one_of(st.sampled_from("aé 漢م❤1ก👩"), HIDDEN, st.sampled_from("\u200b\u200c\u200d\ufe0e")),
        max_size=40,
    )
)
def test_what_stays_unseen_stands_beside_what_is_seen(text: str) -> None:
    """Of two in a row the second says something after an emoji's or a Mongolian form alone: a joiner."""
    shown = seen(text)
    for run in regex.findall(f"{UNSEEN.pattern}{{2,}}", shown):
        assert run in {"\ufe0e\u200d", "\ufe0f\u200d"}
    for one in UNSEEN.finditer(shown):
        around = shown[max(0, one.start() - 2) : one.start()] + shown[one.end() : one.end() + 1]
        assert regex.search(r"[\p{Emoji}\p{Ideographic}\p{Arabic}\p{Thai}]", around)


def test_the_tables_are_those_of_unicode() -> None:
    signs = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE1000)]))
    for form in ("a{}a", "{}\ufe0f", "{}\u200c"):
        lines = [form.format(sign) for sign in signs]
        kept = {
            sign
            for sign, old, new in zip(signs, lines, seen("\n".join(lines)).split("\n"), strict=True)
            if old == new
        }
        if form == "a{}a":
            assert not kept & set(UNSEEN.findall(signs))
            assert kept | set(UNSEEN.findall(signs)) >= {sign for sign in signs if visible(sign) == sign}
        elif form == "{}\ufe0f":
            assert kept >= set(regex.findall(r"\p{Emoji}", signs))
            assert {sign for sign in kept if sign < "\U00010000"} == set(
                regex.findall(r"(?![\U00010000-\U0010ffff])\p{Emoji}", signs)
            )
        else:
            assert kept >= set(regex.findall(r"(?!\p{DI})[\p{InSC=Virama}\p{jt=D}\p{jt=L}\p{jt=R}]", signs))


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
