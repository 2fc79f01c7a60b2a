"""A copy of the archive of one moment, taken while others write."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import URL

from newsarchive.errors import ArchiveUnavailableError, ConfigurationError, UsageError
from newsarchive.storage.database.location import masked, parsed, require_file, sqlite_file

# Pages a step of SQLite's backup: at 4 KiB a page, writers get in every 40 MiB.
PAGES = 10_000
# What pg_dump says, in its second line, of a server that is newer than itself.
SERVER_VERSION = re.compile(r"server version: (\d+)")


def write_backup(url: str, target: Path) -> None:
    """Write a whole copy to `target`, which appears complete or not at all; an existing one is replaced.

    SQLite: a database file, ready to be opened. PostgreSQL: pg_dump's custom format, for pg_restore.
    Raises UsageError (no such folder, or the archive itself), ConfigurationError (no pg_dump),
    ArchiveUnavailableError.
    """
    address = parsed(url)
    require_file(address)
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} does not exist.", hint=f"mkdir -p '{target.parent}'")
    source = sqlite_file(address)
    if source and target.exists() and target.samefile(source):
        raise UsageError(f"{target} is the archive itself.", hint="Name another file.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        if source:
            _copy_sqlite(source, partial)
        else:
            _dump(address, partial)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


def _copy_sqlite(source: Path, target: Path) -> None:
    # The online backup API (sqlite.org/backup.html): writers go on meanwhile.
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as one,
            closing(sqlite3.connect(target)) as other,
        ):
            # Held, the copy is of one moment even when others write faster than it is made.
            one.execute("BEGIN")
            one.execute("SELECT count(*) FROM sqlite_master").fetchone()
            one.backup(other, pages=PAGES)
            one.rollback()
            broken = [row[0] for row in other.execute("PRAGMA quick_check") if row[0] != "ok"]
            # A copy of a WAL database is one too; a backup should be one file.
            other.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise ArchiveUnavailableError(f"The archive {source} cannot be copied: {error}.") from error
    if broken:
        raise ArchiveUnavailableError(f"The copy of {source} is damaged, and was not kept: {broken[0]}.")


def _dump(address: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise ConfigurationError(
            "A backup of an archive on PostgreSQL needs pg_dump, which is not on PATH.",
            hint="Install the server's client programs: apt-get install postgresql-client",
        )
    plain = address.set(drivername="postgresql", password=None)
    command = [program, "--format=custom", "--no-password", f"--file={target}"]
    command.append(f"--dbname={plain.render_as_string(hide_password=False)}")
    # Not as an argument: those are seen by every user of the machine.
    secret = {"PGPASSWORD": address.password} if address.password else {}
    environment = os.environ | secret | {"LC_ALL": "C"}  # in English, so that what it says is understood
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise _not_dumped(address, done.stderr)


def _not_dumped(address: URL, stderr: str) -> ArchiveUnavailableError:
    """All that pg_dump said: of versions that do not fit, the first line does not say which they are."""
    said = "; ".join(line.strip() for line in stderr.splitlines() if line.strip()) or "no reason given"
    server = SERVER_VERSION.search(said)
    hint = f"Use a pg_dump as new as the server (postgresql-client-{server[1]})." if server else ""
    return ArchiveUnavailableError(f"pg_dump could not copy {masked(address)}: {said}", hint=hint)
