"""Each migration down and up again with rows in; each that loses says so and asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from newsarchive.storage.checking import differences
from newsarchive.storage.location import parsed
from newsarchive.storage.migrating import (
    LossyDowngradeError,
    configuration,
    downgrade,
    known_revisions,
    stored_revision,
    upgrade,
)
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


@pytest.mark.parametrize("below", STEPS[:-1])
def test_down_to_each_and_up_again_with_rows(empty_url: str, below: str) -> None:
    upgrade(empty_url)
    fill(empty_url)
    assert all(contents(empty_url).values()), "a table without a row is not tested"
    before = kept(empty_url)
    downgrade(empty_url, below, lose_data=True)
    assert stored_revision(empty_url) == below
    assert kept(empty_url) == before
    upgrade(empty_url)
    assert differences(empty_url) == []
    assert kept(empty_url) == before
    with connected(empty_url) as connection:
        assert set(VIEWS) <= set(inspect(connection).get_view_names())
        for view in VIEWS:
            connection.execute(text(f"SELECT * FROM {view}")).all()


@pytest.mark.parametrize("step", STEPS)
def test_each_step_that_loses_asks(empty_sqlite_url: str, step: str) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory.from_config(configuration()).get_revision(step)
    loses = script.module.LOSES
    upgrade(empty_sqlite_url, step)
    if loses:
        with pytest.raises(LossyDowngradeError, match="loses data"):
            downgrade(empty_sqlite_url, "-1")
        assert stored_revision(empty_sqlite_url) == step
        downgrade(empty_sqlite_url, "-1", lose_data=True)
    else:
        downgrade(empty_sqlite_url, "-1")
    assert stored_revision(empty_sqlite_url) == (script.down_revision or None)
