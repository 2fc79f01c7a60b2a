"""A page cut into the passages that are judged one by one: damage comes by paragraph, title or attribute."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsarchive.items import Repair

# Tags and line ends part what came from different fields of a database; so do quotes of attributes.
PASSAGE = re.compile(r"[^<>\n\r]+")
# Text that went through two broken systems is damaged twice; a third time was never seen.
MOST_ROUNDS = 2
# A suspect passage costs up to 70 microseconds. The worst of the corpora's pages has 69 (2026-11-24), and no
# article ten thousand paragraphs.
MOST_JUDGED = 20_000


class Passages:
    """The passages of a text that need mending, and what was done to them."""

    def __init__(self, text: str, suspect: Callable[[str], bool]) -> None:
        self.text = text
        self.suspect = suspect
        self.counts: dict[str, int] = {}
        self.confidence: dict[str, float] = {}
        self.judged = 0

    def repaired(self, repair: Callable[[str], tuple[str, str] | None]) -> str:
        """Return the text with every suspect passage replaced for which `repair` has another one."""
        pieces = self.text.split("<")
        for number, piece in enumerate(pieces):
            if self.judged < MOST_JUDGED and self.suspect(piece):
                pieces[number] = PASSAGE.sub(lambda match: self._mended(match.group(), repair), piece)
        return "<".join(pieces)

    def repairs(self) -> tuple[Repair, ...]:
        """Return one entry a kind: passages changed, the least share of one that came back whole."""
        return tuple(
            Repair(kind, count, round(self.confidence[kind], 3)) for kind, count in self.counts.items()
        )

    def _mended(self, passage: str, repair: Callable[[str], tuple[str, str] | None]) -> str:
        if self.judged >= MOST_JUDGED or not self.suspect(passage):
            return passage
        self.judged += 1
        for _ in range(MOST_ROUNDS):
            found = repair(passage)
            if found is None:
                break
            passage, kind = found
            self.counts[kind] = self.counts.get(kind, 0) + 1
            whole = 1 - passage.count("\ufffd") / max(len(passage), 1)
            self.confidence[kind] = min(self.confidence.get(kind, 1.0), whole)
        return passage
