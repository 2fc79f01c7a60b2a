"""Groups from pairs: the same for any order, without chains, digests or notices that join the unlike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import TextRelation
from newsarchive.similarity.copy_sets import Pair, groups

COPY, PART = TextRelation
SIZES = {1: 100, 2: 100, 3: 100, 4: 40, 5: 250, 6: 90}
PAIRS = st.lists(
    st.builds(
        lambda two, relation: Pair(two[0], two[1], relation),
        st.lists(st.sampled_from(sorted(SIZES)), min_size=2, max_size=2, unique=True).map(sorted),
        st.sampled_from((COPY, PART)),
    ),
    unique_by=lambda pair: (pair.one, pair.other),
)

CASES = {
    "alone": ([], [{1}, {2}, {3}, {4}, {5}, {6}]),
    "a star": ([Pair(1, 2, COPY), Pair(1, 3, COPY)], [{1, 2, 3}, {4}, {5}, {6}]),
    "no chain": (
        [Pair(1, 2, COPY), Pair(1, 6, COPY), Pair(3, 6, COPY)],
        [{1, 2}, {3, 6}, {4}, {5}],
    ),
    "a part": ([Pair(1, 2, COPY), Pair(1, 4, PART)], [{1, 2, 4}, {3}, {5}, {6}]),
    "a digest": ([Pair(1, 5, PART), Pair(2, 5, PART)], [{1}, {2}, {3}, {4}, {5}, {6}]),
    "a notice": ([Pair(1, 4, PART), Pair(2, 4, PART)], [{1}, {2}, {3}, {4}, {5}, {6}]),
    "nested parts": (
        [Pair(1, 4, PART), Pair(1, 5, PART), Pair(4, 5, PART)],
        [{1, 4, 5}, {2}, {3}, {6}],
    ),
}


@pytest.mark.parametrize("case", [case for case in CASES if case != "no chain"])
def test_groups(case: str) -> None:
    pairs, expected = CASES[case]
    assert groups(SIZES, pairs) == [frozenset(group) for group in expected]


def test_a_chain_is_cut() -> None:
    """One of 1 and 6 is the centre; either way no group holds two texts that share no centre."""
    pairs, _ = CASES["no chain"]
    assert max(len(group) for group in groups(SIZES, pairs)) == 3
    assert frozenset({1, 2, 3, 6}) not in groups(SIZES, pairs)


@given(PAIRS, st.randoms())
def test_no_order_shows_and_no_text_is_lost(pairs: list[Pair], random: object) -> None:
    found = groups(SIZES, pairs)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(dict(reversed(SIZES.items())), shuffled) == found
    assert sorted(key for group in found for key in group) == sorted(SIZES)
