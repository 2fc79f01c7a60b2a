"""One watch is answered from its own file alone, and no name leaves the folder."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from newsarchive.watches import watch_files
from newsarchive.watches.watch_files import load_watches

TIDE = 'words = "tide"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    watches = tmp_path / "watches"
    watches.mkdir()
    for name in ("tide", "wrong"):
        watches.joinpath(f"{name}.toml").write_text(TIDE if name == "tide" else "word = 1\n", "utf-8")
    tmp_path.joinpath("outside.toml").write_text(TIDE, encoding="utf-8")
    return watches


def test_only_the_file_of_the_name_is_read(folder: Path) -> None:
    whole, tide, wrong = load_watches(folder), load_watches(folder, "tide"), load_watches(folder, "wrong")
    assert (set(whole.watches), set(whole.mistakes)) == ({"tide"}, {"wrong"})
    assert (set(tide.watches), set(tide.mistakes)) == ({"tide"}, set())
    assert (set(wrong.watches), wrong.mistakes) == (set(), whole.mistakes)


def test_neither_a_key_nor_a_file_begins_a_line(folder: Path) -> None:
    folder.joinpath("a\nb.toml").write_text('"k\\n/tide.toml: forged" = 1\n', encoding="utf-8")
    lines = load_watches(folder).mistakes["a\nb"]
    assert not [line for line in lines if "\n" in line]
    assert [line for line in lines if "a\\u000ab.toml: k\\u000a/tide.toml: forged is an unknown" in line]


@pytest.mark.parametrize("name", ["*", "t*", "../outside", "", "tide\0", "Tide", "absent", "a" * 64])
def test_no_other_name_reads_a_file(folder: Path, name: str) -> None:
    found = load_watches(folder, name)
    assert (found.watches, found.mistakes) == ({}, {})


def test_a_file_is_read_again_only_once_it_has_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plainly = watch_files.read_watch

    def counted(name: str, table: Mapping[str, Any]) -> Any:
        read.append(name)
        return plainly(name, table)

    monkeypatch.setattr(watch_files, "read_watch", counted)
    load_watches(folder)
    load_watches(folder)
    assert read == ["tide", "wrong"] * 2, "within a tick of the clock of files a change could go unseen"
    monkeypatch.setattr(watch_files, "_TICK", -1)
    for _ in range(3):
        found = load_watches(folder)
        assert (set(found.watches), set(found.mistakes)) == ({"tide"}, {"wrong"})
    assert read == ["tide", "wrong"] * 3
    (folder / "wrong.toml").write_text(TIDE, encoding="utf-8")
    assert set(load_watches(folder).watches) == {"tide", "wrong"}
    assert read[6:] == ["wrong"]
    (folder / "tide.toml").unlink()
    assert set(load_watches(folder).watches) == {"wrong"}


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_what_never_ends_is_not_read(kind: str, folder: Path) -> None:
    if kind == "device":
        (folder / "endless.toml").symlink_to("/dev/zero")
    else:
        os.mkfifo(folder / "endless.toml")
    [mistake] = load_watches(folder).mistakes["endless"]
    assert mistake.endswith("is no file (a folder, a device or a pipe)")
