"""The mirrors' damage follows the model of docs/explanation/mirrors.md: on bytes, unaligned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.newsroom.mirror_damage import (
    DAMAGE_STEPS,
    FOLD_STEP,
    NOTE_STEP,
    SOW_STEP,
    damage,
    decode_cp936,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("机", "機(jī)"),
        ("侵犯个人", "侵犯?jìng)€(gè)人"),  # B7B8 8280: the pair B8 82 is 競, whose note eats the 82
        ("财的行", "財的行"),  # no note for a rare character
        ("plain <p>ASCII</p>?", "plain <p>ASCII</p>?"),
    ],
)
def test_notes_are_written_on_bytes(text: str, shown: str) -> None:
    assert damage(text, (NOTE_STEP,)) == shown


def test_conversion_is_one_to_one() -> None:
    assert damage("皇后和后来的里面", ()) == "皇后和后來的里面"


def test_punctuation_is_folded_and_controls_are_sown() -> None:
    assert damage("好，好。", (FOLD_STEP,)) == "好,好。"
    assert damage("好，好。", (SOW_STEP,)) == "好\x05\x08，好\x06\x07\x08。"


def test_code_page_936_as_windows_reads_it() -> None:
    assert decode_cp936(b"\x80") == "€"
    assert decode_cp936(b"\x82(x") == "?x"
    assert decode_cp936(b"\xac\xdf") == "\ue0fa"  # 的行為，還 read one byte out of step
    assert decode_cp936(b"\xb0") == "?"


@given(st.text(), st.sets(st.sampled_from(DAMAGE_STEPS)))
def test_damage_never_raises(text: str, steps: set[str]) -> None:
    clean = text.encode("utf-8", "replace").decode()
    assert isinstance(damage(clean, tuple(steps)), str)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_left_alone(text: str) -> None:
    assert damage(text, (NOTE_STEP,)) == text


@given(st.binary())
def test_decoding_never_raises(body: bytes) -> None:
    assert len(decode_cp936(body)) <= len(body)
