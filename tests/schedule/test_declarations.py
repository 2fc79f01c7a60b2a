"""Declarations that change meanwhile: good ones are taken, of broken ones the old state stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.schedule.declaration_files import Declarations
from newsarchive.sources import load_each_source

GOOD = 'title = "{title}"\n[[feeds]]\nurl = "http://harbour.example/feed"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "settings" / "sources"
    made.mkdir(parents=True)
    (made / "harbour.toml").write_text(GOOD.format(title="Harbour"))
    return made


@pytest.fixture
def declarations(folder: Path) -> Iterator[Declarations]:
    with Declarations(folder) as opened:
        assert opened.refresh() == []
        yield opened


def titles(declarations: Declarations) -> dict[str, str]:
    """What the crawls read, which is what the scheduler has read."""
    copies = {name: source.title for name, source in load_each_source(declarations.folder).sources.items()}
    assert copies == {name: source.title for name, source in declarations.sources.items()}
    return copies


def test_a_broken_file_is_said_once_and_the_old_state_goes_on(
    folder: Path, declarations: Declarations
) -> None:
    (folder / "harbour.toml").write_text("title = 7\n")
    (folder / "new.toml").write_text("titel = 'x'\n")
    problems = declarations.refresh()
    assert len(problems) == 2
    assert problems[0].startswith("The declaration of harbour is wrong: ")
    assert "harbour.toml: title = 7: allowed: " in problems[0]
    assert problems[0].endswith("(the last valid declaration is still used)")
    assert "new.toml: " in problems[1]
    assert declarations.refresh() == []
    assert declarations.broken == {"harbour", "new"}
    assert titles(declarations) == {"harbour": "Harbour"}
    (folder / "harbour.toml").write_text(GOOD.format(title="Harbour Courant"))
    (folder / "new.toml").write_text(GOOD.format(title="New"))
    assert declarations.refresh() == []
    assert declarations.broken == set()
    assert titles(declarations) == {"harbour": "Harbour Courant", "new": "New"}


def test_a_file_that_goes_retires_its_source_and_a_folder_that_goes_none(
    folder: Path, declarations: Declarations
) -> None:
    (folder / "new.toml").write_text(GOOD.format(title="New"))
    declarations.refresh()
    (folder / "new.toml").unlink()
    assert declarations.refresh() == []
    assert titles(declarations) == {"harbour": "Harbour"}
    folder.rename(folder.with_name("elsewhere"))
    [problem] = declarations.refresh()
    assert "does not exist" in problem
    assert declarations.refresh() == []
    assert titles(declarations) == {"harbour": "Harbour"}


def test_lists_of_addresses_are_found_from_the_copies(folder: Path, declarations: Declarations) -> None:
    (folder.parent / "lists").mkdir()
    (folder.parent / "lists" / "old.txt").write_text("http://harbour.example/a\n")
    text = 'title = "Listed"\n[addresses]\nfile = "../lists/old.txt"\n'
    (folder / "listed.toml").write_text(text)
    assert declarations.refresh() == []
    listed = declarations.folder / declarations.sources["listed"].files()[0]
    assert listed.read_text() == "http://harbour.example/a\n"
    (folder.parent / "lists" / "old.txt").write_text("http://harbour.example/b\n")
    assert listed.read_text() == "http://harbour.example/b\n"


def test_the_copies_go_at_the_end(folder: Path) -> None:
    with Declarations(folder) as opened:
        opened.refresh()
        copies = opened.folder
        assert (copies / "harbour.toml").is_file()
    assert not copies.exists()
