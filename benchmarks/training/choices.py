"""Fits a linear model to choices: of the options of each group, which were right (conditional logit).

The same input gives the same weights: gradients over all groups, steps by iRprop- (Igel and Hüsken 2000),
which a convex loss and a few hundred weights let converge within 150 rounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Features = dict[str, float]
_ROUNDS = 150
_FIRST_STEP, _SMALLEST, _LARGEST = 0.1, 1e-5, 0.5
_GROW, _SHRINK = 1.2, 0.5


@dataclass(frozen=True)
class Group:
    """The options of one choice, the indexes of the right ones, and how much the group counts."""

    options: Sequence[Features]
    right: frozenset[int]
    weight: float = 1.0


def fit(groups: Sequence[Group], penalty: float, fewest: int) -> dict[str, float]:
    """Return the weights of the features that `fewest` options or more have; `penalty` is on the squares."""
    usable = [group for group in groups if group.right and len(group.options) > 1]
    counts = Counter(name for group in usable for option in group.options for name in option)
    number = {name: index for index, name in enumerate(sorted(n for n, c in counts.items() if c >= fewest))}
    options = [option for group in usable for option in group.options]
    cells = [
        (row, number[name], value)
        for row, option in enumerate(options)
        for name, value in option.items()
        if name in number
    ]
    rows, columns, values = (np.array(part) for part in zip(*cells, strict=True))
    owners = np.repeat(np.arange(len(usable)), [len(group.options) for group in usable])
    wanted = np.array(
        [(index in group.right) / len(group.right) for group in usable for index in range(len(group.options))]
    )
    counted = np.array([group.weight for group in usable])[owners]
    weights, before, steps = np.zeros(len(number)), np.zeros(len(number)), np.full(len(number), _FIRST_STEP)
    for _ in range(_ROUNDS):
        scores = np.bincount(rows, weights[columns] * values, len(options))
        top = np.full(len(usable), -np.inf)
        np.maximum.at(top, owners, scores)
        odds = np.exp(scores - top[owners])
        error = counted * (odds / np.bincount(owners, odds)[owners] - wanted)
        slope = np.bincount(columns, error[rows] * values, len(number)) + penalty * weights
        turn = slope * before
        steps = np.clip(
            steps * np.where(turn > 0, _GROW, np.where(turn < 0, _SHRINK, 1)), _SMALLEST, _LARGEST
        )
        before = np.where(turn < 0, 0.0, slope)
        weights = weights - steps * np.sign(before)
    return {name: round(float(weights[i]), 2) for name, i in number.items() if abs(weights[i]) >= 0.01}
