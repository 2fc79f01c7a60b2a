"""What an operator wants to know of a period: volume, coverage, trouble, answers, delays, repairs, size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from newsarchive.storage.queries.period_ledger import BLIND_STATES, DayState, LedgerDay
from newsarchive.web.report_parts import (
    MOST_TABLE_ROWS,
    Bars,
    Foreign,
    Lines,
    Phrases,
    ReportCell,
    ReportColumns,
    ReportPart,
    ShareBar,
    Spark,
    States,
    blind_columns,
    blind_legend,
    daily_table,
    every_day,
    missing_legend,
    report_table,
)
from newsarchive.web.report_sums import ReportSums, SourceSums

# Series that a chart of volume tells apart; the others are one more.
_MOST_SERIES = 6


def operation_parts(sums: ReportSums, say: Phrases, columns: ReportColumns) -> Iterator[ReportPart]:
    """Yield the parts for operators, in their order."""
    yield _volume(sums, say, columns)
    yield _by_source(sums, say, columns)
    yield _coverage(sums, say, columns)
    yield _incidents(sums, say)
    yield _answers(sums, say, columns)
    yield _delays(sums, say, columns)
    yield _rechecks(sums, say, columns)
    yield _reasons(sums, say)
    yield _kinds(sums, say, "repairs")
    yield _kinds(sums, say, "removed")
    yield _work(sums, say)


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
    caption = say.phrase(
        "{count} articles in {days} days.", count=say.number(sums.articles), days=len(sums.days)
    )
    known = [one for one in sums.usual_on.values() if one is not None]
    if known:
        caption += say.gap + say.phrase("Usual is {count}.", count=say.number(round(sum(known))))
    if blind:
        caption += say.gap + say.phrase(
            "Blind days of sources: {count}; about {missing} articles may be missing for them.",
            count=say.number(blind),
            missing=say.number(round(missing)),
        )
    elif sums.coverage is not None:
        caption += say.gap + say.phrase("No day of a watched source was blind.")
    else:
        caption += say.gap + say.phrase(
            "No source was watched in this period: nothing can be said of what is missing."
        )
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
                [("usual", say.phrase("usual: the median of the same weekday in eight weeks"))]
                if known
                else []
            ),
            *missing_legend(sums, say),
            *blind_legend(sums, say),
        ),
    )


def _by_source(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    rows: list[tuple[ReportCell, ...]] = [
        (
            Foreign(one.name),
            _spark(one, columns),
            one.articles,
            None if one.usual is None else round(one.usual),
            one.before,
            one.blind_days,
            one.edits,
            one.refused,
            one.failed,
            say.duration(one.delay.median),
        )
        for one in sums.sources
    ]
    less = [one for one in sums.sources if one.usual and one.articles < one.usual / 2]
    caption = say.phrase("Sources: {count}.", count=len(sums.sources))
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
        caption = say.phrase("No source was watched in this period: nothing can be said of what is missing.")
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


def _answers(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    named = [(say.word("answer", kind), counts) for kind, counts in sums.answers_on.items()]
    totals = {kind: sum(counts.values()) for kind, counts in sums.answers_on.items()}
    asked = sum(totals.values()) - totals["not asked"]
    return ReportPart(
        name="answers",
        audience="operator",
        title=say.phrase("Answers by kind"),
        caption=say.phrase(
            "{count} requests: {share} failed, {refused} pages were refused, {same} answers were as before.",
            count=say.number(asked),
            share=say.share(totals["failed"], asked),
            refused=say.number(totals["refused"]),
            same=say.share(totals["as it was"], asked),
        ),
        drawing=Bars(
            labels=columns.labels,
            series=tuple((name, columns.sums(counts)) for name, counts in named),
            unit=say.phrase("requests"),
            blind=blind_columns(sums, columns),
        ),
        table=daily_table(sums, say, [(name, dict(counts)) for name, counts in every_day(sums, named)]),
        legend=(
            *((f"series{at}", name) for at, (name, _) in enumerate(named)),
            *blind_legend(sums, say),
        ),
    )


def _reasons(sums: ReportSums, say: Phrases) -> ReportPart:
    found = sums.figures.reasons
    most = max((one.count for one in found), default=0)
    rows = [
        (
            say.word("came", one.outcome),
            say.word("verdict", one.verdict) if one.verdict else None,
            say.word("reason", one.reason) if one.reason else None,
            one.count,
            ShareBar(one.count, most),
        )
        for one in found
    ]
    first = next((one for one in found if one.outcome == "refused"), None)
    return ReportPart(
        name="reasons",
        audience="operator",
        title=say.phrase("Why requests brought no article"),
        caption=say.phrase(
            "Most pages were refused as {reason}: {count}.",
            reason=say.word("reason", first.reason or first.verdict),
            count=say.number(first.count),
        )
        if first
        else say.phrase("No page was refused."),
        table=report_table(
            (
                *(say.phrase("What came of it"), say.phrase("Verdict"), say.phrase("Reason")),
                *(say.phrase("Requests"), say.phrase("Share")),
            ),
            rows,
            most=30,
        )
        if rows
        else None,
        open=True,
    )


def _delays(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    whole = sums.delay
    slowest = max((one.ninth_tenth or 0 for one in sums.delays_on.values()), default=0)
    size, unit = (60, "minutes") if slowest < 7_200 else (3_600, "hours")
    if slowest > 5 * 86_400:
        size, unit = 86_400, "days"
    by_day = sums.delays_on
    series = []
    for name, which in (("median", "median"), ("90th percentile", "ninth_tenth")):
        values: dict[date, float | None] = {
            day: None if getattr(one, which) is None else getattr(one, which) / size
            for day, one in by_day.items()
        }
        series.append((say.phrase(name), values))
    if whole.median is None:
        caption = say.phrase("No article of the period gives a time by which that can be told.")
    else:
        caption = say.phrase(
            "Half of {count} articles were captured within {median}, nine in ten within {ninth}.",
            count=say.number(whole.timed),
            median=say.duration(whole.median),
            ninth=say.duration(whole.ninth_tenth),
        )
    if whole.ahead:
        caption += say.gap + say.phrase(
            "{count} were captured before the time they state, and do not count.",
            count=say.number(whole.ahead),
        )
    drawn = (
        []
        if columns.weekly
        else [(name, tuple(values.get(day) for day in sums.days)) for name, values in series]
    )
    if columns.weekly:
        drawn = [(name, _weekly_medians(columns, values)) for name, values in series]
    rows = [
        (
            Foreign(one.name),
            one.delay.timed,
            say.duration(one.delay.median),
            say.duration(one.delay.ninth_tenth),
        )
        for one in sums.sources
        if one.delay.timed
    ]
    return ReportPart(
        name="delays",
        audience="operator",
        title=say.phrase("From publication to the first capture"),
        caption=caption,
        drawing=Lines(
            labels=columns.labels,
            series=tuple(drawn),
            unit=say.phrase(unit),
            blind=blind_columns(sums, columns),
        )
        if whole.median is not None
        else None,
        table=report_table(
            (
                say.phrase("Source"),
                say.phrase("Articles"),
                say.phrase("median"),
                say.phrase("90th percentile"),
            ),
            rows,
        )
        if rows
        else None,
        legend=(
            *((f"series{at}", name) for at, (name, _) in enumerate(series)),
            *blind_legend(sums, say),
        ),
    )


def _weekly_medians(columns: ReportColumns, values: Mapping[date, float | None]) -> tuple[float | None, ...]:
    """The middle day of each week stands for it: percentiles of days cannot be added."""
    found: dict[date, list[float]] = {start: [] for start in columns.starts}
    for day, value in values.items():
        if value is not None:
            found[columns.start_of(day)].append(value)
    return tuple(sorted(some)[len(some) // 2] if some else None for some in found.values())


def _rechecks(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    named = [(say.word("recheck", kind), counts) for kind, counts in sums.rechecks_on.items()]
    changed, same = (sum(counts.values()) for _, counts in named)
    return ReportPart(
        name="rechecks",
        audience="operator",
        title=say.phrase("Rechecks of known articles"),
        caption=say.phrase(
            "{count} rechecks found {edits} changed articles: {share}.",
            count=say.number(changed + same),
            edits=say.number(changed),
            share=say.share(changed, changed + same),
        )
        if changed + same
        else say.phrase("No article was asked for again."),
        drawing=Bars(
            labels=columns.labels,
            series=tuple((name, columns.sums(counts)) for name, counts in named),
            unit=say.phrase("rechecks"),
            blind=blind_columns(sums, columns),
        )
        if changed + same
        else None,
        table=daily_table(sums, say, every_day(sums, named)) if changed + same else None,
        legend=(
            *((f"series{at}", name) for at, (name, _) in enumerate(named)),
            *blind_legend(sums, say),
        ),
    )


def _kinds(sums: ReportSums, say: Phrases, which: Literal["repairs", "removed"]) -> ReportPart:
    found = sums.figures.repairs if which == "repairs" else sums.figures.removed
    kind = "repair" if which == "repairs" else "spam"
    most = max((one.captures for one in found), default=0)
    rows = [
        (say.word(kind, one.kind), one.captures, one.count, ShareBar(one.captures, most)) for one in found
    ]
    if which == "repairs":
        title = say.phrase("What was repaired in pages")
        caption = (
            say.phrase(
                "Damage was undone in {count} captures, each kind counted by itself.",
                count=say.number(sums.repaired),
            )
            if sums.repaired
            else say.phrase("Nothing had to be repaired.")
        )
    else:
        title = say.phrase("What was cut out of pages")
        caption = (
            say.phrase(
                "{count} blocks of spam were cut out and are kept as evidence.", count=say.number(sums.spam)
            )
            if sums.spam
            else say.phrase("No spam was found.")
        )
    places = say.phrase("Places") if which == "repairs" else say.phrase("Blocks")
    return ReportPart(
        name=which,
        audience="operator",
        title=title,
        caption=caption,
        table=report_table(
            (say.phrase("Kind"), say.phrase("Captures"), places, say.phrase("Share")), rows, most=30
        )
        if rows
        else None,
        open=True,
    )


def _work(sums: ReportSums, say: Phrases) -> ReportPart:
    figures = sums.figures
    ended: dict[str, int] = {}
    for one in figures.crawls:
        reason = one.reason or "running or killed"
        ended[reason] = ended.get(reason, 0) + one.count
    received = sum(one.received for one in figures.answers)
    kept = sum(one.kept for one in figures.answers)
    rows: list[tuple[ReportCell, ...]] = [
        (say.phrase("Crawls: {reason}", reason=say.word("crawl", reason)), say.number(count))
        for reason, count in sorted(ended.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    rows += [
        (say.phrase("Bodies received"), _bytes(received)),
        (say.phrase("Bodies kept in the archive"), say.number(kept)),
        (say.phrase("Captures in the whole archive"), say.number(figures.state.captures)),
        (say.phrase("Articles in the whole archive"), say.number(figures.state.articles)),
        (say.phrase("Size of the database"), _bytes(figures.state.size)),
    ]
    return ReportPart(
        name="work",
        audience="operator",
        title=say.phrase("Crawls and size"),
        caption=say.phrase(
            "{count} crawls received {size}; the database has {whole}.",
            count=say.number(sum(ended.values())),
            size=_bytes(received),
            whole=_bytes(figures.state.size),
        ),
        table=report_table((say.phrase("Figure"), say.phrase("Value")), rows),
        open=True,
    )


def _bytes(count: int | None) -> str:
    if count is None:
        return "–"
    size, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1_000 or unit == "TB":
            break
        size /= 1_000
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
