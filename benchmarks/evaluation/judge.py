"""The judges that come with the corpora, run as they are: `score.py` and `score_charsets.py`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evaluation.corpora import CHARSETS, Corpora
from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.metrics import Metric, metrics_of

Details = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Verdicts:
    """What the scorer says: its numbers by set, and by page id (`SET/ID`) what it says of each page."""

    numbers: dict[str, dict[str, Any]]
    pages: Details

    def measures(self) -> dict[Metric, float]:
        """Return the numbers we look at; a set without gold for one has none."""
        return {
            metric: self.numbers[name][metric.key]
            for name in self.numbers
            for metric in metrics_of(name)
            if self.numbers[name].get(metric.key) is not None
        }


def judge_pages(
    corpora: Corpora,
    sets: Iterable[str],
    answers: Path,
    *,
    languages: Iterable[str] = (),
    rows: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
) -> Verdicts:
    """Score the answers (a line of JSON each) to these sets, by the scorer's own rules.

    `rows` are the gold answers by set, all that are distinct unless told otherwise.
    """
    names = list(sets)
    with tempfile.TemporaryDirectory(prefix="judge-") as folder:
        numbers, details = Path(folder, "numbers"), Path(folder, "details")
        asked = Corpora(Path(folder, "gold"), corpora.judges)
        for name in names:
            asked.gold_file(name).parent.mkdir(parents=True)
            write_lines(asked.gold_file(name), corpora.gold(name) if rows is None else rows[name])
        options = {"--root": str(asked.root), "--json": str(numbers), "--details": str(details)}
        if languages:
            options["--lang"] = ",".join(languages)
        _run(corpora.judges / "score.py", ",".join(names), str(answers), options=options)
        told = read_lines(numbers)
        return Verdicts(
            numbers={row.pop("set"): row for row in told},
            pages={f"{row['set']}/{row['id']}": row for row in read_lines(details)},
        )


def judge_charsets(corpora: Corpora, answers: Path) -> tuple[dict[str, float], list[str]]:
    """Score decoded texts: the scorer's numbers (`strict`, `cjk_cyrillic`, …), and the files read wrongly."""
    options = {"--root": str(corpora.root), "--set": CHARSETS}
    said = _run(corpora.judges / "score_charsets.py", str(answers), "--fails", options=options)
    *fails, numbers = said.splitlines()
    return json.loads(numbers), [line.removeprefix("FAIL ") for line in fails]


def _run(program: Path, *arguments: str, options: Mapping[str, str]) -> str:
    words = [word for option in options.items() for word in option]
    command = [sys.executable, str(program), *arguments, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout
