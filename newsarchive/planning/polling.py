"""When a feed, sitemap or section page is polled next, by how often it lists something new.

Media Cloud's rule (rss-fetcher: poll less often if two thirds of the entries are known, more often if a third
is) looks only at shares, and a feed of fifty entries that gains five a day never shows one. So the rate
decides here. The share is the safeguard: if most entries are new, the feed may have dropped some before the
poll.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newsarchive.durations import DAY

_HOURS, _WEEKDAYS = 24, 7
# Days after which an observation counts half: publishing habits change with seasons and owners, not weekly.
_HALF_LIFE = 14.0
# Prior for a listing that was never polled: ten new entries a day, outweighed within a day of observation.
_PRIOR_ENTRIES, _PRIOR_DAYS = 2.0, 0.2
# Prior for each hour and weekday, so that one without a new entry so far is still polled.
_HOUR_PRIOR, _WEEKDAY_PRIOR = 0.5, 2.0
# Days of observation from which the hour counts (each was seen a few times), and the weekday (each twice).
_HOURS_COUNT_FROM, _WEEKDAYS_COUNT_FROM = 3.0, 14.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a listing gains new entries, learned from its polls; old observations fade.

    Counts of new entries by hour (UTC) and by weekday (Monday is 0), and the number of days observed.
    """

    hours: tuple[float, ...] = (0.0,) * _HOURS
    weekdays: tuple[float, ...] = (0.0,) * _WEEKDAYS
    days: float = 0.0

    @property
    def total(self) -> float:
        """The number of new entries; old ones have faded."""
        return sum(self.hours)

    def rate(self, at: datetime) -> float:
        """Return the expected number of new entries a day at a moment (UTC)."""
        total = self.total
        rate = (total + _PRIOR_ENTRIES) / (self.days + _PRIOR_DAYS)
        if self.days >= _HOURS_COUNT_FROM:
            rate *= _HOURS * (_smooth(self.hours, at.hour) + _HOUR_PRIOR) / (total + _HOURS * _HOUR_PRIOR)
        if self.days >= _WEEKDAYS_COUNT_FROM:
            weekday = self.weekdays[at.weekday()]
            rate *= _WEEKDAYS * (weekday + _WEEKDAY_PRIOR) / (total + _WEEKDAYS * _WEEKDAY_PRIOR)
        return rate

    def watched(self, days: float, moments: Iterable[datetime]) -> Rhythm:
        """Return the rhythm after `days` further days in which new entries appeared at `moments`."""
        fade = 0.5 ** (max(0.0, days) / _HALF_LIFE)
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
        """Return the rhythm as one line of text; `read` is the inverse."""
        numbers = (self.days, *self.hours, *self.weekdays)
        return " ".join(f"{number:.6g}" for number in numbers)

    @classmethod
    def read(cls, text: str | None) -> Rhythm:
        """Return the rhythm of a line of text; for an invalid line, a rhythm without observations."""
        try:
            numbers = [max(0.0, float(word)) for word in (text or "").split()]
        except ValueError:
            return cls()
        if len(numbers) != 1 + _HOURS + _WEEKDAYS or not all(number < float("inf") for number in numbers):
            return cls()
        return cls(tuple(numbers[1 : 1 + _HOURS]), tuple(numbers[1 + _HOURS :]), numbers[0])


def _smooth(hours: tuple[float, ...], hour: int) -> float:
    """Return an hour's count smoothed with its neighbours', as publishing times vary by minutes."""
    before, after = hours[hour - 1], hours[(hour + 1) % _HOURS]
    return 0.25 * before + 0.5 * hours[hour] + 0.25 * after


