"""`newsarchive db`: the archive's schema and its maintenance."""

from __future__ import annotations

import sys
from pathlib import Path

from newsarchive import clock
from newsarchive.cli.declared_hints import hints_of_all
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.project import project_sources_folder
from newsarchive.environment import database_url
from newsarchive.errors import ArchiveError
from newsarchive.logs.console import echo
from newsarchive.sources import load_sources
from newsarchive.storage.derived.completion import complete_derived
from newsarchive.storage.maintenance.backup import write_backup
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.verifying import verify_archive
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
    _print_faults(schema_differences(database_url()))
    echo("The schema is at head and as expected.", err=True)


def verify() -> None:
    """Print the faults of the data; exit with 4 if there are any."""
    _print_faults(verify_archive(database_url()))
    echo("The data is sound.", err=True)


def _print_faults(lines: list[str]) -> None:
    for line in lines:
        echo(line)
    if lines:
        sys.exit(ArchiveError.exit_code)


def back_up(file: Path) -> None:
    """Copy the archive, as it is at one moment."""
    write_backup(database_url(), file)
    echo(f"Copied to {file}: {file.stat().st_size:,} bytes.", err=True)


def grant(role: str) -> None:
    """Let the role read the views."""
    made = grant_role(database_url(), role)
    echo(f"The role {role} {'was created and ' if made else ''}may read the archive.", err=True)


def prune(*, dry: bool, not_modified_days: int | None) -> None:
    """Remove bodies and responses that are no longer needed, and print how much that was."""
    folder = project_sources_folder()
    declared = load_sources(folder) if folder.is_dir() else {}
    days = {name: source.keep_payload_days for name, source in declared.items()}
    hints = hints_of_all()
    retention = Retention(
        payload_days={name: count for name, count in days.items() if count is not None},
        text_only=tuple(name for name, hint in hints.items() if hint.rights.noarchive != "keep"),
        not_modified_days=not_modified_days,
    )
    done = prune_archive(database_url(), retention, clock.now(), dry=dry)
    echo(f"{'Would remove' if dry else 'Removed'}:", err=True)
    echo(f"  {done.expired:,} captures lose their body, by their source's declaration", err=True)
    echo(f"  {done.bodies:,} bodies, {done.bytes:,} bytes as stored", err=True)
    echo(f"  {done.fetches:,} responses 304", err=True)


def print_new_migration(message: str) -> None:
    """Write the next migration and print its path."""
    echo(str(write_migration(message)))
