"""What can be expected of a source, and the bounds its own history gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median

from newsarchive.storage.interfaces.monitoring import Proportion

# The names of all that can be expected of a source, so that a misspelt one is an error and not silence.


class Expectation(StrEnum):
    """As in `missed_expectations.expectation`, and as fields of `[expect]`."""

    ARTICLES_PER_WEEK = "articles_per_week"
    SILENT_FOR = "silent_for"
    WITH_TITLE = "with_title"
    WITH_DATE = "with_date"
    REFUSED = "refused"
    FAILED = "failed"
    SELECTORS = "selectors"
    VANISHED = "vanished"
    # No field of `[expect]`: a site that does not answer is never well.
    ANSWERED = "answered"


# Bounds from a source's own history: generous, since a false alarm teaches people to look away.
#
# Pure. None means: no bound, either for want of history or since chance alone would cross it.

# As in the coverage ledger: with fewer weeks nothing is expected.
FEWEST_WEEKS = 4
# A week below a quarter of the usual is a gap: Media Cloud's rule (docs/explanation/coverage.md#gaps).
GAP = 0.25
# About 80 % of a healthy run is a sound minimum, twice a sound maximum: the rule of OpenSanctions
# (docs/explanation/coverage.md#bounds).
MINIMUM, MAXIMUM = 0.8, 2.0
# Crossed by chance less than once in 10,000 crawls (normal distribution, one side: 3e-5).
DEVIATIONS = 4.0
# Scaled so that it is the standard deviation of a normal distribution.
MAD_SCALE = 1.4826
# With so many in every week, a week of none is no chance: below 1 in 1,000 (Poisson of mean 9 or more).
MANY = 5
# A share below a quarter is never held against a source that declares nothing.
TOLERATED = 0.25
# Articles of which the usual share with a title or date is told.
FEWEST_BEFORE = 100
# Fridays to Mondays are silent in many places, and holidays are longer.
SHORTEST_SILENCE = timedelta(days=4)


def least_articles(weeks: Sequence[int]) -> float | None:
    """Return the fewest articles of a week that these weeks let expect."""
    if len(weeks) < FEWEST_WEEKS:
        return None
    usual = median(weeks)
    spread = max(MAD_SCALE * median(abs(week - usual) for week in weeks), math.sqrt(usual))
    bound = min(GAP * usual, usual - DEVIATIONS * spread)
    if bound >= 1:
        return bound
    return 1.0 if min(weeks) >= MANY else None


def usual_articles(weeks: Sequence[int]) -> float | None:
    """Return how many articles a week usually brings."""
    return float(median(weeks)) if len(weeks) >= FEWEST_WEEKS else None


def most_share(weeks: Sequence[Proportion], of: int) -> float | None:
    """Return the greatest share, measured of so many, that these weeks let expect."""
    shares = [week.share for week in weeks if week.of]
    if len(shares) < FEWEST_WEEKS or not of:
        return None
    usual = median(shares)
    # Of what is usually good, a quarter must stay: twice 60 % would be no bound.
    twice = min(MAXIMUM * usual, 1 - GAP * (1 - usual))
    # The second worst week is no illness either; the worst may have been one.
    bound = max(TOLERATED, twice, sorted(shares)[-2], usual + _chance(usual, of))
    return bound if bound < 1 else None


def is_known(weeks: Sequence[Proportion]) -> bool:
    """Say whether these weeks let expect anything of a share."""
    return sum(week.of > 0 for week in weeks) >= FEWEST_WEEKS


def least_share(before: Proportion, of: int) -> float | None:
    """Return the smallest share, measured of so many, that the articles before let expect."""
    if before.of < FEWEST_BEFORE or not of:
        return None
    bound = min(MINIMUM * before.share, before.share - _chance(before.share, of))
    return bound if bound > 0 else None


def tolerated_silence(longest: timedelta | None, weeks: Sequence[int]) -> timedelta | None:
    """Return how long a source may be silent whose longest silence, while it was asked, was this."""
    if len(weeks) < FEWEST_WEEKS or longest is None:
        return None
    return max(SHORTEST_SILENCE, MAXIMUM * longest)


def _chance(share: float, of: int) -> float:
    return DEVIATIONS * math.sqrt(share * (1 - share) / of)
