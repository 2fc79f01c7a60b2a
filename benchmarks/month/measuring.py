"""What of the month is in the archive, against the truth of the sites."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.month.fixed import Fixed, best_fixed, uniform
from benchmarks.month.sites import Site

MARKER = re.compile(r"edition (\d+) of story (\d+) at (\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The figures: counts, delays in seconds, and for each site its share found and requests a day."""

    published: int
    found: int
    edits: int
    edits_seen: int
    withdrawn: int
    withdrawals_seen: int
    delay: float
    delay_mean: float
    best: Fixed
    uniform: Fixed
    polls: int
    requests: int
    sites: Mapping[
        str, tuple[int, int, float, int, int]
    ]  # published, found, median delay, most a day, budget

    @property
    def over_budget(self) -> list[str]:
        """Sites that were asked more often on some day than they allow."""
        return [name for name, (*_, most, budget) in self.sites.items() if most > budget]


@dataclass(slots=True)
class _Archived:
    first_seen: datetime
    editions: set[int]
    withdrawn: bool


def measure(file: Path, sites: Mapping[str, Site], begins: datetime, days: int) -> Month:
    """Return the figures of the judged days; an edit counts as seen when a revision has it."""
    archived = _archived(file)
    ends = begins + timedelta(days=days)
    delays: dict[str, list[float]] = defaultdict(list)
    moments: dict[str, list[float]] = defaultdict(list)
    edits = edits_seen = withdrawn = withdrawals_seen = 0
    for site in sites.values():
        name = site.habit.name
        for story in site.stories:
            known = archived.get((name, story.number))
            if begins <= story.published < ends:
                moments[name].append((story.published - begins).total_seconds())
                if known is not None:
                    delays[name].append((known.first_seen - story.published).total_seconds())
            if known is None or story.published < begins:
                continue
            edited = [number for number, edit in enumerate(story.edits, 1) if edit < ends]
            edits += len(edited)
            edits_seen += sum(number in known.editions for number in edited)
            gone = story.withdrawn is not None and story.withdrawn < ends
            withdrawn += gone
            withdrawals_seen += gone and known.withdrawn
    polls = sum(site.polls for site in sites.values())
    pooled = [delay for one in delays.values() for delay in one]
    seconds = (ends - begins).total_seconds()
    return Month(
        published=sum(map(len, moments.values())),
        found=len(pooled),
        edits=edits,
        edits_seen=edits_seen,
        withdrawn=withdrawn,
        withdrawals_seen=withdrawals_seen,
        delay=median(pooled),
        delay_mean=sum(pooled) / len(pooled),
        best=best_fixed(moments, polls, seconds),
        uniform=uniform(moments, polls, seconds),
        polls=polls,
        requests=sum(sum(site.asked.values()) for site in sites.values()),
        sites={site.habit.name: _site(site, moments, delays) for site in sites.values()},
    )


def _site(
    site: Site, moments: Mapping[str, list[float]], delays: Mapping[str, list[float]]
) -> tuple[int, int, float, int, int]:
    name = site.habit.name
    of_site = delays.get(name, [])
    return (
        len(moments.get(name, [])),
        len(of_site),
        median(of_site) if of_site else 0.0,
        max(site.asked.values(), default=0),
        site.habit.budget,
    )


def _archived(file: Path) -> dict[tuple[str, int], _Archived]:
    found: dict[tuple[str, int], _Archived] = {}
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT h.text, c.first_seen_at, c.withdrawn_at FROM article_history AS h "
        "JOIN current_articles AS c ON c.article_id = h.article_id"
    )
    for text, first_seen, withdrawn in rows:
        match = MARKER.search(text)
        if match is None:
            continue
        seen = datetime.fromisoformat(first_seen).replace(tzinfo=UTC)
        one = found.setdefault(
            (match[3], int(match[2])), _Archived(seen, set(), withdrawn=withdrawn is not None)
        )
        one.editions.add(int(match[1]))
    connection.close()
    return found
