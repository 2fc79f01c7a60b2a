"""The import rules hold for every package, also for one added tomorrow, and the check of them can fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

Imports = list[tuple[str, str]]  # who imports, and what
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
    "unfinished_files",
    "paths",
    "clock",
    "unpacking",
    "compat",
    "environment",
}


pytestmark = pytest.mark.xdist_group(
    "imports"
)  # the linter runs twice for all tests: a second each (2026-12)


def copied(folder: Path) -> Path:
    """Return the folder, with a copy of the package and its contracts."""
    ignore = shutil.ignore_patterns("__pycache__", "*.tsv", "*.html")
    shutil.copytree(PACKAGE, folder / "newsarchive", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(LINT), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def plant(folder: Path, name: str, statement: str, module: str) -> str:
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


def test_the_tree_as_it_stands_keeps_the_rules(tmp_path: Path) -> None:
    result = lint(copied(tmp_path))
    assert result.returncode == 0, result.stdout


# Statements that only some may make, and the contract that says so.
KEPT_FROM_MOST = {
    "import sqlalchemy": ({"storage"}, "Only storage knows the database libraries"),
    "import scrapy": (SCRAPY_LAYER, "Only the Scrapy layer knows Scrapy"),
    "import newsarchive.cli.main": ({"cli"}, "Imports go one way"),
}
# The packages that have levels of their own, and the contract that says so.
LEVELLED = {
    "storage": "The archive's imports go one way",
    "text": "The text's imports go one way",
    "discovery": "Discovery's imports go one way",
    "web": "The web's imports go one way",
}
PURE = "Text and discovery code is pure"
PROTECTED = [name for name, contract in contracts().items() if contract["type"] == "protected"]


def levels(package: str) -> list[list[str]]:
    """The levels of a package, from the highest."""
    layers: list[str] = contracts()[LEVELLED[package]]["layers"]
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def _kept_from_most(folder: Path, statement: str) -> Imports:
    allowed, _ = KEPT_FROM_MOST[statement]
    module = statement.removeprefix("import ")
    to = f"planted_{module.rpartition('.')[2]}"
    return [(plant(folder, name, statement, to), module) for name in TOP_LEVEL if name not in allowed]


def _upwards(folder: Path, package: str) -> Imports:
    """Into each part of a level one import of the level above it, and of the highest."""
    layers = levels(package)
    return [
        (
            plant(folder, f"{package}/{name}", f"import newsarchive.{package}.{higher}", f"to_{higher}"),
            f"newsarchive.{package}.{higher}",
        )
        for above, level in pairwise(layers)
        for name in level
        for higher in sorted({above[0], layers[0][0]})
    ]


def _sideways(folder: Path, package: str) -> Imports:
    pairs = [(one, other) for level in levels(package) for one in level for other in level if one != other]
    return [
        (
            plant(folder, f"{package}/{one}", f"import newsarchive.{package}.{other}", f"beside_{other}"),
            f"newsarchive.{package}.{other}",
        )
        for one, other in pairs
    ]


def _private(folder: Path, rule: str) -> Imports:
    """Every package that may not imports every module of compat that the contract protects."""
    contract = contracts()[rule]
    allowed = {one.split(".")[1] for one in contract["allowed_importers"]} | {"compat"}
    return [
        (plant(folder, name, f"import {module}", f"to_{module.rpartition('.')[2]}"), module)
        for module in contract["protected_modules"]
        for name in TOP_LEVEL
        if name not in allowed
    ]


def _impure(folder: Path) -> Imports:
    names = [name.split(".")[1] for name in contracts()[PURE]["source_modules"]]
    planted = [plant(folder, name, "import logging, time, socket, os", "impure") for name in names]
    return [(one, module) for one in planted for module in ("logging", "time", "socket", "os")]


@dataclass(frozen=True, slots=True)
class Planted:
    """What breaks the rules, all at once, and what the linter says of it."""

    imports: dict[str, Imports]  # by what they break
    said: str

    def of(self, rule: str) -> str:
        """Return what is said of one broken contract: its name, underlined, and what breaks it."""
        heading = f"{rule}\n{'-' * len(rule)}\n"
        assert heading in self.said, f"{rule} is not broken:\n{self.said}"
        told = self.said.partition(heading)[2]
        return " ".join(re.split(r"\n[^\n]+\n-{4,}\n", told)[0].split()) + " "

    def unseen(self, breaking: str, rule: str) -> Imports:
        """Return those of the imports that the linter does not name: each importer before an arrow."""
        told = self.of(rule)
        assert self.imports[breaking]
        return [(one, other) for one, other in self.imports[breaking] if f"{one} -> {other} " not in told]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = copied(tmp_path_factory.mktemp("planted"))
    imports = {statement: _kept_from_most(folder, statement) for statement in KEPT_FROM_MOST}
    imports |= {f"{package} upwards": _upwards(folder, package) for package in LEVELLED}
    imports |= {f"{package} sideways": _sideways(folder, package) for package in LEVELLED}
    imports |= {rule: _private(folder, rule) for rule in PROTECTED}
    imports[PURE] = _impure(folder)
    for package in (".", *LEVELLED):
        (folder / "newsarchive" / package / "without_a_level.py").write_text('"""New."""\n', encoding="utf-8")
    return Planted(imports, lint(folder).stdout)


@pytest.mark.parametrize("statement", KEPT_FROM_MOST)
def test_a_violation_is_caught_wherever_it_is_planted(planted: Planted, statement: str) -> None:
    assert planted.unseen(statement, KEPT_FROM_MOST[statement][1]) == []


@pytest.mark.parametrize("package", LEVELLED)
def test_an_import_up_is_caught_in_every_level(planted: Planted, package: str) -> None:
    assert planted.unseen(f"{package} upwards", LEVELLED[package]) == []


@pytest.mark.parametrize("package", LEVELLED)
def test_parts_of_one_level_do_not_import_each_other(planted: Planted, package: str) -> None:
    assert planted.unseen(f"{package} sideways", LEVELLED[package]) == []


@pytest.mark.parametrize("package", LEVELLED)
def test_a_new_part_must_be_given_a_level(planted: Planted, package: str) -> None:
    assert f" newsarchive.{package}.without_a_level " in planted.of(LEVELLED[package])


def test_each_module_of_compat_is_protected() -> None:
    protected = {module for name in PROTECTED for module in contracts()[name]["protected_modules"]}
    modules = {f"newsarchive.compat.{file.stem}" for file in (PACKAGE / "compat").glob("*_private.py")}
    assert protected == modules


@pytest.mark.parametrize("rule", PROTECTED)
def test_private_api_reaches_only_those_that_may_know_it(planted: Planted, rule: str) -> None:
    assert planted.unseen(rule, rule) == []


def test_a_new_package_must_be_given_a_layer(planted: Planted) -> None:
    assert " newsarchive.without_a_level " in planted.of("Imports go one way")


def test_every_package_below_the_stages_is_pure_or_named_as_not() -> None:
    layers: list[str] = contracts()["Imports go one way"]["layers"]
    from_stages = next(at for at, layer in enumerate(layers) if "stages" in layer)
    below = {name.strip() for layer in layers[from_stages:] for name in layer.split("|")} | {
        "declared_schedule",
        "crawl_arguments",
    }
    pure = {name.split(".")[1] for name in contracts()[PURE]["source_modules"]}
    assert pure == below - NOT_PURE


def test_the_pure_packages_know_no_clock_log_network_or_file(planted: Planted) -> None:
    assert planted.unseen(PURE, PURE) == []
    told = planted.of(PURE)
    names = contracts()[PURE]["source_modules"]
    forbidden = [(name, module) for name in names for module in ("logging", "time", "socket", "os")]
    assert [one for one in forbidden if f"{one[0]} is not allowed to import {one[1]}:" not in told] == []
