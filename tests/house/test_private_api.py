"""Private API of other libraries is used in newsarchive.compat alone; each use there has a contract test."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.xdist_group("house")

ROOT = Path(__file__).resolve().parents[2]
COMPAT = ROOT / "newsarchive" / "compat"
OURS = {"newsarchive", "settings", "migrations"}
MODULES = sorted(
    file
    for folder in OURS
    for file in (ROOT / folder).rglob("*.py")
    if COMPAT not in file.parents and "deploy" not in file.parts
)
# Modules that their libraries do not document, however their names begin.
INTERNAL = (
    "scrapy.core",
    "scrapy.utils",
    "scrapy.responsetypes",
    "scrapy.pqueues",
    "scrapy_playwright",
    "htmldate.extractors",
    "htmldate.core",
    "trafilatura.core",
    "alembic.script.revision.RevisionMap",
    "warcio.archiveiterator._",
)
# Public all the same: documented by their libraries, which write them so for want of a free name.
DOCUMENTED = {
    "_mapping": "SQLAlchemy: Row._mapping",
    **dict.fromkeys(("_replace", "_fields", "_make"), "the standard library: named tuples"),
    "_value_": "the standard library: members of an Enum",
    "_exit": "the standard library: os._exit",
    "_Element": "lxml: the only name of the type of its elements, for annotations",
}


def uses(source: str) -> Iterator[str]:
    """Yield what of a module is private to another library, with its line."""
    nodes = [*ast.walk(ast.parse(source))]
    foreign = _foreign_names(nodes)
    public = _own_names(nodes) | DOCUMENTED.keys()
    for node in nodes:
        match node:
            case ast.Import(names=names) if any(_is_internal(one.name) for one in names):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.ImportFrom(module=str(module), names=names, level=0):
                if any(_is_internal(f"{module}.{one.name}") for one in names):
                    yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Attribute(attr=name) if _is_private(name) and name not in public:
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Assign(targets=targets) if any(_is_patch(target, foreign) for target in targets):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id=name), *_]) if name in foreign:
                yield f"{node.lineno}: {ast.unparse(node)}"


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_foreign(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in OURS and top not in sys.stdlib_module_names


def _is_internal(name: str) -> bool:
    """`name` is that of a module or of what is imported from one."""
    if not _is_foreign(name):
        return False
    private = any(_is_private(part) and part not in DOCUMENTED for part in name.split("."))
    return private or any(name == each or name.startswith(f"{each}.") for each in INTERNAL)


def _foreign_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Names that imports of other libraries bind."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Import(names=names):
                found |= {
                    (one.asname or one.name).partition(".")[0] for one in names if _is_foreign(one.name)
                }
            case ast.ImportFrom(module=str(module), names=names, level=0) if _is_foreign(module):
                found |= {one.asname or one.name for one in names}
    return found


def _is_patch(target: ast.expr, foreign: set[str]) -> bool:
    while isinstance(target, ast.Attribute):
        target = target.value
        if isinstance(target, ast.Name):
            return target.id in foreign
    return False


def _own_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Private names that the module itself defines or assigns (`self._x = …`), so that they are ours."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
    return {name for name in found if _is_private(name)}


def test_private_api_is_used_in_compat_alone() -> None:
    found = [f"{file.relative_to(ROOT)}:{use}" for file in MODULES for use in uses(file.read_text("utf-8"))]
    inherited = [one for one in found if not _is_inherited(one)]
    assert not inherited, "Use newsarchive.compat, or put it there:\n" + "\n".join(inherited)


def _is_inherited(found: str) -> bool:
    """Whether `self._x` is of a class of ours in another module, which the class here extends."""
    place, line, use = found.split(":", 2)
    name = use.strip().removeprefix("self.")
    if not use.strip().startswith("self.") or not name.isidentifier():
        return False
    module = importlib.import_module(place.removesuffix(".py").replace("/", "."))
    return any(name in _assigned(each) for each in _bases_at(module, int(line)))


def _bases_at(module: ModuleType, line: int) -> list[type]:
    """The bases that are ours, outside compat, of the class a line stands in."""
    for found in vars(module).values():
        if inspect.isclass(found) and found.__module__ == module.__name__:
            lines, first = inspect.getsourcelines(found)
            if first <= line < first + len(lines):
                return [
                    base
                    for base in found.__mro__[1:]
                    if base.__module__.startswith("newsarchive.")
                    and not base.__module__.startswith("newsarchive.compat.")
                ]
    return []


@cache
def _assigned(of_ours: type) -> set[str]:
    return _own_names(ast.walk(ast.parse(inspect.getsource(sys.modules[of_ours.__module__]))))


def test_no_class_of_ours_replaces_private_parts_of_a_library() -> None:
    """A method `_close` of ours in the place of a library's is private API, too, and seen nowhere else."""
    found = [
        f"{each.__module__}.{each.__qualname__}.{name} replaces {base.__module__}.{base.__qualname__}.{name}"
        for each in _classes()
        for base in each.__mro__[1:]
        if _is_foreign(base.__module__)
        for name in vars(each)
        if _is_private(name) and not name.startswith("_abc_") and name in vars(base)
    ]
    # Pydantic makes these of the declarations of a model.
    found = [one for one in found if "pydantic" not in one.partition(" replaces ")[2]]
    assert not found, "\n".join(found)


