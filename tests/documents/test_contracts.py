"""What the reference says of JSON is what the commands print and take; what pages name exists."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from newsarchive.imports.manifest import OPTIONAL_FIELDS, REQUIRED_FIELDS
from tests.cli.inside import run
from tests.documents.markdown import DOCS, ROOT, fences

PAGE = "<html><body><article><h1>A pier</h1><p>{}</p></article></body></html>"
# One sentence of news is enough of a text.
SENTENCE = "The council of the harbour town agreed on Monday to rebuild the old pier before the next summer. "
EVERY_PAGE = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
MODULE = re.compile(r"python -m ([a-z_]+(?:\.[a-z_]+)*)")
FILE = re.compile(r"`((?:newsarchive|settings|benchmarks|tests|migrations)/[\w/@-]+(?:\.[a-z]+)?/?)`")
# Counters look like files, and a name in capitals stands for any.
NO_FILE = re.compile(r"^newsarchive/(?:\w+/)?[a-z_]+$|NAME")


def first_json(page: str) -> dict[str, object]:
    """Return the first JSON block of a page of the reference."""
    text = (DOCS / "reference" / page).read_text(encoding="utf-8")
    block = next(fence.text for fence in fences(text) if fence.language == "json")
    value: dict[str, object] = json.loads(block)
    return value


def test_the_article_record_has_the_keys_that_extract_prints(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.format(SENTENCE * 5))
    code, printed, said = run("extract", "page.html", cwd=tmp_path)
    assert code == 0, said
    assert list(first_json("record.md")) == list(json.loads(printed))


def test_decode_prints_the_keys_that_the_page_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.format(SENTENCE))
    code, printed, said = run("decode", "page.html", cwd=tmp_path)
    assert code == 0, said
    keys = ", ".join(f'"{key}"' for key in json.loads(printed))
    assert f"`{{{keys}}}`" in (DOCS / "reference" / "record.md").read_text(encoding="utf-8")


def test_the_manifest_has_the_keys_that_are_read() -> None:
    assert set(first_json("manifest.md")) == {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}


@pytest.mark.parametrize("kind", ["tables", "warc"])
def test_the_manifest_of_an_export_has_the_keys_that_the_page_names(tmp_path: Path, kind: str) -> None:
    variables = {"NEWSARCHIVE_DATABASE_URL": f"sqlite:///{tmp_path}/archive.db"}
    for words in (
        ("db", "upgrade"),
        ("export", kind, "out", *(("--format", "csv") if kind == "tables" else ())),
    ):
        code, _, said = run(*words, cwd=tmp_path, variables=variables)
        assert code == 0, said
    text = (DOCS / "reference" / "export-manifest.md").read_text(encoding="utf-8")
    section = text.split("\n## ")[1 if kind == "tables" else 2]
    named = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.+?) \|", section, re.MULTILINE)[1:]))
    assert named == list(json.loads((tmp_path / "out" / "manifest.json").read_text()))


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: str(page.relative_to(ROOT)))
def test_modules_and_files_that_a_page_names_exist(page: Path) -> None:
    if page.name == "CHANGELOG.md":
        return  # of the past
    text = page.read_text(encoding="utf-8")
    assert [name for name in MODULE.findall(text) if importlib.util.find_spec(name) is None] == []
    named = [name for name in FILE.findall(text) if not NO_FILE.search(name)]
    assert [name for name in named if not (ROOT / name).exists()] == []
