"""`newsarchive db`: the archive's schema and its upkeep."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.cli.declared_hints import hints_of_all
from newsarchive.cli.options import DAYS
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.project import sources_folder
from newsarchive.errors import ArchiveError
from newsarchive.logs.speaking import echo
from newsarchive.sources import load_sources
from newsarchive.storage.database.location import database_url
from newsarchive.storage.derived.completion import complete_derived
from newsarchive.storage.maintenance.backup import write_backup as copy
from newsarchive.storage.maintenance.pruning import Retention
from newsarchive.storage.maintenance.pruning import prune_archive as take_away
from newsarchive.storage.maintenance.verifying import verify_archive as faults
from newsarchive.storage.migrating import commands
from newsarchive.storage.migrating.bounded_functions import lacking_bounds
from newsarchive.storage.migrating.commands import schema_differences, write_migration
from newsarchive.storage.migrating.job_queue import install, remove
from newsarchive.storage.migrating.reader_roles import grant_role, lacking_reader
from newsarchive.storage.migrating.revision import archive_status, stored_revision

# `newsarchive db backup`: a copy of the archive of one moment.


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Copy the archive to FILE while others may write to it; FILE appears complete or not at all.

    On SQLite FILE is an archive itself; on PostgreSQL it is a dump for pg_restore.
    """
    copy(database_url(), file)
    echo(f"Copied to {file}: {file.stat().st_size:,} bytes.", err=True)


# `newsarchive db check`: whether the schema is what this code expects.


class SchemaDiffersError(ArchiveError):
    """`db check` found differences."""


@click.command("check")
def check_command() -> None:
    """Compare the archive's schema with what this code expects; exit 4 with the differences."""
    found = schema_differences(database_url())
    for line in found:
        echo(line)
    if found:
        sys.exit(SchemaDiffersError.exit_code)
    echo("The schema is at head and as it should be.", err=True)


# `newsarchive db downgrade`: take the schema down.


# Without ignore_unknown_options `-1` would be taken for an option.
@click.command("downgrade", context_settings={"ignore_unknown_options": True})
@click.argument("revision", metavar="REV")
@click.option(
    "--yes-lose-data", is_flag=True, help="Go down even where that deletes what cannot be had back."
)
def downgrade_command(revision: str, yes_lose_data: bool) -> None:
    """Take the archive down to REV: a revision, -1, or base."""
    commands.downgrade_schema(database_url(), revision, lose_data=yes_lose_data)
    stands = stored_revision(database_url())
    if stands is None:
        remove(database_url())
    echo(f"The archive is at {stands or 'nothing'}.", err=True)


# `newsarchive db grant`: a role that may read the views.


@click.command("grant")
@click.argument("role", metavar="ROLE")
def grant_command(role: str) -> None:
    """Let ROLE read the analysts' views and search, and nothing else (PostgreSQL).

    The role is made where it does not exist, without a password: give it one, or let pg_hba.conf decide. Its
    sessions are read-only and stop a statement after 60 seconds; it keeps its rights when migrations make the
    views anew.
    """
    made = grant_role(database_url(), role)
    echo(f"The role {role} {'was made and ' if made else ''}may read the archive.", err=True)


# `newsarchive db migration`: the next migration, from the models (developers).


@click.command("migration")
@click.argument("message")
def migration_command(message: str) -> None:
    """Write the next migration from the models (developers)."""
    echo(str(write_migration(message)))


# `newsarchive db prune`: take away what nothing needs any more.


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Count only; nothing is removed.")
@click.option(
    "--not-modified-days",
    type=DAYS,
    help="Remove also answers 304 older than so many days that show no article (of feeds, lists, refused"
    " pages); they leave the view captures, also as of a past date.",
)
def prune_command(dry_run: bool, not_modified_days: int | None) -> None:
    """Remove bodies of answers that nothing refers to, and those older than their source keeps them.

    A source keeps bodies for ever unless it declares keep_payload_days; one with noarchive = "text_only"
    keeps none of such pages: payload_kept turns false in the view captures, also as of a past date.
    Articles, revisions, evidence and when articles were seen are never removed.
    """
    folder = sources_folder()
    declared = load_sources(folder) if folder.is_dir() else {}
    days = {name: source.keep_payload_days for name, source in declared.items()}
    hints = hints_of_all()
    retention = Retention(
        payload_days={name: count for name, count in days.items() if count is not None},
        text_only=tuple(name for name, hint in hints.items() if hint.rights.noarchive != "keep"),
        not_modified_days=not_modified_days,
    )
    done = take_away(database_url(), retention, clock.now(), dry=dry_run)
    echo(f"{'Would remove' if dry_run else 'Removed'}:", err=True)
    echo(f"  {done.expired:,} captures lose their body by their source's setting", err=True)
    echo(f"  {done.bodies:,} bodies, {done.bytes:,} bytes as stored", err=True)
    echo(f"  {done.fetches:,} answers 304", err=True)


# `newsarchive db status`: where the archive is and who is at work on it.


@click.command("status")
def status_command() -> None:
    """Print where the archive is, its schema, the newest schema known, and who is at work on it."""
    for name, value in archive_status(database_url()):
        echo(f"{name}: {value}")


# `newsarchive db upgrade`: bring the schema up, and make what this code derives from older articles.


@click.command("upgrade")
@click.argument("revision", metavar="[REV]", default="head")
def upgrade_command(revision: str) -> None:
    """Bring the archive up to REV (default: head), making it where there is none.

    At head, what is computed from stored articles (the search index, …) is then made for those that lack it.
    It may be stopped at any time; run it again and it goes on.
    """
    url = database_url()
    commands.upgrade_schema(url, revision)
    echo(f"The archive is at {stored_revision(url) or 'nothing'}.", err=True)
    if revision == "head":
        for said in (lacking_reader(url), lacking_bounds(url), install(url)):
            if said:
                echo(said, err=True)
    for name, count in complete_derived(url, ProgressReport).items():
        echo(f"Made: {count:,} {name}.", err=True)


# `newsarchive db verify`: whether the data is sound.


class DataUnsoundError(ArchiveError):
    """`db verify` found faults."""


@click.command("verify")
def verify_command() -> None:
    """Read the whole archive and say what is wrong with its data; exit 4 with the list."""
    found = faults(database_url())
    for line in found:
        echo(line)
    if found:
        sys.exit(DataUnsoundError.exit_code)
    echo("The data is sound.", err=True)


# `newsarchive db`: the archive's schema and its upkeep, one command a file.


@click.group()
def command() -> None:
    """The archive's schema and upkeep: upgrade, downgrade, status, check, verify, backup, grant, prune."""


for each in (
    upgrade_command,
    downgrade_command,
    status_command,
    check_command,
    verify_command,
    backup_command,
    grant_command,
    prune_command,
    migration_command,
):
    command.add_command(each)
