"""A database that would not hold the archive as others do is refused before anything is written."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newsarchive.errors import ArchiveUnavailableError
from newsarchive.storage import open_archive
from newsarchive.storage.database.engine import demand_postgresql, demand_sqlite
from newsarchive.storage.migrating.commands import upgrade_schema


def test_versions() -> None:
    demand_postgresql(150_000, "UTF8")
    demand_sqlite((3, 40, 0))
    with pytest.raises(ArchiveUnavailableError, match="PostgreSQL 14; 15 or newer"):
        demand_postgresql(140_013, "UTF8")
    with pytest.raises(ArchiveUnavailableError, match=r"SQLite 3\.39\.4; 3\.40 or newer"):
        demand_sqlite((3, 39, 4))


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_database_of_another_encoding(postgres_server: str, encoding: str) -> None:
    address = make_url(postgres_server).set(drivername="postgresql+psycopg")
    name = f"in_{encoding.lower()}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        made = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'"
        connection.execute(text(made))
    engine.dispose()
    url = address.set(database=name).render_as_string(hide_password=False)
    with pytest.raises(ArchiveUnavailableError, match=f"encoding is {encoding}"):
        upgrade_schema(url)
    with pytest.raises(ArchiveUnavailableError, match="UTF8 is needed"):
        open_archive(url)
