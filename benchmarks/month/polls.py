"""What the power of newsarchive.planning.polling does: `python -m benchmarks.month.polls`.

The month's sites, polled by the planner alone for thirty days (no crawls, so that nothing rides along): for
each power the polls a day, the median and mean delay, and the median of the best fixed schedule of as many.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from statistics import fmean, median

from benchmarks.month.events import stories
from benchmarks.month.fixed import best_fixed
from benchmarks.month.habits import HABITS, Habit
from benchmarks.month.running import BEGINS, MINUTE
from newsarchive.planning import polling
from newsarchive.planning.polling import Poll, PolledListing, after

POWERS = (0.5, 0.6, 0.7, 0.8)
DAYS = 30


def polled(habit: Habit) -> tuple[list[float], list[float], int]:
    """Return when its articles were published (seconds from the beginning), their delays, and the polls."""
    ends = BEGINS + timedelta(days=DAYS)
    moments = [story.published for story in stories(habit, BEGINS, DAYS + 1)]
    published = [(one - BEGINS).total_seconds() for one in moments if BEGINS <= one < ends]
    at, listing, delays, polls = BEGINS, PolledListing(), list[float](), 0
    while at < ends:
        seen = [one for one in moments if one <= at]
        moments = moments[len(seen) :]
        delays += [(at - one).total_seconds() for one in seen if one >= BEGINS]
        listing = after(listing, Poll(at=at, entries=habit.entries, new=seen[-habit.entries :]))
        polls += 1
        due = at + timedelta(seconds=listing.interval)
        at = due.replace(second=0, microsecond=0) + MINUTE  # cron's next minute
    return published, delays, polls


def line(power: float) -> str:
    """Return what the power brings, as a row of a table."""
    polling.RATE_POWER = power
    made = {habit.name: polled(habit) for habit in HABITS}
    delays = [delay for _, of_site, _ in made.values() for delay in of_site]
    polls = sum(count for *_, count in made.values())
    best = best_fixed({name: published for name, (published, *_) in made.items()}, polls, DAYS * 86_400.0)
    minutes = (median(delays) / 60, fmean(delays) / 60, best.median / 60)
    return f"| {power} | {polls / DAYS:.0f} | " + " | ".join(f"{one:.1f}" for one in minutes) + " |\n"


def main() -> None:
    """Print the table."""
    sys.stdout.write(
        "| power | polls a day | median delay, min | mean | best fixed, median |\n|---|---|---|---|---|\n"
    )
    for power in POWERS:
        sys.stdout.write(line(power))


if __name__ == "__main__":
    main()
