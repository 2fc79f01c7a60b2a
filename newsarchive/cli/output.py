"""Output of results: to stdout or a complete file, as a table, CSV, JSON lines or Parquet."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.exports.parquet import write_parquet
from newsarchive.exports.row_text import Cell, Rows, as_text, write_csv, write_jsonl
from newsarchive.logs.formats import visible

# A table for people: ruled on a terminal, aligned plain text elsewhere.

# Rows whose widths decide those of the columns; later ones may stick out. Bounds memory for long results.
_BLOCK = 500
_NEWLINE = "⏎"


def write_table(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write the rows one a line, in columns; line breaks within a value are shown as ⏎."""
    if not columns:
        return
    columns = [one_line(name) for name in columns]
    rest = iter(rows)
    block = [[one_line(value) for value in row] for row in islice(rest, _BLOCK)]
    if stream.isatty():
        while block:
            _ruled(columns, block)
            block = [[one_line(value) for value in row] for row in islice(rest, _BLOCK)]
        return
    widths = [max(map(cell_len, column)) for column in zip(columns, *block, strict=True)]
    stream.write(aligned(columns, widths))
    stream.write(aligned(["-" * width for width in widths], widths))
    stream.writelines(aligned(cells, widths) for cells in block)
    stream.writelines(aligned([one_line(value) for value in row], widths) for row in rest)


def one_line(value: Cell) -> str:
    """Return the value on one line, control characters shown."""
    return visible(_NEWLINE.join(re.split("\r?\n", as_text(value))).replace("\t", " "))


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


# The forms a result can take, by the name `--format` gives them.

Writer = Callable[[BinaryIO, Sequence[str], Rows], None]

WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


# Where a result goes: stdout, or a file that appears complete or not at all (docs/reference/output.md).

# What a write says when there is no room; any other failure within the block is not the output's.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Files that are being written, which have no name yet.
_partial: set[Path] = set()


def drop_partial() -> None:
    """Remove files that are being written; called before the process is ended at once."""
    for file in list(_partial):
        with suppress(OSError):
            file.unlink()


def json_line(text: str) -> bytes:
    """Return a line of JSON as bytes; half a surrogate pair, which UTF-8 cannot hold, becomes its escape."""
    return text.encode("utf-8", "backslashreplace") + b"\n"


@contextmanager
def result_stream(output: Path | None) -> Iterator[BinaryIO]:
    """Yield a stream of bytes: stdout, or a file that appears only if the block ends without an error.

    Raises UsageError if the place cannot be written or is full; EndedEarlyError if the reader of stdout has
    closed it (`| head`).
    """
    with _to_stdout() if output is None else _to_file(output) as stream:
        yield stream


@contextmanager
def _to_stdout() -> Iterator[BinaryIO]:
    if sys.stdout is None:
        raise UsageError("Standard output is closed.", hint="Leave it open, or give --output FILE.")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _drop_stdout()
        raise EndedEarlyError("The reader closed the output early; it is cut short.") from error
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_stdout()
        raise UsageError(f"Standard output cannot be written: {error.strerror}.") from error


def _drop_stdout() -> None:
    # What is still buffered would fail once more, with a message of Python's own, when the program ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _to_file(output: Path) -> Iterator[BinaryIO]:
    final = output.resolve()  # through a symbolic link, which stays
    if final.exists() and not final.is_file():
        raise UsageError(f"--output {str(output)!r} is not a regular file; give the name of a file to write.")
    # Beside it, under a hidden name, since only inside one folder a rename is atomic.
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    with _writable(output):
        stream = partial.open("wb")
    _partial.add(partial)
    try:
        try:
            yield stream
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise _unwritable(output, error) from error
            raise
        with _writable(output):
            stream.flush()
            os.fsync(stream.fileno())
            partial.replace(final)
            _sync_folder(final.parent)
    finally:
        with suppress(OSError):  # what is still buffered has no room
            stream.close()
        with suppress(FileNotFoundError):  # it has its name by now
            partial.unlink()
        _partial.discard(partial)


@contextmanager
def _writable(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(output, error) from error


def _unwritable(output: Path, error: OSError) -> UsageError:
    return UsageError(
        f"--output {str(output)!r} cannot be written: {error.strerror}.",
        hint="Give a file in a folder that exists, has room and is writable.",
    )


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


# Lines of styled text on stdout: coloured on a terminal, plain UTF-8 without wrapping elsewhere.


class Line(Text):
    """A styled line with its control characters shown (`Text` would drop some and send the others)."""

    def __init__(self, text: str = "", style: str = "") -> None:
        super().__init__(visible(text), style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Self:
        """Add text in a style."""
        super().append(visible(text) if isinstance(text, str) else text, style)
        return self


def has_colours() -> bool:
    """Say whether stdout is a terminal that shows colours, and whose user wants them (NO_COLOR)."""
    console = Console(file=sys.stdout)
    return console.is_terminal and console.color_system is not None and not console.no_color


def write_lines(lines: Iterable[Line]) -> None:
    """Write the lines; a terminal wraps them between words."""
    if sys.stdout is not None and sys.stdout.isatty():
        console = Console(file=sys.stdout, highlight=False)
        for line in lines:
            console.print(line)
        return
    with result_stream(None) as stream:
        stream.writelines((line.plain.rstrip() + "\n").encode("utf-8", "replace") for line in lines)
