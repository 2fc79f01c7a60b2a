"""A question before something is done for good: asked on a terminal, of a person."""

from __future__ import annotations

import sys

import click

from newsarchive.errors import UsageError


def can_ask() -> bool:
    """Say whether a person reads what is asked and can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def demand_yes(question: str) -> None:
    """Ask whether that is meant; raises UsageError for a no, and where nobody answers."""
    try:
        meant = click.confirm(question, err=True)
    except click.Abort:
        raise UsageError(
            "Nothing was changed: the question was not answered.", hint="Give --yes if that is meant."
        ) from None
    if not meant:
        raise UsageError("Nothing was changed.")
