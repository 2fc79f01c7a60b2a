"""Where the archive is: its URL made whole and checked, and safe to show."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from newsarchive.environment import DATABASE_URL
from newsarchive.errors import ArchiveUnavailableError, ConfigurationError
from newsarchive.paths import project_root

_VARIABLE = DATABASE_URL.name
_ALLOWED = "sqlite:///path/to/file.db or postgresql://USER@HOST/DATABASE"


def parsed(url: str) -> URL:
    """Return the URL with our driver and an absolute path for SQLite.

    Relative paths start at the project's folder. Raises ConfigurationError unless it is a SQLite file or
    PostgreSQL.
    """
    try:
        location = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(f"{_VARIABLE} is not a database URL; allowed is {_ALLOWED}.") from error
    backend = location.drivername.partition("+")[0]
    if backend in {"postgres", "postgresql"}:
        return location.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or location.database in {None, "", ":memory:"}:
        raise ConfigurationError(f"{_VARIABLE}={masked(location)} names no archive; allowed is {_ALLOWED}.")
    if location.query:
        raise ConfigurationError(
            f"{_VARIABLE}={masked(location)}: a SQLite URL takes no parameters; allowed is {_ALLOWED}."
        )
    return location.set(drivername="sqlite", database=str(project_root() / str(location.database)))


def sqlite_file(location: URL) -> Path | None:
    """Return the file of a SQLite URL, None for a server."""
    return Path(str(location.database)) if location.get_backend_name() == "sqlite" else None


def masked(location: URL) -> str:
    """Return the URL for messages, without the password (also where it is a query parameter)."""
    if "password" in location.query:
        location = location.update_query_dict({"password": "***"})
    return location.render_as_string(hide_password=True)


def require_folder(location: URL) -> None:
    """Create the project's `var/` if it is missing; raise ArchiveUnavailableError for any other folder."""
    file = sqlite_file(location)
    if file is None:
        return
    _demand_other_kind(file, location)
    if file.parent.is_dir():
        return
    if file.parent != project_root() / "var":
        raise ArchiveUnavailableError(
            f"The folder {file.parent} of the archive {masked(location)} does not exist.",
            hint=f"Create it: mkdir -p '{file.parent}'",
        )
    make_folder(file.parent)


def _demand_other_kind(file: Path, location: URL) -> None:
    """Raise ArchiveUnavailableError where a folder is in the archive's place, or a file in its folder's."""
    wrong = None
    if file.is_dir():
        wrong = f"{file} is a folder"
    elif file.parent.exists() and not file.parent.is_dir():
        wrong = f"{file.parent} is a file"
    if wrong:
        raise ArchiveUnavailableError(
            f"There is no archive at {masked(location)}: {wrong}.",
            hint=f"Give the path of the archive's file in {_VARIABLE}: {_ALLOWED}.",
        )


def make_folder(folder: Path) -> None:
    """Create the folder, or raise ArchiveUnavailableError."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveUnavailableError(f"The folder {folder} cannot be created: {error.strerror}.") from error


def require_file(location: URL) -> None:
    """Raise ArchiveUnavailableError if a SQLite archive's folder or file is missing."""
    file = sqlite_file(location)
    if file is None or file.is_file():
        return
    _demand_other_kind(file, location)
    if not file.parent.is_dir():
        raise ArchiveUnavailableError(
            f"There is no archive at {masked(location)}: the folder {file.parent} does not exist.",
            hint=f"Create the folder (mkdir -p '{file.parent}'), then run 'newsarchive db upgrade'.",
        )
    raise ArchiveUnavailableError(
        f"There is no archive at {masked(location)}.", hint="Create it: newsarchive db upgrade"
    )
