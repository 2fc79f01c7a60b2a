"""`newsarchive db backup`: a copy of the archive of one moment."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.logs.speaking import echo
from newsarchive.storage.backup import backup as copy
from newsarchive.storage.location import database_url


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the archive to FILE while others may write to it; FILE appears complete or not at all.

    On SQLite FILE is an archive itself; on PostgreSQL it is a dump for pg_restore.
    """
    copy(database_url(), file)
    echo(f"Copied to {file}: {file.stat().st_size:,} bytes.", err=True)
