"""`newsarchive db`: the archive's schema — bring it up, take it down, see where it stands."""

from __future__ import annotations

import sys

import click

from newsarchive.errors import ArchiveError
from newsarchive.storage import migrating
from newsarchive.storage.checking import differences
from newsarchive.storage.location import database_url
from newsarchive.storage.new_migration import write_migration
from newsarchive.storage.status import archive_status


class SchemaDiffersError(ArchiveError):
    """`db check` found differences."""


@click.group()
def command() -> None:
    """The archive's schema: upgrade, downgrade, status, check."""


@command.command()
@click.argument("revision", metavar="[REV]", default="head")
def upgrade(revision: str) -> None:
    """Bring the archive up to REV (default: head), making it where there is none."""
    migrating.upgrade(database_url(), revision)
    click.echo(f"The archive is at {migrating.stored_revision(database_url()) or 'nothing'}.", err=True)


# Without ignore_unknown_options `-1` would be taken for an option.
@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("revision", metavar="REV")
@click.option(
    "--yes-lose-data", is_flag=True, help="Go down even where that deletes what cannot be had back."
)
def downgrade(revision: str, yes_lose_data: bool) -> None:
    """Take the archive down to REV: a revision, -1, or base."""
    migrating.downgrade(database_url(), revision, lose_data=yes_lose_data)
    click.echo(f"The archive is at {migrating.stored_revision(database_url()) or 'nothing'}.", err=True)


@command.command()
def status() -> None:
    """Print where the archive is, its schema, the newest schema known, and who is at work on it."""
    for name, value in archive_status(database_url()):
        click.echo(f"{name}: {value}")


@command.command()
def check() -> None:
    """Compare the archive's schema with what this code expects; exit 4 with the differences."""
    found = differences(database_url())
    for line in found:
        click.echo(line)
    if found:
        sys.exit(SchemaDiffersError.exit_code)
    click.echo("The schema is at head and as it should be.", err=True)


@command.command()
@click.argument("message")
def migration(message: str) -> None:
    """Write the next migration from the models (developers)."""
    click.echo(str(write_migration(message)))
