"""A reader that left its transaction open on PostgreSQL cannot hold up `db upgrade` for ever."""

from __future__ import annotations

import os
import time
from unittest import mock

from click.testing import CliRunner
from sqlalchemy import create_engine, text

from newsarchive.cli import main
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import schema_differences, upgrade_schema
from newsarchive.storage.migrating.revision import known_revisions, stored_revision

FIRST = known_revisions()[1]
# Of a wait of 30 s (newsarchive.storage.database.engine.LOCK_WAIT) a test cannot afford the whole.
SHORT = "&options=-c%20lock_timeout%3D300"


def test_upgrade_gives_up_and_changes_nothing(empty_postgres_url: str) -> None:
    upgrade_schema(empty_postgres_url, FIRST)
    engine = create_engine(parsed(empty_postgres_url + "&application_name=console"))
    # The address of the test server has a parameter already, so more of them follow "&".
    with engine.connect() as reader:
        pid = reader.scalar(text("SELECT pg_backend_pid() FROM (SELECT count(*) FROM current_articles) AS c"))
        began = time.monotonic()
        code, said = db_upgrade(empty_postgres_url + SHORT)
        assert time.monotonic() - began < 20
        assert code == 4
        assert "was not changed: others have used it for longer than the wait" in said
        assert f"{pid} (" in said
        assert "console" in said
        assert "Traceback" not in said
        assert stored_revision(empty_postgres_url) == FIRST
    assert db_upgrade(empty_postgres_url + SHORT)[0] == 0
    assert schema_differences(empty_postgres_url) == []
    engine.dispose()


def db_upgrade(url: str) -> tuple[int, str]:
    with mock.patch.dict(os.environ, {"NEWSARCHIVE_DATABASE_URL": url}):
        done = CliRunner().invoke(main, ["db", "upgrade"])
    return done.exit_code, done.output
