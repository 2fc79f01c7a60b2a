"""The figures of the park as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import ndiff

from benchmarks.sites.scoring import ASKED, Miss, Score

_LONGEST = 300  # characters of what was wanted and what was got
_SAMPLES = 3  # of each kind of miss


def table_of(scores: Mapping[str, Score | str]) -> str:
    """Return a table with a row for each site, which says whether each figure is as asked.

    A site that was not measured has the reason.
    """
    width = max([len("asked"), *map(len, scores)])
    heads = "".join(f"{measure:>11}" for measure in ASKED)
    lines = [f"{'':{width}}{heads}{'false':>7}{'another':>9}"]
    asked = "".join(f"{f'{least:g}%':>11}" for least in ASKED.values())
    lines.append(f"{'asked':{width}}{asked}{0:>7}{0:>9}")
    for label, score in scores.items():
        lines.append(f"{label:{width}}" + (f"  {score}" if isinstance(score, str) else _row(score)))
    measured = [score for score in scores.values() if isinstance(score, Score)]
    if measured:
        lines.append(f"{'all':{width}}" + _row(added(measured)))
    return "\n".join(lines) + "\n"


def added(scores: Sequence[Score]) -> Score:
    """Return the scores of several sites as one."""
    counts = {
        measure: (
            sum(score.counts[measure][0] for score in scores),
            sum(score.counts[measure][1] for score in scores),
        )
        for measure in ASKED
    }
    return Score(
        counts=counts,
        strange=tuple(url for score in scores for url in score.strange),
        another=tuple(url for score in scores for url in score.another),
        misses=tuple(miss for score in scores for miss in score.misses),
    )


def findings_of(label: str, misses: Sequence[Miss]) -> str:
    """Return what is wrong at a site: how many of each kind, and samples."""
    counts = Counter(miss.measure for miss in misses)
    lines = [f"## {label}", ""]
    for measure, count in counts.most_common():
        lines.append(f"- {measure}: {count}")
        samples = [miss for miss in misses if miss.measure == measure][:_SAMPLES]
        lines += [f"    - {one.url}{_difference(one.wanted, one.got)}" for one in samples]
    return "\n".join(lines) + "\n\n" if counts else ""


def _row(score: Score) -> str:
    cells = "".join(f"{_cell(score.share(measure), least):>11}" for measure, least in ASKED.items())
    counts = "".join(f"{f'{_mark(not bad)}{len(bad)}':>{size}}" for bad, size in _counted(score))
    return f"{cells}{counts}  {'pass' if score.is_good else 'FAIL'}"


def _cell(share: float | None, least: float) -> str:
    return "-" if share is None else f"{_mark(share >= least)}{share:.1f}%"


def _counted(score: Score) -> Sequence[tuple[Sequence[str], int]]:
    return (score.strange, 7), (score.another, 9)


def _mark(is_good: bool) -> str:
    """What stands before a figure that is below what is asked for."""
    return "" if is_good else "NO "


def _difference(wanted: str, got: str) -> str:
    """Return the lines that are in one of the texts only."""
    changes = [line for line in ndiff(wanted.split("\n"), got.split("\n")) if line[:1] in "+-"]
    return "".join(f"\n      {_cut(line)}" for line in changes)


def _cut(text: str) -> str:
    text = " | ".join(text.split("\n"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
