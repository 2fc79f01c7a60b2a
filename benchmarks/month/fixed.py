"""The best fixed schedule to compare with: the same number of polls, shared among the sites in hindsight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# T is made proportional to rate ** -power: 0 asks all sites alike, 0.5 is best for the sum of delays, 1 asks
# each as often as it publishes; what is best for the median lies between them or beyond.
POWERS = tuple(step / 10 for step in range(16))


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed schedule: the power it shares polls by, and the median delay in seconds."""

    power: float
    median: float


def best_fixed(published: Mapping[str, Sequence[float]], polls: int, seconds: float) -> Fixed:
    """Return the schedule with the least median delay of all articles.

    `published` are the moments (seconds from the beginning) by site, `polls` how many there are to spend in
    `seconds`. Each site's interval is fixed, and it is known beforehand how much each publishes.
    """
    return min((_of(power, published, polls, seconds) for power in POWERS), key=lambda one: one.median)


def uniform(published: Mapping[str, Sequence[float]], polls: int, seconds: float) -> Fixed:
    """Return the schedule of one interval for all sites."""
    return _of(0.0, published, polls, seconds)


def _of(power: float, published: Mapping[str, Sequence[float]], polls: int, seconds: float) -> Fixed:
    weights = {site: max(1, len(moments)) ** power for site, moments in published.items()}
    total = sum(weights.values())
    delays: list[float] = []
    for site, moments in published.items():
        interval = seconds / (polls * weights[site] / total)
        delays += [interval - moment % interval for moment in moments]
    return Fixed(power, median(delays))
