"""The count of visits lives in a file and goes up by one each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.errors import ConfigurationError
from newsarchive.newsroom.server import next_visit


def test_counts_from_one(tmp_path: Path) -> None:
    state = tmp_path / "visits"
    assert [next_visit(state) for _ in range(3)] == [1, 2, 3]


def test_without_a_file_it_is_the_first() -> None:
    assert [next_visit(None), next_visit(None)] == [1, 1]


def test_a_spoilt_file_is_named(tmp_path: Path) -> None:
    state = tmp_path / "visits"
    state.write_text("many")
    with pytest.raises(ConfigurationError, match="visits"):
        next_visit(state)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be used"):
        next_visit(tmp_path / "absent" / "visits")
