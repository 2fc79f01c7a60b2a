"""The forms a result can take, by the name `--format` gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from newsarchive.cli.tables import write_table
from newsarchive.exports.lines import Rows, write_csv, write_jsonl
from newsarchive.exports.parquet import write_parquet

Writer = Callable[[BinaryIO, Sequence[str], Rows], None]

FORMATS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}
