"""`newsarchive export`: tables for analysts, WARC files for other archives."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.progress import ProgressReport
from newsarchive.exports.tables import FORMATS, TablesExport
from newsarchive.storage import database_url
from newsarchive.storage.exporting.tables import tables_snapshot


@click.group()
def command() -> None:
    """Write what the archive holds into files."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(FORMATS), default="parquet", show_default=True)
@click.option("--source", metavar="S", help="Only what is of this source.")
def tables(folder: Path, form: str, source: str | None) -> None:
    """Export every view, one file a month of publication, with a manifest of counts and hashes.

    DIR is made, complete or not at all; it may be there when it is empty or an earlier export, which is
    replaced. Rows are of one moment, whatever a crawl writes meanwhile.
    """
    with tables_snapshot(database_url(), source=source) as snapshot:
        found = snapshot.tables()
        with ProgressReport("export", sum(table.rows for table in found)) as progress:
            written = TablesExport(snapshot, form, step=progress.step).write(
                folder, found, {"source": source, "as_of": None}
            )
    for name, rows in written.items():
        click.echo(f"{name:<20}  {rows:>12,} rows", err=True)
