"""A released migration, with its views, is as it was released: archives were made by it.

`released.txt` has the SHA-256 of each file, as `sha256sum` writes it. A release adds its own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.running import ROOT

RELEASED = [line.split() for line in Path(__file__).with_name("released.txt").read_text().splitlines()]


def test_the_list_has_files() -> None:
    assert "migrations/helpers_v1.py" in {file for _, file in RELEASED}


@pytest.mark.parametrize(("sha256", "file"), RELEASED, ids=[file for _, file in RELEASED])
def test_it_is_never_edited(sha256: str, file: str) -> None:
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == sha256, (
        f"{file} was released: write a new migration, and put this one back (git log {file})"
    )