# A listing with one new article an hour is polled every half hour, others in proportion to
# rate ** RATE_POWER. For a given number of polls a power of a half is best for the mean delay, one or a
# little more for the median article (most articles are in large feeds). In the simulated month, 0.6 takes a
# fifth fewer polls than a half, and its median delay equals that of the best fixed schedule with as many
# polls (34.8 and 34.6 minutes; with a half: 30.1 and 27.1; `python -m benchmarks.month.polls`).
_POLLS_A_DAY, _RATE, RATE_POWER = 48.0, 24.0, 0.6
SHORTEST_POLL_INTERVAL, LONGEST_POLL_INTERVAL = 300.0, DAY
_STEP = 900.0  # seconds for which the rate is taken as constant
# If this share of the entries is new, the interval is halved: the listing may drop entries between polls.
_MANY_NEW = 2 / 3
# A crawl that runs anyway polls a listing early, once this share of its interval has passed.
POLL_EARLY_AFTER = 0.7
# How many days back the dates of a first poll's entries are used.
_LOOK_BACK_DAYS = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledListing:
    """A listing's polling state: last poll, interval (seconds), failures in a row and rhythm."""

    polled_at: datetime | None = None
    interval: float = 0.0
    failures: int = 0
    rhythm: Rhythm = field(default_factory=Rhythm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll at the moment `at`. Moments are aware, in UTC.

    entries   the number of entries
    new       the dates of the entries that were new (None: undated)
    failed    the listing could not be fetched or read
    """

    at: datetime
    entries: int = 0
    new: Sequence[datetime | None] = ()
    failed: bool = False


def after(listing: PolledListing, poll: Poll, every: float | None = None) -> PolledListing:
    """Return the listing's state after a poll, with the interval (seconds) until the next one.

    `every`: the interval that the source declares, which then is used. Failures in a row stretch either
    interval to its double, triple and so on, up to a day. A listing is never given up.
    """
    if poll.failed:
        interval = (
            (listing.interval or every or SHORTEST_POLL_INTERVAL)
            / (1 + listing.failures)
            * (2 + listing.failures)
        )
        longest = max(LONGEST_POLL_INTERVAL, every or 0.0)
        return replace(
            listing, polled_at=poll.at, interval=min(longest, interval), failures=listing.failures + 1
        )
    rhythm = _learned(listing, poll)
    interval = every if every is not None else _interval(listing, poll, rhythm)
    return replace(listing, polled_at=poll.at, interval=interval, failures=0, rhythm=rhythm)


def _interval(listing: PolledListing, poll: Poll, rhythm: Rhythm) -> float:
    interval = _until_one_poll(rhythm, poll.at)
    if listing.polled_at is not None and poll.entries and len(poll.new) >= _MANY_NEW * poll.entries:
        interval = min(interval, (poll.at - listing.polled_at).total_seconds() / 2)
    return min(LONGEST_POLL_INTERVAL, max(SHORTEST_POLL_INTERVAL, interval))


def _until_one_poll(rhythm: Rhythm, at: datetime) -> float:
    """Return the seconds until the polls that the rate of each hour justifies add up to one."""
    seconds, polls = 0.0, 0.0
    while seconds < LONGEST_POLL_INTERVAL:
        a_day = _POLLS_A_DAY * math.pow(rhythm.rate(at + timedelta(seconds=seconds)) / _RATE, RATE_POWER)
        missing = (1 - polls) / a_day * DAY
        if missing <= _STEP:
            return seconds + missing
        polls += a_day * _STEP / DAY
        seconds += _STEP
    return LONGEST_POLL_INTERVAL


def _learned(listing: PolledListing, poll: Poll) -> Rhythm:
    """Return the rhythm after a poll.

    Dated entries count at their date, undated ones halfway between the last poll and this one.
    """
    if listing.polled_at is None:
        return _first_learned(listing.rhythm, poll)
    silent = max(0.0, (poll.at - listing.polled_at).total_seconds())
    middle = poll.at - timedelta(seconds=silent / 2)
    moments = [
        moment if moment is not None and listing.polled_at <= moment <= poll.at else middle
        for moment in poll.new
    ]
    return listing.rhythm.watched(silent / DAY, moments)


def _first_learned(rhythm: Rhythm, poll: Poll) -> Rhythm:
    """Return the rhythm after a first poll, from the dates of its entries."""
    earliest = poll.at - timedelta(days=_LOOK_BACK_DAYS)
    moments = [moment for moment in poll.new if moment is not None and earliest <= moment <= poll.at]
    if len(moments) < 2:
        return rhythm
    return rhythm.watched((poll.at - min(moments)).total_seconds() / DAY, moments)
