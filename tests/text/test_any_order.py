"""What is weighed weighs the same in any order: sets have another one in each process."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata import authors, titles
from newsarchive.text.mirror import spelling

RANDOMS = st.randoms(use_true_random=False)


@given(RANDOMS)
def test_titles(order: Random) -> None:
    names = sorted(titles._weights())[:40]
    weighed = titles._score(dict.fromkeys(names, 1.0))
    order.shuffle(names)
    assert titles._score(dict.fromkeys(names, 1.0)) == weighed


@given(RANDOMS)
def test_authors(order: Random) -> None:
    for weights in authors._weights().values():
        names = sorted(weights)[:25]
        weighed = authors._likelihood(dict.fromkeys(names, 1.0), weights)
        order.shuffle(names)
        assert authors._likelihood(dict.fromkeys(names, 1.0), weights) == weighed


@given(RANDOMS)
def test_spelling(order: Random) -> None:
    """Pairs that only engines write, each on a line of its own."""
    pairs = sorted(spelling._weights())[:2000:100]
    evidence = spelling.spelling("\n".join(["", *pairs, ""])).evidence
    order.shuffle(pairs)
    assert spelling.spelling("\n".join(["", *pairs, ""])).evidence == evidence
