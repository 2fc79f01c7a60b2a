"""Tables for people: aligned as they look, numbers to the right; only a terminal wraps, and loses nothing."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import re
import struct
import sys
import termios
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from newsarchive.cli.tables import _BLOCK, print_table, table_lines, write_table
from newsarchive.exports.row_text import Cell

URL = "http://www.northwire.example/article/bcgmvh83hvmg0"
ROWS: list[tuple[Cell, ...]] = [
    ("渡轮停航三天", 1234, URL, datetime(2025, 11, 3, 7, 30, tzinfo=UTC)),
    ("Ferry", None, "", None),
    ("tab\tand\nline \x1b[31m", 7, "x", None),
]
HEADINGS = ("title", "pages", "URL", "at")


def written(rows: Sequence[tuple[Cell, ...]], columns: tuple[str, ...] = HEADINGS) -> list[str]:
    stream = io.BytesIO()
    write_table(stream, columns, iter(rows))
    return stream.getvalue().decode().splitlines()


def test_a_result_off_a_terminal() -> None:
    assert written(ROWS) == [
        f"title                    pages  URL{' ' * 47}  at",
        f"-----------------------  -----  {'-' * 50}  -------------------",
        f"渡轮停航三天              1234  {URL}  2025-11-03 07:30:00",
        "Ferry",
        "tab and⏎line \\u001b[31m      7  x",
    ]


def test_columns_are_as_wide_as_they_look() -> None:
    lines = table_lines([("a", "b"), ("汉字", "x"), ("cc", "y")])
    assert [cell_len(line.rpartition("  ")[0]) for line in lines] == [4, 4, 4]


def test_whole_numbers_have_their_thousands_marked_for_people_only() -> None:
    assert table_lines([("new", 1234567), ("gone", 7)]) == ["new   1,234,567", "gone          7"]
    assert written([(1234567,)], ("n",))[2] == "1234567"


@pytest.mark.parametrize("value", ["7", True, None, datetime(2026, 1, 1, tzinfo=UTC)])
def test_a_column_of_anything_but_numbers_stands_to_the_left(value: Cell) -> None:
    lines = table_lines([(5, 1), (value, 1)], ("a long heading", "n"))
    assert lines[2].startswith("5 ") == (value is not None)


def test_a_table_without_rows_is_its_headings() -> None:
    assert written([]) == ["title  pages  URL  at", "-----  -----  ---  --"]
    assert written([], ()) == []
    assert table_lines([]) == []


def test_rows_after_the_first_block_stick_out_and_are_not_lost() -> None:
    lines = written([("a", 1)] * _BLOCK + [("longer", 10)], ("t", "n"))
    assert len(lines) == _BLOCK + 3
    assert lines[-2:] == ["a  1", "longer  10"]


def on_a_terminal(width: int, monkeypatch: pytest.MonkeyPatch, show: Callable[[], None]) -> list[str]:
    """Return the lines that a terminal of that width is sent as its stdout."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        show()
        terminal.flush()
    said = b""
    with contextlib.suppress(OSError):  # EIO: the other end is closed, and all is read
        while part := os.read(ours, 1_000_000):
            said += part
    os.close(ours)
    plain = re.sub("\x1b\\[[0-9;]*m", "", said.decode())
    return [line.rstrip() for line in plain.replace("\r\n", "\n").splitlines()]


@pytest.mark.parametrize("width", [20, 40, 60, 200])
def test_a_terminal_wraps_cells_in_their_column_and_loses_nothing(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = on_a_terminal(width, monkeypatch, lambda: print_table(ROWS, HEADINGS))
    assert max(map(cell_len, lines)) <= width
    shown = "".join("".join(lines).split())
    for letter in f"{URL}渡轮停航三天":
        assert shown.count(letter) >= f"{URL}渡轮停航三天".count(letter)
    if width == 200:
        aligned = table_lines(ROWS, HEADINGS)
        assert lines == [aligned[0], *aligned[2:]]


def test_short_columns_keep_their_width_while_a_long_one_can_give(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_a_terminal(60, monkeypatch, lambda: print_table(ROWS, HEADINGS))
    assert any("2025-11-03 07:30:00" in line for line in lines)
    assert any(" 1,234 " in line for line in lines)


def test_a_result_on_a_terminal_goes_on_after_the_first_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(number,) for number in range(_BLOCK + 2)]
    lines = on_a_terminal(60, monkeypatch, lambda: write_table(sys.stdout.buffer, ("n",), rows))
    assert [line.strip() for line in lines if line.strip() != "n"] == [str(number) for (number,) in rows]
