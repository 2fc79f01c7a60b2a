"""Files of one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a file; a line ends at LF only (texts hold U+2028 as it is)."""
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def write_lines(file: Path, rows: Iterable[object]) -> None:
    """Write one line of JSON a row, the folder made where it is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
