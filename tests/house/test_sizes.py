"""No file grows past what a reader holds in mind (STYLE rule 1)."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 300
FOLDERS = ("newsarchive", "settings", "migrations", "tests", "benchmarks")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_the_limit(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LIMIT, (
        f"{path.relative_to(ROOT)} has {lines} lines, {LIMIT} are allowed: "
        "a second thing lives in it, move that out"
    )
