"""The section on pages: body, title, date and authors of each set, beside the floors and the best peer."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.evaluation.floors import Floor, read_floors
from benchmarks.evaluation.metrics import Metric, all_metrics
from benchmarks.evaluation.report import Check, Section, Table, share, signed
from benchmarks.evaluation.run import Run

ABOUT = """The scorer of the corpora judges all alike. Body F1 is over 4-token shingles, as in the article
extraction benchmark; body chunk F1 counts wanted and unwanted chunks found; title is equality of letters and
digits; date the same day; authors F1 over names. `asked` is what was asked for, `pinned` what CI holds."""


def pages_section(run: Run) -> Section:
    """Return our own numbers beside what was asked and what is pinned."""
    floors = read_floors()
    mine = run.verdicts.measures()
    rows = [
        _row(metric, mine[metric], floors.get(metric.name, Floor(metric.name)))
        for metric in all_metrics(run.sets)
        if metric in mine
    ]
    columns = ("what", "set", "pages", "newsarchive", "asked", "over", "pinned")
    numbers = run.verdicts.numbers
    return Section(
        "Pages",
        ABOUT,
        (Table(columns, tuple(_with_pages(row, numbers) for row in rows)),),
        checks=tuple(_checks(mine, floors)),
        measures={m.name: (value, numbers[m.set]["n"]) for m, value in mine.items()},
    )


def _row(metric: Metric, value: float, floor: Floor) -> tuple[str, ...]:
    asked = floor.contract
    over = None if asked is None else value - asked
    shown = share(value) if over is None or over >= 0 else f"**{share(value)}**"
    return (metric.label, metric.set, shown, share(asked), signed(over), share(floor.pinned))


def _with_pages(row: tuple[str, ...], numbers: Mapping[str, Mapping[str, float]]) -> tuple[str, ...]:
    return (*row[:2], str(numbers[row[1]]["n"]), *row[2:])


def _checks(mine: Mapping[Metric, float], floors: Mapping[str, Floor]) -> list[Check]:
    asked = ((metric, value, floors.get(metric.name)) for metric, value in mine.items())
    return [
        Check(
            f"{metric.set}: {metric.label} ≥ {share(floor.contract)}", share(value), value >= floor.contract
        )
        for metric, value, floor in asked
        if floor is not None and floor.contract is not None
    ]
