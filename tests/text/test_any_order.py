"""What is weighed weighs the same in any order: sets have another one in each process."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata import authors, titles

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


def test_spelling() -> None:
    """One process has but one order; the pairs are such as only engines write, each on a line of its own."""
    weigh = (
        "from newsarchive.text.mirror.conversion_marks import _weights, conversion_spelling as spelling\n"
        "print(repr(spelling('\\n'.join(['', *sorted(_weights())[:4000:50], ''])).evidence))"
    )

    def evidence(seed: int) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        command = [sys.executable, "-c", weigh]
        return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout

    assert len({evidence(seed) for seed in range(1, 5)}) == 1
