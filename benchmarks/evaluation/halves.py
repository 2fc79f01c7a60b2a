"""The same scores on two halves of the pages, parted by a hash of the id: tune on one, look at the other."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.judge import judge_pages
from benchmarks.evaluation.lines import write_lines
from benchmarks.evaluation.metrics import Metric, all_metrics
from benchmarks.evaluation.report import Section, Table, share, signed
from benchmarks.evaluation.run import Run

ABOUT = "Each page belongs to half 0 or 1 by a hash of its id: a gain that shows in one half only is chance."


def halves_section(run: Run) -> Section:
    """Return our numbers on both halves and their difference."""
    halves = [_measures(run, number) for number in (0, 1)]
    both = [metric for metric in all_metrics(run.sets) if all(metric in half for half in halves)]
    rows = tuple(_row(metric, *(half[metric] for half in halves)) for metric in both)
    return Section("Two halves", ABOUT, (Table(("what", "set", "half 0", "half 1", "difference"), rows),))


def half_of(identity: str) -> int:
    """Return the half (0 or 1) a page `SET/ID` belongs to, the same on every machine."""
    return hashlib.sha256(identity.encode()).digest()[0] % 2


def half_corpora(corpora: Corpora, sets: tuple[str, ...], number: int, folder: Path) -> Corpora:
    """Return corpora whose answers are those of one half, written into `folder`."""
    made = replace(corpora, root=folder)
    for name in sets:
        rows = [row for row in corpora.gold(name) if half_of(f"{name}/{row['id']}") == number]
        write_lines(made.gold_file(name), rows)
    return made


def _measures(run: Run, number: int) -> dict[Metric, float]:
    with TemporaryDirectory(prefix="half-") as folder:
        corpora = half_corpora(run.corpora, run.sets, number, Path(folder))
        return judge_pages(corpora, run.sets, run.answers).measures()


def _row(metric: Metric, first: float, second: float) -> tuple[str, ...]:
    return (metric.label, metric.set, share(first), share(second), signed(second - first))
