"""The result has its name only when it is complete; a place that cannot be written is said so."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.output import json_line, result_stream
from newsarchive.errors import UsageError
from newsarchive.unfinished_files import unfinished_path
from tests.cli.running import PROGRAM, environment


def test_nothing_is_seen_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with result_stream(path) as result:
        result.write(json_line('"渡轮"'))
        assert not path.exists()
    assert path.read_bytes() == '"渡轮"\n'.encode()
    assert [child.name for child in tmp_path.iterdir()] == ["out.jsonl"]


def test_after_an_error_the_old_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    with pytest.raises(KeyError), result_stream(path) as result:
        result.write(b"new")
        raise KeyError
    assert path.read_text() == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["out.jsonl"]


def test_half_a_surrogate_pair_becomes_its_json_escape() -> None:
    line = json_line(json.dumps("a\ud800b", ensure_ascii=False))
    assert json.loads(line.decode()) == "a\ud800b"


def test_a_symbolic_link_stays(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with result_stream(tmp_path / "link") as result:
        result.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"


@pytest.mark.parametrize("place", [".", "none/out", "device"])
def test_a_place_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    os.mkfifo(tmp_path / "device")
    with pytest.raises(UsageError, match="--output"), result_stream(tmp_path / place):
        raise AssertionError("the block must not run")
    assert [child.name for child in tmp_path.iterdir()] == ["device"]


def test_another_failure_within_is_not_blamed_on_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), result_stream(tmp_path / "out"):
        (tmp_path / "none").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_so(sqlite_url: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "query", "SELECT 1", "--format", "csv"],
            check=False,
            cwd=tmp_path,
            env=environment(NEWSARCHIVE_DATABASE_URL=sqlite_url),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 2
    assert (
        done.stderr.decode() == "newsarchive: Standard output cannot be written: No space left on device.\n"
    )


def test_what_a_killed_process_left_of_it_goes(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    place = f".{socket.gethostname()}.{ended.pid}.partial"
    (tmp_path / f".out{place}").write_bytes(b"half")
    other = tmp_path / f".out.csv{place}"
    other.write_bytes(b"half of another")
    with result_stream(tmp_path / "out") as result:
        result.write(b"x")
    assert {child.name for child in tmp_path.iterdir()} == {"out", other.name}


def test_a_link_at_its_hidden_name_leads_nowhere(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    unfinished_path(tmp_path / "out", ".partial").symlink_to(precious)
    with result_stream(tmp_path / "out") as result:
        result.write(b"x")
    assert precious.read_text() == "mine"
    assert {child.name for child in tmp_path.iterdir()} == {"out", "precious"}
