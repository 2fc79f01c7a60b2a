"""The result has its name only when it is complete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive.cli.result_file import ResultFile


def test_nothing_is_seen_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with ResultFile(path) as result:
        result.write_line('"渡轮"')
        assert not path.exists()
    assert path.read_bytes() == '"渡轮"\n'.encode()
    assert [child.name for child in tmp_path.iterdir()] == ["out.jsonl"]


def test_after_an_error_the_old_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(KeyError), ResultFile(path) as result:
        result.write_line("new")
        raise KeyError
    assert path.read_text() == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["out.jsonl"]


def test_half_a_surrogate_pair_becomes_its_json_escape(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with ResultFile(path) as result:
        result.write_line(json.dumps("a\ud800b", ensure_ascii=False))
    assert json.loads(path.read_text(encoding="utf-8")) == "a\ud800b"
