"""What an operator wants to know of a period: volume, coverage and trouble, then what requests came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from newsarchive.storage.queries.period_ledger import BLIND_STATES, DayState, LedgerDay
from newsarchive.web.report.report_parts import (
    MOST_TABLE_ROWS,
    Bars,
    Foreign,
    Phrases,
    ReportCell,
    ReportColumns,
    ReportPart,
    Spark,
    States,
    blind_columns,
    blind_legend,
    daily_table,
    missing_legend,
    report_table,
)
from newsarchive.web.report.report_requests import request_parts
from newsarchive.web.report.report_sums import ReportSums, SourceSums

# Series that a chart of volume tells apart; the others are one more.
_MOST_SERIES = 6  # and all others as one: the sheet has a colour for `series0` to `series6`

# Of a source of which all days are such, nobody can say how many were blind.
_NOT_WATCHED = frozenset({DayState.UNKNOWN, DayState.OPEN})


def operation_parts(sums: ReportSums, say: Phrases, columns: ReportColumns) -> Iterator[ReportPart]:
    """Yield the parts for operators, in their order."""
    yield _volume(sums, say, columns)
    yield _by_source(sums, say, columns)
    yield _coverage(sums, say, columns)
    yield _incidents(sums, say)
    yield from request_parts(sums, say, columns)


def _volume(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    largest = sums.sources if len(sums.sources) <= _MOST_SERIES + 1 else sums.sources[:_MOST_SERIES]
    others = sums.sources[len(largest) :]
    series = [(one.name, columns.sums({day.day: day.articles for day in one.days})) for one in largest]
    if others:
        rest: dict[date, float] = {}
        for one in others:
            for day in one.days:
                rest[day.day] = rest.get(day.day, 0) + day.articles
        series.append((say.phrase("{count} others", count=len(others)), columns.sums(rest)))
    usual, missing = columns.known_sums(sums.usual_on), sum(sums.missing_on.values())
    blind = sum(sums.states[state] for state in BLIND_STATES)
    caption = _how_many(sums, say)
    known = [one for one in sums.weighed_days if one.expected is not None]
    whole = len(known) == len(sums.weighed_days)
    expected = say.number(round(sum(one.expected or 0 for one in known)))
    if known and whole:
        caption += say.gap + say.phrase("Usual is {count}.", count=expected)
    elif known:
        caption += say.gap + say.phrase(
            "What is usual is known of {days} of {all} days of sources: {count}, where {came} came.",
            days=say.number(len(known)),
            all=say.number(len(sums.weighed_days)),
            count=expected,
            came=say.number(sum(one.articles for one in known)),
        )
    if blind:
        caption += say.gap + say.phrase(
            "Blind days of sources: {count}; about {missing} articles may be missing for them.",
            count=say.number(blind),
            missing=say.number(round(missing)),
        )
    elif sums.coverage is not None:
        caption += say.gap + say.phrase("No day of a watched source was blind.")
    else:
        caption += say.gap + _unwatched(sums, say)
    daily: dict[date, float | None] = dict.fromkeys(sums.days, 0)
    for one in sums.sources:
        for day in one.days:
            daily[day.day] = (daily[day.day] or 0) + day.articles
    legend = [(f"series{at}", name) for at, (name, _) in enumerate(series)]
    return ReportPart(
        name="volume",
        audience="operator",
        title=say.phrase("Articles a week, by source")
        if columns.weekly
        else say.phrase("Articles a day, by source"),
        caption=caption,
        drawing=Bars(
            labels=columns.labels,
            series=tuple(series),
            unit=say.phrase("articles"),
            usual=usual if known else None,
            missing=columns.sums(sums.missing_on),
            blind=blind_columns(sums, columns),
        ),
        table=daily_table(
            sums,
            say,
            (
                (say.phrase("Articles"), daily),
                (say.phrase("Usual"), sums.usual_on),
                (
                    say.phrase("Perhaps missing"),
                    {day: round(value, 1) for day, value in sums.missing_on.items()},
                ),
            ),
        ),
        legend=(
            *legend,
            *(
                [
                    (
                        "usual",
                        say.phrase("usual: the median of the same weekday in eight weeks")
                        if whole
                        else say.phrase(
                            "usual, where it is known: the median of the same weekday in eight weeks"
                        ),
                    )
                ]
                if known
                else []
            ),
            *missing_legend(sums, say),
            *blind_legend(sums, say),
        ),
    )


def _how_many(sums: ReportSums, say: Phrases) -> str:
    came = say.number(sums.articles)
    if len(sums.days) == 1:
        return say.phrase("{count} articles in one day.", count=came)
    return say.phrase("{count} articles in {days} days.", count=came, days=len(sums.days))


def _unwatched(sums: ReportSums, say: Phrases) -> str:
    """Say why nothing can be concluded: no day is over of those that somebody watched, or nobody did."""
    if sums.states[DayState.OPEN]:
        return say.phrase("No watched day is over yet: nothing can be said of what is missing.")
    return say.phrase("No source was watched in this period: nothing can be said of what is missing.")


def _by_source(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    rows: list[tuple[ReportCell, ...]] = [
        (
            Foreign(one.name),
            _spark(one, columns),
            one.articles,
            None if one.usual is None else round(one.usual),
            one.before,
            one.blind_days if any(day.state not in _NOT_WATCHED for day in one.days) else None,
            one.edits,
            one.refused,
            one.failed,
            say.duration(one.delay.median),
        )
        for one in sums.sources
    ]
    less = [one for one in sums.sources if one.usual and one.beside_usual < one.usual / 2]
    caption = say.phrase("Sources with anything in this period: {count}.", count=len(sums.sources))
    caption += say.gap + (
        say.phrase(
            "Less than half of what is usual came from {count}: {names}.", count=len(less), names="{names}"
        )
        if less
        else say.phrase("None brought less than half of what is usual.")
        if any(one.usual for one in sums.sources)
        else say.phrase("What is usual is not known of any.")
    ).replace("{names}", ", ".join(one.name for one in less[:5]) + (" …" if len(less) > 5 else ""))
    return ReportPart(
        name="sources",
        audience="operator",
        title=say.phrase("Sources"),
        caption=caption,
        table=report_table(
            (
                *(say.phrase("Source"), say.phrase("By day"), say.phrase("Articles"), say.phrase("Usual")),
                *(say.phrase("Period before"), say.phrase("Blind days"), say.phrase("Edits")),
                *(say.phrase("Refused"), say.phrase("Failed"), say.phrase("Median delay")),
            ),
            rows,
        ),
        open=True,
    )


def _spark(source: SourceSums, columns: ReportColumns) -> Spark:
    blind = columns.sums({day.day: float(day.state in BLIND_STATES) for day in source.days})
    return Spark(
        columns.sums({day.day: day.articles for day in source.days}),
        None if source.usual is None else columns.sums({day.day: day.expected or 0 for day in source.days}),
        tuple(count > 0 for count in blind),
    )


_STATE_ORDER = (
    DayState.BLIND,
    DayState.UNHEARD,
    DayState.QUIET,
    DayState.OPEN,
    DayState.UNKNOWN,
    DayState.SEEN,
)


def _coverage(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    states, tips = [], []
    shown = sums.sources[:MOST_TABLE_ROWS]
    for source in shown:
        cells: dict[date, list[LedgerDay]] = {}
        for day in source.days:
            cells.setdefault(columns.start_of(day.day), []).append(day)
        worst = [min(days, key=lambda one: _STATE_ORDER.index(one.state)) for days in cells.values()]
        states.append(tuple(day.state for day in worst))
        tips.append(tuple(_tip(source.name, day, say) for day in worst))
    blind = sum(sums.states[state] for state in BLIND_STATES)
    if sums.coverage is None:
        caption = _unwatched(sums, say)
    else:
        caption = say.phrase(
            "{share} of the watched days of sources were seen, {quiet} of them quiet; {blind} were blind.",
            share=f"{100 * sums.coverage:.1f} %",
            blind=say.number(blind),
            quiet=say.number(sums.states[DayState.QUIET]),
        )
    unknown = sums.states[DayState.UNKNOWN]
    if unknown:
        caption += say.gap + say.phrase(
            "Days of sources that nobody watched, before their first crawl or after their last: {count}.",
            count=say.number(unknown),
        )
    rows = [
        (
            str(day.day),
            Foreign(name),
            say.word("day", day.state),
            day.articles,
            None if day.expected is None else round(day.expected, 1),
            say.word("gap", day.cause) if day.cause else say.phrase("nothing can be expected"),
        )
        for name, day in sums.gaps
    ]
    return ReportPart(
        name="coverage",
        audience="operator",
        title=say.phrase("Coverage: which days of which source we saw"),
        caption=caption,
        drawing=States(
            rows=tuple(one.name for one in shown),
            columns=columns.labels,
            states=tuple(states),
            tips=tuple(tips),
        ),
        table=report_table(
            (
                *(say.phrase("Day"), say.phrase("Source"), say.phrase("State"), say.phrase("Articles")),
                *(say.phrase("Expected"), say.phrase("Cause")),
            ),
            rows,
            most=2 * MOST_TABLE_ROWS,
        ),
        legend=tuple((f"state {one}", say.word("day", one)) for one in reversed(_STATE_ORDER)),
    )


def _tip(name: str, day: LedgerDay, say: Phrases) -> str:
    said = f"{name}, {day.day}: {say.word('day', day.state)}, {day.articles}"
    if day.expected is not None:
        said += f" / {say.number(day.expected)}"
    return f"{said} ({say.word('gap', day.cause)})" if day.cause else said


def _incidents(sums: ReportSums, say: Phrases) -> ReportPart:
    rows = [
        (
            Foreign(one.source),
            say.word("reason", one.kind),
            say.word("incidentstate", one.state),
            one.opened_at[:16],
            None if one.closed_at is None else one.closed_at[:16],
            say.phrase("{count} of {all}", count=one.affected, all=one.looked_at),
            Foreign(one.detail, "en"),
        )
        for one in sums.figures.incidents
    ]
    still = sum(one.closed_at is None for one in sums.figures.incidents)
    return ReportPart(
        name="incidents",
        audience="operator",
        title=say.phrase("Incidents"),
        caption=say.phrase("Incidents: {count}; not over: {still}.", count=len(rows), still=still)
        if rows
        else say.phrase("No incident."),
        table=report_table(
            (
                *(say.phrase("Source"), say.phrase("Kind"), say.phrase("State"), say.phrase("Since")),
                *(say.phrase("Until"), say.phrase("Pages"), say.phrase("Detail")),
            ),
            rows,
        )
        if rows
        else None,
        open=True,
    )
