"""Fits a linear model to choices: of the options of each group, which were right (conditional logit).

Standard library only, the same input giving the same weights: gradients over all groups, steps by iRprop-
(Igel and Hüsken 2000), which a convex loss and a few hundred weights let converge within 150 rounds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Features = dict[str, float]
ROUNDS = 150
FIRST_STEP, SMALLEST, LARGEST = 0.1, 1e-5, 0.5
GROW, SHRINK = 1.2, 0.5


@dataclass(frozen=True)
class Group:
    """The options of one choice, the indexes of the right ones, and how much the group counts."""

    options: Sequence[Features]
    right: frozenset[int]
    weight: float = 1.0


def fit(groups: Sequence[Group], penalty: float, fewest: int) -> dict[str, float]:
    """Return the weights of the features that `fewest` options or more have; `penalty` is on the squares."""
    usable = [group for group in groups if group.right and len(group.options) > 1]
    counts: dict[str, int] = {}
    for group in usable:
        for option in group.options:
            for name in option:
                counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= fewest)
    weights, before = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    steps = dict.fromkeys(names, FIRST_STEP)
    for _ in range(ROUNDS):
        slope = _slope(usable, weights, penalty)
        for name in names:
            turn = slope[name] * before[name]
            if turn > 0:
                steps[name] = min(steps[name] * GROW, LARGEST)
            elif turn < 0:
                steps[name] = max(steps[name] * SHRINK, SMALLEST)
            before[name] = 0.0 if turn < 0 else slope[name]
            weights[name] -= math.copysign(steps[name], before[name]) if before[name] else 0.0
    return {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= 0.01}


def score(option: Features, weights: dict[str, float]) -> float:
    """Return the weighted sum of the features."""
    return sum(weights.get(name, 0.0) * value for name, value in option.items())


def _slope(groups: Sequence[Group], weights: dict[str, float], penalty: float) -> dict[str, float]:
    slope = {name: penalty * weight for name, weight in weights.items()}
    for group in groups:
        scores = [score(option, weights) for option in group.options]
        top = max(scores)
        odds = [math.exp(value - top) for value in scores]
        total = sum(odds)
        for index, option in enumerate(group.options):
            wanted = 1 / len(group.right) if index in group.right else 0.0
            error = group.weight * (odds[index] / total - wanted)
            for name, value in option.items():
                if name in slope:
                    slope[name] += error * value
    return slope
