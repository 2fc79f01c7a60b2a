"""Lines of styled text on stdout: coloured on a terminal, plain UTF-8 without wrapping elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Self

from rich.console import Console
from rich.style import Style
from rich.text import Text

from newsarchive.cli.output import result_stream
from newsarchive.logs.formats import visible


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
