"""One evaluation: what is asked of it, and the answers its sections share."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.evaluation.corpora import PAGE_SETS, ROOT, Corpora
from benchmarks.evaluation.judge import Verdicts, judge_pages
from benchmarks.evaluation.own import own_answers


@dataclass(frozen=True)
class Run:
    """`jobs` is the number of processes, `folder` where answers are kept, `peers` whether they are asked."""

    corpora: Corpora = field(default_factory=Corpora)
    sets: tuple[str, ...] = PAGE_SETS
    jobs: int = 2
    folder: Path = ROOT / "var" / "evaluation"
    peers: bool = True

    @cached_property
    def answers(self) -> Path:
        """The file of our own answers to every page of the sets, made when first asked for."""
        with doing(f"newsarchive extract: {', '.join(self.sets)}"):
            return own_answers(self.corpora, self.sets, self.folder, jobs=self.jobs)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What the scorer says of them."""
        return judge_pages(self.corpora, self.sets, self.answers)


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Say on stderr what is being done, and how long it took."""
    started = time.monotonic()
    say(f"{what} …")
    yield
    say(f"{what}: {time.monotonic() - started:.0f} s")


def say(line: str) -> None:
    """Write a line for the person who waits."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
