"""The figures of a month as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.month.measuring import Month

# See docs/explanation/polling.md#what-the-schedule-must-achieve.
FOUND, EDITS, DELAY = 0.99, 0.95, 1.5


@dataclass(frozen=True, slots=True)
class Took:
    """What the run cost: seconds of wall and of processor, crawls, and how many were started in vain."""

    wall: float
    cpu: float
    crawls: int
    in_vain: int


def is_good(month: Month) -> bool:
    """Say whether every figure is what is asked for."""
    return (
        month.found >= FOUND * month.published
        and month.edits_seen >= EDITS * month.edits
        and month.delay <= DELAY * month.best.median
        and not month.over_budget
    )


def text_of(month: Month, took: Took, days: int) -> str:
    """Return the page."""
    return "\n".join(_lines(month, took, days)) + "\n"


def _lines(month: Month, took: Took, days: int) -> Iterator[str]:
    yield f"# {days} simulated days of {len(month.sites)} sites\n"
    yield "Written by `python -m benchmarks.month --write`; what it does is said in its help.\n"
    yield (
        f"{took.crawls:,} crawls ({took.in_vain:,} more were started in vain), {month.requests:,} requests"
        f" ({month.polls:,} of them polls of feeds,"
        f" sections and sitemaps) in {took.wall / 60:.1f} minutes ({took.cpu / 60:.1f} of one processor).\n"
    )
    yield "| asked | measured | reached |\n|---|---:|---|"
    yield from _asked(month)
    yield (
        f"\nMean delay {_minutes(month.delay_mean)}. The best fixed schedule spends the same polls, at"
        f" intervals by rate^-{month.best.power} known in hindsight: median {_minutes(month.best.median)};"
        f" one interval for all sites: {_minutes(month.uniform.median)}. Withdrawals seen:"
        f" {month.withdrawals_seen} of {month.withdrawn}.\n"
    )
    yield "| site | published | found | median delay | most requests a day | budget |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, (published, found, delay, most, budget) in month.sites.items():
        yield f"| {name} | {published} | {found} | {_minutes(delay)} | {most} | {budget} |"


def _asked(month: Month) -> Iterator[str]:
    found = month.found / max(1, month.published)
    seen = month.edits_seen / max(1, month.edits)
    ratio = month.delay / month.best.median
    counted = f"{found:.2%} ({month.found} of {month.published})"
    yield _row(f"articles found ≥ {FOUND:.0%}", counted, found >= FOUND)
    counted = f"{seen:.1%} ({month.edits_seen} of {month.edits})"
    yield _row(f"edits seen ≥ {EDITS:.0%}", counted, seen >= EDITS)
    counted = f"{ratio:.2f} ({_minutes(month.delay)})"
    yield _row(f"median delay ≤ {DELAY} × best fixed schedule", counted, ratio <= DELAY)
    over = ", ".join(month.over_budget)
    yield _row("requests within the budget of every day", over or "all", not over)


def _row(asked: str, measured: str, reached: bool) -> str:
    return f"| {asked} | {measured} | {'yes' if reached else '**no**'} |"


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f} min"
