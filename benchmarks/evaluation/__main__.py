"""Scores newsarchive and its peers on every development set.

python -m benchmarks.evaluation [--sets aeb,fundus] [--only pages,…] [--no-peers] [--jobs N] [--raise-floors]

A whole run, with peers, writes benchmarks/RESULTS.md (or --output); any other only prints. Ends with 1 where
a number is below its floor.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from benchmarks.evaluation.ablation import ablation_section
from benchmarks.evaluation.charsets import charsets_section
from benchmarks.evaluation.corpora import PAGE_SETS, ROOT, Corpora
from benchmarks.evaluation.costs import costs_section
from benchmarks.evaluation.declarations import declarations_section
from benchmarks.evaluation.floors import fallen, raised, read_floors, write_floors
from benchmarks.evaluation.heading import heading
from benchmarks.evaluation.injected import injected_section
from benchmarks.evaluation.known_hosts import hosts_section
from benchmarks.evaluation.languages import languages_section
from benchmarks.evaluation.layouts import layouts_section
from benchmarks.evaluation.lookalikes import lookalikes_section
from benchmarks.evaluation.page_sorting import kinds_section
from benchmarks.evaluation.pages import pages_section
from benchmarks.evaluation.pitched import pitched_section
from benchmarks.evaluation.rendered import rendered_section
from benchmarks.evaluation.rendering import markdown, show, summary
from benchmarks.evaluation.report import Section
from benchmarks.evaluation.restored import restored_section
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.telling import doing, say
from benchmarks.evaluation.unseen import unseen_section

SECTIONS: dict[str, Callable[[Run], Section]] = {
    "pages": pages_section,
    "languages": languages_section,
    "charsets": charsets_section,
    "declarations": declarations_section,
    "mirrors": restored_section,
    "injected": injected_section,
    "lookalikes": lookalikes_section,
    "pitches": pitched_section,
    "ablation": ablation_section,
    "speed": costs_section,
    "kinds": kinds_section,
    "unseen": unseen_section,
    "rendered": rendered_section,
    "layouts": layouts_section,
    "hosts": hosts_section,
}
WHOLE = tuple(SECTIONS)
# Left out of a quick look at some sets: they also read `wcxb_other` or the rendered sites.
NOT_QUICK = ("kinds", "unseen", "rendered", "hosts")
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def main() -> int:
    """Run the sections asked for; return the exit code."""
    options = _options()
    run = Run(
        Corpora(options.root, options.judges),
        options.sets,
        options.jobs,
        peers=options.peers,
        rendered=options.rendered,
    )
    if not run.corpora.root.is_dir():
        say(f"{run.corpora.root} is absent: there is nothing to measure (--root says where the corpora are)")
        return 2
    console = Console(width=None if sys.stdout.isatty() else 150)
    names = ("ablation",) if options.ablate else options.only
    sections = _sections(run, names, console)
    if options.raise_floors:
        _raise_floors(sections)
    measures = {name: value for section in sections for name, value in section.measures.items()}
    # Pins are of whole sets, and of this half of the corpora.
    whole_sets = options.sets == PAGE_SETS and options.root == Corpora().root
    below = fallen(read_floors(), measures) if whole_sets else []
    whole = names == WHOLE and options.peers and options.sets == PAGE_SETS
    output = options.output or (RESULTS if whole else None)
    if output is not None:
        output.write_text(markdown(heading(), sections), encoding="utf-8")
        say(f"written: {output}")
    for line in below:
        say(line)
    return 1 if below else 0


def _sections(run: Run, names: tuple[str, ...], console: Console) -> list[Section]:
    """Return the sections, a summary first, each shown when it is ready."""
    sections = []
    for number, name in enumerate(names, 1):
        with doing(f"[{number}/{len(names)}] {name}"):
            sections.append(SECTIONS[name](run))
        show(console, sections[-1])
    if any(section.checks for section in sections):
        sections.insert(0, summary(sections))
        show(console, sections[0])
    return sections


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
    parser.add_argument("--only", type=_names(tuple(SECTIONS)))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--root", type=Path, default=known.root, help="another half of the corpora")
    parser.add_argument("--judges", type=Path, default=known.judges, help="where score.py is")
    parser.add_argument("--rendered", type=Path, default=Run.rendered, help="where rendered sites are")
    parser.add_argument("--ablate", choices=("spam",), help="only list what this stage costs")
    parser.add_argument("--output", type=Path, help="write the report here, whole or not")
    parser.add_argument("--raise-floors", action="store_true")
    options = parser.parse_args()
    if options.only is None:
        quick = options.sets != PAGE_SETS
        options.only = tuple(name for name in WHOLE if not (quick and name in NOT_QUICK))
    return options


if __name__ == "__main__":
    sys.exit(main())
