"""The notebook of docs/how-to/other-tools.md: its cells from the export to a chart.

`python -m tests.documents.notebook` writes docs/_static/newsarchive-notebook.ipynb.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.documents.markdown import DOCS

PAGE = DOCS / "how-to" / "other-tools.md"
FILE = DOCS / "_static" / "newsarchive-notebook.ipynb"
_HEAD = """# The sample newsroom, from an export to a chart

Before it: `make crawl`, twice. This notebook stands in the folder that has `var`, and `newsarchive` is on the
PATH (`export PATH=$PWD/.venv/bin:$PATH` before `jupyter lab`)."""
# A fenced block, and what stands before it.
_BLOCK = re.compile(r"(?P<prose>.*?)^```(?P<language>\w*)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)


def _cells(page: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each cell; what is to be typed before there is a notebook is left out."""
    yield "markdown", _HEAD
    for found in _BLOCK.finditer(page.partition("## DuckDB\n")[2]):
        prose = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", found["prose"]).strip()
        if found["language"] == "":
            continue
        if prose:
            yield "markdown", prose.removeprefix("## A notebook").strip()
        if found["language"] == "console":
            yield "code", "!" + found["text"].strip().removeprefix("$ ")
        elif found["language"] == "python":
            yield "code", found["text"].strip()


def written_notebook() -> str:
    """Return the file's text."""
    cells = []
    for number, (kind, text) in enumerate(_cells(PAGE.read_text(encoding="utf-8"))):
        cell: dict[str, Any] = {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written_notebook(), encoding="utf-8")
