"""Which of several copies is the likely origin: by what the copies themselves say, then by date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from newsarchive.text.letters import fold

# Names of fewer letters say too little ("UK", "AP" as a word of a title).
SHORTEST_NAME = 2
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One of the copies. `names` are those its source goes by, `outlet` whom it credits, `points_to` the host
    of its canonical link; `published_at` is in UTC, or clock time labelled so, and midnight where `day_only`.
    """

    url: str
    host: str
    names: frozenset[str] = field(default=frozenset())
    outlet: str | None = None
    points_to: str | None = None
    published_at: datetime | None = None
    day_only: bool = False
    mirror: bool = False

    @property
    def credited(self) -> str:
        return fold(self.outlet or "")

    @property
    def folded_names(self) -> frozenset[str]:
        folded = {fold(name) for name in self.names} | {fold(self.host)}
        return frozenset(name for name in folded if len(name) >= SHORTEST_NAME)

    @property
    def latest_start(self) -> datetime:
        """When it was published at the latest: a day alone counts as its end."""
        if self.published_at is None:
            return NEVER
        return datetime.combine(self.published_at, time.max, UTC) if self.day_only else self.published_at


def likely_origin(copies: Sequence[Copy]) -> int:
    """Return the position of the likely origin; the same copy for any order of them.

    In this order: the most copies on other hosts credit it by name; the most have a canonical link to its
    host; it is no annotated mirror; it was published first, a day alone counting as its end and unknown
    dates last; its address comes first by code points.
    """
    claims = Counter((copy.host, copy.credited) for copy in copies if copy.credited)
    credited = Counter(copy.credited for copy in copies if copy.credited)
    pointed_to = Counter(copy.points_to for copy in copies if copy.points_to != copy.host)

    def rank(at: int) -> tuple[object, ...]:
        copy = copies[at]
        named = sum(credited[name] - claims[copy.host, name] for name in copy.folded_names)
        return (-named, -pointed_to[copy.host], copy.mirror, copy.latest_start, copy.url)

    return min(range(len(copies)), key=rank)
