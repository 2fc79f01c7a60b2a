"""The pages of docs/reference that are written from the code are what the code says today."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generators import read_page, stray_pages

pytestmark = pytest.mark.xdist_group("generated")  # the pages are made once

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import json; from docs.generators import generated_pages; print(json.dumps(generated_pages()))"
# What a test before them did to the commands: click keeps the help option that a command was first asked for.
USED = "from tests.deploy.test_units import understands; understands(['schedule']); understands(['worker'])"


def made_by(program: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    pages: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return pages


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    """The pages as `make docs` writes them, in a process that did nothing before."""
    return made_by(PROGRAM)


def test_generated_pages_are_fresh(fresh: dict[str, str]) -> None:
    stale = [path for path in fresh if read_page(path) != fresh[path]]
    assert not stale, "these pages are behind the code: run 'make docs'"
    assert not stray_pages(fresh), "nothing makes these pages any more: run 'make docs'"


def test_there_is_a_page_for_each_command_and_view(fresh: dict[str, str]) -> None:
    assert {"reference/commands/crawl.md", "reference/views/current_articles.md"} <= set(fresh)
    assert "--backfill" in fresh["reference/commands/crawl.md"]
    assert "`published_on`" in fresh["reference/views/current_articles.md"]


def test_a_process_that_read_command_lines_before_makes_the_same_pages(fresh: dict[str, str]) -> None:
    assert made_by(f"{USED}; {PROGRAM}") == fresh
