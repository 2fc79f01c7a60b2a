"""A backup is a whole archive of one moment; a failed one leaves nothing."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newsarchive.cli.upkeep import back_up
from newsarchive.errors import ArchiveUnavailableError, ConfigurationError, UsageError
from newsarchive.storage.database.location import parsed
from newsarchive.storage.maintenance.backup import remove_left_over, write_backup
from newsarchive.storage.maintenance.verifying import verify_archive
from tests.forking import ForkedProcess
from tests.storage.database.test_killing import ROOT, SAVE_FOR_EVER


def test_a_copy_made_while_a_crawl_writes_is_sound(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    command = [sys.executable, "-c", SAVE_FOR_EVER, sqlite_url]
    with ForkedProcess(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        write_backup(sqlite_url, target)
        write_backup(sqlite_url, target)  # replaces
        child.kill()
    assert verify_archive(f"sqlite:///{target}") == []
    engine = create_engine(parsed(f"sqlite:///{target}"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM current_articles"))
    engine.dispose()
    assert not list(tmp_path.glob(".copy*"))


def test_where_it_cannot_be_made(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        write_backup(sqlite_url, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(UsageError, match="the archive itself"):
        write_backup(sqlite_url, Path(sqlite_url.removeprefix("sqlite:///")))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder here that not even root can write")
def test_a_folder_that_cannot_be_written(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(_: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system")  # also of what is not there, on a real one

    monkeypatch.setattr(Path, "unlink", read_only)
    with pytest.raises(UsageError, match=r"/proc/copy\.db cannot be written: "):
        write_backup(archive_url, Path("/proc/copy.db"))


def test_a_link_where_it_will_write_leads_nowhere(sqlite_url: str, tmp_path: Path) -> None:
    other, target = tmp_path / "other.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE diary (day)")
    before = other.read_bytes()
    (tmp_path / f".copy.db.{socket.gethostname()}.{os.getpid()}.backup.partial").symlink_to(other)
    write_backup(sqlite_url, target)
    assert other.read_bytes() == before
    assert not target.is_symlink()
    assert not list(tmp_path.glob(".copy*"))
    assert target.stat().st_size > 10_000


def test_a_file_that_is_no_backup_stays(sqlite_url: str, tmp_path: Path) -> None:
    notes, foreign, archive = tmp_path / "notes.txt", tmp_path / "foreign.db", tmp_path / "other.db"
    notes.write_text("precious notes", encoding="utf-8")
    with closing(sqlite3.connect(foreign)) as database:
        database.execute("CREATE TABLE addresses (name)")
    with closing(sqlite3.connect(archive)) as database:  # another archive, in use
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE alembic_version (version_num)")
        database.execute("CREATE VIEW captures AS SELECT 1")
    for file in (notes, foreign, archive, Path(os.devnull)):
        before = file.read_bytes()
        with pytest.raises(UsageError, match="exists; it was left as it is"):
            write_backup(sqlite_url, file)
        assert file.read_bytes() == before
    empty = tmp_path / "empty"  # as mktemp makes it
    empty.touch()
    write_backup(sqlite_url, empty)
    assert verify_archive(f"sqlite:///{empty}") == []


def test_without_pg_dump_it_says_what_to_install(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="pg_dump") as caught:
        write_backup(postgres_url, tmp_path / "copy.dump")
    assert "postgresql-client" in caught.value.hint
    assert list(tmp_path.glob("*copy*")) == []


OLDER = """\
pg_dump: error: aborting because of server version mismatch
pg_dump: detail: server version: 18.4; pg_dump version: 15.20 (Debian 15.20-0+deb12u1)
"""


def test_an_older_pg_dump_says_which_one_is_needed(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{OLDER}END\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(
        ArchiveUnavailableError, match=r"mismatch; .*: 18\.4; pg_dump version: 15\.20"
    ) as caught:
        write_backup(postgres_url, tmp_path / "copy.dump")
    assert "postgresql-client-18" in caught.value.hint
    assert list(tmp_path.glob("*copy*")) == []


def test_what_else_pg_dump_says_is_told_whole(
    own_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(_programs_of_the_server(own_postgres_url)))
    address = make_url(own_postgres_url)
    missing = address.set(database=f"{address.database}_no_more").render_as_string(hide_password=False)
    with pytest.raises(ArchiveUnavailableError, match="does not exist") as caught:
        write_backup(missing, tmp_path / "copy.dump")
    assert caught.value.hint == ""


def _programs_of_the_server(url: str) -> Path:
    engine = create_engine(parsed(url))
    with engine.connect() as connection:
        place = connection.scalar(text("SELECT setting FROM pg_config WHERE name = 'BINDIR'"))
    engine.dispose()
    return Path(str(place))


def test_a_dump_of_a_server_can_be_read(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = _programs_of_the_server(postgres_url)
    monkeypatch.setenv("PATH", str(programs))
    target = tmp_path / "copy.dump"
    write_backup(postgres_url, target)
    write_backup(postgres_url, target)  # replaces
    listed = subprocess.run(
        [str(programs / "pg_restore"), "--list", str(target)], capture_output=True, text=True, check=True
    )
    assert "TABLE DATA public revisions" in listed.stdout


# A limit of 100,000 bytes a file stands for a full disk.
_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from newsarchive.storage.maintenance.backup import remove_left_over, write_backup
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
write_backup(sys.argv[1], Path(sys.argv[2]))
"""


def test_a_backup_without_room_leaves_nothing(tmp_path: Path, sqlite_url: str) -> None:
    command = [sys.executable, "-c", _WITHOUT_ROOM, sqlite_url, str(tmp_path / "backup.db")]
    folder = sorted(tmp_path.iterdir())
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "cannot be copied" in done.stderr
    assert sorted(tmp_path.iterdir()) == folder


def test_what_killed_backups_left_goes_and_nothing_else(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    host, dead = socket.gethostname(), gone.pid
    left = [f".a.db.{host}.{dead}.backup.partial", f".b [old].{host}.{dead}.backup.partial"]
    journal = f".a.db.{host}.{dead}.backup.partial-journal"
    others = [
        f".a.db.{host}.{os.getppid()}.backup.partial",  # it lives
        f".a.db.{host}.{os.getpid()}.backup.partial",
        f".a.db.elsewhere.example.{dead}.backup.partial",  # whether it lives is not known here
        f".a.db.{host}.x.backup.partial",
        f".{host}.{dead}.backup.partial",
        f".a.db.{host}.{dead}.partial",  # of an export, say
        f"a.db.{host}.{dead}.backup.partial",
        "a.db",
    ]
    for name in (*left, journal, *others):
        (tmp_path / name).write_bytes(b"12345")
    assert remove_left_over(tmp_path) == [f"{name}: 5 bytes" for name in left]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)
    assert remove_left_over(tmp_path / "nowhere") == []


def test_a_killed_backup_is_tidied_by_the_next(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom newsarchive.storage.maintenance import backup\n"
        "backup.os.fsync = lambda _: os.kill(os.getpid(), 9)\n"
        "backup.write_backup(sys.argv[1], Path(sys.argv[2]))"
    )
    with ForkedProcess([sys.executable, "-c", code, sqlite_url, str(tmp_path / "x.bak")]) as killed:
        killed.wait()
    [left] = tmp_path.glob(".*.partial")
    monkeypatch.setenv("NEWSARCHIVE_DATABASE_URL", sqlite_url)
    back_up(tmp_path / "y.bak")
    said = capsys.readouterr().err
    assert f"Removed what a killed backup had left: {left.name}: " in said
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
