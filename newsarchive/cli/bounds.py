"""How great a number an option takes: what either database, and the calendar, can work with."""

from __future__ import annotations

import math
from typing import Any

import click

# PostgreSQL's `integer`; `islice` takes `sys.maxsize` at most, and `search` asks for one more.
MOST = 2**31 - 1
# A hundred years, as of `keep_payload_days` in a declaration; there is no time before the year 1.
MOST_DAYS = 36_500
# 23 days: PostgreSQL's `statement_timeout` is an `integer` of milliseconds.
MOST_SECONDS = 2_000_000


class Seconds(click.FloatRange):
    """A number of seconds in a range; `nan`, which is in none, is refused too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value} is no number of seconds; allowed: {self._describe_range()}.", param, ctx)
        return seconds


ROWS = click.IntRange(0, MOST)
DAYS = click.IntRange(0, MOST_DAYS)
TIMEOUT = Seconds(0, MOST_SECONDS, min_open=True)
