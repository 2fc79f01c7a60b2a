"""How much each trait of a date says for its being the day of publication, and the day that follows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from newsarchive.text.dates.evidence import LISTING
from newsarchive.text.dates.sighting import Sighting

# What no corpus tells, since none has the feeds of its pages. Three is more than a date has that stands in
# running text or below (under 0), and less than one in a short line beside the headline (4 to 5).
SET = {f"src:{LISTING}": 3.0}


def likeliest(sightings: Iterable[Sighting]) -> tuple[Sighting, float] | None:
    """Return the best sighting of the likeliest day and that day's share (0 to 1), None where there is none.

    A sighting weighs e to the sum of its traits' weights; those of one day add up, and a day's share is its
    part of the sum of all: a conditional logit, with weights from `benchmarks/training/date_weights.py`.
    """
    days: dict[str, float] = {}
    best: dict[str, tuple[float, Sighting]] = {}
    for sighting in sightings:
        for reading in readings(sighting):
            day, score = reading.time[:10], sum(_weights().get(trait, 0.0) for trait in reading.traits)
            days[day] = days.get(day, 0.0) + math.exp(score)
            if day not in best or score > best[day][0]:
                best[day] = (score, reading)
    if not days:
        return None
    chosen = max(days, key=days.__getitem__)
    return best[chosen][1], days[chosen] / sum(days.values())


def readings(sighting: Sighting) -> tuple[Sighting, ...]:
    """Return the sighting, and the other one it is where its order of day and month is open."""
    if sighting.other is None:
        return (sighting,)
    return sighting, Sighting(sighting.other, sighting.source, (*sighting.traits, "swapped"))


@cache
def _weights() -> dict[str, float]:
    table = files("newsarchive.text.dates").joinpath("data", "weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {trait: float(weight) for trait, weight in rows} | SET
