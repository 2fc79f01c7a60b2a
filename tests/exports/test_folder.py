"""A folder is complete or not there, and nobody's else files are ever replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive.errors import UsageError
from newsarchive.exports.folder import ExportFolder, export_folder


def make(target: Path, text: str = "one", kind: str = "tables") -> None:
    with export_folder(target, kind) as folder:
        write(folder, text)
        folder.write_manifest({"schema": "0001"})


def write(folder: ExportFolder, text: str) -> None:
    with folder.file("part/a.txt", rows=1) as stream:
        stream.write(text.encode())


def test_a_new_an_empty_and_an_earlier_folder_are_taken(tmp_path: Path) -> None:
    target = tmp_path / "out"
    make(target)
    make(target, "two")
    assert (target / "part" / "a.txt").read_text() == "two"
    manifest = json.loads((target / "manifest.json").read_text())
    assert manifest["files"][0]["bytes"] == 3
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "out"]


@pytest.mark.parametrize("stranger", ["notes.txt", "part/b.txt"])
def test_a_folder_with_strangers_in_it_stays(tmp_path: Path, stranger: str) -> None:
    target = tmp_path / "out"
    make(target)
    (target / stranger).write_text("mine")
    with pytest.raises(UsageError, match=stranger):
        make(target, "two")
    assert (target / stranger).read_text() == "mine"
    assert (target / "part" / "a.txt").read_text() == "one"


def test_other_kinds_files_and_places_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "out", kind="warc")
    for target in (tmp_path / "out", tmp_path / "out" / "manifest.json", tmp_path / "none" / "out"):
        with pytest.raises(UsageError):
            make(target)


def test_a_failure_leaves_the_earlier_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    make(target)
    with pytest.raises(RuntimeError), export_folder(target, "tables") as folder:
        write(folder, "two")
        raise RuntimeError
    assert (target / "part" / "a.txt").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
