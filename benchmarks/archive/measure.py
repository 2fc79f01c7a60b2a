"""Asks an archive of invented articles and writes how long the answers take into benchmarks/ARCHIVE.md.

    python -m benchmarks.archive.measure --database URL [--runs 20] [--record FILE] [--write]

Each question is asked in process, by what `newsarchive search` and `newsarchive query` use: once to warm,
then `--runs` times over a connection that stays open, as an analyst's session does, and `--runs` times with
the opening of one, as the commands do; the medians count, and what is allowed goes for the first. `--record`
is what `benchmarks.archive.build --record` wrote. `--write` puts the table into ARCHIVE.md in the place of
the last one of the same database.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from benchmarks.archive.questions import Question, questions
from benchmarks.archive.sizes import database_bytes
from newsarchive.storage.queries.run_query import run_query

RUNS = 20
REPORT = Path(__file__).parents[1] / "ARCHIVE.md"


def measure(url: str, runs: int = RUNS) -> list[str]:
    """Return the lines of a Markdown table, a question each."""
    lines = ["| question | rows | median ms | with opening | allowed ms |", "|---|---:|---:|---:|---:|"]
    with questions(url) as asked:
        return [*lines, *(_line(question, runs) for question in asked)]


def _line(question: Question, runs: int) -> str:
    rows = question.ask()
    open_ms, anew_ms = (_median_ms(ask, runs) for ask in (question.ask, question.ask_anew))
    return f"| {question.name} | {rows:,} | {open_ms:.2f} | {anew_ms:.1f} | {question.limit_ms:g} |"


def _median_ms(ask: Callable[[], int], runs: int) -> float:
    return statistics.median(_timed(ask) for _ in range(runs)) * 1000


def _timed(ask: Callable[[], int]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def section(url: str, runs: int, record: Path | None) -> list[str]:
    """Return the whole section of one database."""
    name = make_url(url).get_backend_name()
    with run_query(url, "SELECT count(*) FROM articles", timeout=60) as result:
        count = int(str(next(iter(result.rows))[0]))
    size = database_bytes(url)
    told = [f"## {name}: {count:,} articles, {datetime.now(UTC):%Y-%m-%d}", ""]
    told += [f"Disk: {size / 2**30:.2f} GiB, {size / max(1, count) / 1024:.1f} KiB an article.", ""]
    if record:
        told += [_rates(json.loads(record.read_text(encoding="utf-8"))), ""]
    return [*told, *measure(url, runs), ""]


def _rates(record: dict[str, Any]) -> str:
    rates, cpu_rates = record["rates"], record["cpu_rates"]
    each, cpu = (", ".join(f"{rate:.0f}" for rate in some) for some in (rates, cpu_rates))
    return (
        f"Saving, articles a second by step: {each}; the last is {rates[-1] / rates[0]:.2f} of the first."
        f" A second of the saving process's processor time: {cpu}; {cpu_rates[-1] / cpu_rates[0]:.2f}."
        f" In all {record['outcomes']} in {record['seconds']:.0f} s of saving."
    )


def write(lines: Sequence[str], name: str, report: Path = REPORT) -> None:
    """Put the section of a database in the place of its last one."""
    text = report.read_text(encoding="utf-8")
    marked = f"<!-- {name} -->\n" + "\n".join(lines) + f"<!-- /{name} -->"
    pattern = re.compile(f"<!-- {name} -->.*<!-- /{name} -->", re.DOTALL)
    report.write_text(pattern.sub(lambda _: marked, text), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    lines = section(given.database, given.runs, given.record)
    print("\n".join(lines))
    if given.write:
        write(lines, make_url(given.database).get_backend_name())
    return 0


if __name__ == "__main__":
    sys.exit(main())
