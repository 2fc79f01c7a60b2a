"""The section on charsets: byte files of known encoding, decoded by `newsarchive decode` and by its peers."""

from __future__ import annotations

from benchmarks.evaluation.corpora import CHARSETS
from benchmarks.evaluation.floors import Floor, read_floors
from benchmarks.evaluation.judge import judge_charsets
from benchmarks.evaluation.own import own_answers
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run

# The scorer's numbers, and ours: all files, those in Chinese, Japanese, Korean and Cyrillic.
NUMBERS = {"strict": "exact", "cjk_cyrillic": "exact, CJK and Cyrillic"}


def charsets_section(run: Run) -> Section:
    """Return how many of the byte files are decoded exactly as their known encoding says."""
    answers = own_answers(run.corpora, (CHARSETS,), run.folder, jobs=run.jobs, command="decode")
    numbers, fails = judge_charsets(run.corpora, answers)
    floors = read_floors()
    files = int(numbers["n"])
    return Section(
        "Charsets",
        f"{files} files of known encoding, 49 encodings; a text is exact when it equals the gold decoding.",
        (Table(("", *NUMBERS.values()), (("newsarchive", *(share(numbers[key]) for key in NUMBERS)),)),),
        after="Not exact: " + ", ".join(f"`{fail.replace(' ', '` as ')}" for fail in fails) if fails else "",
        checks=tuple(
            _check(label, numbers[key], floors[f"{CHARSETS}.{key}"]) for key, label in NUMBERS.items()
        ),
        measures={f"{CHARSETS}.{key}": (numbers[key], files) for key in NUMBERS},
    )


def _check(label: str, value: float, floor: Floor) -> Check:
    asked = floor.contract or 0.0
    return Check(f"charsets: {label} ≥ {share(asked)}", share(value), value >= asked)
