"""`newsarchive db verify`, `db backup` and `db prune`: is the data sound, a copy of it, and what may go."""

from __future__ import annotations

import sys
from pathlib import Path

from newsarchive import clock
from newsarchive.environment import database_url
from newsarchive.errors import ArchiveError
from newsarchive.logs.console import echo
from newsarchive.storage.maintenance.backup import remove_left_over, write_backup
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.verifying import verify_archive


def verify() -> None:
    """Print the faults of the data; exit with 4 if there are any."""
    print_faults(verify_archive(database_url()))
    echo("The data is sound.", err=True)


def back_up(file: Path) -> None:
    """Copy the archive, as it is at one moment."""
    for left in remove_left_over(file.parent):
        echo(f"Removed what a killed backup had left: {left}.", err=True)
    write_backup(database_url(), file)
    echo(f"Copied to {file}: {file.stat().st_size:,} bytes.", err=True)


def prune(*, dry: bool, not_modified_days: int | None) -> None:
    """Remove bodies and responses that are no longer needed, and print how much that was."""
    # What sources declare needs Scrapy's settings, which `verify` and `backup` do not wait for.
    from newsarchive.cli.declared_hints import hints_of_all  # noqa: PLC0415
    from newsarchive.cli.project import project_sources_folder  # noqa: PLC0415
    from newsarchive.sources import load_sources  # noqa: PLC0415

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


def print_faults(lines: list[str]) -> None:
    """Print the faults; exit with 4 if there are any."""
    for line in lines:
        echo(line)
    if lines:
        sys.exit(ArchiveError.exit_code)
