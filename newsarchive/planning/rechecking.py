"""When an article is rechecked, by its age and by how often its source edits articles of that age.

Edits come in bursts: an article that was edited is more likely to be edited again than others of its age. So
edited articles are counted apart, and their age is the time since the last edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

from newsarchive.durations import DAY, HOUR


@dataclass(frozen=True, slots=True)
class AgeClass:
    """Articles up to an age of `until` seconds; `edits`: the prior for edits a day of one article."""

    until: float
    edits: float


# Archives store what was learned under the place of an age in this tuple (`edit_rates.age_class`): whoever
# adds or removes an age writes a migration that moves those rows, or they are taken for other ages.
#
# The ages NewsDiffs told apart (3 h, 1 d, 7 d, 30 d, 360 d), the first day cut finer. What is assumed here
# gives about thirty rechecks in the first week, until the source has shown how it edits. Its own intervals
# and why they are not used: see docs/explanation/polling.md#the-ages-of-articles.
AGE_CLASSES = (
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
# How much more likely an edit is soon after another one.
EDITED_BEFORE_FACTOR = 4.0
# The class of rechecks that follow a listing's change report, whatever the article's age.
REPORTED_CLASS = 2 * len(AGE_CLASSES)
# At least one in ten of these must find an edit, or the listing is not trusted: rechecks without a report
# find one in a hundred (benchmarks/MONTH.md). A new listing starts with some rechecks that count as edits.
_TRUSTED_SHARE, _PRIOR_REPORTS = 0.1, 2.0
# Rechecks after which a listing is judged. Until then a crawl follows at most so many reports; afterwards,
# one if the listing is not trusted, so that it can regain trust.
_JUDGED_AFTER, _PROBES = 30, 1
# The weight of the prior, in article-days of observation.
_PRIOR_WEIGHT = 2.0
# T = sqrt(_COST / edits a day): articles that are edited once a day on average are rechecked every hour.
_COST = 1 / 24**2
SHORTEST_RECHECK_INTERVAL, _LONGEST = 600.0, 90 * DAY
# Article-days of one class after which observations count half: sources change their habits.
_ENOUGH = 5_000.0
# A crawl that runs anyway rechecks an article early, once this share of its interval has passed: starting a
# process costs as much as dozens of rechecks.
RECHECK_EARLY_AFTER = 0.4
# So many rechecks justify a crawl of their own; fewer wait up to so many seconds for more, or for a poll.
MIN_RECHECK_BATCH, MAX_BATCH_DELAY = 6, 1_200.0
# A page that failed is fetched again after a quarter of an hour, then at doubling intervals.
_FIRST_RETRY, MOST_RECHECK_RETRIES = 900.0, 8
# A URL that robots.txt or our own rules exclude is tried again after a day, then at doubling intervals up to
# a month: such rules are seldom lifted, and trying costs no request.
LONGEST_SKIP = 30 * DAY


@dataclass(frozen=True, slots=True)
class Rate:
    """What `checks` rechecks of one age class found: `edits` in `days` of observation; old ones fade."""

    checks: float = 0.0
    edits: float = 0.0
    days: float = 0.0

    def observed(self, checks: int, edits: int, days: float) -> Rate:
        """Return the rate after further rechecks."""
        fade = 0.5 if self.days > _ENOUGH else 1.0
        return Rate(self.checks * fade + checks, self.edits * fade + edits, self.days * fade + days)


NO_CHECKS = Rate()


def age_class(age: float, *, edited: bool = False) -> int:
    """Return the class of an age in seconds: its index in AGE_CLASSES, plus their number if edited."""
    found = next(
        number for number, one in enumerate(AGE_CLASSES) if age < one.until or one.until == float("inf")
    )
    return found + len(AGE_CLASSES) if edited else found


def edits_a_day(number: int, rates: Mapping[int, Rate]) -> float:
    """Return the expected number of edits a day of one article of an age class."""
    rate = rates.get(number, NO_CHECKS)
    edited, age = divmod(number, len(AGE_CLASSES))
    prior = AGE_CLASSES[age].edits * EDITED_BEFORE_FACTOR**edited
    return (rate.edits + prior * _PRIOR_WEIGHT) / (rate.days + _PRIOR_WEIGHT)


def trusts_change_reports(rates: Mapping[int, Rate]) -> bool:
    """Say whether enough of the change reports of a source's listings proved true."""
    rate = rates.get(REPORTED_CLASS, NO_CHECKS)
    return rate.edits + _PRIOR_REPORTS >= _TRUSTED_SHARE * (rate.checks + _PRIOR_REPORTS)


def reports_followed(rates: Mapping[int, Rate]) -> int | None:
    """Return how many change reports of listings one crawl follows (None: all)."""
    if not trusts_change_reports(rates):
        return _PROBES
    return None if rates.get(REPORTED_CLASS, NO_CHECKS).checks >= _JUDGED_AFTER else _JUDGED_AFTER


def next_check(
    age: float, left: float | None, rates: Mapping[int, Rate], *, edited: bool = False
) -> float | None:
    """Return the seconds until an article's next recheck, None for never.

    `age` is in seconds; if the article was `edited`, since the last edit. `left`: the seconds left in the
    source's recheck window (None: unlimited). The last recheck is at its end, so that no edit within the
    window is missed.
    """
    if left is not None and left <= 0:
        return None
    seconds = sqrt(_COST / edits_a_day(age_class(max(0.0, age), edited=edited), rates)) * DAY
    seconds = min(_LONGEST, max(SHORTEST_RECHECK_INTERVAL, seconds))
    return left if left is not None and 1.5 * seconds > left else seconds


def expected_edits(age: float, waited: float, rates: Mapping[int, Rate], *, edited: bool = False) -> float:
    """Return the probability that an article was edited in the `waited` seconds since its last fetch."""
    number = age_class(max(0.0, age), edited=edited)
    return 1 - exp(-edits_a_day(number, rates) * max(0.0, waited) / DAY)


def retry_delay(attempts: int) -> float | None:
    """Return the seconds until a page is fetched again after so many failures in a row; None for never."""
    if attempts >= MOST_RECHECK_RETRIES:
        return None
    return _FIRST_RETRY * 2.0 ** max(0, attempts - 1)


def skip_delay(attempts: int) -> float:
    """Return the seconds until a URL is tried again that was excluded so often in a row."""
    return min(LONGEST_SKIP, DAY * 2.0 ** min(max(0, attempts - 1), 10))
