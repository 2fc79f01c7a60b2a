"""When an article is asked for again: by its age, and by how often its source edits articles of that age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

HOUR, DAY = 3_600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class AgeClass:
    """Articles up to an age in seconds; `edits` a day and article are taken for granted of a new source."""

    until: float
    edits: float


# The ages NewsDiffs told apart (3 h, 1 d, 7 d, 30 d, 360 d; FIELD 1b), the first day cut finer. Its visits
# (every 15 minutes, 1 h, 3 h, 3 d, 30 d) were spent on a few front pages; what is taken for granted here
# gives about thirty visits in the first week, until the source has shown how it edits.
AGES = (
    AgeClass(HOUR, 3.0),
    AgeClass(3 * HOUR, 1.0),
    AgeClass(12 * HOUR, 0.3),
    AgeClass(DAY, 0.12),
    AgeClass(3 * DAY, 0.05),
    AgeClass(7 * DAY, 0.015),
    AgeClass(30 * DAY, 0.002),
    AgeClass(360 * DAY, 0.000_2),
    AgeClass(float("inf"), 0.000_02),
)
# Article-days of watching that what is taken for granted weighs as much as.
GRANTED = 2.0
# T = sqrt(COST / edits a day): where one article in a day is edited once, each is looked at every hour.
COST = 1 / 24**2
SHORTEST, LONGEST = 600.0, 90 * DAY
# Article-days of one class after which what was seen counts half: sources change their ways.
ENOUGH = 5_000.0
# Of its wait an article has to have had so much to be looked at early, by a crawl that is made anyway; and so
# many seconds it may wait for such a crawl. Starting a process costs as much as dozens of looks.
RIDES = 0.7
GRACE = 3_600.0
# A page that failed is asked again after a quarter of an hour, then twice as late each time.
FIRST_RETRY, MOST_RETRIES = 900.0, 8


@dataclass(frozen=True, slots=True)
class Rate:
    """What rechecks of one age found: `edits` in `days` of watching, over `checks` looks; old ones fade."""

    checks: float = 0.0
    edits: float = 0.0
    days: float = 0.0

    def looked(self, checks: int, edits: int, days: float) -> Rate:
        """Return the rate after further looks."""
        fade = 0.5 if self.days > ENOUGH else 1.0
        return Rate(self.checks * fade + checks, self.edits * fade + edits, self.days * fade + days)


NEVER_LOOKED = Rate()


def age_class(age: float) -> int:
    """Return the number of the class of an age in seconds."""
    return next(number for number, one in enumerate(AGES) if age < one.until or one.until == float("inf"))


def edits_a_day(number: int, rates: Mapping[int, Rate]) -> float:
    """Return how many edits a day are to be expected of one article of an age class."""
    seen = rates.get(number, NEVER_LOOKED)
    return (seen.edits + AGES[number].edits * GRANTED) / (seen.days + GRANTED)


def next_check(age: float, left: float | None, rates: Mapping[int, Rate]) -> float | None:
    """Return the seconds until an article of an age (seconds) is asked for again; None: never.

    `left` is how long the source has it rechecked still (seconds, None: for ever); the last look falls on
    the end of that, so that what was edited within it is seen.
    """
    if left is not None and left <= 0:
        return None
    seconds = sqrt(COST / edits_a_day(age_class(max(0.0, age)), rates)) * DAY
    seconds = min(LONGEST, max(SHORTEST, seconds))
    return left if left is not None and 1.5 * seconds > left else seconds


def worth(age: float, waited: float, rates: Mapping[int, Rate]) -> float:
    """Return how likely an article of an age, last seen so many seconds ago, was edited since: 0 to 1."""
    return 1 - exp(-edits_a_day(age_class(max(0.0, age)), rates) * max(0.0, waited) / DAY)


def next_try(attempts: int) -> float | None:
    """Return the seconds until a page that failed so often in a row is asked for again; None: never."""
    if attempts >= MOST_RETRIES:
        return None
    return FIRST_RETRY * 2.0 ** max(0, attempts - 1)
