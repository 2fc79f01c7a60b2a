"""Declarations that change meanwhile: good ones are taken, of broken ones the old state stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.schedule import declaration_files
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


KILLED = """
import os, signal, sys
from pathlib import Path
from newsarchive.schedule.declaration_files import Declarations
print(Declarations(Path(sys.argv[1])).folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "tmp"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return made


def test_copies_of_a_process_that_was_killed_go_with_the_next_start(folder: Path, temporary: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert Path(done.stdout.strip()).is_dir()
    with Declarations(folder) as first, Declarations(folder) as second:
        assert not Path(done.stdout.strip()).exists()
        assert first.folder.is_dir(), "it is in use"
        assert second.folder.is_dir()
    assert list(temporary.iterdir()) == []


def test_what_others_named_so_stays(folder: Path, temporary: Path) -> None:
    lock = declaration_files._LOCK
    precious = temporary / "precious"
    precious.mkdir(mode=0o700)
    (precious / lock).touch()
    (temporary / "newsarchive-sources-link").symlink_to(precious)
    (temporary / "newsarchive-sources-file").touch()
    for name, mode in (("open", 0o755), ("unlocked", 0o700), ("leading", 0o700)):
        (temporary / f"newsarchive-sources-{name}").mkdir(mode=mode)
    (temporary / "newsarchive-sources-open" / lock).touch()
    (temporary / "newsarchive-sources-leading" / lock).symlink_to(precious / lock)
    before = sorted(temporary.rglob("*"))
    with Declarations(folder):
        pass
    assert sorted(temporary.rglob("*")) == before


def test_what_another_user_left_stays(folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = temporary / "newsarchive-sources-foreign"
    foreign.mkdir(mode=0o700)
    (foreign / declaration_files._LOCK).touch()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        with Declarations(folder):
            assert foreign.is_dir()
    with Declarations(folder):
        assert not foreign.exists()


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
