"""Rows of plain values written as csv, jsonl, parquet or a table: one text for one value everywhere."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

from newsarchive.cli.tables import write_table
from newsarchive.cli.texts import Cell, as_text
from newsarchive.errors import MissingExtraError, SqlError

Rows = Iterable[Sequence[Cell]]
Writer = Callable[[BinaryIO, Sequence[str], Rows], None]
# Rows of one parquet row group.
GROUP = 10_000


def write_csv(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """RFC 4180, UTF-8, lines end in LF; NULL is the empty field, an empty text is `""`."""
    stream.write(_csv_line(columns))
    stream.writelines(_csv_line(row) for row in rows)


def write_jsonl(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """One object a row, keys in the order of the columns."""
    names = _distinct(columns)
    for row in rows:
        record = {name: _json_value(value) for name, value in zip(names, row, strict=True)}
        stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def write_parquet(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """Apache Parquet, types as the values have them; needs the extra `parquet`."""
    if find_spec("pyarrow") is None:
        raise MissingExtraError("Parquet output", "parquet")
    import pyarrow  # noqa: PLC0415 - an extra, and slow to load
    import pyarrow.parquet  # noqa: PLC0415

    names = _distinct(columns)
    try:
        groups = [
            pyarrow.table(
                {name: list(values) for name, values in zip(names, zip(*group, strict=True), strict=True)}
            )
            for group in _groups(rows)
        ]
        empty = pyarrow.table({name: pyarrow.array([], pyarrow.null()) for name in names})
        table = pyarrow.concat_tables([empty, *groups], promote_options="permissive")
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, OverflowError) as error:
        raise SqlError(
            f"A Parquet column has one type, and a column of the result has several: {error}",
            hint="CAST it in the SQL, or take csv.",
        ) from error
    pyarrow.parquet.write_table(_typed(table), stream, row_group_size=GROUP)


FORMATS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def _typed(table: Any) -> Any:
    """A column of NULLs alone becomes text: many readers refuse Parquet's null type."""
    import pyarrow  # noqa: PLC0415 - an extra, and slow to load

    fields = [
        pyarrow.field(field.name, pyarrow.string()) if pyarrow.types.is_null(field.type) else field
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(fields))


def _csv_line(values: Sequence[Cell]) -> bytes:
    return (",".join(_csv_field(value) for value in values) + "\n").encode()


def _csv_field(value: Cell) -> str:
    text = as_text(value)
    if value is None or (text and not any(mark in text for mark in ',"\n\r')):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _json_value(value: Cell) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON knows no NaN or infinity
    if isinstance(value, datetime | date | bytes):
        return as_text(value)
    return value


def _distinct(columns: Sequence[str]) -> Sequence[str]:
    for name in columns:
        if columns.count(name) > 1:
            raise SqlError(f"Two columns are named {name}.", hint="Name them apart with AS, or take csv.")
    return columns


def _groups(rows: Rows) -> Iterator[list[Sequence[Cell]]]:
    rest = iter(rows)
    while group := list(islice(rest, GROUP)):
        yield group
