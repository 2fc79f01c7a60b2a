"""An archive that cannot be used says why and what to do, before anything is done with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from newsarchive.errors import (
    ArchiveLockedError,
    ArchiveUnavailableError,
    ConfigurationError,
    SchemaNotAtHeadError,
)
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.database.database import translated
from newsarchive.storage.database.location import masked, parsed
from newsarchive.storage.migrating.commands import configuration, upgrade_schema
from newsarchive.storage.migrating.revision import head_revision, known_revisions
from tests.storage.making import NOON, article


def run(url: str, sql: str) -> None:
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_missing_file_and_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnavailableError, match="no archive") as caught:
        open_archive(f"sqlite:///{tmp_path}/none.db")
    assert "db upgrade" in caught.value.hint
    with pytest.raises(ArchiveUnavailableError, match="does not exist") as caught:
        open_archive(f"sqlite:///{tmp_path}/none/none.db")
    assert "mkdir" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at " * 9)
    with pytest.raises(ArchiveUnavailableError, match="text"):
        open_archive(f"sqlite:///{tmp_path}/text.db")


def test_server_that_is_away() -> None:
    with pytest.raises(ArchiveUnavailableError, match="cannot be used") as caught:
        open_archive("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("SELECT repeat('abcdefgh ', 200000)::tsvector", "54000"),
        ("SELECT 1 / 0", "22012"),
        ("INSERT INTO sources (name) VALUES (NULL)", "23502"),
    ],
)
def test_values_that_a_server_refuses_are_no_server_that_is_away(
    postgres_url: str, sql: str, sqlstate: str
) -> None:
    location = parsed(postgres_url)
    engine = create_engine(location)
    with pytest.raises(DBAPIError) as caught, translated(location), engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()
    assert getattr(caught.value.orig, "sqlstate", None) == sqlstate


@pytest.mark.parametrize(
    "url", ["", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "no address", "sqlite:///a.db?mode=ro"]
)
def test_addresses_that_name_no_archive(url: str) -> None:
    with pytest.raises(ConfigurationError, match="allowed"):
        open_archive(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_postgresql_scheme_means_psycopg_3(scheme: str) -> None:
    address = parsed(f"{scheme}://me:secret@host/db?password=other")
    assert address.drivername == "postgresql+psycopg"
    assert "secret" not in masked(address)
    assert "other" not in masked(address)


def test_schema_behind_ahead_and_absent(own_url: str) -> None:
    run(own_url, "UPDATE alembic_version SET version_num = '9999_tomorrow'")
    with pytest.raises(SchemaNotAtHeadError, match="ahead"):
        open_archive(own_url)
    run(own_url, "DELETE FROM alembic_version")  # as a downgrade to nothing leaves it
    with pytest.raises(SchemaNotAtHeadError, match="no archive yet") as caught:
        open_archive(own_url)
    assert caught.value.exit_code == 4
    run(own_url, f"INSERT INTO alembic_version VALUES ('{head_revision()}')")
    archive = open_archive(own_url)
    archive.close()
    archive.close()


def test_writer_that_does_not_end_in_time(archive_url: str) -> None:
    first, second = open_archive(archive_url), open_archive(archive_url, wait=0.2)
    crawl = first.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    with first.saves._database.writing():  # type: ignore[attr-defined]
        with pytest.raises(ArchiveLockedError, match="longer than the wait"):
            second.saves.save(crawl, [article()])
        assert second.reads.captured([("x", "y")]) == set()  # readers are never in the way
    assert second.saves.save(crawl, [article()])[0].outcome == Outcome.NEW
    first.close()
    second.close()


@pytest.mark.parametrize("replaced", [False, True])
def test_file_deleted_or_replaced_while_open(sqlite_url: str, replaced: bool) -> None:
    archive = open_archive(sqlite_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.rename(file.with_suffix(".away"))
    if replaced:
        upgrade_schema(sqlite_url)
    with pytest.raises(ArchiveUnavailableError, match="deleted or replaced"):
        archive.saves.save(crawl, [article()])
    archive.close()


def test_migrations_are_known_as_alembic_knows_them() -> None:
    walked = ScriptDirectory.from_config(configuration()).walk_revisions()
    assert known_revisions() == [script.revision for script in walked][::-1]
    assert head_revision() == ScriptDirectory.from_config(configuration()).get_current_head()


def test_a_crawl_loads_no_alembic() -> None:
    """Nor what else only upkeep needs: it is a tenth of the time a crawl needs to begin."""
    code = "import sys, newsarchive.cli.crawl, newsarchive.spiders.source_spider; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"alembic", "aiohttp", "pyarrow", "apprise"} & set(done.stdout.split()) == set()


def test_an_archive_without_room_asks_for_room(archive_url: str) -> None:
    full = [
        "PRAGMA max_page_count=1",  # as many as there are
        "CREATE TABLE more AS SELECT randomblob(1000000) AS bytes",
    ]
    if not archive_url.startswith("sqlite"):
        full = ["DO $$ BEGIN RAISE 'No space left on device' USING ERRCODE = 'disk_full'; END $$"]
    engine = create_engine(parsed(archive_url))
    away = pytest.raises(ArchiveUnavailableError, match=r"full|No space")
    with away as caught, translated(engine.url), engine.begin() as connection:
        for statement in full:
            connection.execute(text(statement))
    engine.dispose()
    assert "Make room" in caught.value.hint
