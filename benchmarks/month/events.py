"""What happens at a site: articles published, edited, withdrawn; drawn once, the truth to measure against."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from benchmarks.month.habits import HOURS, Habit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Edits come soon or not at all: six in ten within hours, three within a day or two, one in some days (and of
# those a quarter after the week in which articles are looked at again).
SOON, LATER, LAST = 1.5, 14.0, 10 * 24.0
BACKLOG = 10  # days of articles that stood there before the month began


@dataclass(frozen=True, slots=True)
class Story:
    """One article: `edits` are the moments of its editions after the first."""

    number: int
    published: datetime
    edits: tuple[datetime, ...]
    withdrawn: datetime | None

    def edition(self, at: datetime) -> int:
        """Return how often it had been edited by then."""
        return sum(edit <= at for edit in self.edits)


def stories(habit: Habit, begins: datetime, days: int) -> list[Story]:
    """Return all articles of a site in order of publication, a backlog first."""
    dice = np.random.Generator(np.random.PCG64([5, zlib.crc32(habit.name.encode())]))
    moments = sorted(_moments(habit, begins - BACKLOG * DAY, BACKLOG + days, dice))
    return [_story(habit, number, moment, dice) for number, moment in enumerate(moments)]


def _moments(habit: Habit, start: datetime, days: int, dice: np.random.Generator) -> Iterator[datetime]:
    weights = np.array(HOURS[habit.rhythm])
    for day in range(days):
        midnight = start + day * DAY - habit.zone * HOUR
        weekend = (midnight + 12 * HOUR + habit.zone * HOUR).weekday() >= 5
        share = {"weekdays": 0.1 if weekend else 1.36, "weekend": 2.5 if weekend else 0.4}.get(
            habit.rhythm, 1.0
        )
        if habit.rhythm == "bursts":
            share = float(dice.choice((0.4, 0.4, 1.0, 2.2)))
        for _ in range(dice.poisson(habit.daily * share)):
            hour = dice.choice(24, p=weights / weights.sum())
            yield (midnight + (float(hour) + float(dice.random())) * HOUR).replace(microsecond=0)


def _story(habit: Habit, number: int, published: datetime, dice: np.random.Generator) -> Story:
    edits: list[datetime] = []
    if dice.random() < habit.edited:
        moment = published
        for _ in range(1 + int(dice.poisson(0.5))):
            draw = dice.random()
            hours = (
                dice.exponential(SOON)
                if draw < 0.6
                else dice.exponential(LATER)
                if draw < 0.9
                else dice.uniform(0, LAST)
            )
            moment = (moment + (0.2 + float(hours)) * HOUR).replace(microsecond=0)
            edits.append(moment)
    gone = published + float(dice.uniform(2, 120)) * HOUR if dice.random() < habit.withdrawn else None
    if gone is not None:
        edits = [edit for edit in edits if edit < gone]
    return Story(number, published, tuple(edits), gone)
