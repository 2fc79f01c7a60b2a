"""`newsarchive export`: tables for analysts, WARC files for other archives."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.tables import print_table
from newsarchive.exports.view_files import TablesExport
from newsarchive.exports.warc_files import WarcExport
from newsarchive.logs.console import echo
from newsarchive.storage import database_url
from newsarchive.storage.exporting.captures_snapshot import captures_snapshot
from newsarchive.storage.exporting.view_rows import tables_snapshot


def export_tables(folder: Path, form: str, *, as_of: datetime | None, source: str | None) -> None:
    """Write every view into the folder, and print the number of rows of each."""
    with tables_snapshot(database_url(), source=source, as_of=as_of) as snapshot:
        found = snapshot.tables()
        with ProgressReport("export", sum(table.rows for table in found)) as progress:
            written = TablesExport(snapshot, form, step=progress.step).write(
                folder, found, {"source": source, "as_of": as_of and as_of.isoformat()}
            )
    for name, reason in snapshot.left_out.items():
        echo(f"{name} is left out: {reason}", err=True)
    print_table(written.items(), ("view", "rows"), err=True)


def export_warc(folder: Path, *, source: str | None, since: datetime | None, size: int) -> None:
    """Write WARC files of at most `size` bytes into the folder, and print the counts."""
    with (
        captures_snapshot(database_url(), source=source, since=since) as snapshot,
        ProgressReport("export", snapshot.count()) as progress,
    ):
        export = WarcExport(snapshot, step=progress.step, size=size)
        export.write(folder, {"source": source, "since": since and since.isoformat()})
    print_table(sorted(export.counts.items()), err=True)
