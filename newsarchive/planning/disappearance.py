"""When an article whose page is gone counts as withdrawn, and when many at once are an incident. Pure.

A 404 may be a deployment, a cache or a broken disk, and it ends as it came. So no article is withdrawn at one
look: its page must have been seen gone twice, some time apart, with no other answer in between.
"""

from __future__ import annotations

from newsarchive.planning.rechecking import DAY, HOUR, LONGEST_SKIP, MOST_RETRIES

# Seconds between the two looks. An hour outlives a deployment and most caches; where a good part of a source
# is missing, it is the site that is broken, likelier than not, and repairs take a night.
APART, APART_MANY = HOUR, DAY
# So many missing at least, and more than such a share of the addresses asked last, are an incident. A quarter
# is what is never held against a source elsewhere either (newsarchive.monitoring.expectations.TOLERATED).
MANY, SHARE = 5, 0.25
# Of a source with few articles it is an incident when all are missing, if they are so many.
ALL = 3
# The share is of so many addresses at least: what a small crawl finds gone may just have been due together.
ENOUGH = 50


def is_incident(missing: int, asked: int, share: float = SHARE) -> bool:
    """Say whether so many missing of the addresses asked last are more than publishers take away."""
    if share >= 1:
        return False
    if missing >= ALL and missing == asked:
        return True
    return missing >= MANY and missing > share * asked


def apart(*, incident: bool) -> float:
    """Return the seconds that must lie between two looks which find an article gone."""
    return APART_MANY if incident else APART


def sample_size(missing: int) -> int:
    """Return of how many addresses, those asked last, the share of so many missing is taken."""
    return max(ENOUGH, 2 * missing)


def delay_before_second_look(times: int) -> float:
    """Return the seconds until a page is asked for again that was found gone so often in a row."""
    return min(LONGEST_SKIP, HOUR * 2.0 ** min(max(0, times - 1), 10))


def is_given_up(times: int) -> bool:
    """Say whether a page nobody ever got was found gone so often that only a list brings it up again."""
    return times >= MOST_RETRIES
