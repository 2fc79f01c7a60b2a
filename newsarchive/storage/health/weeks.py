"""What a source brought week by week, in the eight weeks before the last seven days."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select

from newsarchive.storage.health.values import Part
from newsarchive.storage.schema import articles, fetches

# As many as the coverage ledger looks back (view source_days): two months follow the seasons.
WEEKS = 8
WEEK = timedelta(days=7)
READ = frozenset({"new", "changed", "unchanged", "refused"})
FAILED = frozenset({"failed", "gone", "redirected"})


def new_articles(connection: Connection, source: int, at: datetime) -> list[int]:
    """Return the articles first seen in each week, the last seven days first."""
    ends = {f"end_{number}": at - WEEK * number for number in range(WEEKS + 2)}
    return [int(count) for count in connection.execute(_weekly(), {"source": source, **ends}).one()]


@cache
def _weekly() -> Select[Any]:
    """Built once: to build it takes longer than to run it."""
    seen = articles.c.first_seen_at
    ends = [bindparam(f"end_{number}", type_=seen.type) for number in range(WEEKS + 2)]
    counts = [
        func.coalesce(func.sum(case(((seen > start) & (seen <= end), 1), else_=0)), 0)
        for end, start in pairwise(ends)
    ]
    return select(*counts).where(
        articles.c.source_id == bindparam("source"), seen > ends[-1], seen <= ends[0]
    )


class Answers:
    """Outcomes of a source's requests by week; week 1 is the first before the last seven days."""

    def __init__(self, connection: Connection, source: int, at: datetime) -> None:
        self._weeks: dict[int, Counter[str]] = {}
        today = at.date()
        query = (
            select(fetches.c.day, fetches.c.outcome, func.count())
            .where(fetches.c.source_id == source, fetches.c.day > today - WEEK * (WEEKS + 1))
            .where(fetches.c.day <= today - WEEK)
            .group_by(fetches.c.day, fetches.c.outcome)
        )
        for day, outcome, count in connection.execute(query):
            self._weeks.setdefault(_week(today, day), Counter())[outcome] += count

    def heard(self, number: int) -> bool:
        """Say whether the source answered anything in that week; in others we were blind."""
        week = self._weeks.get(number, Counter())
        return any(count for outcome, count in week.items() if outcome not in {"failed", "skipped"})

    def refused(self, number: int) -> Part:
        """Return the refused among the pages that were read."""
        return refused_of(self._weeks[number])

    def failed(self, number: int) -> Part:
        """Return the failed among the requests."""
        return failed_of(self._weeks[number])


def refused_of(outcomes: Counter[str]) -> Part:
    """Return the refused among the pages of these outcomes; answers without a page are none of them."""
    return Part(outcomes["refused"], sum(outcomes[name] for name in READ))


def failed_of(outcomes: Counter[str]) -> Part:
    """Return the failed among the requests of these outcomes: what brought no page, those gone too.

    Those not asked at all are none of them.
    """
    return Part(sum(outcomes[name] for name in FAILED), sum(outcomes.values()) - outcomes["skipped"])


def _week(today: date, day: date) -> int:
    return (today - day).days // WEEK.days
