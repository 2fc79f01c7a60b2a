"""`newsarchive db migration`: the next migration, from the models (developers)."""

from __future__ import annotations

import click

from newsarchive.logs.speaking import echo
from newsarchive.storage.new_migration import write_migration


@click.command()
@click.argument("message")
def migration(message: str) -> None:
    """Write the next migration from the models (developers)."""
    echo(str(write_migration(message)))
