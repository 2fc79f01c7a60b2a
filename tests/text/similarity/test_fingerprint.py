"""Fingerprints: for any text, the same for what is only set differently, found again by a band."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.similarity.fingerprint import SIGNATURE_BYTES, bands, fingerprint, may_be_alike
from newsarchive.text.similarity.overlap import compared, relation
from newsarchive.text.similarity.shingles import shingles, words_of
from tests.storage.syndication.making import HANT, RIVAL, STORY, ZH, weather

TEXTS = st.text() | st.lists(st.sampled_from(("pier", "霍", "12", "ferry", "\ud800", "Ω"))).map(" ".join)


@given(TEXTS)
def test_any_text(text: str) -> None:
    made = fingerprint(text)
    assert made == fingerprint(text)
    if made is not None:
        assert len(made.signature) == SIGNATURE_BYTES
        assert len(bands(made.signature)) == 20
        assert may_be_alike(made.signature, [made.signature]) == [True]
        assert relation(compared(text), compared(text)) == "copy"


@given(TEXTS, TEXTS)
def test_relation_has_no_direction(one: str, other: str) -> None:
    assert relation(compared(one), compared(other)) == relation(compared(other), compared(one))


def test_script_width_case_and_punctuation_do_not_count() -> None:
    assert fingerprint("".join(ZH)) == fingerprint("\n".join(HANT))
    story = " ".join(STORY)
    assert fingerprint(story) == fingerprint(story.upper().replace(",", "，"))


def test_a_shingle_is_the_same_wherever_it_stands() -> None:
    alone, within = shingles(words_of(STORY[1])), shingles(words_of(" ".join(STORY)))
    assert set(alone.tolist()) < set(within.tolist())


def test_copies_share_a_band_and_others_none() -> None:
    whole, short, rival = (fingerprint(" ".join(text)) for text in (STORY, STORY[:3], RIVAL))
    assert whole is not None and short is not None and rival is not None
    assert set(bands(whole.signature)) & set(bands(short.signature))
    assert not set(bands(whole.signature)) & set(bands(rival.signature))


def test_relations() -> None:
    story, rival = compared(" ".join(STORY)), compared(" ".join(RIVAL))
    assert relation(story, compared(" ".join(STORY[:2]))) == "part"
    assert relation(story, compared(" ".join((*STORY[:4], "A note.")))) == "copy"
    assert relation(story, rival) is None
    forecasts = weather("Holm", 12, 17, 31, 4, 20), weather("Holm", 9, 14, 22, 0, 5)
    assert relation(*map(compared, forecasts)) is None
    assert relation(compared(""), compared("")) is None
