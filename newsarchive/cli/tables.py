"""Tables for people: columns by display width, numbers right-aligned; long cells are wrapped on a terminal.

On a terminal rich lays the table out. Elsewhere nothing is wrapped or coloured, so cells are only padded, by
rich's width of each character: rich's own table takes 85 times as long (.21 ms a row of six cells,
2026-11-27), which a long result of `query` cannot wait for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, TextIO

from rich.cells import cell_len

from newsarchive.exports.row_text import Cell, as_text
from newsarchive.logs.console import echo
from newsarchive.logs.formats import visible

# The rows that decide the widths of columns; later cells may be wider. Bounds the memory for long results.
_BLOCK = 500
_NEWLINE = "⏎"
_GAP = 2
# The width of the longest cell that is never wrapped: 2026-11-27 07:41:21.
_MOMENT = 19
# The least width of a long cell, about a word.
_LEAST = 9

_TableRows = Iterable[Sequence[Cell]]


def print_table(rows: _TableRows, headings: Sequence[str] = (), *, err: bool = False) -> None:
    """Print the rows on stdout or stderr, below the headings if any; whole numbers as in 1,234."""
    stream = sys.stderr if err else sys.stdout
    if stream is not None and stream.isatty():
        _print_wrapped(stream, headings, list(rows), _with_thousands)
        return
    for line in table_lines(rows, headings):
        echo(line, err=err)


def table_lines(rows: _TableRows, headings: Sequence[str] = ()) -> list[str]:
    """Return the lines that `print_table` prints if there is no terminal."""
    return list(_padded(headings, rows, _with_thousands))


def write_table(stream: BinaryIO, columns: Sequence[str], rows: _TableRows) -> None:
    """Write a result below the names of its columns, a row a line; line breaks within a value become ⏎.

    If `stream` is a terminal, it is stdout.
    """
    if not columns:
        return
    if not stream.isatty():
        stream.writelines(f"{line}\n".encode() for line in _padded(columns, rows, one_line))
        return
    stream.flush()
    rest = iter(rows)
    block = list(islice(rest, _BLOCK))
    _print_wrapped(sys.stdout, columns, block, one_line)
    while block := list(islice(rest, _BLOCK)):
        _print_wrapped(sys.stdout, columns, block, one_line)


def one_line(value: Cell) -> str:
    """Return the value on one line, control characters shown."""
    return visible(_NEWLINE.join(re.split("\r?\n", as_text(value))).replace("\t", " "))


def _with_thousands(value: Cell) -> str:
    return f"{value:,}" if type(value) is int else one_line(value)


def _padded(headings: Sequence[str], rows: _TableRows, text: Callable[[Cell], str]) -> Iterator[str]:
    """Yield the lines without trailing blanks; a line of dashes separates headings and rows."""
    rest = iter(rows)
    block = list(islice(rest, _BLOCK))
    cells = [[text(value) for value in row] for row in block]
    names = [[one_line(name) for name in headings]] if headings else []
    widths = [max(map(cell_len, column)) for column in zip(*names, *cells, strict=True)]
    to_the_right = _number_columns(block) or [False] * len(widths)

    def line(texts: Iterable[str]) -> str:
        return (" " * _GAP).join(map(_fitted, texts, widths, to_the_right)).rstrip()

    yield from map(line, names)
    if names:
        yield line("-" * width for width in widths)
    yield from map(line, cells)
    yield from (line([text(value) for value in row]) for row in rest)


def _fitted(text: str, width: int, to_the_right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if to_the_right else text + blanks


def _number_columns(block: Sequence[Sequence[Cell]]) -> list[bool]:
    """Return for each column whether it contains only numbers and NULL."""
    return [
        bool(known) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)
        for known in ([value for value in column if value is not None] for column in zip(*block, strict=True))
    ]


def _print_wrapped(
    terminal: TextIO, headings: Sequence[str], block: Sequence[Sequence[Cell]], text: Callable[[Cell], str]
) -> None:
    from rich.console import Console  # noqa: PLC0415 - 30 ms that only a terminal needs
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    names = [one_line(name) for name in headings]
    cells = [[text(value) for value in row] for row in block]
    widths = [max(map(cell_len, column)) for column in zip(*([names] if names else []), *cells, strict=True)]
    console = Console(file=terminal)
    kept = _unwrapped(widths, console.width)
    numbers = _number_columns(block) or [False] * len(widths)
    table = Table(box=None, show_header=bool(names), pad_edge=False, padding=(0, _GAP, 0, 0))
    for at, number in enumerate(numbers):
        table.add_column(
            Text(names[at]) if names else "",
            justify="right" if number else "left",
            no_wrap=kept[at],
            overflow="fold",
        )
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _unwrapped(widths: Sequence[int], room: int) -> list[bool]:
    """Return for each column whether it keeps its width: short ones do if enough is left for the others."""
    short = [width <= _MOMENT for width in widths]
    needed = sum((width if kept else _LEAST) + _GAP for width, kept in zip(widths, short, strict=True))
    return short if needed <= room + _GAP else [False] * len(widths)
