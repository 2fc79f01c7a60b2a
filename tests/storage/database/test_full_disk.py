"""SQLite calls a full disk an I/O error where it needs several pages at once; the message names the cause."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from newsarchive.storage.database.database import as_archive_error
from newsarchive.storage.database.location import parsed

# https://sqlite.org/rescode.html
IO_SHARED_MEMORY_SIZE, IO_WRITE = 4874, 778


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, IO_SHARED_MEMORY_SIZE, IO_WRITE])
@pytest.mark.parametrize("free", [20_480, 10**9])
def test_an_io_error_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, free: int
) -> None:
    used = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: used._replace(free=free))
    cause = sqlite3.OperationalError("disk I/O error")
    cause.sqlite_errorcode = code
    error = as_archive_error(cause, parsed(f"sqlite:///{tmp_path}/a.db"))
    is_full = free < 10**9
    assert ("its disk is full, with 20,480 bytes free" in str(error)) is is_full
    assert ("Make room on the disk" in str(error.hint)) is is_full


def test_other_errors_ask_for_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    cause = sqlite3.OperationalError("unable to open database file")
    cause.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    assert "full" not in str(as_archive_error(cause, parsed(f"sqlite:///{tmp_path}/a.db")))
    gone = as_archive_error(sqlite3.OperationalError("disk I/O error"), parsed("sqlite:////nowhere/a.db"))
    assert "full" not in str(gone)
