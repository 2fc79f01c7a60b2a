"""Every capture of a run accounted for, once."""

from __future__ import annotations

from collections import Counter

from newsarchive.storage.rereading.values import Difference

MEANING = {
    "revised": "title, text or authors change",
    "metadata": "only other facts change",
    "accepted": "refused pages become articles",
    "doubted": "articles that would be refused today; kept",
    "unchanged": "articles as they were",
    "refused": "refused pages, still refused",
    "moved_on": "changed by another run meanwhile",
}
DONE = "read by the same code before"


class ReprocessTally:
    """Counts what became of the captures of one run."""

    def __init__(self, captures: int) -> None:
        self.captures = captures
        self.kinds: Counter[str] = Counter()
        self.done = 0
        self.not_read = 0  # their workers were killed from outside: another run tries them again

    @property
    def accounted(self) -> int:
        return self.kinds.total() + self.done

    @property
    def complete(self) -> bool:
        return self.accounted == self.captures

    def add(self, found: Difference) -> None:
        self.kinds[found.kind] += 1

    def rows(self) -> list[tuple[str, int]]:
        """Return what to print, adding up to the captures."""
        rows = [(f"{kind}: {meaning}", self.kinds[kind]) for kind, meaning in MEANING.items()]
        rows += [(DONE, self.done)] if self.done else []
        rows += [("not read: their workers were killed", self.not_read)] if self.not_read else []
        left = self.captures - self.accounted - self.not_read
        return rows + ([("not reached, or taken away meanwhile", left)] if left else [])
