"""When an article whose page is gone counts as withdrawn, and when many at once are an incident. Pure.

A 404 may come from a deployment, a cache or a broken disk, and pass. So one 404 does not make an article
withdrawn: its page must be found gone twice, some time apart, with no other answer in between.
"""

from __future__ import annotations

from newsarchive.durations import DAY, HOUR
from newsarchive.planning.incidents import LASTING, LASTING_CRAWLS
from newsarchive.planning.rechecking import LONGEST_SKIP, MOST_RECHECK_RETRIES

# Seconds between the two fetches. An hour is longer than a deployment and most caches last. A list that
# still names the URL contradicts: feeds and caches of lists are made anew within a day. If a good part of a
# source is missing, the site is probably broken: nothing is withdrawn before that has lasted as long, and was
# seen as often, as other incidents that are accepted (newsarchive.planning.incidents).
_APART, _APART_IF_NAMED, APART_IN_INCIDENT = HOUR, DAY, LASTING
# At least so many missing, and more than this share of the URLs fetched last, are an incident. A quarter is
# also what other expectations tolerate (newsarchive.monitoring.expectations._TOLERATED).
_MANY, INCIDENT_SHARE = 5, 0.25
# If all URLs fetched last are missing, this many are enough, for sources with few articles.
_ALL = 3
# The share is taken of at least so many URLs: the few that a small crawl finds gone may happen to be due
# together.
_ENOUGH = 50


def is_incident(missing: int, asked: int, share: float = INCIDENT_SHARE) -> bool:
    """Say whether `missing` of the `asked` URLs fetched last are more than a publisher would withdraw."""
    if share >= 1:
        return False
    if missing >= _ALL and missing == asked:
        return True
    return missing >= _MANY and missing > share * asked


def is_withdrawn(seconds: float, crawls: int, *, incident: bool, named: bool) -> bool:
    """Say whether an article is withdrawn whose page was found gone over so many seconds.

    `incident`: a good part of its source is missing too, and so many crawls must have found it gone;
    `named`: a list has named it since.
    """
    if incident:
        return seconds >= APART_IN_INCIDENT and crawls >= LASTING_CRAWLS
    return seconds >= (_APART_IF_NAMED if named else _APART)


def sample_size(missing: int) -> int:
    """Return how many of the URLs fetched last are looked at to judge `missing` ones."""
    return max(_ENOUGH, 2 * missing)


def delay_before_second_look(times: int, *, unsure: bool = False) -> float:
    """Return the seconds until a page is fetched again that was found gone `times` times in a row.

    `unsure`: its article is not withdrawn yet, so that nothing is told of it before the next look.
    """
    longest = DAY if unsure else LONGEST_SKIP
    return min(longest, HOUR * 2.0 ** min(max(0, times - 1), 10))


def is_given_up(times: int) -> bool:
    """Say whether a page that never answered is given up; it is fetched again only if a listing names it."""
    return times >= MOST_RECHECK_RETRIES
