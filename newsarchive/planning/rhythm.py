"""How often something new is named, by hour of the day and day of the week, learned from what was named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

HOURS, WEEKDAYS = 24, 7
# Days after which what was seen counts half: habits change with seasons and owners, not from week to week.
HALF_LIFE = 14.0
# What is taken for granted of a listing nobody has watched: ten a day, outweighed within a day of looking.
FEW, SHORT = 2.0, 0.2
# Of each hour so many are taken for granted, so that no hour is left out for having been silent so far.
AN_HOUR, A_WEEKDAY = 0.5, 2.0
# Hours say something once each was watched some times, weekdays once each was watched twice.
SOME_DAYS, FORTNIGHT = 3.0, 14.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Counts of what was new by hour (UTC) and weekday (Monday 0), and days watched; what is old fades."""

    hours: tuple[float, ...] = (0.0,) * HOURS
    weekdays: tuple[float, ...] = (0.0,) * WEEKDAYS
    days: float = 0.0

    @property
    def total(self) -> float:
        """All that was new, old ones faded."""
        return sum(self.hours)

    def rate(self, at: datetime) -> float:
        """Return how many new ones a day are to be expected at a moment (UTC)."""
        total = self.total
        rate = (total + FEW) / (self.days + SHORT)
        if self.days >= SOME_DAYS:
            rate *= HOURS * (_smooth(self.hours, at.hour) + AN_HOUR) / (total + HOURS * AN_HOUR)
        if self.days >= FORTNIGHT:
            weekday = self.weekdays[at.weekday()]
            rate *= WEEKDAYS * (weekday + A_WEEKDAY) / (total + WEEKDAYS * A_WEEKDAY)
        return rate

    def watched(self, days: float, moments: Iterable[datetime]) -> Rhythm:
        """Return the rhythm after it was watched for so many days more, in which these new ones appeared."""
        fade = 0.5 ** (max(0.0, days) / HALF_LIFE)
        hours = [count * fade for count in self.hours]
        weekdays = [count * fade for count in self.weekdays]
        for moment in moments:
            hours[moment.hour] += 1
            weekdays[moment.weekday()] += 1
        return replace(
            self,
            hours=tuple(hours),
            weekdays=tuple(weekdays),
            days=self.days * fade + max(0.0, days),
        )

    def written(self) -> str:
        """Return the rhythm as one line, which `read` reads."""
        numbers = (self.days, *self.hours, *self.weekdays)
        return " ".join(f"{number:.6g}" for number in numbers)

    @classmethod
    def read(cls, text: str | None) -> Rhythm:
        """Return the rhythm of a line; a line that is none is a rhythm nobody has watched."""
        try:
            numbers = [max(0.0, float(word)) for word in (text or "").split()]
        except ValueError:
            return cls()
        if len(numbers) != 1 + HOURS + WEEKDAYS or not all(number < float("inf") for number in numbers):
            return cls()
        return cls(tuple(numbers[1 : 1 + HOURS]), tuple(numbers[1 + HOURS :]), numbers[0])


def _smooth(hours: tuple[float, ...], hour: int) -> float:
    """An hour with a quarter of each of its neighbours: nobody publishes by the stroke of the clock."""
    before, after = hours[hour - 1], hours[(hour + 1) % HOURS]
    return 0.25 * before + 0.5 * hours[hour] + 0.25 * after
