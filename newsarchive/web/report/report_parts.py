"""The parts of a report: each a title, a caption with the main number in words, a drawing and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from newsarchive.storage.queries.period_ledger import DayState
from newsarchive.web.report.report_sums import ReportSums, weeks_of

# Sources, gaps and names that a table shows; what is left out is said below it.
MOST_TABLE_ROWS = 100
# Series that a chart of volume tells apart; the others are one more.
_MOST_SERIES = 6
# With more days than these a bar is a week: a month and a half fits a phone.
_MOST_DAYS_DRAWN = 62


@dataclass(frozen=True, slots=True)
class Foreign:
    """What somebody else wrote: a title, a name, a tag; `language` is a code, `url` where it leads."""

    text: str
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar in a cell: `value` of `most`."""

    value: float
    most: float


@dataclass(frozen=True, slots=True)
class Spark:
    """Small bars in a cell, with what is usual and on which days nobody saw the source."""

    values: tuple[float, ...]
    usual: tuple[float, ...] | None
    blind: tuple[bool, ...]


ReportCell = None | int | float | str | Foreign | ShareBar | Spark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """Rows below headings; `left_out` rows are not shown."""

    headings: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Stacked bars (see newsarchive.web.display.charts.stacked_bars)."""

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str
    usual: tuple[float | None, ...] | None = None
    missing: tuple[float, ...] | None = None
    blind: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines (see newsarchive.web.display.charts.lines_chart)."""

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str
    blind: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A heat map."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What is known of each source's days; `tips` say it in words."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    states: tuple[tuple[DayState, ...], ...]
    tips: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """One chart with its words and numbers. `legend` names classes of the sheet; `open` shows the table."""

    name: str
    audience: Literal["operator", "analyst"]
    title: str
    caption: str
    drawing: Bars | Lines | Heat | States | None = None
    table: ReportTable | None = None
    legend: tuple[tuple[str, str], ...] = ()
    open: bool = False


class Phrases:
    """Fills in phrases of one language: `phrase`, names of stored `word`s by kind, and durations."""

    def __init__(
        self, phrase: Callable[..., str], word: Callable[[str, str], str], *, gap: str = " "
    ) -> None:
        """`gap` stands between two sentences."""
        self.phrase = phrase
        self.word = word
        self.gap = gap

    def duration(self, seconds: float | None) -> str:
        """Return seconds as people say them."""
        if seconds is None:
            return "–"
        if seconds < 3_600:
            return self.phrase("{count} min", count=f"{seconds / 60:.0f}")
        if seconds < 86_400:
            return self.phrase("{count} h", count=f"{seconds / 3_600:.1f}".removesuffix(".0"))
        return self.phrase("{count} d", count=f"{seconds / 86_400:.1f}".removesuffix(".0"))

    def number(self, value: float | None) -> str:
        """Return a number with commas between thousands; a dash where there is none."""
        if value is None:
            return "–"
        return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 100 else f"{value:,.1f}"

    def share(self, part: float, of: float) -> str:
        """Return a share as a percentage; a dash of nothing."""
        return f"{100 * part / of:.1f} %" if of else "–"


class ReportColumns:
    """The bars of the period: days, or weeks where there are many."""

    def __init__(self, days: Sequence[date]) -> None:
        self.weekly = len(days) > _MOST_DAYS_DRAWN
        self.days = list(days)
        self.starts = weeks_of(days) if self.weekly else list(days)
        across = days[0].year != days[-1].year
        self.labels = tuple(f"{one:%Y-%m-%d}" if across else f"{one:%m-%d}" for one in self.starts)

    def start_of(self, day: date) -> date:
        return day - timedelta(days=day.weekday()) if self.weekly else day

    def sums(self, by_day: Mapping[date, float]) -> tuple[float, ...]:
        found = dict.fromkeys(self.starts, 0.0)
        for day in self.days:
            found[self.start_of(day)] += by_day.get(day, 0)
        return tuple(found.values())

    def known_sums(self, by_day: Mapping[date, float | None]) -> tuple[float | None, ...]:
        found: dict[date, float | None] = dict.fromkeys(self.starts)
        for day in self.days:
            value = by_day.get(day)
            if value is not None:
                start = self.start_of(day)
                found[start] = (found[start] or 0.0) + value
        return tuple(found.values())


def blind_columns(sums: ReportSums, columns: ReportColumns) -> tuple[bool, ...]:
    return tuple(count > 0 for count in columns.sums(sums.blind_on))


def blind_legend(sums: ReportSums, say: Phrases) -> list[tuple[str, str]]:
    """Return what the mark below a bar means, if there is any."""
    return [("blind", say.phrase("a source was blind"))] if any(sums.blind_on.values()) else []


def missing_legend(sums: ReportSums, say: Phrases) -> list[tuple[str, str]]:
    """Return what the hatching upon a bar means, if there is any."""
    some = any(sums.missing_on.values())
    return [("missing", say.phrase("expected of sources that were blind"))] if some else []


def report_table(
    headings: Sequence[str], rows: Sequence[tuple[ReportCell, ...]], most: int = MOST_TABLE_ROWS
) -> ReportTable:
    return ReportTable(headings=tuple(headings), rows=tuple(rows[:most]), left_out=max(0, len(rows) - most))


def daily_table(
    sums: ReportSums, say: Phrases, named: Sequence[tuple[str, Mapping[date, float | None]]]
) -> ReportTable:
    """Return a row a day, with how many sources were blind."""
    rows = [
        (str(day), *(_plain(values.get(day)) for _, values in named), sums.blind_on[day]) for day in sums.days
    ]
    headings = (say.phrase("Day"), *(name for name, _ in named), say.phrase("Blind sources"))
    return report_table(headings, rows, most=len(rows))


def _plain(value: float | None) -> ReportCell:
    return int(value) if value is not None and float(value).is_integer() else value


def every_day(
    sums: ReportSums, named: Sequence[tuple[str, Mapping[date, int]]]
) -> list[tuple[str, dict[date, float | None]]]:
    return [(name, {day: counts.get(day, 0) for day in sums.days}) for name, counts in named]
