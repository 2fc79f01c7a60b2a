"""A table for people: ruled on a terminal, aligned plain text elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsarchive.exports.texts import Cell, as_text
from newsarchive.logs.visible import visible

# Rows whose widths decide those of the columns; later ones may stick out. Bounds memory for long results.
BLOCK = 500
NEWLINE = "⏎"


def write_table(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write the rows one a line, in columns; line breaks within a value are shown as ⏎."""
    if not columns:
        return
    columns = [one_line(name) for name in columns]
    rest = iter(rows)
    block = [[one_line(value) for value in row] for row in islice(rest, BLOCK)]
    if stream.isatty():
        while block:
            _ruled(columns, block)
            block = [[one_line(value) for value in row] for row in islice(rest, BLOCK)]
        return
    widths = [max(map(cell_len, column)) for column in zip(columns, *block, strict=True)]
    stream.write(aligned(columns, widths))
    stream.write(aligned(["-" * width for width in widths], widths))
    stream.writelines(aligned(cells, widths) for cells in block)
    stream.writelines(aligned([one_line(value) for value in row], widths) for row in rest)


def one_line(value: Cell) -> str:
    """Return the value on one line, control characters shown."""
    return visible(NEWLINE.join(re.split("\r?\n", as_text(value))).replace("\t", " "))


def aligned(cells: Sequence[str], widths: Sequence[int]) -> bytes:
    """Return one line; wide (Chinese) characters take two places."""
    padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
    return ("  ".join(padded).rstrip() + "\n").encode()


def _ruled(columns: Sequence[str], block: Sequence[Sequence[str]]) -> None:
    table = Table()
    for name in columns:
        table.add_column(Text(name))
    for cells in block:
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)
