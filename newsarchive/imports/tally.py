"""Every page of an import accounted for, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsarchive.storage.interfaces import Saved

ALREADY_THERE = "already there"
NOT_REACHED = "not reached"
NOT_READ = "not read: their workers were killed"
STORED = ("new", "changed", "unchanged", ALREADY_THERE)


class ImportTally:
    """Counts what became of the lines of one import: outcomes, and refusals by reason."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.outcomes: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.not_read = 0

    @property
    def accounted(self) -> int:
        """How many lines have an outcome."""
        return self.outcomes.total() + self.refused.total()

    @property
    def complete(self) -> bool:
        """Whether every line has one."""
        return self.accounted == self.lines

    def add_saved(self, saved: Iterable[Saved]) -> None:
        """Count the pages of a batch."""
        for each in saved:
            if each.outcome == "refused":
                self.refused[each.reason or "unknown"] += 1
            else:
                self.outcomes[each.outcome] += 1

    def add_already_there(self) -> None:
        """Count a line whose capture was in the archive before its turn came."""
        self.outcomes[ALREADY_THERE] += 1

    def add_not_read(self) -> None:
        """Count a page of which nothing is known: it is not stored, and the next run tries it again."""
        self.not_read += 1

    def add_missed(self, fields: Iterable[str]) -> None:
        """Count selectors of a page's source that found nothing on it; the page has an outcome besides."""
        self.missed.update(fields)

    def rows(self) -> list[tuple[str, int]]:
        """Return what to print, adding up to the lines: outcomes, refusals, what a stop left undone."""
        rows = [(name, self.outcomes[name]) for name in STORED]
        rows += [(f"refused: {reason}", count) for reason, count in sorted(self.refused.items())]
        rows += [(NOT_READ, self.not_read)] if self.not_read else []
        left = self.lines - self.accounted - self.not_read
        assert left >= 0, f"{self.accounted} outcomes for {self.lines} lines"
        return rows + ([(NOT_REACHED, left)] if left else [])
