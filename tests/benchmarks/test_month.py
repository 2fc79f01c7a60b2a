"""One simulated day: real frontier, planner, spiders and storage find what three sites publish and edit."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tests.databases import make_sqlite_archive
from tests.forking import run_forked

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (\**(?:yes|no)\**) \|$", re.MULTILINE)


def test_a_day_of_three_sites(tmp_path: Path) -> None:
    """Found, and within the budgets, whatever the day; what needs a month to be learned is only looked at."""
    make_sqlite_archive(tmp_path / "month.db")
    command = [sys.executable, "-m", "benchmarks.month", "--days", "1", "--sites", "3"]
    done = run_forked([*command, "--folder", str(tmp_path)], cwd=ROOT, env=os.environ, timeout=300)
    rows = {name: (measured, reached) for name, measured, reached in ROW.findall(done.stdout)}
    assert len(rows) == 4, done.stdout + done.stderr
    assert "(0 more were started in vain)" in done.stdout, (
        "what finds a source due is not what its crawl asks"
    )
    found, edits, delay, budget = rows.items()
    assert found[1][1] == "yes", done.stdout
    assert budget[1][1] == "yes", done.stdout
    seen, edited = map(int, re.findall(r"\d+(?= of|\))", edits[1][0]))
    assert edited, "a day without an edit shows nothing"
    assert seen >= 0.8 * edited, done.stdout
    minutes = re.search(r"([\d.]+) min", delay[1][0])
    assert minutes is not None
    assert float(minutes[1]) < 60, "nothing is learned yet, and yet"
