"""The import rules hold, and the check that says so can fail: a planted violation is caught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("__pycache__", "*.tsv", "*.html")
    shutil.copytree(ROOT / "newsarchive", tmp_path / "newsarchive", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(LINT), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_tree_as_it_stands_keeps_the_rules(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("place", "statement", "rule"),
    [
        ("text/planted.py", "import newsarchive.storage", "Imports go one way"),
        ("discovery/planted.py", "import newsarchive.cli", "Imports go one way"),
        ("text/planted.py", "import logging", "Text and discovery code is pure"),
        ("spiders/planted.py", "import sqlalchemy", "Only storage knows the database libraries"),
        ("storage/planted.py", "import scrapy", "Only the Scrapy layer knows Scrapy"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, place: str, statement: str, rule: str) -> None:
    (copy / "newsarchive" / place).write_text(f"{statement}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode != 0
    assert f"{rule} BROKEN" in result.stdout.replace("\n", " "), result.stdout
