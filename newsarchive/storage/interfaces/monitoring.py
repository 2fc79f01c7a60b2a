"""The values and the two stores of monitoring: measures of sources, and alarms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.stored_word import Word


class BoundOrigin(Word):
    """Where the bound of an expectation comes from (`missed_expectations.origin`)."""

    DECLARED = "declared", "The source declares it.", "declared in [expect]"
    HISTORY = "history", "It follows from what the source brought before.", "from its own history"
    DEFAULT = "default", "It is ours, for lack of both.", "the default where [expect] declares none"


class AlarmKind(Word):
    """What is wrong with a source (`alarms.kind`)."""

    MISSED = "missed", "A crawl missed expectations that have no kind of their own.", "expectations missed"
    FAILED = "failed", "A crawl could not start, or the last three were killed.", "crawls fail"
    BLIND = "blind", "It is declared, and not crawled any more.", "no longer crawled"
    VANISHED = "vanished", "Many of its articles are gone at once.", "articles vanish"
    UNANSWERED = (
        "unanswered",
        "Its site does not answer, or shows us nothing.",
        "the site shows us nothing",
    )
    INCIDENT = (
        "incident",
        "Many of its pages show what is not to be believed of each; `incidents` says what.",
        "its pages are in doubt",
    )


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of a number of things have a property."""

    count: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Return the share from 0 to 1; 0 if `of` is 0."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHistory:
    """What a source brought in the eight weeks before the last one; weeks without any response are left out.

    `articles`, `refused` and `failed` have one entry per week. `titled` and `dated` describe the articles
    before those measured now. `longest_gap` is set only if the source brings nothing at present.
    """

    articles: tuple[int, ...] = ()
    refused: tuple[Proportion, ...] = ()
    failed: tuple[Proportion, ...] = ()
    titled: Proportion = Proportion()
    dated: Proportion = Proportion()
    longest_gap: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """Whether the site answered a crawl with anything but a 5xx, and what it kept from one it showed nothing.

    `answered` and `unanswered` count URLs of this crawl; `in_a_row` counts those unanswered since the last
    answer, earlier crawls included. `ever_answered`: an earlier crawl got an answer. `previous_silent`: the
    crawl before got no answer at all. `silent_pages` counts the URLs of articles asked for since one of them
    was answered, earlier crawls included: lists may answer all the while. `refused_pages` counts those that
    were shown before and are refused (401, 403, 451) since one was not.

    Of a crawl that was shown nothing, `answered` is 0, whatever statuses came: `closed` counts its URLs that
    the host keeps from us, `closed_by` names the statuses and reasons. Since something was last shown,
    `lost` counts the URLs closed that had been shown before, `closed_lists` those of lists, `in_vain` the
    crawls from the first one that wanted something, which began at `nothing_since`. `host_refuses`: a URL
    lost is on a host that refuses its robots.txt. `ever_shown`: something was shown before.
    """

    answered: int = 0
    unanswered: int = 0
    in_a_row: int = 0
    ever_answered: bool = False
    previous_silent: bool = False
    silent_pages: int = 0
    refused_pages: int = 0
    closed: int = 0
    closed_by: tuple[str, ...] = ()
    lost: int = 0
    closed_lists: int = 0
    ever_shown: bool = False
    host_refuses: bool = False
    nothing_since: datetime | None = None
    in_vain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of a source when a crawl of it ends.

    `vanished` counts the stored articles whose pages are gone, among those fetched last.
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
    """An expectation that a crawl missed; `detail` explains it, `look` names what to run or look at."""

    expectation: str
    measured: float
    bound: float
    origin: BoundOrigin
    detail: str
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A period of trouble that people must be told of: it began, or (`ended_at` is set) it is over."""

    number: int
    source: str
    kind: AlarmKind
    cause: str
    raised_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What many pages of a source showed at once: `affected` of `looked_at` URLs, told by `detail`.

    `revisions` is how many edits were made in it, `hidden` how many articles have one that it hides now.
    """

    number: int
    source: str
    kind: IncidentKind
    state: IncidentState
    opened_at: datetime
    closed_at: datetime | None
    crawls_seen: int
    affected: int
    looked_at: int
    revisions: int
    hidden: int
    example: str | None
    detail: str


class Incidents(Protocol):
    """Incidents of sources, and the revisions that they put in doubt."""

    def judge(self, crawl: int, at: datetime) -> Sequence[Incident]:
        """Open, go on with and end the incidents that the pages of a crawl's source show; idempotent.

        Returns those that are open afterwards, of other kinds too. Revisions made in an incident are passed
        over by what is shown, until it is accepted; its URLs are looked at again soon.
        """

    def judge_interrupted(self, crawl: int, at: datetime) -> None:
        """Judge what crawls of the source saw that were cut short before this one; idempotent.

        To be called before the crawl looks at a page: its looks would stand in for theirs.
        """

    def follow(
        self, crawl: int, at: datetime, kind: IncidentKind, *, detail: str | None, part: Proportion
    ) -> None:
        """Open or go on with an incident that an expectation tells (`detail`), or end it (None)."""

    def settle(self, number: int, state: IncidentState, at: datetime) -> Incident:
        """Accept or dismiss an open incident, or accept a dismissed one; UsageError if it is neither.

        Accepting makes its edits ordinary ones, and withdraws the articles that vanished in it.
        """

    def listed(self, source: str | None = None, *, every: bool = False) -> Sequence[Incident]:
        """Return the open incidents, or with `every` the ended ones too, newest first."""


class Health(Protocol):
    """Measures of sources."""

    def measure(self, crawl: int, at: datetime) -> Measures:
        """Measure the source of a crawl, using only the source's own history."""

    def record(self, crawl: int, missed: Sequence[Missed]) -> None:
        """Store what the crawl missed, in place of what was stored before."""

    def retired(self) -> Sequence[str]:
        """Return the names of the sources that are no longer declared."""


class Alarms(Protocol):
    """Alarms and who was notified: once when a period of trouble begins and once when it ends.

    A process claims an alarm for a few minutes before it sends a message, so that no other sends the same.
    """

    def begin(self, source: str, kind: AlarmKind, cause: str, at: datetime) -> bool:
        """Begin an alarm; False if one of this kind is open (its cause stays) or the source is unknown."""

    def end(self, source: str, kinds: Collection[AlarmKind], at: datetime) -> None:
        """End the open alarms of these kinds."""

    def raise_stalled(self, every: Mapping[str, float], at: datetime) -> None:
        """Begin an alarm for each source not crawled for too long; `every` gives each interval in seconds.

        Alarms of retired sources end without a message.
        """

    def claim(self, at: datetime, source: str | None = None) -> Sequence[Alarm]:
        """Claim the alarms nobody was notified of: of one source (`blind` ones excepted), or of all."""

    def mark_delivered(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """Record that people were notified."""

    def release(self, alarms: Sequence[Alarm]) -> None:
        """Release the claims because the message could not be sent."""
