"""A source whose crawls fail is still due; it is tried again later and later, not at once and for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A minute, as a deferral of the fleet; an hour, as a source is crawled that declares nothing.
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Held:
    """Not before `until`: the last `times` crawls in a row ended with a failure, the last one with `code`."""

    until: datetime
    times: int
    code: int


def pause_after(times: int) -> timedelta:
    """Return how long to wait after so many failures in a row (1, 2, …): doubled each time."""
    pause: timedelta = FIRST * 2 ** min(times - 1, 20)
    return min(pause, LONGEST)


class HoldingBack:
    """Remembers failures; a success forgets them."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}

    def ended(self, name: str, code: int, at: datetime) -> None:
        """Take the exit code of a crawl."""
        if code == 0:
            self._held.pop(name, None)
            return
        times = self._held[name].times + 1 if name in self._held else 1
        self._held[name] = Held(at + pause_after(times), times, code)

    @property
    def all(self) -> dict[str, Held]:
        """Which sources wait."""
        return dict(self._held)

    def of(self, name: str) -> Held | None:
        """Return why and until when a source waits, None where it does not."""
        return self._held.get(name)
