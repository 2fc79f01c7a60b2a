"""What a section of the report holds: words, tables, checks, measures for the floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ready cells; `**…**` makes one bold. All columns but the first are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was asked for, what was measured, and whether that is enough."""

    asked: str
    measured: str
    good: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report. `measures` go to the floors: name -> (value, number of pages or files)."""

    title: str
    about: str
    tables: tuple[Table, ...] = ()
    after: str = ""
    checks: tuple[Check, ...] = ()
    measures: Mapping[str, tuple[float, int]] = field(default_factory=dict)


def share(value: float | None, digits: int = 3) -> str:
    """Write a share as the field does: `.957`, 1 as `1.000`, nothing as a dash."""
    if value is None:
        return NOTHING
    text = f"{value:.{digits}f}"
    return text[1:] if text.startswith("0.") else text


def signed(value: float | None, digits: int = 3) -> str:
    """Write a difference of shares: `+.012`, `-.003`."""
    if value is None:
        return NOTHING
    return ("-" if value < 0 else "+") + share(abs(value), digits)
