"""`newsarchive db status`: where the archive is and who is at work on it."""

from __future__ import annotations

import click

from newsarchive.logs.speaking import echo
from newsarchive.storage.location import database_url
from newsarchive.storage.status import archive_status


@click.command()
def status() -> None:
    """Print where the archive is, its schema, the newest schema known, and who is at work on it."""
    for name, value in archive_status(database_url()):
        echo(f"{name}: {value}")
