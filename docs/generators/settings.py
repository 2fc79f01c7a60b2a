"""The Scrapy settings of the project, as settings/*.py has them: each group with the comment above it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docs.generators.markdown import table

FOLDER = Path(__file__).resolve().parents[2] / "settings"
OVERLAYS = ("production", "development", "test")


@dataclass(slots=True)
class Group:
    """Settings that stand together: the comment above them, and (name, value, comment beside it)."""

    comment: str = ""
    rows: list[tuple[str, str, str]] = field(default_factory=list)


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    lines = [
        "# Settings of Scrapy and of newsarchive\n",
        (
            "A crawl runs with the settings of the project that `SCRAPY_PROJECT` names: `production` (the "
            "default), `development` or `test`. All three begin with `settings/base.py`; a value that "
            "differs from Scrapy's default has its reason beside it. `scrapy.cfg` maps the names to modules; "
            "a project of your own is one more file and one more line there ([Change a "
            "setting](../how-to/change-a-setting.md)). "
            "What a source declares goes before these settings.\n"
        ),
        "## settings/base.py\n",
        *_shown(FOLDER / "base.py"),
    ]
    for name in OVERLAYS:
        file = FOLDER / f"{name}.py"
        tree = ast.parse(file.read_text(encoding="utf-8"))
        lines += [f"## settings/{name}.py\n", f"{ast.get_docstring(tree)}\n", *_shown(file)]
    return {"reference/settings.md": "\n".join(lines)}


def _shown(file: Path) -> Iterator[str]:
    for group in _groups(file.read_text(encoding="utf-8")):
        if group.rows:
            if group.comment:
                yield f"{_linked(group.comment)}\n"
            yield table(("setting", "value", "note"), group.rows)


def _groups(source: str) -> Iterator[Group]:
    """Yield the groups: a comment of whole lines, or a blank line, begins one."""
    comments, own = _comments(source)
    lines = source.splitlines()
    group = Group()
    for statement in ast.parse(source).body:
        if not (isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)):
            continue
        above = _above(statement.lineno, own)
        if above or not lines[statement.lineno - 2].strip():
            yield group
            group = Group(above)
        beside = comments.get(statement.end_lineno or statement.lineno, "")
        value = _value(ast.unparse(statement.value))
        group.rows.append((f"`{statement.targets[0].id}`", value, beside))
    yield group


def _comments(source: str) -> tuple[dict[int, str], dict[int, str]]:
    """Return the comments beside code and those with a line of their own, by line."""
    beside: dict[int, str] = {}
    own: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            alone = token.line.lstrip().startswith("#")
            (own if alone else beside)[token.start[0]] = token.string.lstrip("# ")
    return beside, own


def _above(line: int, own: dict[int, str]) -> str:
    found: list[str] = []
    while line - 1 in own:
        line -= 1
        found.insert(0, own[line])
    return " ".join(found)


def _linked(text: str) -> str:
    """Make links of the pages that a comment names."""
    return re.sub(r"docs/([\w/.-]+\.md(?:#[\w-]+)?)", r"[docs/\1](../\1)", text)


def _value(written: str) -> str:
    """Functions of newsarchive/environment.py stand for a variable of the environment."""
    if written.endswith(")") and written.partition("(")[0].isidentifier():
        return "from the [environment](environment.md)"
    return f"`{written}`"
