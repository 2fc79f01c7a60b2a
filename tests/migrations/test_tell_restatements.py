"""0038 down and up again with rows: SQL tells what pages state anew."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import (
    LossyDowngradeError,
    downgrade_schema,
    schema_differences,
    upgrade_schema,
)
from tests.migrations.test_upgrade import connected
from tests.storage.articles.test_restated_facts import FOURTEENTH, TENTH, TWELFTH, markup, read, saved

ANEW = "SELECT said_before, said_after FROM article_restatements ORDER BY seen_at"
BEFORE = "0037_tell_refusals"


def told(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    return [tuple(row) for row in connection.execute(text(query))]


def test_what_was_stated_anew_goes_down_and_the_next_move_is_told(own_url: str) -> None:
    """The rows go, which the downgrade says; their captures stay, and are compared with no more."""
    archive = open_archive(own_url)
    saved(archive, read(markup()), read(markup(TWELFTH), 1))
    archive.close()
    with connected(own_url) as connection:
        assert told(connection, ANEW) == [(TENTH, TWELFTH)]
    with pytest.raises(LossyDowngradeError, match="stated anew"):
        downgrade_schema(own_url, BEFORE)
    downgrade_schema(own_url, BEFORE, lose_data=True)
    with connected(own_url) as connection:
        kept = "SELECT count(*) FROM captures WHERE payload_kept"
        assert told(connection, kept) == [(2,)]
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert told(connection, ANEW) == []
    archive = open_archive(own_url)
    saved(archive, read(markup(FOURTEENTH), 2))
    archive.close()
    with connected(own_url) as connection:
        assert told(connection, ANEW) == [(TENTH, FOURTEENTH)]
