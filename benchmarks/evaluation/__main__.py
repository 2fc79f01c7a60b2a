"""Scores newsarchive and its peers on every development set.

python -m benchmarks.evaluation [--sets aeb,fundus] [--jobs N] [--no-peers] [--only pages,…] [--raise-floors]

A whole run writes benchmarks/RESULTS.md; with --sets, --only or --no-peers it only prints.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from benchmarks.evaluation.charsets import charsets_section
from benchmarks.evaluation.corpora import PAGE_SETS, Corpora
from benchmarks.evaluation.floors import raised, read_floors, write_floors
from benchmarks.evaluation.halves import halves_section
from benchmarks.evaluation.pages import pages_section
from benchmarks.evaluation.rendering import show, summary
from benchmarks.evaluation.report import Section
from benchmarks.evaluation.run import Run, doing, say

SECTIONS: dict[str, Callable[[Run], Section]] = {
    "pages": pages_section,
    "charsets": charsets_section,
    "halves": halves_section,
}
# What a whole run leaves out: for those who tune, not for those who read.
ON_DEMAND = ("halves",)
WHOLE = tuple(name for name in SECTIONS if name not in ON_DEMAND)


def main() -> int:
    """Run the sections asked for; return the exit code."""
    options = _options()
    run = Run(Corpora(options.root, options.judges), options.sets, options.jobs, peers=options.peers)
    if not run.corpora.root.is_dir():
        say(f"{run.corpora.root} is absent: there is nothing to measure (--root says where the corpora are)")
        return 2
    console = Console(width=None if sys.stdout.isatty() else 130)
    sections = []
    for number, name in enumerate(options.only, 1):
        with doing(f"[{number}/{len(options.only)}] {name}"):
            sections.append(SECTIONS[name](run))
        show(console, sections[-1])
    if any(section.checks for section in sections):
        show(console, summary(sections))
    if options.raise_floors:
        _raise_floors(sections)
    return 0


def _raise_floors(sections: list[Section]) -> None:
    old = read_floors()
    new = raised(old, {name: value for section in sections for name, value in section.measures.items()})
    for name, floor in new.items():
        if floor != old.get(name):
            say(f"{name}: {old[name].pinned if name in old else None} -> {floor.pinned}")
    write_floors(new.values())


def _names(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}; there are {', '.join(known)}")
        return names

    return parse


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.evaluation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = Corpora()
    parser.add_argument("--sets", type=_names(PAGE_SETS), default=PAGE_SETS)
    parser.add_argument("--only", type=_names(tuple(SECTIONS)), default=WHOLE)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--root", type=Path, default=known.root, help="another half of the corpora")
    parser.add_argument("--judges", type=Path, default=known.judges, help="where score.py is")
    parser.add_argument("--raise-floors", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
