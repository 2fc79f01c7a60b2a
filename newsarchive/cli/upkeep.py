"""`newsarchive db verify` and `db backup`: whether the data is sound, and a copy of it."""

from __future__ import annotations

import sys
from pathlib import Path

from newsarchive.environment import database_url
from newsarchive.errors import ArchiveError
from newsarchive.logs.console import echo
from newsarchive.storage.maintenance.backup import write_backup
from newsarchive.storage.maintenance.verifying import verify_archive


def verify() -> None:
    """Print the faults of the data; exit with 4 if there are any."""
    print_faults(verify_archive(database_url()))
    echo("The data is sound.", err=True)


def back_up(file: Path) -> None:
    """Copy the archive, as it is at one moment."""
    write_backup(database_url(), file)
    echo(f"Copied to {file}: {file.stat().st_size:,} bytes.", err=True)


def print_faults(lines: list[str]) -> None:
    """Print the faults; exit with 4 if there are any."""
    for line in lines:
        echo(line)
    if lines:
        sys.exit(ArchiveError.exit_code)
