"""Two hundred invented sources: a few large, many small, each of one language and script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

Script = Literal["Hans", "Hant", "Latn"]
COUNT = 200
# Of ten sources six write Simplified, one Traditional Chinese, three English.
SCRIPTS: tuple[Script, ...] = ("Hans", "Latn", "Hans", "Hans", "Hant", "Latn", "Hans", "Hans", "Latn", "Hans")
ZONES = {"Hans": "+08:00", "Hant": "+08:00", "Latn": "+01:00"}


@dataclass(frozen=True, slots=True)
class Source:
    """An invented publisher."""

    name: str
    script: Script

    @property
    def host(self) -> str:
        return f"www.{self.name}.example"

    @property
    def zone(self) -> str:
        return ZONES[self.script]


@cache
def all_sources() -> tuple[Source, ...]:
    """Return the sources, the largest first."""
    return tuple(Source(f"press{n:03}", SCRIPTS[n % len(SCRIPTS)]) for n in range(COUNT))


@cache
def shares() -> tuple[float, ...]:
    """Return the summed shares of the articles: the source of rank r has 1/sqrt(r), 14 times the last's."""
    sums = list(accumulate(1 / (rank**0.5) for rank in range(1, COUNT + 1)))
    return tuple(value / sums[-1] for value in sums)


@cache
def of_script(script: Script) -> tuple[Source, ...]:
    """Return the sources that write it."""
    return tuple(source for source in all_sources() if source.script == script)
