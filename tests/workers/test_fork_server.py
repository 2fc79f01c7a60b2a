"""What lies in the folder a command is called in is never run: not by it, its workers, nor its children."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

import pytest

from newsarchive.environment import for_child
from newsarchive.workers.fork_server import fork_server
from tests.imports.making import html

# Names of modules that are imported, of ours, of other people's, and of Python's.
NAMES = ("newsarchive/__init__.py", "trafilatura.py", "lxml.py", "json.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write(__name__)\n")
    (tmp_path / "page.html").write_bytes(html())
    line = {"id": "one", "path": str(tmp_path / "page.html"), "url": "https://paper.example/a/1"}
    (tmp_path / "pages.jsonl").write_text(json.dumps(line) + "\n")
    return tmp_path


def test_workers_import_nothing_from_the_folder_they_are_started_in(folder: Path) -> None:
    program = Path(sys.executable).with_name("newsarchive")
    words = ["extract", "--manifest", "pages.jsonl", "--output", "records.jsonl", "--jobs", "2"]
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads((folder / "records.jsonl").read_text())["verdict"] == "article"
    assert not (folder / "ran").exists()


def test_children_do_not_either(folder: Path) -> None:
    command = [sys.executable, "-m", "newsarchive.newsroom", "--help"]
    subprocess.run(command, cwd=folder, env=for_child(), check=True, capture_output=True, timeout=60)
    assert not (folder / "ran").exists()


def test_no_file_left_for_the_server_fails_where_a_process_is_asked_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pool handles it there; here it would end the thread that hands out pages, and they would wait."""

    def fails() -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.setattr(forkserver, "ensure_running", fails)
    assert fork_server().get_start_method() == "forkserver"
    assert "PYTHONSAFEPATH" not in os.environ
