"""`newsarchive export`: tables for analysts, WARC files for other archives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.cli.options import as_of_option
from newsarchive.cli.progress import ProgressReport
from newsarchive.exports.view_files import FORMATS, TablesExport
from newsarchive.exports.warc_files import SIZE, WarcExport
from newsarchive.logs.speaking import echo
from newsarchive.storage import database_url
from newsarchive.storage.exporting.captures_snapshot import captures_snapshot
from newsarchive.storage.exporting.view_rows import tables_snapshot


@click.group()
def command() -> None:
    """Write what the archive holds into files."""


@command.command("tables")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(FORMATS), default="parquet", show_default=True)
@as_of_option
@click.option("--source", metavar="S", help="Only what is of this source.")
def export_tables(folder: Path, form: str, as_of: datetime | None, source: str | None) -> None:
    """Export every view, one file a month of publication, with a manifest of counts and hashes.

    DIR is made, complete or not at all; it may be there when it is empty or an earlier export, which is
    replaced. Rows are of one moment, whatever a crawl writes meanwhile.
    """
    with tables_snapshot(database_url(), source=source, as_of=as_of) as snapshot:
        found = snapshot.tables()
        with ProgressReport("export", sum(table.rows for table in found)) as progress:
            written = TablesExport(snapshot, form, step=progress.step).write(
                folder, found, {"source": source, "as_of": as_of and as_of.isoformat()}
            )
    for name, reason in snapshot.left_out.items():
        echo(f"{name} is left out: {reason}", err=True)
    for name, rows in written.items():
        echo(f"{name:<20}  {rows:>12,} rows", err=True)


@command.command("warc")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--source", metavar="S", help="Only what is of this source.")
@click.option("--since", type=click.DateTime(), help="Only what was fetched since then (UTC).")
@click.option("--size", type=click.IntRange(min=1), default=SIZE, show_default=True, help="Bytes of a file.")
def export_warc(folder: Path, source: str | None, since: datetime | None, size: int) -> None:
    """Export what was fetched as WARC 1.1 files that warcio and pywb read.

    DIR is made as by 'export tables'. Bytes are written once, further captures of them as revisit records;
    where the archive did not keep them a metadata record says so, and the count at the end. Requests are not
    stored, so there are no request records.
    """
    moment = since.replace(tzinfo=UTC) if since else None
    with (
        captures_snapshot(database_url(), source=source, since=moment) as snapshot,
        ProgressReport("export", snapshot.count()) as progress,
    ):
        export = WarcExport(snapshot, step=progress.step, size=size)
        export.write(folder, {"source": source, "since": moment and moment.isoformat()})
    for word, count in sorted(export.counts.items()):
        echo(f"{word:<20}  {count:>12,}", err=True)
