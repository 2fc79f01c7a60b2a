"""A backup of the archive as of one moment, taken while others write."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import URL

from newsarchive.environment import for_child
from newsarchive.errors import ArchiveUnavailableError, ConfigurationError, UsageError
from newsarchive.storage.database.location import masked, parsed, require_file, sqlite_file
from newsarchive.unfinished_files import create_unfinished, left_by_killed, unfinished_path

# Pages per step of SQLite's backup: at 4 KiB a page, other writers get a turn every 40 MiB.
_PAGES = 10_000
# The first bytes of what pg_dump writes in its custom format (pg_backup_archiver.c), and of SQLite's files;
# the byte that says 2 for the write-ahead log, which archives in use have and backups have not
# (https://sqlite.org/fileformat.html#the_database_header).
_DUMP, _SQLITE = b"PGDMP", b"SQLite format 3\0"
_HEAD, _READ_VERSION, _ROLLBACK_JOURNAL = 100, 19, 1
_PARTIAL = ".backup.partial"
# How pg_dump, in its second line, reports a server newer than itself.
_SERVER_VERSION = re.compile(r"server version: (\d+)")


def write_backup(url: str, target: Path) -> None:
    """Write a whole copy to `target`, which appears complete or not at all; an earlier backup is replaced.

    SQLite: a database file, ready to be opened. PostgreSQL: pg_dump's custom format, for pg_restore. Raises
    UsageError (no such folder, the archive itself, or a file that is no backup), ConfigurationError (no
    pg_dump) or ArchiveUnavailableError.
    """
    location = parsed(url)
    require_file(location)
    if not target.parent.is_dir():
        raise UsageError(
            f"The folder {target.parent} does not exist.", hint=f"Create it: mkdir -p '{target.parent}'"
        )
    source = sqlite_file(location)
    if source and target.exists() and target.samefile(source):
        raise UsageError(f"{target} is the archive itself.", hint="Name another file.")
    if target.exists() and not _may_be_replaced(target):
        raise UsageError(
            f"{target} exists; it was left as it is.",
            hint="Name a new file. Only an empty file is replaced, or an earlier backup not used since.",
        )
    partial = unfinished_path(target, _PARTIAL)
    try:
        # SQLite and pg_dump say of a folder that cannot be written that the archive is at fault.
        os.close(create_unfinished(partial))
        if source:
            _copy_sqlite(source, partial)
        else:
            _dump(location, partial)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        # SQLite leaves its journal beside a copy for which there was no room.
        for left in (partial, _journal(partial)):
            with suppress(OSError):  # a folder that cannot be written has none
                left.unlink(missing_ok=True)


def remove_left_over(folder: Path) -> list[str]:
    """Remove what killed backups of this machine left in a folder; return a line for each.

    Of another machine, which may share the folder, nobody here knows whether it still writes.
    """
    removed = []
    for path in sorted(left_by_killed(folder, _PARTIAL)) if folder.is_dir() else ():
        with suppress(OSError):  # not ours to remove, say; the backup itself may be possible
            size = path.stat().st_size
            path.unlink()
            removed.append(f"{path.name}: {size:,} bytes")
    for path in left_by_killed(folder, f"{_PARTIAL}-journal") if folder.is_dir() else ():
        with suppress(OSError):
            path.unlink()
    return removed


def _journal(partial: Path) -> Path:
    return partial.with_name(f"{partial.name}-journal")


def _may_be_replaced(file: Path) -> bool:
    """Say whether the file is empty or a backup as we write them: a dump, or an archive nobody works in."""
    if not file.is_file():
        return False  # a device, say
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
        if not head or head.startswith(_DUMP):
            return True
        if not head.startswith(_SQLITE) or head[_READ_VERSION] != _ROLLBACK_JOURNAL:
            return False
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            query = "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'captures')"
            return bool(database.execute(query).fetchone()[0] == 2)
    except (OSError, IndexError, sqlite3.Error):
        return False


def _copy_sqlite(source: Path, target: Path) -> None:
    # The online backup API (sqlite.org/backup.html) lets writers continue.
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as original,
            closing(sqlite3.connect(target)) as copy,
        ):
            # The open transaction keeps the copy at one moment even if others write faster than it is made.
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
            original.backup(copy, pages=_PAGES)
            original.rollback()
            broken = [row[0] for row in copy.execute("PRAGMA quick_check") if row[0] != "ok"]
            # A copy of a database in WAL mode is in WAL mode too; a backup should be a single file.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise ArchiveUnavailableError(
            f"The archive {source} cannot be copied to {target.parent}: {error}."
        ) from error
    if broken:
        raise ArchiveUnavailableError(f"The copy of {source} is damaged and was deleted: {broken[0]}.")


def _dump(location: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise ConfigurationError(
            "A backup of an archive on PostgreSQL needs pg_dump, which is not on PATH.",
            hint="Install the server's client programs: apt-get install postgresql-client",
        )
    plain = location.set(drivername="postgresql", password=None)
    command = [program, "--format=custom", "--no-password", f"--file={target}"]
    command.append(f"--dbname={plain.render_as_string(hide_password=False)}")
    # Not as an argument, which every user of the machine could see.
    secret = {"PGPASSWORD": location.password} if location.password else {}
    environment = for_child(secret) | {"LC_ALL": "C"}  # English messages, which we parse
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise _dump_error(location, done.stderr)


def _dump_error(location: URL, stderr: str) -> ArchiveUnavailableError:
    """Return the error with all that pg_dump printed: the first line does not give the versions."""
    output = "; ".join(line.strip() for line in stderr.splitlines() if line.strip()) or "no reason given"
    server = _SERVER_VERSION.search(output)
    hint = f"Use a pg_dump as new as the server (postgresql-client-{server[1]})." if server else ""
    return ArchiveUnavailableError(f"pg_dump could not copy {masked(location)}: {output}", hint=hint)
