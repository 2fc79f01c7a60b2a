"""`newsarchive report`: the charts of a period as one file of HTML, as JSON, or in the terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from rich.cells import cell_len, set_cell_size

from newsarchive import clock
from newsarchive.cli.output import json_line, result_stream
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.tables import print_table
from newsarchive.cli.watchdog import Watchdog
from newsarchive.environment import database_url
from newsarchive.errors import UsageError
from newsarchive.logs.console import echo
from newsarchive.logs.formats import visible
from newsarchive.storage.queries.period_ledger import DayState, Period, last_whole_day
from newsarchive.web.display.translations import PageTongue
from newsarchive.web.report.report_figures import STEPS, ReportFigures, report_figures
from newsarchive.web.report.report_page import (
    chosen_sources,
    last_entry,
    report_cards,
    report_html,
    report_notes,
    report_parts,
)
from newsarchive.web.report.report_parts import (
    Bars,
    Foreign,
    Heat,
    Lines,
    Phrases,
    ReportCell,
    ReportPart,
    ShareBar,
    Spark,
    States,
)
from newsarchive.web.report.report_record import report_record
from newsarchive.web.report.report_sums import ReportSums
from newsarchive.web.report.report_words import report_phrases

# Days of a report without --since, and the most that one may have: a bar is a week then.
_DEFAULT_DAYS = 30
_MOST_DAYS = 366
# Columns of a terminal that nobody asked, and the widest line of charts, which people still read.
_USUAL_WIDTH, _WIDEST = 80, 120
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_SHADES = " ░▒▓█"
_BAR_CELL, _SPARK_CELL = 12, 19
_STATE_SIGNS = {
    DayState.SEEN: "■",
    DayState.QUIET: "□",
    DayState.BLIND: "x",
    DayState.UNHEARD: "?",
    DayState.UNKNOWN: "·",
    DayState.OPEN: "…",
}


def write_report(
    since: date | None,
    until: date | None,
    sources: Sequence[str],
    tongue: PageTongue,
    html: Path | None,
    *,
    as_json: bool,
    timeout: float,
) -> None:
    """Write the report to a file of HTML (`-`: stdout), as JSON, or print it."""
    now = clock.now()
    period = chosen_period(since, until, last_whole_day(now))
    to_file = html is not None and str(html) != "-"
    with StopAtOnce(), Watchdog(timeout) as watch:
        # The place is opened before the archive is read: nobody waits for a file that cannot be written.
        with result_stream(html if to_file else None, option="--html") as stream:
            with ProgressReport("Reading the archive", STEPS) as progress, watch.calling():
                figures = report_figures(
                    database_url(), period, sources, now, timeout=timeout, step=progress.step
                )
            if html is not None:
                stream.write(report_html(figures, tongue))
            elif as_json:
                record = report_record(ReportSums(figures))
                stream.write(json_line(visible(json.dumps(record, ensure_ascii=False, indent=1))))
        if html is None and not as_json:
            print_period_report(figures, report_phrases(tongue))
        elif to_file:
            echo(f"The report of {period.since} to {period.until} is in {html}.", err=True)


def chosen_period(since: date | None, until: date | None, newest: date) -> Period:
    """Return the period; by default the last thirty days that are over, else that many before `until`.

    Raises UsageError for one that ends before it begins, or is too long.
    """
    last = until or (newest if since is None or since <= newest else since)
    if since is None and (last - date.min).days < _DEFAULT_DAYS:
        since = date.min
    first = since or last - timedelta(days=_DEFAULT_DAYS - 1)
    if first > last:
        raise UsageError(
            f"--since {first} is after --until {last}.", hint="Give the first day, then the last."
        )
    days = (last - first).days + 1
    if days > _MOST_DAYS:
        raise UsageError(
            f"A report of {days:,} days is too long; it may have {_MOST_DAYS}.",
            hint="Make several, such as one a year.",
        )
    # The days before it are looked at, too.
    if (first - date.min).days < days or (date.max - last).days < 1:
        raise UsageError(f"--since {first} and --until {last} are at the calendar's end.")
    return Period(since=first, until=last)


def print_period_report(figures: ReportFigures, say: Phrases) -> None:
    """Print the report, its charts as signs that fit the terminal's width."""
    sums = ReportSums(figures)
    period = figures.period
    echo(f"{say.phrase('Report')} {say.phrase('{since} to {until}', since=period.since, until=period.until)}")
    print_table(
        [
            (say.phrase("Archive"), figures.archive),
            (say.phrase("As it stood after its last entry"), last_entry(figures)),
            (say.phrase("Sources"), chosen_sources(figures, say)),
            *report_cards(sums, say),
        ]
    )
    for note in report_notes(sums, say):
        echo(f"! {note}")
    width = min(_WIDEST, shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns)
    if not sys.stdout.isatty():
        width = _USUAL_WIDTH
    for part in report_parts(sums, say):
        echo("")
        echo(f"== {part.title} ==")
        echo(part.caption)
        for line in chart_lines(part, width):
            echo(line)
        if part.table is not None and (part.open or part.drawing is None):
            print_table([[_cell(value) for value in row] for row in part.table.rows], part.table.headings)
            if part.table.left_out:
                echo(say.phrase("… and {count} more.", count=part.table.left_out))


