"""The import rules hold for every package, also for one added tomorrow, and the check of them can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "newsarchive"
LINT = Path(sys.executable).with_name("lint-imports")
TOP_LEVEL = sorted(
    {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
)
SCRAPY_LAYER = {"addon", "browser", "extensions", "middlewares", "pipelines", "spiders", "survey"}
# Below the stages, but with files, log or clock: what reads and writes for the pure packages, and the limit
# of processor time of what is unpacked.
NOT_PURE = {
    "newsroom",
    "storage",
    "sources",
    "listings",
    "logs",
    "errors",
    "paths",
    "clock",
    "unpacking",
    "compat",
    "environment",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("__pycache__", "*.tsv", "*.html")
    shutil.copytree(PACKAGE, tmp_path / "newsarchive", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(LINT), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def plant(folder: Path, name: str, statement: str) -> str:
    """Add the statement to the top-level package or module `name`; return the importer's dotted name."""
    package = folder / "newsarchive" / name
    if package.is_dir():
        (package / "planted.py").write_text(f"{statement}\n", encoding="utf-8")
        return f"newsarchive.{name}.planted"
    with package.with_suffix(".py").open("a", encoding="utf-8") as file:
        file.write(f"\n{statement}\n")
    return f"newsarchive.{name}"


def contracts() -> dict[str, dict[str, Any]]:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in tables["tool"]["importlinter"]["contracts"]}


def test_the_tree_as_it_stands_keeps_the_rules(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("statement", "allowed", "rule"),
    [
        ("import sqlalchemy", {"storage"}, "Only storage knows the database libraries"),
        ("import scrapy", SCRAPY_LAYER, "Only the Scrapy layer knows Scrapy"),
        ("import newsarchive.cli.main", {"cli"}, "Imports go one way"),
    ],
)
def test_a_violation_is_caught_wherever_it_is_planted(
    copy: Path, statement: str, allowed: set[str], rule: str
) -> None:
    planted = [plant(copy, name, statement) for name in TOP_LEVEL if name not in allowed]
    result = lint(copy)
    said = " ".join(result.stdout.split())
    assert f"{rule} BROKEN" in said, result.stdout
    # The linter names each importer before an arrow.
    missed = [name for name in planted if f"{name} -> " not in said]
    assert not missed, f"{statement!r} in {missed} passed unseen:\n{result.stdout}"


def test_a_new_package_must_be_given_a_layer(copy: Path) -> None:
    (copy / "newsarchive" / "planted.py").write_text('"""New."""\n', encoding="utf-8")
    result = lint(copy)
    assert "Imports go one way BROKEN" in " ".join(result.stdout.split()), result.stdout


def test_every_package_below_the_stages_is_pure_or_named_as_not() -> None:
    layers: list[str] = contracts()["Imports go one way"]["layers"]
    from_stages = next(at for at, layer in enumerate(layers) if "stages" in layer)
    below = {name.strip() for layer in layers[from_stages:] for name in layer.split("|")} | {
        "recheck_policy",
        "crawl_arguments",
    }
    pure = {name.split(".")[1] for name in contracts()["Text and discovery code is pure"]["source_modules"]}
    assert pure == below - NOT_PURE


@pytest.mark.parametrize("name", contracts()["Text and discovery code is pure"]["source_modules"])
def test_the_pure_packages_know_no_clock_log_network_or_file(copy: Path, name: str) -> None:
    plant(copy, name.split(".")[1], "import logging, time, socket, os")
    said = " ".join(lint(copy).stdout.split())
    assert "Text and discovery code is pure BROKEN" in said
    for module in ("logging", "time", "socket", "os"):
        assert f"{name} is not allowed to import {module}:" in said, said
