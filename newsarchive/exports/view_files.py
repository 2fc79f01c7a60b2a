"""`export tables`: writes every view as files by month, with a manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from newsarchive.exports.folder import ExportFolder, export_folder
from newsarchive.exports.parquet import demand_pyarrow, write_declared
from newsarchive.exports.row_text import write_csv, write_jsonl
from newsarchive.storage.articles.revision_rows import extractor
from newsarchive.storage.exporting.exported_views import Column
from newsarchive.storage.exporting.view_rows import TableOfView, TablesSnapshot, ViewRow

_KIND = "tables"
_UNKNOWN = "unknown"
_WHOLE = "all"
# So often progress is told.
_STEP = 500


class TablesExport:
    """Writes one snapshot; `step(count)` hears of rows written."""

    def __init__(self, snapshot: TablesSnapshot, form: str, *, step: Callable[[int], None]) -> None:
        if form == "parquet":
            demand_pyarrow("Parquet output")
        self._snapshot = snapshot
        self._form = form
        self._step = step
        self._extractors: Counter[str] = Counter()

    def write(self, target: Path, tables: list[TableOfView], options: dict[str, Any]) -> dict[str, int]:
        """Make the folder `target`; return the rows written of each view."""
        written = {}
        with export_folder(target, _KIND) as folder:
            for table in tables:
                written[table.view.name] = self._write_table(folder, table)
                assert written[table.view.name] == table.rows, f"{table.view.name}: rows were lost"
            folder.write_manifest(self._facts(tables, options))
        return written

    def _write_table(self, folder: ExportFolder, table: TableOfView) -> int:
        total = 0
        for month, rows in self._snapshot.months(table):
            name = _WHOLE if table.view.month == "none" else (month or _UNKNOWN)
            total += self._write_file(folder, table, name, rows)
        if not total:  # readers ask for DIR/VIEW/*, and must find the columns
            self._write_file(folder, table, _WHOLE if table.view.month == "none" else _UNKNOWN, iter(()))
        return total

    def _write_file(
        self, folder: ExportFolder, table: TableOfView, name: str, rows: Iterator[ViewRow]
    ) -> int:
        counts = {"rows": 0}
        path = f"{table.view.name}/{name}.{self._form}"
        with folder.file(path, view=table.view.name, month=name, counts=counts) as stream:
            write_rows(stream, self._form, table.columns, self._counted(table, rows, counts))
        return counts["rows"]

    def _counted(
        self, table: TableOfView, rows: Iterable[ViewRow], counts: dict[str, int]
    ) -> Iterator[ViewRow]:
        names = [column.name for column in table.columns]
        by = names.index("extractor") if table.view.name == "article_history" else None
        for row in rows:
            counts["rows"] += 1
            if by is not None:
                self._extractors[str(row[by])] += 1
            if counts["rows"] % _STEP == 0:
                self._step(_STEP)
            yield row
        self._step(counts["rows"] % _STEP)

    def _facts(self, tables: list[TableOfView], options: dict[str, Any]) -> dict[str, Any]:
        """What the manifest says; no time of ours, so that the same export is the same to the byte."""
        return {
            "newsarchive": extractor().partition("/")[2],
            "schema": self._snapshot.schema,
            "extractors": dict(sorted(self._extractors.items())),
            **options,
            "format": self._form,
            "left_out": self._snapshot.left_out,
            "views": {
                table.view.name: {
                    "rows": table.rows,
                    "month_of": table.view.month,
                    "columns": {column.name: column.type for column in table.columns},
                    "query": table.query,
                }
                for table in tables
            },
        }


def write_rows(stream: BinaryIO, form: str, columns: tuple[Column, ...], rows: Iterator[ViewRow]) -> None:
    """Write one file."""
    if form == "parquet":
        write_declared(stream, columns, rows)
    else:
        writer = write_csv if form == "csv" else write_jsonl
        writer(stream, [column.name for column in columns], rows)
