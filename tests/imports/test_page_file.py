"""Whatever is wrong with a page's file is an answer, not an exception."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.imports import page_file
from newsarchive.imports.page_file import content_type_of, read_page_file
from newsarchive.lifecycle import FetchFailure


def saved(folder: Path, name: str, raw: bytes) -> str:
    (folder / name).write_bytes(raw)
    return str(folder / name)


def test_bytes_come_as_they_are(tmp_path: Path) -> None:
    raw = bytes(range(256))
    assert read_page_file(saved(tmp_path, "a.html", raw)).body == raw


def test_gz_is_gunzipped_with_all_its_members_and_padding(tmp_path: Path) -> None:
    raw = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 300
    found = read_page_file(saved(tmp_path, "a.html.gz", raw))
    assert (found.body, found.error) == (b"one two", None)
    assert read_page_file(saved(tmp_path, "a.html", raw)).body == raw, "only a name ending in .gz means gzip"


@pytest.mark.parametrize(
    "raw",
    [b"<html>", gzip.compress(b"x" * 999)[:-9], gzip.compress(b"x") + b"junk"],
    ids=["no gzip", "cut off", "junk behind"],  # not the bytes: they hold the time of the run
)
def test_a_corrupt_gz_keeps_its_bytes_as_evidence(tmp_path: Path, raw: bytes) -> None:
    found = read_page_file(saved(tmp_path, "a.html.gz", raw))
    assert (found.body, found.reason in {"corrupt", "truncated"}) == (raw, True)
    assert found.error == f"{found.reason}: gzip: {found.detail.removeprefix('gzip: ')}"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    for path, error in [
        (tmp_path / "none.html", "unreadable: No such file or directory"),
        (tmp_path, "unreadable: not a regular file"),
        (tmp_path / "pipe.html", "unreadable: not a regular file"),
        ("a\0.html", "unreadable: the path holds a NUL"),
    ]:
        found = read_page_file(str(path))
        assert (found.body, found.error) == (b"", error)


def test_pages_beyond_the_limit_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_file, "MAX_PAGE_BYTES", 1_000)
    bomb = gzip.compress(b"\0" * 1_001)
    assert len(bomb) < 100
    assert read_page_file(saved(tmp_path, "bomb.gz", bomb)).reason == FetchFailure.TOO_LARGE
    assert (
        read_page_file(saved(tmp_path, "two.gz", gzip.compress(b"x" * 600) * 2)).reason
        == FetchFailure.TOO_LARGE
    )
    assert read_page_file(saved(tmp_path, "long.html", b"x" * 1_001)).reason == FetchFailure.TOO_LARGE
    assert read_page_file(saved(tmp_path, "fits.gz", gzip.compress(b"x" * 1_000))).reason is None


@given(st.binary(max_size=300))
def test_gunzip_never_raises_and_agrees_with_gzip(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = saved(tmp_path_factory.mktemp("any"), "a.gz", raw)
    found = read_page_file(path)
    try:
        expected = gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        assert found.reason in {"corrupt", "truncated"}
    else:
        assert found.body == expected


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM.gz", "text/html"),
        ("dir.txt/a.xhtml", "application/xhtml+xml"),
        ("a.txt", "text/plain"),
        ("a.mhtml", "multipart/related"),
        ("a.eml", "message/rfc822"),
        ("a.php", None),
        ("a.bin", None),
        ("a.gz", None),
        ("a", None),
    ],
)
def test_the_name_tells_the_content_type_where_it_is_sure(name: str, content_type: str | None) -> None:
    assert content_type_of(name) == content_type
