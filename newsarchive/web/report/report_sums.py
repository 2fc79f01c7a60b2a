"""What the figures of a report come to: sums by day, source, kind and age, for charts and JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median

from newsarchive.evidence import RepairKind, SpamKind
from newsarchive.lifecycle import Outcome
from newsarchive.planning.rechecking import AGE_CLASSES
from newsarchive.storage.queries.period_captures import CaptureDelay
from newsarchive.storage.queries.period_ledger import BLIND_STATES, DayState, LedgerDay, ReportedSource
from newsarchive.web.report.report_figures import ReportFigures

# Kinds of answers as the charts tell them apart.
ANSWER_KINDS: dict[str, tuple[Outcome, ...]] = {
    "new or edited": (Outcome.NEW, Outcome.CHANGED),
    "as it was": (Outcome.UNCHANGED, Outcome.NOT_MODIFIED),
    "list read": (Outcome.FETCHED,),
    "refused": (Outcome.REFUSED,),
    "gone": (Outcome.GONE, Outcome.REDIRECTED),
    "failed": (Outcome.FAILED,),
    "not asked": (Outcome.SKIPPED,),
}
# Outcomes of asking for the page of a known article again.
_RECHECKS = (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
# Days of which nothing is concluded.
_NOT_WEIGHED = frozenset({DayState.UNKNOWN, DayState.OPEN})
# Repairs that mend no damage, and one that was not made.
_NO_REPAIRS = (RepairKind.READ_FROM_SCRIPT, RepairKind.READ_BY_HOST, RepairKind.UNDECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaySummary:
    """How long after publication articles were captured first, in seconds; None where none can be timed.

    `ahead` were captured before the time they state, and count in neither number.
    """

    timed: int
    ahead: int
    median: float | None
    ninth_tenth: float | None


def delay_summary(delays: Iterable[CaptureDelay]) -> DelaySummary:
    """Return median and 90th percentile (nearest rank)."""
    seconds = [one.seconds for one in delays]
    known = sorted(value for value in seconds if value >= 0)
    return DelaySummary(
        timed=len(known),
        ahead=len(seconds) - len(known),
        median=median(known) if known else None,
        ninth_tenth=known[max(0, -(-len(known) * 9 // 10) - 1)] if known else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSums:
    """One source over the period. `before` is None where nobody watched.

    `usual` is None unless it is known of every watched day that is over; `beside_usual` came on those days.
    """

    name: str
    articles: int
    usual: float | None
    beside_usual: int
    before: int | None
    days: tuple[LedgerDay, ...]
    blind_days: int
    edits: int
    stealth: int
    refused: int
    failed: int
    delay: DelaySummary


@dataclass(frozen=True)
class ReportSums:
    """Sums of the figures; each is worked out when it is first asked for."""

    figures: ReportFigures

    @cached_property
    def days(self) -> list[date]:
        """The days of the period."""
        return self.figures.period.days()

    @cached_property
    def names(self) -> dict[int, str]:
        """Names of the sources by row number."""
        return {one.number: one.name for one in self.figures.sources}

    @cached_property
    def sources(self) -> list[SourceSums]:
        """The sources of which the period has anything; those with most articles first."""
        figures = self.figures
        edits = Counter(one.source_id for one in figures.edits)
        stealth = Counter(one.source_id for one in figures.edits if one.stealth)
        answers: Counter[tuple[int, str]] = Counter()
        for one in figures.answers:
            answers[one.source_id, one.outcome] += one.count
        before: Counter[int] = Counter()
        for (number, _), count in figures.before.items():
            before[number] += count
        delays = defaultdict(list)
        for delay in figures.delays:
            delays[delay.source_id].append(delay)
        found = []
        for source in figures.sources:
            days = figures.ledger[source.name]
            weighed = [one for one in days if one.state not in _NOT_WEIGHED]
            expected = [one.expected for one in weighed if one.expected is not None]
            watched = source.begun_on is not None and source.begun_on < figures.period.before().since
            sums = SourceSums(
                name=source.name,
                articles=sum(one.articles for one in days),
                usual=sum(expected) if expected and len(expected) == len(weighed) else None,
                beside_usual=sum(one.articles for one in weighed),
                before=before[source.number] if watched else None,
                days=days,
                blind_days=sum(one.state in BLIND_STATES for one in days),
                edits=edits[source.number],
                stealth=stealth[source.number],
                refused=answers[source.number, Outcome.REFUSED],
                failed=answers[source.number, Outcome.FAILED],
                delay=delay_summary(delays[source.number]),
            )
            if sums.articles or sums.refused or sums.edits or weighed:
                found.append(sums)
        return sorted(found, key=lambda one: (-one.articles, one.name))

    @cached_property
    def articles(self) -> int:
        """All articles of the period's days."""
        return sum(one.articles for one in self.sources)

    @cached_property
    def states(self) -> Counter[DayState]:
        """Days of sources by what is known of them."""
        return Counter(day.state for source in self.sources for day in source.days)

    @cached_property
    def coverage(self) -> float | None:
        """The share of the watched days of sources on which they were seen; None if nobody watched."""
        seen = self.states[DayState.SEEN] + self.states[DayState.QUIET]
        watched = seen + sum(self.states[one] for one in BLIND_STATES)
        return seen / watched if watched else None

    @cached_property
    def blind_on(self) -> dict[date, int]:
        """How many sources were blind on each day."""
        found = dict.fromkeys(self.days, 0)
        for source in self.sources:
            for day in source.days:
                found[day.day] += day.state in BLIND_STATES
        return found

    @cached_property
    def missing_on(self) -> dict[date, float]:
        """How many articles blind sources let expect on each day beyond those that came."""
        found = dict.fromkeys(self.days, 0.0)
        for source in self.sources:
            for day in source.days:
                if day.state is DayState.BLIND and day.expected is not None:
                    found[day.day] += max(0.0, day.expected - day.articles)
        return found

    @cached_property
    def usual_on(self) -> dict[date, float | None]:
        """What is usual on each day, of the sources of which that is known; None where it is of none."""
        found: dict[date, float | None] = dict.fromkeys(self.days)
        for source in self.sources:
            for day in source.days:
                if day.expected is not None:
                    found[day.day] = (found[day.day] or 0.0) + day.expected
        return found

    @cached_property
    def weighed_days(self) -> list[LedgerDay]:
        """The watched days of sources that are over."""
        return [day for source in self.sources for day in source.days if day.state not in _NOT_WEIGHED]

    @cached_property
    def gaps(self) -> list[tuple[str, LedgerDay]]:
        """The days of sources that are gaps, with their cause, or on which nobody was heard."""
        return sorted(
            (
                (source.name, day)
                for source in self.sources
                for day in source.days
                if day.state in {*BLIND_STATES, DayState.QUIET}
            ),
            key=lambda pair: (pair[1].day, pair[0]),
        )

    @cached_property
    def answers_on(self) -> dict[str, Counter[date]]:
        """Answers of each kind by day."""
        kinds = {outcome: kind for kind, outcomes in ANSWER_KINDS.items() for outcome in outcomes}
        found: dict[str, Counter[date]] = {kind: Counter() for kind in ANSWER_KINDS}
        for one in self.figures.answers:
            found[kinds[Outcome(one.outcome)]][one.day] += one.count
        return found

    @cached_property
    def requests(self) -> int:
        """All requests that were made: what was skipped was not asked for."""
        return sum(one.count for one in self.figures.answers if one.outcome != Outcome.SKIPPED)

    @cached_property
    def rechecks_on(self) -> dict[str, Counter[date]]:
        """Rechecks of known articles by day: those that found the article changed, and the others."""
        found: dict[str, Counter[date]] = {"changed": Counter(), "as it was": Counter()}
        for one in self.figures.answers:
            if one.of_article and one.outcome in _RECHECKS:
                found["changed" if one.outcome == Outcome.CHANGED else "as it was"][one.day] += one.count
        return found

    @cached_property
    def delay(self) -> DelaySummary:
        """The delays of all sources."""
        return delay_summary(self.figures.delays)

    @cached_property
    def delays_on(self) -> dict[date, DelaySummary]:
        """The delays by the day of the first capture."""
        found = defaultdict(list)
        for one in self.figures.delays:
            found[one.day].append(one)
        return {day: delay_summary(found[day]) for day in self.days}

    @cached_property
    def edits_on(self) -> dict[str, Counter[date]]:
        """Edits by day: those that the page owned up to, and the others."""
        found: dict[str, Counter[date]] = {"stated": Counter(), "stealth": Counter()}
        for one in self.figures.edits:
            found["stealth" if one.stealth else "stated"][one.day] += 1
        return found

    @cached_property
    def withdrawn_on(self) -> dict[str, Counter[date]]:
        """Articles withdrawn and returned by day."""
        found: dict[str, Counter[date]] = {"withdrawn": Counter(), "returned": Counter()}
        for event, day, count in self.figures.withdrawals:
            found[event][day] += count
        return found

    @cached_property
    def edits_by_age(self) -> list[int]:
        """Edits by the age of the article, in the classes of newsarchive.planning.rechecking."""
        found = [0] * len(AGE_CLASSES)
        for one in self.figures.edits:
            found[next((at for at, age in enumerate(AGE_CLASSES) if one.age < age.until), -1)] += 1
        return found

    @cached_property
    def languages(self) -> Counter[str]:
        """Articles by language; "" where it is unknown."""
        found: Counter[str] = Counter()
        for (_, language, _), count in self.figures.published.languages.items():
            found[language] += count
        return found

    @cached_property
    def repaired(self) -> int:
        """Captures in which damage was undone, a capture once for each kind."""
        return sum(one.captures for one in self.figures.repairs if one.kind not in _NO_REPAIRS)

    @cached_property
    def spam(self) -> int:
        """Blocks of spam that were cut out."""
        return sum(one.count for one in self.figures.removed if one.kind != SpamKind.FURNITURE)

    @cached_property
    def new_sources(self) -> list[tuple[str, date]]:
        """Sources whose first article was captured in the period, with the day."""
        ends = self.figures.period
        first = [(one.name, one.first_new_at) for one in self.figures.sources]
        return [(name, at.date()) for name, at in first if at and ends.since <= at.date() <= ends.until]

    @cached_property
    def ceased_sources(self) -> list[tuple[str, date, bool]]:
        """Sources without a new article in the period that had one in as many days before, or were retired.

        With the day of their last new article (of retirement), and whether they were retired. Those that were
        seen on no day of the period are in `unseen_sources`.
        """
        ends, found = self.figures.period, []
        for one in self.figures.sources:
            if one.retired_at and ends.since <= one.retired_at.date() <= ends.until:
                found.append((one.name, one.retired_at.date(), True))
            elif (day := self._silent_since(one)) and self._was_seen(one):
                found.append((one.name, day, False))
        return found

    @cached_property
    def unseen_sources(self) -> list[tuple[str, date]]:
        """Sources that brought nothing new since the period before and that nobody saw, with that day."""
        ceased = {name for name, _, _ in self.ceased_sources}
        return [
            (one.name, day)
            for one in self.figures.sources
            if one.name not in ceased and (day := self._silent_since(one)) and not self._was_seen(one)
        ]

    def _silent_since(self, source: ReportedSource) -> date | None:
        ends, last = self.figures.period, source.last_new_at
        return last.date() if last and ends.before().since <= last.date() < ends.since else None

    def _was_seen(self, source: ReportedSource) -> bool:
        return any(day.state in {DayState.SEEN, DayState.QUIET} for day in self.figures.ledger[source.name])


def weeks_of(days: Sequence[date]) -> list[date]:
    """Return the Monday of each week that the days touch, in order."""
    return list(dict.fromkeys(day - timedelta(days=day.weekday()) for day in days))
