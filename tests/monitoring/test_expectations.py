"""Bounds from history: chance, weekends and small numbers raise nothing; what has stopped does."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from newsarchive.monitoring.expectations import least_articles, least_share, most_share, tolerated_silence
from newsarchive.storage.interfaces.monitoring import Proportion


@pytest.mark.parametrize(
    ("weeks", "bound"),
    [
        ([], None),
        ([100, 100, 100], None),  # three weeks are no history
        ([100] * 4, 25.0),
        ([400, 380, 420, 410, 395, 405, 390, 400], 100.0),
        ([0, 1, 2, 1, 0, 3, 1, 2], None),  # none may come next week too
        ([6, 7, 5, 9, 8, 6, 7, 10], 1.0),  # every week has some: none is an alarm, one is not
        ([300, 20, 10, 400, 5, 300, 15, 280], 1.0),  # a source of moods, but never silent
        ([400, 400, 0, 400, 400, 400, 400, 400], 100.0),  # one week of silence teaches nothing
    ],
)
def test_fewest_articles(weeks: list[int], bound: float | None) -> None:
    assert least_articles(weeks) == bound


def _poisson(chance: random.Random, mean: float) -> int:
    moment, count = chance.expovariate(mean), 0
    while moment < 1:
        count += 1
        moment += chance.expovariate(mean)
    return count


@pytest.mark.parametrize("mean", [0.5, 2, 5, 9, 15, 25, 60])
def test_chance_alone_hardly_ever_raises_an_alarm(mean: float) -> None:
    """Four hundred years of weeks in which nothing changed: at most one false alarm in ten years."""
    chance = random.Random(20261125)
    weeks = [_poisson(chance, mean) for _ in range(400 * 52)]
    alarms = 0
    for at in range(8, len(weeks)):
        bound = least_articles(weeks[at - 8 : at])
        alarms += bound is not None and weeks[at] < bound
    assert alarms <= 40


@pytest.mark.parametrize(
    ("weeks", "of", "bound"),
    [
        ([Proportion(0, 100)] * 3, 50, None),
        ([Proportion(0, 100)] * 8, 50, 0.25),
        ([Proportion(0, 100)] * 8, 0, None),
        ([Proportion(40, 100)] * 8, 10_000, 0.8),
        ([Proportion(80, 100)] * 8, 10_000, 0.95),  # a quarter of what is usually good must stay
        ([Proportion(80, 100)] * 8, 50, None),  # of fifty, all may be refused by chance
        ([Proportion(1, 100)] * 7 + [Proportion(100, 100)], 50, 0.25),  # the worst week teaches nothing
        ([Proportion(0, 0)] * 8, 50, None),
    ],
)
def test_greatest_share(weeks: list[Proportion], of: int, bound: float | None) -> None:
    assert most_share(weeks, of) == (None if bound is None else pytest.approx(bound))


@pytest.mark.parametrize(
    ("before", "of", "bound"),
    [
        (Proportion(99, 99), 50, None),
        (Proportion(400, 400), 50, 0.8),
        (Proportion(200, 400), 10_000, 0.4),
        (Proportion(200, 400), 50, 0.217),
        (Proportion(20, 400), 50, None),
        (Proportion(400, 400), 0, None),
    ],
)
def test_smallest_share(before: Proportion, of: int, bound: float | None) -> None:
    assert least_share(before, of) == (None if bound is None else pytest.approx(bound, abs=0.001))


@pytest.mark.parametrize(
    ("longest", "weeks", "bound"),
    [
        (None, [9] * 8, None),
        (timedelta(days=3), [9] * 3, None),
        (timedelta(days=3), [9] * 8, timedelta(days=6)),
        (timedelta(hours=5), [9] * 8, timedelta(days=4)),  # over a weekend and a holiday
    ],
)
def test_longest_silence(longest: timedelta | None, weeks: list[int], bound: timedelta | None) -> None:
    assert tolerated_silence(longest, weeks) == bound
