"""The section on speed."""

from __future__ import annotations

from benchmarks.evaluation.report import Check, Section, Table
from benchmarks.evaluation.run import Run
from benchmarks.speed import EVERY, ROUNDS, corpus_pages, measure_speed

MOST_RATIO = 1.6
MOST_DECODING = 3.0
MOST_LANGUAGE = 1.0
ABOUT = f"""CPU a page, every {EVERY}th page of each set, one process; newsarchive and trafilatura
(`bare_extraction` with metadata, from the same bytes) take turns page by page, both warmed up; the median of
{ROUNDS} rounds. The ratio is of totals. `make bench` measures this alone."""


def costs_section(run: Run) -> Section:
    """Return what a page costs us and trafilatura."""
    speed = measure_speed(corpus_pages(run.corpora))
    steps = (speed.decode, speed.extract, speed.clean, speed.ours, speed.trafilatura, speed.language)
    columns = ("", "pages", "decode", "extract", "clean", "together", "trafilatura", "language", "ratio")
    row = ("CPU ms a page", str(speed.pages), *(f"{step:.2f}" for step in steps), f"{speed.ratio:.2f}")
    return Section(
        "Speed",
        ABOUT,
        (Table(columns, (row,)),),
        checks=(
            _check("decode + extract + clean, times trafilatura", speed.ratio, MOST_RATIO),
            _check("decoding, ms a page", speed.decode, MOST_DECODING),
            _check("language detection, ms a page", speed.language, MOST_LANGUAGE),
        ),
    )


def _check(what: str, value: float, most: float) -> Check:
    return Check(f"{what} ≤ {most}", f"{value:.2f}", value <= most)
