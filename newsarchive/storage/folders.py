"""Missing folders and files, said before a library says it worse; only `var/` is ever made."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL

from newsarchive.errors import ArchiveUnavailableError
from newsarchive.paths import project_root
from newsarchive.storage.location import shown, sqlite_file


def require_folder(address: URL) -> None:
    """Make `var/` of the project where it is missing; raise ArchiveUnavailableError for any other folder."""
    file = sqlite_file(address)
    if file is None or file.parent.is_dir():
        return
    if file.parent != project_root() / "var":
        raise ArchiveUnavailableError(
            f"The folder {file.parent} of the archive {shown(address)} does not exist.",
            hint=f"Make it: mkdir -p '{file.parent}'",
        )
    make_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Make the folder, or raise ArchiveUnavailableError."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveUnavailableError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def require_file(address: URL) -> None:
    """Raise ArchiveUnavailableError where a SQLite archive's folder or file is missing."""
    file = sqlite_file(address)
    if file is None or file.is_file():
        return
    if not file.parent.is_dir():
        raise ArchiveUnavailableError(
            f"There is no archive at {shown(address)}: the folder {file.parent} does not exist.",
            hint=f"Make the folder (mkdir -p '{file.parent}'), then run 'newsarchive db upgrade'.",
        )
    raise ArchiveUnavailableError(
        f"There is no archive at {shown(address)}.", hint="Make it: newsarchive db upgrade"
    )
