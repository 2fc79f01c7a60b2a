"""The figures of the park as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import ndiff

from benchmarks.sites.scoring import ASKED, Miss, Score

_LONGEST = 300  # characters of what was wanted and what was got
_SAMPLES = 3  # of each kind of miss


def table_of(scores: Mapping[str, Score | str]) -> str:
    """Return a table with a row for each site; a site that could not be had has the reason."""
    width = max(map(len, scores), default=0)
    heads = "".join(f"{measure:>11}" for measure in ASKED)
    lines = [f"{'':{width}}{heads}{'false':>7}{'another':>9}"]
    lines.append(
        f"{'asked':{width}}" + "".join(f"{least:>10g}%" for least in ASKED.values()) + f"{0:>7}{0:>9}"
    )
    for label, score in scores.items():
        lines.append(f"{label:{width}}" + (f"  SKIPPED: {score}" if isinstance(score, str) else _row(score)))
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
    shares = [score.share(measure) for measure in ASKED]
    cells = "".join(f"{'-':>11}" if share is None else f"{share:>10.1f}%" for share in shares)
    return f"{cells}{len(score.strange):>7}{len(score.another):>9}"


def _difference(wanted: str, got: str) -> str:
    """Return the lines that are in one of the texts only."""
    changes = [line for line in ndiff(wanted.split("\n"), got.split("\n")) if line[:1] in "+-"]
    return "".join(f"\n      {_cut(line)}" for line in changes)


def _cut(text: str) -> str:
    text = " | ".join(text.split("\n"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
