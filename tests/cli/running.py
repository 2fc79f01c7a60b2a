"""The command line as a shell runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-W", "error", "-c", "from newsarchive.cli import main; main()"]
# For `ForkedProcess`: the same without what only Python's own start can show.
FORKED = [sys.executable, "-c", PROGRAM[-1]]


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which the checkout is importable from any folder, and the locale is none."""
    return os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0"} | more


def run(
    *words: str, cwd: Path, stdin: bytes = b"", variables: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run the command; return exit code, stdout and stderr."""
    done = subprocess.run(
        [*PROGRAM, *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        env=environment(**(variables or {})),
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()
