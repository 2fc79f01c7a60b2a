"""The plain values of health, and the two doors they pass through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

Origin = Literal["declared", "history", "default"]
AlarmKind = Literal["missed", "failed", "blind", "vanished", "unanswered"]


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of a number of things have a property."""

    count: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Return the share; 0 of nothing."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHistory:
    """What a source brought in the eight weeks before the last one; weeks without any answer are left out.

    `articles`, `refused` and `failed` have one entry a week; `titled` and `dated` are of the articles before
    those that are measured now. `longest_gap` is looked for only where the source is silent now.
    """

    articles: tuple[int, ...] = ()
    refused: tuple[Proportion, ...] = ()
    failed: tuple[Proportion, ...] = ()
    titled: Proportion = Proportion()
    dated: Proportion = Proportion()
    longest_gap: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """Whether the site answered a crawl: with anything but a 5xx.

    `answered` and `unanswered` are addresses of this crawl, `in_a_row` those unanswered since the last that
    was answered, in the crawls before too; `ever_answered`: any was answered before; `previous_silent`:
    the crawl before got no answer at all.
    """

    answered: int = 0
    unanswered: int = 0
    in_a_row: int = 0
    ever_answered: bool = False
    previous_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How a source stands when a crawl of it ends.

    `vanished` are the known articles whose pages are gone, of those asked last.
    """

    source: str
    crawl: int
    at: datetime
    watched_since: datetime
    articles_7d: int
    last_new_at: datetime | None
    titled: Proportion = Proportion()
    dated: Proportion = Proportion()
    refused: Proportion = Proportion()
    failed: Proportion = Proportion()
    vanished: Proportion = Proportion()
    reachability: Reachability = field(default_factory=Reachability)
    history: WeeklyHistory = field(default_factory=WeeklyHistory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An expectation a crawl missed; `detail` says it in a sentence, `look` what to run or look at."""

    expectation: str
    measured: float
    bound: float
    origin: Origin
    detail: str
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A spell of trouble of which people must be told: that it began, or (`ended_at`) that it is over."""

    number: int
    source: str
    kind: AlarmKind
    cause: str
    raised_at: datetime
    ended_at: datetime | None = None


class Health(Protocol):
    """How sources are doing."""

    def measure(self, crawl: int, at: datetime) -> Measures:
        """Measure the source of a crawl; only its own history is looked at."""

    def record(self, crawl: int, missed: Sequence[Missed]) -> None:
        """Write what the crawl missed; again, it replaces what was written."""

    def retired(self) -> Sequence[str]:
        """Names of the sources whose declaration is gone."""


class Alarms(Protocol):
    """The memory of who was told what: a spell of trouble is told once when it begins and once when it ends.

    A process that tells has claimed the alarm for a few minutes, so that no other tells the same.
    """

    def begin(self, source: str, kind: AlarmKind, cause: str, at: datetime) -> bool:
        """Begin a spell; false when one of this kind is open (its cause stays) or the source is unknown."""

    def end(self, source: str, kinds: Collection[AlarmKind], at: datetime) -> None:
        """End the open spells of these kinds."""

    def raise_stalled(self, every: Mapping[str, float], at: datetime) -> None:
        """Raise an alarm for each source not crawled for too long; `every` gives each interval in seconds.

        Spells of retired sources end in silence.
        """

    def claim(self, at: datetime, source: str | None = None) -> Sequence[Alarm]:
        """Claim what nobody was told yet: of one source (blindness apart), or of all."""

    def mark_delivered(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """Remember that people were told."""

    def release(self, alarms: Sequence[Alarm]) -> None:
        """Give claims back: it could not be told."""
