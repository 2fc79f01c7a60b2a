"""What happens to a living site, in days since it begins, and to which of its stories."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from benchmarks.month.sites import Reply
from benchmarks.sites.known_news import known_news
from benchmarks.sites.living import Trouble
from benchmarks.sites.serving import Answering
from benchmarks.training.rendered_stories import KnownSite, KnownStory

HOST = "life.park.example"
DAYS = 30
# Two new stories a day from NEW on.
NEW, EDITED, NOT_FOUND, OUTAGE, GONE, MOVED, UNPUBLISHED = 0.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0
THEME, NAMELESS, NAMED, WALL, LOCKED, REPUBLISHED = 10.0, 12.0, 13.0, 16.0, 18.0, 22.0
_LATE, _EDITS, _GONE, _TAKEN = 6, 3, 2, 2
MOVED_WORDS = "moved-to-here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The site, and what happens to whom: stories that come late, are edited, deleted, moved to other words.

    `taken` are taken off for a while; `locked` gets a password where the program has that.
    """

    site: KnownSite
    begins: datetime
    late: tuple[KnownStory, ...]
    edits: tuple[KnownStory, ...]
    gone: tuple[KnownStory, ...]
    taken: tuple[KnownStory, ...]
    moved: KnownStory
    locked: KnownStory

    def at(self, days: float) -> datetime:
        """Return the moment so many days after the beginning."""
        return self.begins + timedelta(days=days)

    @property
    def looks(self) -> tuple[datetime, ...]:
        """When an operator runs `newsarchive recheck`: in the hour of 404, and on the day without by-lines.

        What is due alone may be one page in that hour, which can tell nobody of a trouble of the site.
        """
        return self.at(NOT_FOUND) + timedelta(minutes=30), self.at(NAMELESS) + timedelta(hours=6)

    @property
    def arrivals(self) -> Mapping[KnownStory, float]:
        """When each late story is published, the oldest first."""
        return {story: NEW + number / 2 for number, story in enumerate(reversed(self.late))}

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """An hour in which every address answers 404, and a day in which every one answers 500."""
        hour, day = timedelta(hours=1), timedelta(days=1)
        return (
            Trouble(begins=self.at(NOT_FOUND), ends=self.at(NOT_FOUND) + hour, status=404),
            Trouble(begins=self.at(OUTAGE), ends=self.at(OUTAGE) + day, status=500),
        )


class RepliesAt(Protocol):
    """What `benchmarks.month.network` asks."""

    def reply(self, path: str, at: datetime, conditions: tuple[str, str]) -> Reply:
        """Return the answer to a request at a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A site that lives by a plan.

    `first` answers as it is at the beginning, `paths` are the addresses (after the host) that the stories
    have then or when they come.
    """

    plan: Plan
    site: RepliesAt
    first: Answering
    paths: Mapping[KnownStory, str]


class LifeOf(Protocol):
    """A program whose site can live."""

    @property
    def one_author(self) -> bool:
        """Whether all its stories are by its owner."""

    def living(self, plan: Plan) -> AbstractContextManager[Life]:
        """Let the site answer until the block ends; raises BuildFailedError where it cannot be had."""


def planned(begins: datetime, *, one_author: bool = False) -> Plan:
    """Return the plan of a life."""
    site = known_news(HOST, "number", one_author=one_author).site
    stories = site.stories
    # Of long texts: one sentence is no less behind a wall, and needs no password.
    long = [story for story in stories[_LATE:] if not story.is_short]
    return Plan(
        site=site,
        begins=begins,
        late=stories[:_LATE],
        edits=tuple(long[2 : 2 + _EDITS]),
        gone=tuple(long[8 : 8 + _GONE]),
        taken=tuple(long[12 : 12 + _TAKEN]),
        moved=long[16],
        locked=long[18],
    )
