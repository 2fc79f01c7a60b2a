"""The schema the migrations make is the one the models say, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import CheckConstraint, create_engine, inspect, text

from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import schema_differences
from newsarchive.storage.migrating.revision import archive_status
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


def test_a_trigger_is_named(own_url: str) -> None:
    """Whoever made the file could have it change what a crawl writes; a name begins no line."""
    engine = create_engine(parsed(own_url))
    with engine.begin() as connection:
        for statement in TRIGGERS[engine.dialect.name]:
            connection.execute(text(statement))
    engine.dispose()
    found = schema_differences(own_url)
    assert found == EXPECTED[parsed(own_url).get_backend_name()]


TRIGGERS = {
    "sqlite": (
        'CREATE TRIGGER "odd\nname" AFTER INSERT ON articles BEGIN DELETE FROM revisions; END',
        "CREATE TRIGGER other INSTEAD OF INSERT ON removed_text BEGIN SELECT 1; END",
    ),
    "postgresql": (
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        'CREATE TRIGGER "odd\nname" BEFORE INSERT ON articles FOR EACH ROW EXECUTE FUNCTION nothing()',
        "CREATE RULE keep_all AS ON DELETE TO revisions DO INSTEAD NOTHING",
        "CREATE POLICY hide_all ON articles USING (false)",
    ),
}
EXPECTED = {
    "sqlite": ["remove trigger: articles.odd\\u000aname", "remove trigger: removed_text.other"],
    "postgresql": [
        "remove row security policy: articles.hide_all",
        "remove trigger: articles.odd\\u000aname",
        "remove rule: revisions.keep_all",
    ],
}


def test_a_stored_version_begins_no_line(own_url: str) -> None:
    engine = create_engine(parsed(own_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9\nstate: at head'"))
    engine.dispose()
    assert ("schema", "9\\u000astate: at head") in archive_status(own_url)


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
    """Views and CHECK texts are not compared: these are all there are."""
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
