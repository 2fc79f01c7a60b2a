"""Asks an archive of invented articles and writes how long the answers take into benchmarks/ARCHIVE.md.

    python -m benchmarks.archive.measure --database URL [--runs 20] [--record FILE] [--write]

Each question is asked in process, through the function that `newsarchive search` and `newsarchive query` use,
opening of the database included: once to warm, then `--runs` times; the median counts. `--record` is what
`benchmarks.archive.build --record` wrote. `--write` puts the table into ARCHIVE.md in the place of the last
one of the same database.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from benchmarks.archive.questions import Question, questions
from benchmarks.archive.sizes import database_bytes
from newsarchive.storage.querying import run_query

RUNS = 20
REPORT = Path(__file__).parents[1] / "ARCHIVE.md"


def measure(url: str, runs: int = RUNS) -> list[str]:
    """Return the lines of a Markdown table, a question each."""
    lines = ["| question | rows | median ms | allowed ms |", "|---|---:|---:|---:|"]
    return [*lines, *(_line(question, runs) for question in questions(url))]


def _line(question: Question, runs: int) -> str:
    rows = question.ask()
    if rows is None:
        return f"| {question.name} | not in this version | | {question.limit_ms:g} |"
    seconds = [_timed(question) for _ in range(runs)]
    return f"| {question.name} | {rows:,} | {statistics.median(seconds) * 1000:.1f} | {question.limit_ms:g} |"


def _timed(question: Question) -> float:
    began = time.perf_counter()
    question.ask()
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
