"""Each migration down and up again with rows in; each that loses says so and asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import (
    LossyDowngradeError,
    configuration,
    downgrade_schema,
    schema_differences,
    upgrade_schema,
)
from newsarchive.storage.migrating.revision import known_revisions, stored_revision
from newsarchive.storage.schema import VIEWS
from tests.migrations.test_upgrade import contents, fill

STEPS = known_revisions()


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def kept(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with connected(url) as connection:
        return {
            table: [
                tuple(row)
                for row in connection.execute(text(f"SELECT {COLUMNS[table]} FROM {table} ORDER BY id"))
            ]
            for table in COLUMNS
        }


# Columns of the first schema.
COLUMNS = {
    "articles": "id, url, first_seen_at, last_seen_at, latest_number",
    "revisions": "id, article_id, number, title, text, cause, extractor",
    "people": "revision_id, role, position, name",
    "tags": "revision_id, position, tag",
    "removed_blocks": "fetch_id, revision_id, position, text",
    "fetches": "id, url, outcome, body_sha256, payload_sha256",
}


def test_down_one_by_one_and_up_again_with_rows(own_url: str) -> None:
    """Each migration goes down while its own rows are there, and up under the rows of the older ones.

    Each that loses says so and asks; the first, which loses all, in test_upgrade.py.
    """
    fill(own_url)
    assert all(contents(own_url).values()), "a table without a row is not tested"
    before = kept(own_url)
    shown = {STEPS[-1]: views(own_url)}
    assert set(VIEWS) <= shown[STEPS[-1]].keys()
    scripts = ScriptDirectory.from_config(configuration())
    for step, below in zip(STEPS[:0:-1], STEPS[-2::-1], strict=True):
        loses = bool(scripts.get_revision(step).module.LOSES)
        if loses and own_url.startswith("sqlite"):
            with pytest.raises(LossyDowngradeError, match="loses data"):
                downgrade_schema(own_url, "-1")
            assert stored_revision(own_url) == step
        downgrade_schema(own_url, "-1", lose_data=loses)
        assert stored_revision(own_url) == below
        assert kept(own_url) == before
        shown[below] = views(own_url)
    for step in STEPS[1:]:
        upgrade_schema(own_url, "+1")
        assert stored_revision(own_url) == step
        assert kept(own_url) == before
        assert views(own_url) == shown[step]
    assert schema_differences(own_url) == []


def views(url: str) -> dict[str, set[str]]:
    """The views and their columns; that each can be read is seen by reading it."""
    with connected(url) as connection:
        names = inspect(connection).get_view_names()
        return {name: set(connection.execute(text(f"SELECT * FROM {name}")).keys()) for name in names}
