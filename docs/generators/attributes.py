"""What a module's source says of its names: the text below each field of a class."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a class: its annotation and default as written, and the text below it."""

    name: str
    annotation: ast.expr
    default: ast.expr | None
    text: str


def classes_of(module: ModuleType) -> dict[str, tuple[str, list[Attribute]]]:
    """Return the docstring and the annotated fields of each class of the module, in their order."""
    tree = ast.parse(inspect.getsource(module))
    return {
        one.name: (ast.get_docstring(one) or "", list(_attributes(one)))
        for one in tree.body
        if isinstance(one, ast.ClassDef)
    }


def _attributes(class_: ast.ClassDef) -> list[Attribute]:
    found = []
    for statement, following in zip(class_.body, [*class_.body[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if statement.target.id.startswith("_"):
                continue
            text = _text(following)
            if text is None:
                raise ValueError(f"{class_.name}.{statement.target.id} has no text below it")
            found.append(Attribute(statement.target.id, statement.annotation, statement.value, text))
    return found


def _text(statement: ast.stmt | None) -> str | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return inspect.cleandoc(str(statement.value.value))
    return None
