"""One name, one thing: modules, public functions, classes and constants are found by their name alone."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("house")

PACKAGE = Path(__file__).resolve().parents[2] / "newsarchive"
# Names that Python gives a meaning, and stems of data makers that no code imports.
CONVENTIONAL_STEMS = {"__init__", "__main__"}
# `command` is what the command line looks for in each module of a command; `main` is a program's entry.
CONVENTIONAL_NAMES = {"command", "main"}
# Every module that logs has a `logger` of its own, as `logging` recommends.
CONVENTIONAL_CONSTANTS = {"logger"}
# A module that grows past this holds a second topic, and is split where that begins.
MOST_LINES = 600
MODULES = sorted(PACKAGE.rglob("*.py"))
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def shared_stems(package: Path) -> dict[str, list[str]]:
    """Return the stems that several modules have, with their paths."""
    found = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        if path.stem not in CONVENTIONAL_STEMS:
            found[path.stem].append(str(path.relative_to(package)))
    return {stem: paths for stem, paths in found.items() if len(paths) > 1}


@dataclass(frozen=True, slots=True)
class _Defined:
    """The functions and classes at the top of a module, those without a decorator, and what it assigns."""

    names: frozenset[str]
    plain: frozenset[str]
    constants: frozenset[str]


@cache
def _defined(path: Path) -> _Defined:
    """Read a module once for all tests of this file: of all of them that takes a second."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    nodes = [node for node in body if isinstance(node, Definition)]
    return _Defined(
        names=frozenset(node.name for node in nodes),
        plain=frozenset(node.name for node in nodes if not node.decorator_list),
        constants=frozenset(_assigned(body)),
    )


def shared_names(package: Path) -> dict[str, list[str]]:
    """Return the public functions and classes that several modules define, with the modules' paths."""
    found = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        for name in _defined(path).names - CONVENTIONAL_NAMES:
            if not name.startswith("_"):
                found[name].append(str(path.relative_to(package)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def shared_constants(package: Path) -> dict[str, list[str]]:
    """Return the public constants and type aliases that several modules define, with the modules' paths."""
    found = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        for name in _defined(path).constants - CONVENTIONAL_CONSTANTS:
            if not name.startswith("_"):
                found[name].append(str(path.relative_to(package)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def _assigned(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the names that the statements assign, outside of functions and classes."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))
        elif isinstance(node, ast.If):
            yield from _assigned(node.body + node.orelse)


def test_no_two_modules_share_a_stem() -> None:
    assert shared_stems(PACKAGE) == {}


def test_no_two_modules_define_one_public_name() -> None:
    assert shared_names(PACKAGE) == {}


def test_no_module_has_more_lines_than_a_reader_holds() -> None:
    long = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    longer = {path: lines for path, lines in long.items() if lines > MOST_LINES}
    assert not longer, (
        f"{longer}: look for the second topic there, and move it into a module that it gives its name; where "
        "there is none, take out what no code calls and what another module says. Cut no topic in two."
    )


def test_no_two_modules_define_one_public_constant() -> None:
    assert shared_constants(PACKAGE) == {}


@pytest.mark.parametrize("source", ["def fold(): ...", "class fold: ...", "async def fold(): ..."])
def test_a_second_definition_would_be_seen(tmp_path: Path, source: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "folding.py").write_text(source, encoding="utf-8")
    (tmp_path / "folding.py").write_text("def fold(): ...\ndef _helper(): ...", encoding="utf-8")
    assert shared_stems(tmp_path) == {"folding": ["folding.py", "words/folding.py"]}
    assert shared_names(tmp_path) == {"fold": ["folding.py", "words/folding.py"]}


@pytest.mark.parametrize("source", ["DAY = 1", "DAY: int = 1", "HOUR, DAY = 1, 24", "if X:\n    DAY = 1"])
def test_a_second_constant_would_be_seen(tmp_path: Path, source: str) -> None:
    (tmp_path / "polling.py").write_text(source, encoding="utf-8")
    (tmp_path / "durations.py").write_text("DAY = 1\n_STEP = 1\nlogger = 1", encoding="utf-8")
    (tmp_path / "rates.py").write_text("from durations import DAY\n_STEP = 1\nlogger = 1", encoding="utf-8")
    assert shared_constants(tmp_path) == {"DAY": ["durations.py", "polling.py"]}


# What tests ask the package: which words the archive may hold, and what the newsroom's pages say.
ONLY_TESTED = {"is_reason", "all_pages", "has_canonical_link"}
# Where what the package defines may be called from; a command is called by its decorator.
CALLING = ("newsarchive", "benchmarks", "docs/generators", "migrations", "settings")


def uncalled_names(package: Path, callers: Iterable[Path]) -> set[str]:
    """Return the public functions and classes of a package that none of the callers' files names again."""
    words = Counter(
        word
        for folder in callers
        for path in sorted(folder.rglob("*.py"))
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )
    plain = (name for path in package.rglob("*.py") for name in _defined(path).plain)
    return {name for name in plain if words[name] == 1 and not name.startswith("_")}


def test_code_calls_what_the_package_defines() -> None:
    uncalled = uncalled_names(PACKAGE, [PACKAGE.parent / name for name in CALLING]) - ONLY_TESTED
    installed = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert {name for name in uncalled if not re.search(rf"\b{name}\b", installed)} == set()


def test_what_nobody_calls_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "folding.py").write_text(
        "def fold(): ...\ndef bend(): ...\ndef _own(): ...", encoding="utf-8"
    )
    (tmp_path / "rates.py").write_text(
        "from folding import bend\n@command\ndef rate(): ...", encoding="utf-8"
    )
    assert uncalled_names(tmp_path, [tmp_path]) == {"fold"}


# A test that runs a program of its own sets a constant by its name: Python sets any name, right or wrong.
PATCHED = re.compile(r"^import (newsarchive\S*) as (\w+)$|^from (newsarchive\S*) import (\w+) as (\w+)$")
IMPORT = re.compile(r"\bimport newsarchive\.|\bfrom newsarchive\S* import")
SET = re.compile(r"\b(\w+)\.(\w+)(?= ?=[^=]|, \w+\.)")


def _programs() -> Iterator[tuple[str, str]]:
    """Yield the strings of the tests that import a module of the package, with their file's name."""
    for path in sorted(Path(__file__).resolve().parents[1].rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path == Path(__file__) or ("import newsarchive" not in text and "from newsarchive" not in text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and IMPORT.search(node.value):
                yield path.name, node.value


def missing_names(program: str) -> list[str]:
    """Return the names a program sets on modules of the package that have no such name."""
    modules = {}
    for statement in re.split(r"[;\n]\s*", program):
        if found := PATCHED.match(statement):
            name = found[1] or f"{found[3]}.{found[4]}"
            modules[found[2] or found[5]] = importlib.import_module(name)
    return [
        f"{modules[module].__name__}.{name}"
        for module, name in SET.findall(program)
        if module in modules and not hasattr(modules[module], name)
    ]


@pytest.mark.slow
def test_programs_of_tests_set_names_that_exist() -> None:
    programs = list(_programs())
    assert len(programs) > 10
    assert [(file, names) for file, program in programs if (names := missing_names(program))] == []


def test_a_wrong_name_would_be_seen() -> None:
    assert missing_names("import newsarchive.durations as d; d.DAY, d.WEEK = 1, 7; d.YEAR = 365") == [
        "newsarchive.durations.WEEK",
        "newsarchive.durations.YEAR",
    ]
