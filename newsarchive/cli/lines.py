"""Lines of styled text on stdout: coloured on a terminal, plain UTF-8 without wrapping elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from newsarchive.cli.output import result_stream


def has_colours() -> bool:
    """Say whether stdout is a terminal that shows colours, and whose user wants them (NO_COLOR)."""
    console = Console(file=sys.stdout)
    return console.is_terminal and console.color_system is not None and not console.no_color


def write_lines(lines: Iterable[Text]) -> None:
    """Write the lines; a terminal wraps them between words."""
    if sys.stdout is not None and sys.stdout.isatty():
        console = Console(file=sys.stdout, highlight=False)
        for line in lines:
            console.print(line)
        return
    with result_stream(None) as stream:
        stream.writelines((line.plain.rstrip() + "\n").encode("utf-8", "replace") for line in lines)
