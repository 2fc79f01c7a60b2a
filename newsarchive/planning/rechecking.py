"""When an article is asked for again: by its age, and by how often its source edits articles of that age.

Edits come in spells: an article that was edited is likelier to be edited again than another of its age. So
those are counted apart, and their age is the time since the edit.
"""

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


# The ages NewsDiffs told apart (3 h, 1 d, 7 d, 30 d, 360 d), the first day cut finer. What is assumed here
# gives about thirty rechecks in the first week, until the source has shown how it edits. Its own intervals
# and why they are not used: see docs/explanation/polling.md#the-ages-of-articles.
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
# So many times as often an article is taken to be edited again, soon after it was.
AGAIN = 4.0
# The looks a list called for, by saying that an article was changed, are counted apart from all ages.
CALLED = 2 * len(AGES)
# Of those one in ten is to find an edit, or the list is not believed: looks without a call find one in a
# hundred (benchmarks/MONTH.md). Some edits are granted, so that a list is given a chance.
WORTH_A_CALL, GRANTED_CALLS = 0.1, 2.0
# Looks after which a list is known. Until then a crawl follows no more calls than that, and afterwards one,
# if it is not believed, so that it may mend.
JUDGED, TO_MEND = 30, 1
# Article-days of watching that what is taken for granted weighs as much as.
GRANTED = 2.0
# T = sqrt(COST / edits a day): where one article in a day is edited once, each is looked at every hour.
COST = 1 / 24**2
SHORTEST, LONGEST = 600.0, 90 * DAY
# Article-days of one class after which what was seen counts half: sources change their ways.
ENOUGH = 5_000.0
# Of its wait an article has to have had so much to be looked at early, by a crawl that is made anyway:
# starting a process costs as much as dozens of looks.
RIDES = 0.4
# And so many looks are worth a crawl of their own; fewer wait so long (seconds) for others, or for a poll.
COMPANY, WAITS = 6, 1_200.0
# A page that failed is asked again after a quarter of an hour, then twice as late each time.
FIRST_RETRY, MOST_RETRIES = 900.0, 8
# One that robots.txt or our own rules close, after a day, then twice as late each time, once a month at last:
# such rules are seldom lifted, and cost nobody a request.
LONGEST_SKIP = 30 * DAY


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


def age_class(age: float, *, edited: bool = False) -> int:
    """Return the number of the class of an age in seconds; `edited` ones follow after the others."""
    found = next(number for number, one in enumerate(AGES) if age < one.until or one.until == float("inf"))
    return found + len(AGES) if edited else found


def edits_a_day(number: int, rates: Mapping[int, Rate]) -> float:
    """Return how many edits a day are to be expected of one article of an age class."""
    seen = rates.get(number, NEVER_LOOKED)
    edited, age = divmod(number, len(AGES))
    return (seen.edits + AGES[age].edits * AGAIN**edited * GRANTED) / (seen.days + GRANTED)


def trusts_change_reports(rates: Mapping[int, Rate]) -> bool:
    """Say whether a source's lists are to be believed when they say that an article was changed."""
    seen = rates.get(CALLED, NEVER_LOOKED)
    return seen.edits + GRANTED_CALLS >= WORTH_A_CALL * (seen.checks + GRANTED_CALLS)


def reports_followed(rates: Mapping[int, Rate]) -> int | None:
    """Return how many of the articles that lists say were changed a crawl looks at; None: all."""
    if not trusts_change_reports(rates):
        return TO_MEND
    return None if rates.get(CALLED, NEVER_LOOKED).checks >= JUDGED else JUDGED


def next_check(
    age: float, left: float | None, rates: Mapping[int, Rate], *, edited: bool = False
) -> float | None:
    """Return the seconds until an article of an age (seconds) is asked for again; None: never.

    `left` is how long the source has it rechecked still (seconds, None: for ever); the last look falls on
    the end of that, so that what was edited within it is seen. Of one that was `edited`, the age is the time
    since.
    """
    if left is not None and left <= 0:
        return None
    seconds = sqrt(COST / edits_a_day(age_class(max(0.0, age), edited=edited), rates)) * DAY
    seconds = min(LONGEST, max(SHORTEST, seconds))
    return left if left is not None and 1.5 * seconds > left else seconds


def expected_edits(age: float, waited: float, rates: Mapping[int, Rate], *, edited: bool = False) -> float:
    """Return how likely an article of an age, last seen so many seconds ago, was edited since: 0 to 1."""
    number = age_class(max(0.0, age), edited=edited)
    return 1 - exp(-edits_a_day(number, rates) * max(0.0, waited) / DAY)


def next_try(attempts: int) -> float | None:
    """Return the seconds until a page that failed so often in a row is asked for again; None: never."""
    if attempts >= MOST_RETRIES:
        return None
    return FIRST_RETRY * 2.0 ** max(0, attempts - 1)


def skipped_for(attempts: int) -> float:
    """Return the seconds an address is left alone that was closed so often in a row."""
    return min(LONGEST_SKIP, DAY * 2.0 ** min(max(0, attempts - 1), 10))
