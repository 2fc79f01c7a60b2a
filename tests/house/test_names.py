"""One name, one thing: modules, public functions and public classes are found by their name alone."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "newsarchive"
# Names that Python gives a meaning, and stems of data makers that no code imports.
CONVENTIONAL_STEMS = {"__init__", "__main__"}
# `command` is what the command line looks for in each module of a command; `main` is a program's entry.
CONVENTIONAL_NAMES = {"command", "main"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def shared_stems(package: Path) -> dict[str, list[str]]:
    """Return the stems that several modules have, with their paths."""
    found = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        if path.stem not in CONVENTIONAL_STEMS:
            found[path.stem].append(str(path.relative_to(package)))
    return {stem: paths for stem, paths in found.items() if len(paths) > 1}


def shared_names(package: Path) -> dict[str, list[str]]:
    """Return the public functions and classes that several modules define, with the modules' paths."""
    found = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, Definition)}
        for name in names - CONVENTIONAL_NAMES:
            if not name.startswith("_"):
                found[name].append(str(path.relative_to(package)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_two_modules_share_a_stem() -> None:
    assert shared_stems(PACKAGE) == {}


def test_no_two_modules_define_one_public_name() -> None:
    assert shared_names(PACKAGE) == {}


@pytest.mark.parametrize("source", ["def fold(): ...", "class fold: ...", "async def fold(): ..."])
def test_a_second_definition_would_be_seen(tmp_path: Path, source: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "folding.py").write_text(source, encoding="utf-8")
    (tmp_path / "folding.py").write_text("def fold(): ...\ndef _helper(): ...", encoding="utf-8")
    assert shared_stems(tmp_path) == {"folding": ["folding.py", "words/folding.py"]}
    assert shared_names(tmp_path) == {"fold": ["folding.py", "words/folding.py"]}
