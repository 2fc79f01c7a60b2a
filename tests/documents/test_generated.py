"""The pages of docs/reference that are written from the code are what the code says today."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generators import read_page, stray_pages

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import json; from docs.generators import generated_pages; print(json.dumps(generated_pages()))"


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    """The pages as `make docs` writes them: help texts depend on what a process did before."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return pages


def test_generated_pages_are_fresh(fresh: dict[str, str]) -> None:
    stale = [path for path in fresh if read_page(path) != fresh[path]]
    assert not stale, "these pages are behind the code: run 'make docs'"
    assert not stray_pages(fresh), "nothing makes these pages any more: run 'make docs'"


def test_there_is_a_page_for_each_command_and_view(fresh: dict[str, str]) -> None:
    assert {"reference/commands/crawl.md", "reference/views/current_articles.md"} <= set(fresh)
    assert "--backfill" in fresh["reference/commands/crawl.md"]
    assert "`published_on`" in fresh["reference/views/current_articles.md"]
