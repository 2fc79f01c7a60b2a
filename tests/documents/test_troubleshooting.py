"""The index of messages names messages that the code can print."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.documents.markdown import DOCS, ROOT

pytestmark = pytest.mark.xdist_group("troubleshooting")  # the code is parsed once

PAGE = DOCS / "how-to" / "troubleshooting.md"
ROW = re.compile(r"^\| (.+?) \| .+ \|$", re.MULTILINE)
GAP = "…"


def fragments() -> list[str]:
    """Return the fixed parts of the messages that the page names."""
    named = [cell for cell in ROW.findall(PAGE.read_text(encoding="utf-8")) if cell != "message"]
    parts = (part.strip(" .,:()'") for cell in named for part in re.split(r"…|; |, |: |\bN\b", cell))
    return sorted({part for part in parts if part and part != "---"})


@cache
def texts() -> str:
    """Return every text of the product's code, with a gap where a value is put in."""
    found = []
    for file in (ROOT / "newsarchive").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.append(
                    "".join(str(one.value) if isinstance(one, ast.Constant) else GAP for one in node.values)
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(" ".join(one.split()) for one in found)


@pytest.mark.parametrize("fragment", fragments())
def test_the_code_can_say_it(fragment: str) -> None:
    assert fragment.lower() in texts().lower()
