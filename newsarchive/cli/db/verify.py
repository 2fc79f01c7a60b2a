"""`newsarchive db verify`: whether the data is sound."""

from __future__ import annotations

import sys

import click

from newsarchive.errors import ArchiveError
from newsarchive.logs.speaking import echo
from newsarchive.storage.location import database_url
from newsarchive.storage.verifying import verify as faults


class DataUnsoundError(ArchiveError):
    """`db verify` found faults."""


@click.command()
def verify() -> None:
    """Read the whole archive and say what is wrong with its data; exit 4 with the list."""
    found = faults(database_url())
    for line in found:
        echo(line)
    if found:
        sys.exit(DataUnsoundError.exit_code)
    echo("The data is sound.", err=True)
