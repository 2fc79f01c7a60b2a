"""Parquet files: column types are declared for exports, and inferred from the values of a query."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, BinaryIO

from newsarchive.errors import MissingExtraError, SqlError
from newsarchive.exports.row_text import Cell, Rows, distinct_names
from newsarchive.storage.exporting.exported_views import Column

# Rows cut into groups that fit in memory, whatever the length of their texts.

# Rows of one Parquet row group: readers skip and share out whole groups.
GROUP_ROWS = 10_000
# And bytes: 10,000 articles of 5 KB would be 50 MB, held three times while they are written.
GROUP_BYTES = 16 * 1024**2
# What a value costs that is no text, and any value besides its text.
_VALUE_BYTES = 50


def row_groups(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    """Yield lists of at most GROUP_ROWS rows and about GROUP_BYTES."""
    group: list[Sequence[Cell]] = []
    size = 0
    for row in rows:
        group.append(row)
        size += sum(_VALUE_BYTES + (len(cell) * 2 if isinstance(cell, str | bytes) else 0) for cell in row)
        if len(group) >= GROUP_ROWS or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def demand_pyarrow(what: str) -> Any:
    """Return the library; MissingExtraError where it is not installed."""
    if find_spec("pyarrow") is None:
        raise MissingExtraError(what, "parquet")
    import pyarrow  # noqa: PLC0415 - an extra, and slow to load
    import pyarrow.ipc  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    return pyarrow


def declared_schema(columns: Sequence[Column]) -> Any:
    """Return the Arrow schema of a view: times without zone, days as date32."""
    pyarrow = demand_pyarrow("Parquet output")
    types = {
        "bigint": pyarrow.int64(),
        "integer": pyarrow.int32(),
        "text": pyarrow.string(),
        "timestamp": pyarrow.timestamp("us"),
        "date": pyarrow.date32(),
        "boolean": pyarrow.bool_(),
        "double": pyarrow.float64(),
    }
    return pyarrow.schema([pyarrow.field(column.name, types[column.type]) for column in columns])


def write_declared(stream: BinaryIO, columns: Sequence[Column], rows: Rows) -> None:
    """Write the rows with the declared types; the same rows give the same bytes."""
    pyarrow = demand_pyarrow("Parquet output")
    schema = declared_schema(columns)
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in row_groups(rows):
            arrays = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def write_parquet(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """Write an answer whose types only its values tell; needs the extra `parquet`.

    The rows go through a temporary file (TMPDIR), since the last of them may still make a column of whole
    numbers one of fractions: memory stays flat. SqlError where one column has values of several types.
    """
    pyarrow = demand_pyarrow("Parquet output")
    names = distinct_names(columns)
    try:
        with tempfile.TemporaryFile() as spool:
            schema = _spool(pyarrow, spool, names, rows)
            spool.seek(0)
            with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
                for table in _unspooled(pyarrow, spool):
                    writer.write_table(table.cast(schema))
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, OverflowError) as error:
        raise SqlError(
            f"A Parquet column has one type, but a column of the result has several: {error}",
            hint="CAST it in the SQL, or use --format csv.",
        ) from error


def _spool(pyarrow: Any, spool: Any, names: Sequence[str], rows: Rows) -> Any:
    """Write each group as it types itself; return the schema that all of them fit."""
    schema = pyarrow.schema([pyarrow.field(name, pyarrow.null()) for name in names])
    for group in row_groups(rows):
        columns = {name: list(values) for name, values in zip(names, zip(*group, strict=True), strict=True)}
        table = pyarrow.table(columns)
        schema = pyarrow.unify_schemas([schema, table.schema], promote_options="permissive")
        with pyarrow.ipc.new_stream(spool, table.schema) as writer:
            writer.write_table(table)
    # A column of NULLs alone becomes text: many readers refuse Parquet's null type.
    return pyarrow.schema(
        [
            pyarrow.field(field.name, pyarrow.string()) if pyarrow.types.is_null(field.type) else field
            for field in schema
        ]
    )


def _unspooled(pyarrow: Any, spool: Any) -> Iterator[Any]:
    end = spool.seek(0, 2)
    spool.seek(0)
    while spool.tell() < end:
        with pyarrow.ipc.open_stream(spool) as reader:
            yield reader.read_all()
