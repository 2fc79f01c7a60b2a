"""`newsarchive db`: the archive's schema, its migrations and who may read it."""

from __future__ import annotations

from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.upkeep import print_faults
from newsarchive.environment import database_url
from newsarchive.logs.console import echo
from newsarchive.storage.derived.completion import complete_derived
from newsarchive.storage.migrating.bounded_functions import lacking_bounds
from newsarchive.storage.migrating.commands import (
    downgrade_schema,
    schema_differences,
    upgrade_schema,
    write_migration,
)
from newsarchive.storage.migrating.job_queue import install, remove
from newsarchive.storage.migrating.reader_roles import grant_role, lacking_reader
from newsarchive.storage.migrating.revision import archive_status, stored_revision


def upgrade(revision: str) -> None:
    """Upgrade the schema; at head, compute the derived data that is missing."""
    url = database_url()
    upgrade_schema(url, revision)
    echo(f"The archive's schema is at {stored_revision(url) or 'nothing'}.", err=True)
    if revision == "head":
        for lack in (lacking_reader(url), lacking_bounds(url), install(url)):
            if lack:
                echo(lack, err=True)
    for name, count in complete_derived(url, ProgressReport).items():
        echo(f"Computed: {count:,} {name}.", err=True)


def downgrade(revision: str, *, lose_data: bool) -> None:
    """Downgrade the schema."""
    downgrade_schema(database_url(), revision, lose_data=lose_data)
    revision_now = stored_revision(database_url())
    if revision_now is None:
        remove(database_url())
    echo(f"The archive's schema is at {revision_now or 'base: no tables are left'}.", err=True)


def print_status() -> None:
    """Print where the archive is, its schema, and which processes use it."""
    for name, value in archive_status(database_url()):
        echo(f"{name}: {value}")


def check_schema_differences() -> None:
    """Print how the schema differs from what this code expects; exit with 4 if it does."""
    print_faults(schema_differences(database_url()))
    echo("The schema is at head and as expected.", err=True)


def grant(role: str) -> None:
    """Let the role read the views."""
    made = grant_role(database_url(), role)
    echo(f"The role {role} {'was created and ' if made else ''}may read the archive.", err=True)


def print_new_migration(message: str) -> None:
    """Write the next migration and print its path."""
    echo(str(write_migration(message)))
