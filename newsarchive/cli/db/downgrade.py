"""`newsarchive db downgrade`: take the schema down."""

from __future__ import annotations

import click

from newsarchive.logs.speaking import echo
from newsarchive.storage import migrating
from newsarchive.storage.jobs.installing import remove
from newsarchive.storage.location import database_url
from newsarchive.storage.schema_revision import stored_revision


# Without ignore_unknown_options `-1` would be taken for an option.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("revision", metavar="REV")
@click.option(
    "--yes-lose-data", is_flag=True, help="Go down even where that deletes what cannot be had back."
)
def downgrade(revision: str, yes_lose_data: bool) -> None:
    """Take the archive down to REV: a revision, -1, or base."""
    migrating.downgrade(database_url(), revision, lose_data=yes_lose_data)
    stands = stored_revision(database_url())
    if stands is None:
        remove(database_url())
    echo(f"The archive is at {stands or 'nothing'}.", err=True)
