"""The option `--as-of DATE`, one for all commands that read texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from newsarchive import clock
from newsarchive.logs.speaking import echo
from newsarchive.storage.as_of import parse_moment

F = TypeVar("F", bound=Callable[..., Any])
# How long after a moment a writer may still commit what it recorded by then (newsarchive.storage.as_of).
SETTLES = timedelta(minutes=1)


def as_of_option(command: F) -> F:
    """Give the command `as_of`, an aware UTC datetime or None; a bad value ends with exit code 2."""
    option = click.option(
        "--as-of",
        metavar="DATE",
        callback=_moment,
        help="As the archive stood at the end of that day (UTC), or at that time.",
    )
    return option(command)


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = parse_moment(value)
    if moment > clock.now() - SETTLES:
        echo(
            f"newsarchive: --as-of {value} is not over yet; what is saved from now on may change the answer.",
            err=True,
        )
    return moment