def _cell(value: ReportCell) -> int | float | str | None:
    match value:
        case Foreign():
            return value.text
        case ShareBar():
            return level_bar(value.value, value.most, _BAR_CELL)
        case Spark():
            most = max(value.values, default=0)
            step = -(-len(value.values) // _SPARK_CELL) if value.values else 1
            groups = [
                range(at, min(at + step, len(value.values))) for at in range(0, len(value.values), step)
            ]
            return "".join(
                "x"
                if any(value.blind[at] for at in group)
                else _HEIGHTS[_level(sum(value.values[at] for at in group) / len(group), most, 8)]
                for group in groups
            )
    return value


def _level(value: float, most: float, levels: int) -> int:
    """Return which of the levels a value has: 0 for none, at least 1 for something."""
    if value <= 0 or most <= 0:
        return 0
    return min(levels, max(1, round(levels * value / most)))


def level_bar(value: float, most: float, width: int) -> str:
    """Return a bar of so many columns at most, in eighths of one."""
    eighths = _level(value, most, width * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def chart_lines(part: ReportPart, width: int) -> Iterator[str]:
    """Yield a part's drawing as lines no wider than that."""
    match part.drawing:
        case Bars() as bars:
            yield from _bar_lines(bars, part, width)
        case Lines() as lines:
            yield from _line_lines(lines, width)
        case Heat() as heat:
            yield from _heat_lines(heat, width)
        case States() as states:
            yield from _state_lines(states, part, width)


def _bar_lines(bars: Bars, part: ReportPart, width: int) -> Iterator[str]:
    totals = [sum(values[at] for _, values in bars.series) for at in range(len(bars.labels))]
    missing = bars.missing or (0.0,) * len(totals)
    if not any((*totals, *missing, *bars.blind, *(bars.usual or ()))):
        return  # the caption says that there is nothing
    most = max((total + more for total, more in zip(totals, missing, strict=True)), default=0)
    name = max(map(cell_len, bars.labels), default=0)
    number = max((len(f"{total:,.0f}") for total in totals), default=1)
    room = max(8, width - name - number - 20)
    for at, label in enumerate(bars.labels):
        bar = level_bar(totals[at], most, room)
        bar += "░" * _level(missing[at], most, room) if missing[at] >= 1 else ""
        said = f"{totals[at]:{number},.0f}"
        usual = None if bars.usual is None else bars.usual[at]
        said += "" if usual is None else f" / {usual:,.0f}"
        said += " x" if bars.blind and bars.blind[at] else ""
        yield f"{set_cell_size(label, name)}  {said:<{number + 14}} {bar}".rstrip()
    signs = [name for kind, name in part.legend if kind == "usual"]
    marks = [("/", signs)] if signs else []
    marks += [("░", [name for kind, name in part.legend if kind == "missing"]), ("x", _named(part, "blind"))]
    told = "; ".join(f"{sign} {names[0]}" for sign, names in marks if names)
    if told:
        yield told
    if len(bars.series) > 1:
        sums = sorted(
            ((sum(values), name) for name, values in bars.series), key=lambda one: (-one[0], one[1])
        )
        yield ", ".join(f"{name}: {value:,.0f}" for value, name in sums if value)


def _named(part: ReportPart, kind: str) -> list[str]:
    return [name for one, name in part.legend if one == kind]


def _line_lines(lines: Lines, width: int) -> Iterator[str]:
    most = max((value or 0 for _, values in lines.series for value in values), default=0)
    name = max((cell_len(name) for name, _ in lines.series), default=0)
    for title, values in lines.series:
        signs = "".join(" " if value is None else _HEIGHTS[_level(value, most, 8)] for value in values)
        known = [value for value in values if value is not None]
        ends = f"{min(known):,.1f}-{max(known):,.1f} {lines.unit}" if known else ""
        yield f"{set_cell_size(title, name)}  {signs[: max(8, width - name - 30)]}  {ends}"
    if any(lines.blind):
        signs = "".join("x" if one else " " for one in lines.blind)
        yield f"{' ' * name}  {signs}".rstrip()
    yield f"{' ' * name}  {lines.labels[0]} – {lines.labels[-1]}" if lines.labels else ""


def _heat_lines(heat: Heat, width: int) -> Iterator[str]:
    most = max((value for row in heat.values for value in row), default=0)
    name = max(map(cell_len, heat.rows), default=0)
    wide = (
        3
        if name + 2 + 3 * len(heat.columns) <= width
        else 2
        if name + 2 + 2 * len(heat.columns) <= width
        else 1
    )
    for row, values in zip(heat.rows, heat.values, strict=True):
        signs = "".join(_SHADES[_level(one, most, 4)] * wide for one in values)
        yield f"{set_cell_size(row, name)}  {signs}".rstrip()
    if wide > 1:
        marks = "".join(f"{one:<{wide * 3}}" for one in heat.columns[::3])
        yield f"{' ' * name}  {marks}".rstrip()


def _state_lines(states: States, part: ReportPart, width: int) -> Iterator[str]:
    name = min(24, max(map(cell_len, states.rows), default=0))
    for row, days in zip(states.rows, states.states, strict=True):
        signs = "".join(_STATE_SIGNS[one] for one in days)
        yield f"{set_cell_size(row, name)}  {signs[: width - name - 2]}"
    if states.rows:
        yield f"{' ' * name}  {states.columns[0]} – {states.columns[-1]}"
        seen = {one for days in states.states for one in days}
        names = {kind.removeprefix("state "): said for kind, said in part.legend}
        yield "; ".join(f"{sign} {names[one]}" for one, sign in _STATE_SIGNS.items() if one in seen)
