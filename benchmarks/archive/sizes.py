"""How much disk an archive takes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newsarchive.storage.database.location import parsed


def database_bytes(url: str) -> int:
    """Return the bytes of the SQLite file with its log, or of the PostgreSQL database."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        beside = (file, file.with_name(file.name + "-wal"))
        return sum(one.stat().st_size for one in beside if one.exists())
    engine = create_engine(parsed(url))
    with engine.connect() as connection:
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    engine.dispose()
    return int(size or 0)
