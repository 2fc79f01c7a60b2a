"""The names of all expectations, and the bounds that follow from a source's own history.

The bounds are generous: a false alarm teaches people to ignore alarms. None as a bound means that there is
too little history, or that chance alone would cross it. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median

from newsarchive.storage.interfaces.monitoring import Proportion


class Expectation(StrEnum):
    """The names in `missed_expectations.expectation`; all but the last two are fields of `[expect]`, too."""

    ARTICLES_PER_WEEK = "articles_per_week"
    SILENT_FOR = "silent_for"
    WITH_TITLE = "with_title"
    WITH_DATE = "with_date"
    REFUSED = "refused"
    FAILED = "failed"
    SELECTORS = "selectors"
    VANISHED = "vanished"
    # No fields of `[expect]`: a declared list has the keys that are declared, and every site answers.
    LIST_KEYS = "list_keys"
    ANSWERED = "answered"
    # Nor this: `incident.KIND` for each incident of the source's pages that is open.
    INCIDENT = "incident"


# With fewer weeks nothing is expected; the view `coverage_gaps` has the same rule.
_FEWEST_WEEKS = 4
# A week below a quarter of the median is a gap: Media Cloud's rule (docs/explanation/coverage.md#gaps).
_GAP = 0.25
# About 80 % of a healthy run is a sound minimum, twice a sound maximum: the rule of OpenSanctions
# (docs/explanation/coverage.md#bounds).
_MINIMUM, _MAXIMUM = 0.8, 2.0
# Chance crosses such a bound less than once in 10,000 crawls (normal distribution, one side: 3e-5).
_DEVIATIONS = 4.0
# Times the median absolute deviation: the standard deviation of a normal distribution.
_MAD_SCALE = 1.4826
# Where every week has this many articles, a week without any is not chance: below 1 in 1,000 (Poisson of mean
# 9 or more).
_MANY = 5
# A share of failures below a quarter is never an alarm for a source that declares no bound.
_TOLERATED = 0.25
# How many earlier articles are needed to know which share of them has a title or date.
_FEWEST_BEFORE = 100
# Many sources publish nothing from Friday to Monday, or longer over holidays.
_SHORTEST_SILENCE = timedelta(days=4)


def least_articles(weeks: Sequence[int]) -> float | None:
    """Return the minimum of articles for a week, given the numbers of earlier weeks."""
    if len(weeks) < _FEWEST_WEEKS:
        return None
    middle = median(weeks)
    spread = max(_MAD_SCALE * median(abs(week - middle) for week in weeks), math.sqrt(middle))
    bound = min(_GAP * middle, middle - _DEVIATIONS * spread)
    if bound >= 1:
        return bound
    return 1.0 if min(weeks) >= _MANY else None


def median_articles(weeks: Sequence[int]) -> float | None:
    """Return the median number of articles a week, given those of earlier weeks; None if these are few."""
    return float(median(weeks)) if len(weeks) >= _FEWEST_WEEKS else None


def most_share(weeks: Sequence[Proportion], of: int) -> float | None:
    """Return the maximum for a share of `of` things, given the shares of earlier weeks."""
    shares = [week.share for week in weeks if week.of]
    if len(shares) < _FEWEST_WEEKS or not of:
        return None
    middle = median(shares)
    # A quarter of the share without the fault must remain: twice 60 % would be no bound.
    twice = min(_MAXIMUM * middle, 1 - _GAP * (1 - middle))
    # The worst week may have been an incident; the second worst counts as normal.
    bound = max(_TOLERATED, twice, sorted(shares)[-2], middle + _chance(middle, of))
    return bound if bound < 1 else None


def is_known(weeks: Sequence[Proportion]) -> bool:
    """Say whether there are enough weeks to expect anything of a share."""
    return sum(week.of > 0 for week in weeks) >= _FEWEST_WEEKS


def least_share(before: Proportion, of: int) -> float | None:
    """Return the minimum for a share of `of` things, given the share among the articles `before`."""
    if before.of < _FEWEST_BEFORE or not of:
        return None
    bound = min(_MINIMUM * before.share, before.share - _chance(before.share, of))
    return bound if bound > 0 else None


def tolerated_silence(longest: timedelta | None, weeks: Sequence[int]) -> timedelta | None:
    """Return how long a source may go without a new article, given its longest gap between two so far."""
    if len(weeks) < _FEWEST_WEEKS or longest is None:
        return None
    return max(_SHORTEST_SILENCE, _MAXIMUM * longest)


def _chance(share: float, of: int) -> float:
    return _DEVIATIONS * math.sqrt(share * (1 - share) / of)
