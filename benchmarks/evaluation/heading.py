"""The head of RESULTS.md: of what code, when, where and how the numbers below were measured."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.evaluation.corpora import ROOT

# What a text depends on beside our own code.
PARTS = ("trafilatura", "lxml", "htmldate", "chardet", "py3langid", "opencc", "pypinyin")
HEAD = """# Results

What newsarchive makes of real pages with known answers, beside the peers of the field. All of it is written
by `make evaluate`, nothing by hand.

- measured: {date}, commit {commit}
- with: Python {python}, {parts}
- on: {machine}

| command | what it does |
|---|---|
| `make evaluate` | this report; the peers' answers are kept in `var/peers`, so that a second run is quick |
| `make evaluate PEERS=no SETS=gne,zhgold` | a quick look at our own numbers, printed only |
| `make evaluate ABLATE=spam` | every sentence that spam rules cost |
| `make floors` | raises what CI holds to what is measured, never lowers it |
| `make bench` | speed alone |

The pages lie in `../shared/corpora`, and so do the judges; this is the half meant for development. Each peer
runs in a process of its own, in an environment of its own (`benchmarks/evaluation/peers/peers.txt`), and gets
a page's bytes and address, nothing else; but newspaper4k is told which pages are Chinese, since it cannot
tell, and GNE, which takes text only, gets what trafilatura decodes."""


def heading() -> str:
    """Return the head for the checkout as it stands."""
    return HEAD.format(
        date=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        commit=_commit(),
        python=platform.python_version(),
        parts=", ".join(f"{part} {version(part)}" for part in PARTS),
        machine=f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
    )


def _commit() -> str:
    """Return the commit, and whether files differ from it; what the run itself writes does not count."""
    changed = _git("status", "--porcelain", "--untracked-files=no").splitlines()
    ours = ("benchmarks/RESULTS.md", "benchmarks/evaluation/floors.toml")
    others = [line for line in changed if not line.endswith(ours)]
    return _git("rev-parse", "--short=10", "HEAD").strip() + (" with changes" if others else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else "unknown"


def _processor() -> str:
    """Return the processor's name where Linux tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
