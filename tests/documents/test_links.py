"""Links and references of the documents and of the code lead somewhere; pages keep their measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.documents.markdown import DOCS, ROOT, anchors, links, without_fences

# What `git` ignores, and what is copied into other folders by a build.
IGNORED = {".venv", ".git", "var", "build", "dist"}
SUFFIXES = {".py", ".toml", ".cfg", ".mako", ".yaml", ".service", ".timer", ".sql", ".tsv", ".md"}
NAMES = {"Makefile", "Dockerfile", "run"}
PAGES = sorted(page for page in DOCS.rglob("*.md"))
AT_THE_ROOT = sorted(ROOT.glob("*.md"))
# A name of a page in code or in a message: `docs/explanation/polling.md#the-interval-of-a-listing`.
REFERENCE = re.compile(r"\bdocs/[\w/-]+\.md(?:#[\w-]+)?")
LONGEST = 250
# Characters of a line of prose that people write; tables, fences and generated pages are as wide as they are.
WIDEST = 120
ELSEWHERE = re.compile(r"\b(?:FACTS|DESIGN|FIELD|STYLE|HOUSE)(?:\.md)?,? ?\d|\bissue (?:[A-Z]\b|\d)")


@cache
def anchors_of(page: Path) -> set[str]:
    return anchors(page.read_text(encoding="utf-8"))


def dead(page: Path, fragment: str) -> str:
    """Return what is wrong with a place in a page; nothing where it is there."""
    if not page.exists():
        return "no such file"
    return "no such heading" if fragment and fragment not in anchors_of(page) else ""


def code() -> Iterator[Path]:
    """Yield the files of the repository that may name a page."""
    for part in ROOT.iterdir():
        if part.name in IGNORED:
            continue
        files = part.rglob("*") if part.is_dir() else [part]
        yield from (file for file in files if file.suffix in SUFFIXES or file.name in NAMES)


def test_links_lead_somewhere() -> None:
    wrong = []
    for page in (*AT_THE_ROOT, *PAGES):
        for target in links(page.read_text(encoding="utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            name, _, fragment = target.partition("#")
            if fault := dead((page.parent / name).resolve() if name else page, fragment):
                wrong.append(f"{page.relative_to(ROOT)}: {target}: {fault}")
    assert not wrong


def test_references_of_the_code_lead_somewhere() -> None:
    wrong = []
    found = 0
    for file in code():
        for reference in REFERENCE.findall(file.read_text(encoding="utf-8")):
            found += 1
            name, _, fragment = reference.partition("#")
            if said := dead(ROOT / name, fragment):
                wrong.append(f"{file.relative_to(ROOT)}: {reference}: {said}")
    assert found
    assert not wrong


def test_nothing_is_cited_that_is_not_here() -> None:
    """A page is cited by its path: a section of a document elsewhere is a locked door to most readers."""
    wrong = [
        f"{file.relative_to(ROOT)}: {found}"
        for file in code()
        if file != Path(__file__)
        for found in ELSEWHERE.findall(file.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_the_check_sees_a_dead_reference() -> None:
    assert dead(DOCS / "glossary.md", "no-such-heading") == "no such heading"
    assert dead(DOCS / "no-such-page.md", "") == "no such file"


def test_a_page_is_for_one_question() -> None:
    """A page of the reference answers by the row: it is as long as what it lists."""
    read = [page for page in PAGES if page.relative_to(DOCS).parts[0] != "reference"]
    lengths = {page: len(page.read_text(encoding="utf-8").splitlines()) for page in read}
    assert lengths
    assert {str(page.relative_to(DOCS)): count for page, count in lengths.items() if count >= LONGEST} == {}


def test_prose_is_wrapped() -> None:
    """A reader of a diff sees whole lines."""
    written = [page for page in PAGES if "reference" not in page.parts and page.name != "changelog.md"]
    at_the_root = [page for page in AT_THE_ROOT if page.name not in {"CHANGELOG.md", "README.zh-CN.md"}]
    wrong = [
        f"{page.relative_to(ROOT)}: {line[:40]}… has {len(line)} characters"
        for page in (*at_the_root, *written)
        for line in without_fences(page.read_text(encoding="utf-8")).splitlines()
        if len(line) > WIDEST and not line.lstrip().startswith("|")
    ]
    assert not wrong
