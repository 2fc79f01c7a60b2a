"""Pages of our own, packed: a folder of `ID.html` beside `ID.json` as one file of lines of JSON."""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_packed(file: Path) -> Iterator[Row]:
    """Yield what is known of each page of a packed file, in its order, with its markup as `html`."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def pack(folder: Path, file: Path, faults: Callable[[Row], Iterable[str]]) -> int:
    """Pack the pages of a folder; return how many. Raises ValueError where there are none, or faults."""
    rows = list(_rows(folder))
    if not rows:
        raise ValueError(f"{folder}: no pages (ID.html beside ID.json)")
    if wrong := [f"{row.get('id')}: {fault}" for row in rows for fault in faults(row)]:
        raise ValueError("\n".join(wrong))
    # Alike pages beside each other: xz finds what they share.
    rows.sort(key=lambda row: (row["template"], row["id"]))
    lines = "".join(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n" for row in rows)
    file.write_bytes(lzma.compress(lines.encode(), preset=9 | lzma.PRESET_EXTREME))
    return len(rows)


def _rows(folder: Path) -> Iterator[Row]:
    for file in sorted(folder.glob("*.json")):
        markup = file.with_suffix(".html")
        html = {"html": markup.read_text("utf-8")} if markup.exists() else {}
        yield {**json.loads(file.read_text("utf-8")), **html}


def without_fields(row: Row, fields: Iterable[str]) -> Iterator[str]:
    """Say which fields a page lacks."""
    if missing := [field for field in fields if field not in row]:
        yield f"no {', '.join(missing)}"


def pack_command(
    about: str | None, faults: Callable[[Row], Iterable[str]], arguments: Sequence[str] | None
) -> int:
    """Pack the folder that a command line names; return the exit code."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    try:
        print(f"{options.file}: {pack(options.folder, options.file, faults)} pages")
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0
