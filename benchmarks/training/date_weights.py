"""How dates/data/weights.tsv is learned: what a trait of a date says for its being the right one.

The model is a conditional logit: of all sightings of dates on a page, the right one is drawn with a chance of
e to the sum of the weights of its traits; a page's likelihood is the sum of the chances of the sightings of
its labelled day. Pages that state their date outright are used twice, at a third of the weight: as they are,
and with the outright statements hidden, to learn from what else they say and show; where the statement is
doubted, only with its rivals, nearly at full weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.dates.date_candidates import plain_sightings, script_sightings
from newsarchive.text.dates.markup_dates import DatedPage, is_explicit
from newsarchive.text.dates.page_times import searched_date, stated_time, writes_month_first
from newsarchive.text.dates.time_choice import is_doubtful, readings, rivals
from newsarchive.text.dates.visible_dates import Sighting

_STATED_WEIGHT = 0.3  # of a page that says its date outright, each of the two times it is used
_DOUBTED_WEIGHT = 0.9
_RIDGE, _STEPS, _RATE = 2.0, 600, 0.05  # L2 penalty; steps and rate of Adam, which has settled by then


@dataclass(frozen=True)
class Sample:
    """The sightings of one page, the day it is labelled with, and how much the page counts."""

    day: str
    weight: float
    sightings: tuple[Sighting, ...]


def samples_of(page: DatedPage, day: str) -> Iterator[Sample]:
    """Yield what is learned from a page labelled with `day`; the page has a tree."""
    assert page.tree is not None
    month_first = writes_month_first(page.language, page.url)
    found = plain_sightings(page, page.tree, month_first)
    in_scripts = script_sightings(page, page.tree, month_first)
    stated = stated_time(page.published, month_first)
    if stated and is_doubtful(stated[0][:10], page, page.tree, month_first=month_first):
        held = rivals((*found, *in_scripts), stated[0][:10], page, month_first=month_first)
        yield Sample(day, _DOUBTED_WEIGHT, tuple(held))
    elif stated:
        yield Sample(day, _STATED_WEIGHT, (*found, *in_scripts))
    if stated:
        rest = tuple(claim for claim in page.published if not is_explicit(claim[0]))
        hidden = plain_sightings(replace(page, published=rest), page.tree, month_first)
        yield Sample(day, _STATED_WEIGHT, tuple(hidden))
        return
    searched = searched_date(page.tree, page.url or None)
    if searched:
        found.append(Sighting(searched, "page", ("src:searched",)))
    yield Sample(day, 1.0, (*found, *in_scripts))


def date_weights(pages: list[Sample]) -> dict[str, float]:
    """Return the weights of most likelihood, less the penalty, by Adam from zero."""
    number: dict[str, int] = {}
    traits: list[int] = []
    rows: list[int] = []
    owners: list[int] = []
    right: list[bool] = []
    kept: list[float] = []
    for page in pages:
        read = [reading for sighting in page.sightings for reading in readings(sighting)]
        if not any(reading.time[:10] == page.day for reading in read):
            continue
        for reading in read:
            for trait in reading.traits:
                traits.append(number.setdefault(trait, len(number)))
                rows.append(len(owners))
            owners.append(len(kept))
            right.append(reading.time[:10] == page.day)
        kept.append(page.weight)
    fit = _Fit(*map(np.array, (traits, rows, owners, right, kept)))
    weights = np.zeros(len(number))
    mean, square = np.zeros(len(number)), np.zeros(len(number))
    for step in range(1, _STEPS + 1):
        slope = fit.slope(weights) - _RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights + _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {trait: float(weights[index]) for trait, index in number.items()}


@dataclass(frozen=True)
class _Fit:
    """Traits of each reading (flat), whose reading each is, whose page each reading is of, and the labels."""

    traits: NDArray[np.int64]
    rows: NDArray[np.int64]
    owners: NDArray[np.int64]
    right: NDArray[np.bool_]
    page_weights: NDArray[np.float64]

    def slope(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        count = len(self.owners)
        chance = np.exp(np.bincount(self.rows, weights[self.traits], count))
        total = np.bincount(self.owners, chance)
        hit = np.bincount(self.owners, chance * self.right)
        pull = chance * self.right / hit[self.owners] - chance / total[self.owners]
        pulls = (pull * self.page_weights[self.owners])[self.rows]
        return np.asarray(np.bincount(self.traits, pulls, len(weights)), dtype=np.float64)
