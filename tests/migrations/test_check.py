"""The schema the migrations make is the one the models say, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import CheckConstraint, create_engine, inspect, text

from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import schema_differences
from newsarchive.storage.migrating.views import frozen_view
from newsarchive.storage.schema import VIEWS, metadata


def test_fresh_archive_is_clean(archive_url: str) -> None:
    assert schema_differences(archive_url) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DROP VIEW removed_text", "view removed_text is missing"),
        ("DROP INDEX ix_urls_article_id", "add index: urls.ix_urls_article_id"),
        ("ALTER TABLE tags RENAME COLUMN tag TO label", "add column: tags tags.tag"),
        ("CREATE TABLE stray (id INTEGER)", "remove table: stray"),
        ("UPDATE alembic_version SET version_num = '0000_other'", "schema is at 0000_other"),
    ],
)
def test_each_damage_is_named(own_url: str, damage: str, said: str) -> None:
    engine = create_engine(parsed(own_url))
    with engine.begin() as connection:
        connection.execute(text(damage))
    engine.dispose()
    assert any(line.startswith(said) for line in schema_differences(own_url)), schema_differences(own_url)


def test_a_view_that_says_something_else_is_named(own_url: str) -> None:
    engine = create_engine(parsed(own_url))
    changed = frozen_view("removed_text", engine.dialect.name).replace("b.score AS", "0.5 AS")
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW removed_text"))
        connection.execute(text(changed))
    engine.dispose()
    assert "view removed_text differs from the one its migration made" in schema_differences(own_url)
    assert sum("view" in line for line in schema_differences(own_url)) == 1


def test_a_column_missing_under_a_view_is_a_list_too(own_url: str) -> None:
    engine = create_engine(parsed(own_url))
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW removed_text"))
        connection.execute(text("CREATE VIEW removed_text AS SELECT 1 AS article_id"))
        connection.execute(text("ALTER TABLE removed_blocks DROP COLUMN score"))
    engine.dispose()
    found = schema_differences(own_url)
    assert "view removed_text differs from the one its migration made" in found
    assert any(line.startswith("add column: removed_blocks") for line in found)


def test_what_alembic_does_not_see_is_listed(archive_url: str) -> None:
    """Views, triggers and CHECK texts are not compared: these are all there are."""
    engine = create_engine(parsed(archive_url))
    inspector = inspect(engine)
    assert sorted(inspector.get_view_names()) == sorted(VIEWS)
    checks = {name: inspector.get_check_constraints(name) for name in metadata.tables}
    engine.dispose()
    assert {check["name"] for found in checks.values() for check in found} == {
        str(constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
