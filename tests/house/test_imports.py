"""The import rules hold for every package, also for one added tomorrow, and the check of them can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
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
    "gc_tuning",
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


def plant(folder: Path, name: str, statement: str, module: str = "planted") -> str:
    """Add the statement to a package (as `module`) or module of ours; return the importer's dotted name."""
    package = folder / "newsarchive" / name
    dotted = f"newsarchive.{name.replace('/', '.')}"
    if package.is_dir():
        (package / f"{module}.py").write_text(f"{statement}\n", encoding="utf-8")
        return f"{dotted}.{module}"
    with package.with_suffix(".py").open("a", encoding="utf-8") as file:
        file.write(f"\n{statement}\n")
    return dotted


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


# The packages that have levels of their own, and the contract that says so.
LEVELLED = {
    "storage": "The archive's imports go one way",
    "text": "The text's imports go one way",
    "discovery": "Discovery's imports go one way",
    "web": "The web's imports go one way",
}


def levels(package: str) -> list[list[str]]:
    """The levels of a package, from the highest."""
    layers: list[str] = contracts()[LEVELLED[package]]["layers"]
    return [[name.strip() for name in layer.split("|")] for layer in layers]


@pytest.mark.parametrize("package", LEVELLED)
def test_an_import_up_is_caught_in_every_level(copy: Path, package: str) -> None:
    """Into each part of a level one import of the level above it, and of the highest, is planted."""
    layers = levels(package)
    planted: list[tuple[str, str]] = []
    for above, level in pairwise(layers):
        for name in level:
            for higher in {above[0], layers[0][0]}:
                statement = f"import newsarchive.{package}.{higher}"
                importer = plant(copy, f"{package}/{name}", statement, f"to_{higher}")
                planted.append((importer, f"newsarchive.{package}.{higher}"))
    said = " ".join(lint(copy).stdout.split())
    assert f"{LEVELLED[package]} BROKEN" in said
    missed = [(importer, higher) for importer, higher in planted if f"{importer} -> {higher} " not in said]
    assert not missed, said


@pytest.mark.parametrize("package", LEVELLED)
def test_parts_of_one_level_do_not_import_each_other(copy: Path, package: str) -> None:
    pairs = [(one, other) for level in levels(package) for one in level for other in level if one != other]
    assert pairs
    planted = [
        (plant(copy, f"{package}/{one}", f"import newsarchive.{package}.{other}", f"beside_{other}"), other)
        for one, other in pairs
    ]
    said = " ".join(lint(copy).stdout.split())
    missed = [
        (one, other) for one, other in planted if f"{one} -> newsarchive.{package}.{other} " not in said
    ]
    assert not missed, said


@pytest.mark.parametrize("package", LEVELLED)
def test_a_new_part_must_be_given_a_level(copy: Path, package: str) -> None:
    (copy / "newsarchive" / package / "planted.py").write_text('"""New."""\n', encoding="utf-8")
    said = " ".join(lint(copy).stdout.split())
    assert f"{LEVELLED[package]} BROKEN" in said


PROTECTED = [name for name, contract in contracts().items() if contract["type"] == "protected"]


def test_each_module_of_compat_is_protected() -> None:
    protected = {module for name in PROTECTED for module in contracts()[name]["protected_modules"]}
    modules = {f"newsarchive.compat.{file.stem}" for file in (PACKAGE / "compat").glob("*_private.py")}
    assert protected == modules


def test_private_api_reaches_only_those_that_may_know_it(copy: Path) -> None:
    """Every package imports every module of compat; each import that is not allowed is named."""
    planted: list[tuple[str, str]] = []
    for contract in map(contracts().get, PROTECTED):
        assert contract is not None
        for module in contract["protected_modules"]:
            for name in TOP_LEVEL:
                allowed = [one.split(".")[1] for one in contract["allowed_importers"]]
                if name not in {*allowed, "compat"}:
                    importer = plant(copy, name, f"import {module}", f"to_{module.rpartition('.')[2]}")
                    planted.append((importer, module))
    said = " ".join(lint(copy).stdout.split())
    assert all(f"{name} BROKEN" in said for name in PROTECTED), said
    missed = [
        (importer, module) for importer, module in planted if f"{importer} -> {module} " not in f"{said} "
    ]
    assert not missed, said


def test_a_new_package_must_be_given_a_layer(copy: Path) -> None:
    (copy / "newsarchive" / "planted.py").write_text('"""New."""\n', encoding="utf-8")
    result = lint(copy)
    assert "Imports go one way BROKEN" in " ".join(result.stdout.split()), result.stdout


def test_every_package_below_the_stages_is_pure_or_named_as_not() -> None:
    layers: list[str] = contracts()["Imports go one way"]["layers"]
    from_stages = next(at for at, layer in enumerate(layers) if "stages" in layer)
    below = {name.strip() for layer in layers[from_stages:] for name in layer.split("|")} | {
        "declared_schedule",
        "crawl_arguments",
    }
    pure = {name.split(".")[1] for name in contracts()["Text and discovery code is pure"]["source_modules"]}
    assert pure == below - NOT_PURE


def test_the_pure_packages_know_no_clock_log_network_or_file(copy: Path) -> None:
    names = contracts()["Text and discovery code is pure"]["source_modules"]
    planted = {name: plant(copy, name.split(".")[1], "import logging, time, socket, os") for name in names}
    said = " ".join(lint(copy).stdout.split())
    assert "Text and discovery code is pure BROKEN" in said
    missed = [
        (name, module)
        for name, importer in planted.items()
        for module in ("logging", "time", "socket", "os")
        if f"{name} is not allowed to import {module}:" not in said or f"{importer} -> {module} " not in said
    ]
    assert not missed, said
