"""Options and arguments that several commands share, with the ranges they accept."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from newsarchive import clock
from newsarchive.errors import UsageError
from newsarchive.logs.console import echo

_SHOWN = 80  # characters of a URL that show which one is meant


def demand_url(_context: click.Context, _parameter: click.Parameter, value: Any) -> str:
    """Return the URL, or the `urn:sha256:` of a page stored without one; raises UsageError for others."""
    from newsarchive.discovery.urls.canonical_urls import is_http_url  # noqa: PLC0415 - not for --help

    url = str(value).strip()
    if is_http_url(url) or url.startswith("urn:sha256:"):
        return url
    demand_short(url, "The URL")
    raise UsageError(
        f"{value!r} is not a valid URL.",
        hint="Give the whole URL, such as https://site.example/2026/story.html.",
    )


def demand_short(url: str, what: str) -> None:
    """Raise UsageError if the URL is one but longer than the archive takes; `what` begins the sentence."""
    from newsarchive.discovery.urls.canonical_urls import LONGEST_URL, is_too_long  # noqa: PLC0415 - as above

    if is_too_long(url):
        raise UsageError(
            f"{what} {url[:_SHOWN]}… has {len(url):,} characters; a URL may have {LONGEST_URL:,} at most.",
            hint="Crawls leave longer ones out: 'newsarchive why URL' of the list that names one says so.",
        )


def refuse_unknown_source(source: str | None, known: Collection[str]) -> None:
    """Raise UsageError if an archive that has these sources lacks one; None stands for all."""
    if source is not None and source not in known:
        raise UsageError(
            f"The archive has no source {source!r}.", hint=f"It has {', '.join(sorted(known)) or 'none yet'}."
        )


def as_typed(argument: str) -> str:
    """Return a command-line argument decoded as UTF-8, also in locales such as `C` (cron's)."""
    return os.fsencode(argument).decode("utf-8", "replace")


_F = TypeVar("_F", bound=Callable[..., Any])
# How long after a moment a writer may still commit rows recorded before it: see
# newsarchive.storage.queries.as_of.
_SETTLES = timedelta(minutes=1)


def as_of_option(command: _F) -> _F:
    """Add `--as-of DATE`; the command gets `as_of`, an aware UTC datetime or None."""
    option = click.option(
        "--as-of",
        metavar="DATE",
        callback=_moment,
        help="Show what the archive held at the end of that day (UTC), or at that time.",
    )
    return option(command)


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    from newsarchive.storage.queries.as_of import parse_moment  # noqa: PLC0415 - not for --help

    moment = parse_moment(value)
    now = clock.now()
    if moment > now:
        echo(
            f"newsarchive: --as-of {value} is not past yet; what is saved until then may change the result.",
            err=True,
        )
    elif moment > now - _SETTLES:
        echo(
            f"newsarchive: --as-of {value} was less than a minute ago;"
            " what is being saved may change the result.",
            err=True,
        )
    return moment


# The largest numbers that options accept: what both databases and the calendar can handle.

# PostgreSQL's `integer`; `islice` takes `sys.maxsize` at most, and `search` adds one.
MAX_INTEGER = 2**31 - 1
# A hundred years, as of `keep_payload_days` in a declaration; there is no time before the year 1.
_MOST_DAYS = 36_500
# 23 days: PostgreSQL's `statement_timeout` is an `integer` of milliseconds.
_MOST_SECONDS = 2_000_000


class Seconds(click.FloatRange):
    """A number of seconds in a range; `nan` is refused, too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            least = f"{self.min}{'<' if self.min_open else '<='}"
            self.fail(f"{value} is not a number of seconds; allowed: {least}x<={self.max}.", param, ctx)
        return seconds


# The forms of a result and of an export, which newsarchive.cli.output and newsarchive.exports write: named
# here, so that `--help` imports neither.
OUTPUT_FORMS = ("table", "csv", "jsonl", "parquet")
EXPORT_FORMS = ("parquet", "csv", "jsonl")
WARC_BYTES = 10**9
JOB_COUNT = click.IntRange(min=0, max=256)
ROW_COUNT = click.IntRange(0, MAX_INTEGER)
DAY_COUNT = click.IntRange(0, _MOST_DAYS)
TIMEOUT_SECONDS = Seconds(0, _MOST_SECONDS, min_open=True)
