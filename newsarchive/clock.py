"""What time it is, asked in one place: a simulated month, or a test, lets days pass in seconds.

A process has one clock. Durations (time-outs, heartbeats, delays between requests) are real time and go by
`time.monotonic`, never by this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def of_machine() -> datetime:
    """Return the moment by the machine's own clock, also where another one is used."""
    return datetime.now(UTC)


_clock: Clock = of_machine


def now() -> datetime:
    """Return the current moment, aware, in UTC."""
    return _clock()


@contextmanager
def using(clock: Clock) -> Iterator[None]:
    """Let `now` ask another clock (aware datetimes in UTC) while inside."""
    global _clock  # noqa: PLW0603 - one process, one clock
    before, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = before
