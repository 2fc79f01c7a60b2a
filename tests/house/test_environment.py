"""The environment is read in one module, and each variable that is named anywhere is described there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.environment import VARIABLES

pytestmark = pytest.mark.xdist_group("house")

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "newsarchive" / "environment.py"
# Runs before anything of ours can be imported, and writes PYTHONPATH for the processes after it.
EGG = ROOT / "settings" / "deploy" / "newsarchive_egg.py"
READS = {"environ", "environb", "getenv", "getenvb", "getproxies", "getproxies_environment"}
MODULES = [
    file
    for folder in ("newsarchive", "settings", "migrations")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if file not in {READER, EGG}
]
# Settings of the project that have no variable of their own begin alike.
NAMED = re.compile(r"\bNEWSARCHIVE_[A-Z_]+\b")


def reads(source: str) -> Iterator[str]:
    """Yield where a module looks at the environment."""
    if not any(name in source for name in READS):
        return  # most modules, unparsed
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) if name in READS:
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.ImportFrom(names=names) if READS & {one.name for one in names}:
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_one_module_reads_the_environment() -> None:
    found = [f"{file.relative_to(ROOT)}:{one}" for file in MODULES for one in reads(file.read_text("utf-8"))]
    assert not found, "Read it in newsarchive.environment:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "import os\nx = os.environ['X']",
        "from os import environ",
        "import os\ndef f(e=os.environ): ...",
        "from os import getenv as look",
        "import urllib.request\nurllib.request.getproxies()",
    ],
)
def test_a_second_reader_is_seen(planted: str) -> None:
    assert list(reads(planted))


def test_every_variable_is_described_once_and_read() -> None:
    names = [variable.name for variable in VARIABLES]
    assert len(names) == len(set(names))
    assert all(variable.meaning.endswith(".") and variable.default for variable in VARIABLES)
    source = READER.read_text("utf-8")
    for constant in re.findall(r"^([A-Z_]+) = Variable\(", source, re.MULTILINE):
        assert re.search(rf"\b{constant}\.given\(\)", source), f"{constant} is described, and read by nothing"


def test_variables_that_messages_name_exist() -> None:
    settings = set(NAMED.findall((ROOT / "settings" / "base.py").read_text("utf-8")))
    known = {variable.name for variable in VARIABLES} | settings
    found = {
        f"{name} in {file.relative_to(ROOT)}"
        for file in MODULES
        for name in NAMED.findall(file.read_text("utf-8"))
        if name not in known
    }
    assert not found
