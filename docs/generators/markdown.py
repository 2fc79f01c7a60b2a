"""Markdown of the generated pages: tables and cells that cannot break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(text: str) -> str:
    """Return text for a cell of a table: one line, and no bar that would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a line end after its last row."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell(part) for part in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def sentence(text: str) -> str:
    """Return the text with a capital at its start and a full stop at its end."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
