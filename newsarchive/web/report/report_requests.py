"""What the requests of a period came to: answers, delays, rechecks, refusals, repairs, spam, size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from newsarchive.web.report.report_parts import (
    Bars,
    Foreign,
    Lines,
    Phrases,
    ReportCell,
    ReportColumns,
    ReportPart,
    ShareBar,
    blind_columns,
    blind_legend,
    daily_table,
    every_day,
    report_table,
)
from newsarchive.web.report.report_sums import ReportSums


def request_parts(sums: ReportSums, say: Phrases, columns: ReportColumns) -> Iterator[ReportPart]:
    """Yield the parts for operators that tell of requests, in their order."""
    yield _answers(sums, say, columns)
    yield _delays(sums, say, columns)
    yield _rechecks(sums, say, columns)
    yield _reasons(sums, say)
    yield _kinds(sums, say, "repairs")
    yield _kinds(sums, say, "removed")
    yield _work(sums, say)


def _answers(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    named = [(say.word("answer", kind), counts) for kind, counts in sums.answers_on.items()]
    totals = {kind: sum(counts.values()) for kind, counts in sums.answers_on.items()}
    asked, passed_over = sums.requests, totals["not asked"]
    caption = say.phrase("No request was made.")
    if asked:
        caption = say.phrase(
            "{count} requests: {share} failed, {refused} pages were refused, {same} answers were as before.",
            count=say.number(asked),
            share=say.share(totals["failed"], asked),
            refused=say.number(totals["refused"]),
            same=say.share(totals["as it was"], asked),
        )
    if passed_over:
        caption += say.gap + say.phrase("{count} URLs were not asked for.", count=say.number(passed_over))
    return ReportPart(
        name="answers",
        audience="operator",
        title=say.phrase("Answers by kind"),
        caption=caption,
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
            "Most pages were refused as {why}: {count}.",
            why=say.word("reason", first.reason or first.verdict),
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
        (say.phrase("Crawls: {ending}", ending=say.word("crawl", reason)), say.number(count))
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
