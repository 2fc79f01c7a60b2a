"""What it takes to start: processor time of each command's `--help`, of `--version`, and of a small query.

`python -m benchmarks.startup [RUNS]` prints the least and the median of so many runs (default 5), in seconds,
user and system time together, and what that is in units of a Python that only imports click.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from newsarchive.cli import main as program
from newsarchive.storage.migrating.commands import upgrade_schema

ARCHIVE = "NEWSARCHIVE_DATABASE_URL"
CLICK = [sys.executable, "-c", "import click"]
COMMAND = [sys.executable, "-c", "from newsarchive.cli import main; main()"]


def commands() -> Iterator[list[str]]:
    """Yield the words of every command line that is measured."""
    yield ["--version"]
    yield ["--help"]
    for name, command in program.commands.items():
        yield [name, "--help"]
        if isinstance(command, click.Group):
            yield from ([name, child, "--help"] for child in command.commands)
    yield ["query", "SELECT 1"]


def seconds_of(command: list[str], environment: dict[str, str]) -> float:
    """Return the processor time of one run."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def main(runs: int) -> None:
    """Print one line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        upgrade_schema(url)
        environment = os.environ | {ARCHIVE: url}
        unit = statistics.median(seconds_of(CLICK, environment) for _ in range(runs))
        print(f"least  median  units  command ({runs} runs; unit: {unit:.3f} s)")
        for words in commands():
            taken = [seconds_of([*COMMAND, *words], environment) for _ in range(runs)]
            median = statistics.median(taken)
            print(f"{min(taken):.3f}   {median:.3f}  {median / unit:5.1f}  {' '.join(words)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
