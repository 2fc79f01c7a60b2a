"""`newsarchive db check`: whether the schema is what this code expects."""

from __future__ import annotations

import sys

import click

from newsarchive.errors import ArchiveError
from newsarchive.logs.speaking import echo
from newsarchive.storage.checking import differences
from newsarchive.storage.location import database_url


class SchemaDiffersError(ArchiveError):
    """`db check` found differences."""


@click.command()
def check() -> None:
    """Compare the archive's schema with what this code expects; exit 4 with the differences."""
    found = differences(database_url())
    for line in found:
        echo(line)
    if found:
        sys.exit(SchemaDiffersError.exit_code)
    echo("The schema is at head and as it should be.", err=True)
