"""`newsarchive db upgrade`: bring the schema up."""

from __future__ import annotations

import click

from newsarchive.storage import migrating
from newsarchive.storage.location import database_url


@click.command()
@click.argument("revision", metavar="[REV]", default="head")
def upgrade(revision: str) -> None:
    """Bring the archive up to REV (default: head), making it where there is none."""
    migrating.upgrade(database_url(), revision)
    click.echo(f"The archive is at {migrating.stored_revision(database_url()) or 'nothing'}.", err=True)
