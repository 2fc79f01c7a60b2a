"""A view is added as CONTRIBUTING says: its SQL once, a second file only where the databases differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from newsarchive.paths import bundled
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from newsarchive.storage.migrating.revision import head_revision, known_revisions
from newsarchive.storage.migrating.views import frozen_view

NUMBER = f"{len(known_revisions()) + 1:04d}"
MIGRATION = f'''"""Show lanterns."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "{NUMBER}_show_lanterns"
down_revision = "{head_revision()}"
branch_labels = None
depends_on = None

LOSES: str | None = None
RELATIONS = ("canonical", "duplicate", "redirect", "amp", "former")

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")


def upgrade() -> None:
    taken = v1.take_views(["removed_text"])
    with op.batch_alter_table("removed_blocks") as batch:
        batch.add_column(sa.Column("seen", sa.Integer()))
    v1.allow("urls", "relation", (*RELATIONS, "lantern"))
    v1.put_back(taken)
    v1.create_views(["removed_text", "lanterns", "lantern_hours"], "{NUMBER}")


def downgrade() -> None:
    v1.drop_views(["lantern_hours", "lanterns"])
    taken = v1.take_views(["removed_text"])
    v1.allow("urls", "relation", RELATIONS)
    with op.batch_alter_table("removed_blocks") as batch:
        batch.drop_column("seen")
    v1.put_back(taken)
    v1.create_views(["removed_text"], "0001")
'''
VIEWS = {
    # The columns stay: the data dictionary knows them.
    "removed_text.sql": frozen_view("removed_text", "sqlite").replace("b.score AS", "b.score + b.seen AS"),
    "lanterns.sql": "CREATE VIEW lanterns AS SELECT 'a:b' AS name, count(*) AS urls FROM urls",
    "lantern_hours.sql": "CREATE VIEW lantern_hours AS SELECT l.name, 'sqlite' AS asked FROM lanterns AS l",
    "lantern_hours.postgresql.sql": (
        "CREATE VIEW lantern_hours AS SELECT l.name, text 'postgresql' AS asked FROM lanterns AS l"
    ),
}


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the migrations with one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(bundled("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NUMBER}_show_lanterns.py").write_text(MIGRATION, encoding="utf-8")
    (folder / "views" / NUMBER).mkdir()
    for name, sql in VIEWS.items():
        (folder / "views" / NUMBER / name).write_text(sql, encoding="utf-8")
    return folder


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def relations(connection: Connection) -> str:
    found = {one["name"]: one["sqltext"] for one in inspect(connection).get_check_constraints("urls")}
    return str(found["ck_urls_relation"])


def test_up_and_down(own_url: str, scripts: Path) -> None:
    before = schema_differences(own_url)
    upgrade_schema(own_url, scripts=scripts)
    with connected(own_url) as connection:
        dialect = connection.dialect.name
        assert connection.execute(text("SELECT * FROM lantern_hours")).all() == [("a:b", dialect)]
        assert connection.execute(text("SELECT * FROM lanterns")).all() == [("a:b", 0)]
        assert connection.execute(text("SELECT score FROM removed_text")).all() == []
        assert connection.execute(text("SELECT * FROM current_articles")).all() == []
        assert "lantern" in relations(connection)
    downgrade_schema(own_url, "-1", scripts=scripts)
    with connected(own_url) as connection:
        assert not {"lanterns", "lantern_hours"} & set(inspect(connection).get_view_names())
        assert "lantern" not in relations(connection)
    assert schema_differences(own_url) == before == []


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_newest_sql_of_a_view_is_found(scripts: Path, dialect: str) -> None:
    views = scripts / "views"
    assert frozen_view("lanterns", dialect, views) == VIEWS["lanterns.sql"]
    assert dialect in frozen_view("lantern_hours", dialect, views)
    assert frozen_view("removed_text", dialect, views) == VIEWS["removed_text.sql"], "newer than its pair"
    for name in ("daily_volume", "source_health"):
        released = bundled("migrations") / "views"
        assert frozen_view(name, dialect, views) == frozen_view(name, dialect)
        files = [*released.glob(f"*/{name}.{dialect}.sql"), *released.glob(f"*/{name}.sql")]
        newest = max(files, key=lambda file: (file.parent.name, len(file.name)))
        assert frozen_view(name, dialect) == newest.read_text(encoding="utf-8")


def test_from_0018_on_no_sql_stands_twice() -> None:
    """A file of one database says something else than the one for both."""
    folders = [folder for folder in (bundled("migrations") / "views").iterdir() if folder.name > "0017"]
    for file in (file for folder in folders for file in folder.glob("*.*.sql")):
        shared = file.with_name(f"{file.name.partition('.')[0]}.sql")
        assert shared.exists(), f"{file} has no {shared.name} beside it"
        assert file.read_text(encoding="utf-8") != shared.read_text(encoding="utf-8"), file
