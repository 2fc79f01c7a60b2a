"""Rows become values by the names of their columns: a column put elsewhere must not be a silent error."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("house")

STORAGE = Path("newsarchive/storage")


def made_by_position(tree: ast.AST) -> Iterator[ast.Call]:
    """Give the calls of a class with `*row` or `*tuple(row)`, whatever the row is called."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = str(getattr(call.func, "id", "") or getattr(call.func, "attr", ""))
        starred = [one.value for one in call.args if isinstance(one, ast.Starred)]
        if name.lstrip("_")[:1].isupper() and any(
            isinstance(one, ast.Name | ast.Call | ast.Subscript) for one in starred
        ):
            yield call


@pytest.mark.parametrize("code", ["Stored(*row)", "_Latest(*tuple(one))", "Indexed(*row[:-1])"])
def test_the_forms_are_found(code: str) -> None:
    assert list(made_by_position(ast.parse(code)))


def test_no_value_is_made_by_position() -> None:
    found = [
        f"{file}:{call.lineno}"
        for file in sorted(STORAGE.rglob("*.py"))
        for call in made_by_position(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []
