"""A connection that is lost while an article is saved: what is raised is what happened."""

from __future__ import annotations

import pytest

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed


def test_what_happened_is_raised_where_the_connection_is_lost_in_a_savepoint(archive_url: str) -> None:
    """Cleaning up asked the lost connection, which raised an error of its own: nobody waited for it."""
    database = Database(parsed(archive_url), wait=5)
    with pytest.raises(RuntimeError, match="lost"):
        lose(database)
    with database.writing() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


def lose(database: Database) -> None:
    with database.writing() as connection, connection.begin_nested():
        connection.invalidate()
        raise RuntimeError("lost")
