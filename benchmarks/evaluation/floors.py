"""Floors: what each number must not fall below, in floors.toml beside this file."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
# How far below the measured value a pin lies, by the number of pages, so that one page read differently does
# not fail a change that is sound. The runs themselves are free of noise: the same code gives the same number.
MARGINS = ((400, 0.002), (80, 0.004), (0, 0.01))
HEAD = "#"


@dataclass(frozen=True, slots=True)
class Floor:
    """`contract` is what was asked for (None: nothing), `pinned` what is held (None: not measured yet)."""

    name: str
    contract: float | None = None
    pinned: float | None = None
    reason: str | None = None

    @property
    def reached(self) -> bool:
        """Whether what is held is all that was asked for."""
        return self.contract is None or (self.pinned is not None and self.pinned >= self.contract)


def read_floors(file: Path = FILE) -> dict[str, Floor]:
    """Return the floors by name (`SET.METRIC`), in the order of the file."""
    table = tomllib.loads(file.read_text("utf-8"))
    return {name: Floor(name, **values) for name, values in table.items()}


def raised(floors: Mapping[str, Floor], measured: Mapping[str, tuple[float, int]]) -> dict[str, Floor]:
    """Return the floors with pins raised to what was measured less a margin.

    `measured` gives (value, number of pages). A pin never falls, and never lies under a
    contract that the measured value reaches.
    """
    new = dict(floors)
    for name, (value, pages) in measured.items():
        old = new.get(name, Floor(name))
        pin = pin_for(value, pages, old.contract)
        if old.pinned is None or pin > old.pinned:
            new[name] = replace(old, pinned=pin, reason=None)
    return new


def fallen(floors: Mapping[str, Floor], measured: Mapping[str, tuple[float, int]]) -> list[str]:
    """Return a sentence for each number that is below its pin."""
    return [
        f"{name} fell to {value:.4f}: {floor.pinned} is pinned in benchmarks/evaluation/floors.toml"
        for name, (value, _) in measured.items()
        if (floor := floors.get(name)) and floor.pinned is not None and value < floor.pinned
    ]


def pin_for(value: float, pages: int, contract: float | None = None) -> float:
    """Return the pin for a measured value: thousandths, rounded down after the margin is taken off."""
    margin = next(margin for least, margin in MARGINS if pages >= least)
    pin = math.floor((value - margin) * 1000 + 1e-9) / 1000
    return max(pin, contract) if contract is not None and value >= contract else pin


def write_floors(floors: Iterable[Floor], file: Path = FILE) -> None:
    """Write the floors under the comment the file begins with."""
    old = file.read_text("utf-8") if file.exists() else ""
    head = [line for line in old.splitlines() if line.startswith(HEAD)]
    file.write_text("\n".join([*head, "", *map(_line, floors)]) + "\n", encoding="utf-8")


def _line(floor: Floor) -> str:
    values = {"contract": floor.contract, "pinned": floor.pinned}
    parts = [f"{key} = {value:.4g}" for key, value in values.items() if value is not None]
    parts += [f"reason = {json.dumps(floor.reason, ensure_ascii=False)}"] if floor.reason else []
    return f'"{floor.name}" = {{ {", ".join(parts)} }}'
