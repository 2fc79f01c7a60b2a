"""When a feed, sitemap or section is asked for next: by how much of what it names is new.

Media Cloud's rule (rss-fetcher: longer when two thirds of a poll were known, shorter when a third was) only
sees shares, and a feed of fifty entries that gains five a day never shows one; so the rate decides, and the
share is the safeguard: where most entries are new, the feed may have dropped some before anyone looked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

# How often something new is named, by hour of the day and day of the week, learned from what was named.

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


DAY = 86_400.0
# One new article an hour is looked for every half hour, others in proportion to rate ** POWER. A power of a
# half spends a number of polls best for the mean delay, one or a little more for the median article (most are
# in large feeds). On the sites of the simulated month 0.6 takes a fifth of the polls less than a half does,
# and its median is that of the best fixed schedule of as many (34.8 of 34.6 minutes; a half: 30.1 of 27.1;
# `python -m benchmarks.month.polls`).
VISITS, RATE, POWER = 48.0, 24.0, 0.6
SHORTEST, LONGEST = 300.0, DAY
STEP = 900.0  # seconds: the rate is taken for constant so long
# Of so large a share of new entries the interval is halved: the next poll may already find some dropped.
MANY_NEW = 2 / 3
# Of its wait a listing has to have had so much to be asked early, by a crawl that is made anyway.
RIDES = 0.7
# What a first poll's own dates say of the time before it, days back.
LOOKS_BACK = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledListing:
    """What is known of a listing: when it was asked last, its rhythm, and how its last polls went."""

    polled_at: datetime | None = None
    interval: float = 0.0
    failures: int = 0
    rhythm: Rhythm = field(default_factory=Rhythm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll: the entries named, and of those nobody knew the moments they are dated (None: undated).

    `failed`: no list came of it. Moments are aware, in UTC.
    """

    at: datetime
    entries: int = 0
    new: Sequence[datetime | None] = ()
    failed: bool = False


def after(listing: PolledListing, poll: Poll, every: float | None = None) -> PolledListing:
    """Return the listing after a poll, with the interval (seconds) to the next one.

    `every` is the interval the source declares; then that is it, but for failures, which stretch either:
    twice, three times … up to a day. Listings never die: those that fail come back.
    """
    if poll.failed:
        interval = (listing.interval or every or SHORTEST) / (1 + listing.failures) * (2 + listing.failures)
        longest = max(LONGEST, every or 0.0)
        return replace(
            listing, polled_at=poll.at, interval=min(longest, interval), failures=listing.failures + 1
        )
    rhythm = _heard(listing, poll)
    interval = every if every is not None else _interval(listing, poll, rhythm)
    return replace(listing, polled_at=poll.at, interval=interval, failures=0, rhythm=rhythm)


def _interval(listing: PolledListing, poll: Poll, rhythm: Rhythm) -> float:
    interval = _until_one(rhythm, poll.at)
    if listing.polled_at is not None and poll.entries and len(poll.new) >= MANY_NEW * poll.entries:
        interval = min(interval, (poll.at - listing.polled_at).total_seconds() / 2)
    return min(LONGEST, max(SHORTEST, interval))


def _until_one(rhythm: Rhythm, at: datetime) -> float:
    """Seconds until the visits that are worth it at the rate of each hour add up to one."""
    seconds, visits = 0.0, 0.0
    while seconds < LONGEST:
        a_day = VISITS * math.pow(rhythm.rate(at + timedelta(seconds=seconds)) / RATE, POWER)
        missing = (1 - visits) / a_day * DAY
        if missing <= STEP:
            return seconds + missing
        visits += a_day * STEP / DAY
        seconds += STEP
    return LONGEST


def _heard(listing: PolledListing, poll: Poll) -> Rhythm:
    """A dated entry is counted at its date, an undated one in the middle of the time nobody looked."""
    if listing.polled_at is None:
        return _first_heard(listing.rhythm, poll)
    silent = max(0.0, (poll.at - listing.polled_at).total_seconds())
    middle = poll.at - timedelta(seconds=silent / 2)
    moments = [
        moment if moment is not None and listing.polled_at <= moment <= poll.at else middle
        for moment in poll.new
    ]
    return listing.rhythm.watched(silent / DAY, moments)


def _first_heard(rhythm: Rhythm, poll: Poll) -> Rhythm:
    """A first poll has watched nothing, but a dated list tells what was published while it grew."""
    earliest = poll.at - timedelta(days=LOOKS_BACK)
    moments = [moment for moment in poll.new if moment is not None and earliest <= moment <= poll.at]
    if len(moments) < 2:
        return rhythm
    return rhythm.watched((poll.at - min(moments)).total_seconds() / DAY, moments)
