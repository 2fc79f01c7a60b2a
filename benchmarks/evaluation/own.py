"""newsarchive itself, asked as a user asks it: `extract` and `decode` over a manifest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT, Corpora, first_lines
from benchmarks.evaluation.lines import read_lines, write_lines

PROGRAM = [sys.executable, "-c", "from newsarchive.cli import main; main()"]


def own_answers(
    corpora: Corpora, sets: Iterable[str], folder: Path, *, jobs: int, command: str = "extract"
) -> Path:
    """Write what `command` answers to the pages of these sets into `folder`; return the file.

    A page that stands in two sets is read once.
    """
    manifest, answers = folder / f"own-{command}-in.jsonl", folder / f"own-{command}.jsonl"
    lines = [line for name in sets for line in corpora.manifest(name)]
    first = first_lines(lines)
    write_lines(manifest, (line for line in lines if first[line["id"]] == line["id"]))
    arguments = [command, "--manifest", str(manifest), "--output", str(answers), "--jobs", str(jobs)]
    run_own([*PROGRAM, *arguments])
    told = {row["id"]: row for row in read_lines(answers)}
    write_lines(answers, ({**told[first[line["id"]]], "id": line["id"]} for line in lines))
    return answers


def run_own(command: list[str]) -> None:
    """Run a command with this checkout's code, its progress on our stderr; end the program when it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[3:5])} ended with {done.returncode}")