def _classes() -> Iterator[type]:
    for file in MODULES:
        if file.relative_to(ROOT).parts[0] == "newsarchive" and b"class " in file.read_bytes():
            if file.name == "__main__.py" or "data" in file.parts:
                continue
            module = importlib.import_module(
                ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
            for found in vars(module).values():
                if inspect.isclass(found) and found.__module__ == module.__name__:
                    yield found


@pytest.mark.parametrize(
    "planted",
    [
        "from scrapy.core.engine import ExecutionEngine",
        "import scrapy.core.downloader.handlers.http11",
        "from scrapy.utils.python import global_object_name",
        "from lxml.html import _nons",
        "import numpy._core",
        "from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler",
        "def f(crawler):\n    return crawler.engine._slot",
        "class S:\n    def f(self):\n        return self._inherited",
        "from htmldate import extractors\nextractors._external_date = print",
        "import htmldate\nhtmldate.core.MIN_DATE = None",
        "import htmldate\nsetattr(htmldate, 'find_date', print)",
    ],
)
def test_a_private_use_is_seen(planted: str) -> None:
    assert list(uses(planted))


@pytest.mark.parametrize(
    "public",
    [
        "from scrapy.http import Request",
        "import os\nos._exit(1)",
        "class S:\n    def f(self, one):\n        self._x = 1\n        return one._x",
        "def f(row):\n    return row._mapping",
        "from newsarchive._bundled import settings",
        "from lxml import etree\ndef f(x: etree._Element) -> None: ...",
    ],
)
def test_what_is_public_or_ours_is_let_through(public: str) -> None:
    assert not list(uses(public))


COMPATS = sorted(COMPAT.glob("*_private.py"))


@pytest.mark.parametrize("file", COMPATS, ids=lambda file: file.stem)
def test_each_use_has_a_contract_test(file: Path) -> None:
    contracts = "".join(one.read_text("utf-8") for one in (ROOT / "tests" / "compat").glob("test_*.py"))
    untested = [name for name, _ in _public(file) if name not in contracts]
    assert not untested, f"tests/compat has no contract test for {untested} of {file.name}"


@pytest.mark.parametrize("file", COMPATS, ids=lambda file: file.stem)
def test_each_use_says_what_upstream_would_have_to_offer(file: Path) -> None:
    if "Upstream" in (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""):
        return  # one answer for all of them
    unsaid = [name for name, said in _public(file) if "Upstream" not in said]
    assert not unsaid, f"{unsaid} of {file.name} do not say what upstream would have to offer"


def _public(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the public names of a module, with what their docstrings or the comments above them say."""
    source = file.read_text("utf-8")
    lines = source.splitlines()
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if not _is_private(name):
                if not _is_value(node):
                    yield name, ast.get_docstring(node) or ""
            case ast.Assign(targets=[ast.Name(id=name)]) if not _is_private(name):
                above = node.lineno - 1
                while lines[above - 1].startswith("#"):
                    above -= 1
                yield name, "\n".join(lines[above : node.lineno])


def _is_value(node: ast.stmt) -> bool:
    """Whether it is a dataclass: what a use returns, and no use."""
    return isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(d) for d in node.decorator_list)
