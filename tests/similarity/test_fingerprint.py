"""Fingerprints: for any text, the same for what is only set differently, found again by a band."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.similarity.copy_sets import compared, relation
from newsarchive.similarity.fingerprint import (
    FACTORS,
    SIGNATURE_BYTES,
    SUMMANDS,
    bands,
    fingerprint,
    may_be_alike,
)
from newsarchive.text.revision_identity import sha256_hex
from tests.storage.derived.making import HANT, RIVAL, STORY, ZH, weather

TEXTS = st.text() | st.lists(st.sampled_from(("pier", "霍", "12", "ferry", "\ud800", "Ω"))).map(" ".join)


@given(TEXTS)
def test_any_text(text: str) -> None:
    made = fingerprint(text)
    assert made == fingerprint(text)
    if made is not None:
        assert len(made.signature) == SIGNATURE_BYTES
        assert len(bands(made.signature)) == 8
        assert may_be_alike(made.signature, [made.signature]) == [True]
        assert relation(compared(text), compared(text)) == "copy"


@given(TEXTS, TEXTS)
def test_relation_has_no_direction(one: str, other: str) -> None:
    assert relation(compared(one), compared(other)) == relation(compared(other), compared(one))


def test_script_width_case_and_punctuation_do_not_count() -> None:
    assert fingerprint("".join(ZH)) == fingerprint("\n".join(HANT))
    story = " ".join(STORY)
    assert fingerprint(story) == fingerprint(story.upper().replace(",", "，"))


def test_copies_share_a_band_and_others_none() -> None:
    whole, short, rival = (fingerprint(" ".join(text)) for text in (STORY, STORY[:3], RIVAL))
    assert whole is not None and short is not None and rival is not None
    assert set(bands(whole.signature)) & set(bands(short.signature))
    assert not set(bands(whole.signature)) & set(bands(rival.signature))


def test_the_fingerprint_of_a_text_does_not_change_unseen() -> None:
    """Archives hold them: other ones need a migration that drops those that are there."""
    made = [fingerprint(" ".join(text)) for text in (STORY, ZH)]
    found = b"".join(repr((m.key, m.size, bands(m.signature))).encode() for m in made if m)
    assert sha256_hex(found) == "d5cdecd0961016522d7ade72fc93cfd0e6fb187f13d0c2bd0e60bf50b5814ec3"


def test_the_permutations_are_datasketch_s() -> None:
    """When it fails after an update of datasketch: keep the numbers, archives hold what they gave."""
    from datasketch.minhash import MinHash  # noqa: PLC0415 - imports scipy: 0.8 s of each process of tests

    made = MinHash(num_perm=len(FACTORS), seed=1, scheme="affine32").permutations
    assert (made == [FACTORS, SUMMANDS]).all()


@pytest.mark.parametrize(
    ("kept", "edits", "before"), [(1.0, 18, 0), (0.7, 0, 10), (0.5, 0, 5), (0.3, 0, 5)], ids=str
)
def test_copies_are_found(kept: float, edits: int, before: int) -> None:
    """Of 200 stories of 400 words: 4 % of the words changed (alike by 0.7); cut short, with a by-line."""
    rng, found = Random(7), 0
    for _ in range(200):
        words = [f"w{rng.randrange(20_000)}" for _ in range(400)]
        copy = [f"by{rng.randrange(99)}" for _ in range(before)] + words[: int(400 * kept)]
        for at in rng.sample(range(len(copy)), edits):
            copy[at] = f"x{rng.randrange(20_000)}"
        one, other = (fingerprint(" ".join(text)) for text in (words, copy))
        assert one and other
        alike = may_be_alike(one.signature, [other.signature]) == [True]
        found += alike and bool(set(bands(one.signature)) & set(bands(other.signature)))
    assert found >= 0.98 * 200


def test_relations() -> None:
    story, rival = compared(" ".join(STORY)), compared(" ".join(RIVAL))
    assert relation(story, compared(" ".join(STORY[:2]))) == "part"
    assert relation(story, compared(" ".join((*STORY[:4], "A note.")))) == "copy"
    assert relation(story, rival) is None
    forecasts = weather("Holm", 12, 17, 31, 4, 20), weather("Holm", 9, 14, 22, 0, 5)
    assert relation(*map(compared, forecasts)) is None
    assert relation(compared(""), compared("")) is None
