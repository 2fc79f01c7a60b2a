"""`newsarchive db grant`: a role that reads views and search, and can do nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import downgrade_schema, upgrade_schema
from newsarchive.storage.schema import AS_OF_VIEWS
from tests.cli.inside import run
from tests.storage.making import NOON, URL, article, refused


@pytest.fixture
def role(own_postgres_url: str) -> Iterator[str]:
    """A name nobody has, in need of quoting; the role is gone afterwards."""
    name = f'Reader "{uuid.uuid4().hex[:8]}'
    yield name
    quoted = '"' + name.replace('"', '""') + '"'
    engine = create_engine(parsed(own_postgres_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": name}):
            connection.execute(text(f"DROP OWNED BY {quoted}"))
            connection.execute(text(f"DROP ROLE {quoted}"))
    engine.dispose()


def as_role(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


def ask(url: str, sql: str, cwd: Path) -> tuple[int, str, str]:
    return run("query", sql, "--format", "csv", cwd=cwd, variables={"NEWSARCHIVE_DATABASE_URL": url})


def grant(url: str, role: str, cwd: Path) -> tuple[int, str, str]:
    return run("db", "grant", role, cwd=cwd, variables={"NEWSARCHIVE_DATABASE_URL": url})


def test_reads_views_and_search_and_nothing_else(own_postgres_url: str, role: str, tmp_path: Path) -> None:
    code, out, err = grant(own_postgres_url, role, tmp_path)
    assert (code, out) == (0, "")
    assert "was created and may read" in err
    assert "was made" not in grant(own_postgres_url, role, tmp_path)[2]
    reader = as_role(own_postgres_url, role)
    assert ask(reader, "SELECT count(*) AS n FROM current_articles", tmp_path)[:2] == (0, "n\n0\n")
    assert ask(reader, "SELECT article_id FROM article_search('ferry')", tmp_path)[0] == 0
    assert ask(reader, "SHOW statement_timeout", tmp_path)[0] == 2
    code, _, err = ask(reader, "SELECT count(*) FROM payloads", tmp_path)
    assert code == 2
    assert "permission denied" in err
    engine = create_engine(parsed(reader))
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW default_transaction_read_only")) == "on"
        assert connection.scalar(text("SHOW statement_timeout")) == "1min"
    for statement in ("DELETE FROM articles", "CREATE TABLE mine (x int)", "SET transaction_read_only = off"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
            connection.execute(text("DELETE FROM articles"))
    engine.dispose()


def test_reads_the_past_and_what_happened_to_an_address(
    own_postgres_url: str, role: str, tmp_path: Path
) -> None:
    archive = open_archive(own_postgres_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(crawl, [article(), refused("https://lantern.example/spam")])
    archive.close()
    grant(own_postgres_url, role, tmp_path)
    reader = {"NEWSARCHIVE_DATABASE_URL": as_role(own_postgres_url, role)}
    then = ("--as-of", "2999-01-01")
    for words, said in (
        *((("query", f"SELECT * FROM {view}", *then), "article_id") for view in AS_OF_VIEWS),
        (("search", "ferry", *then), "lantern"),
        (("search", "ferry", "--source", "lantern", *then), "lantern"),
        (("export", "tables", "past", *then), "current_articles"),
        (("export", "tables", "now", "--source", "lantern"), "current_articles"),
        (("history", URL), "first seen"),
        (("history", URL, *then), "first seen"),
        (("why", URL), "revision 1"),
        (("why", "https://lantern.example/spam"), "spam_only"),
    ):
        code, out, err = run(*words, cwd=tmp_path, variables=reader)
        assert (code, said in out + err) == (0, True), (words, out, err)


def test_keeps_its_rights_when_views_are_made_anew(own_postgres_url: str, role: str, tmp_path: Path) -> None:
    grant(own_postgres_url, role, tmp_path)
    downgrade_schema(own_postgres_url, "0004_hold_a_million", lose_data=True)
    upgrade_schema(own_postgres_url)
    reader = as_role(own_postgres_url, role)
    for view in ("current_articles", "coverage_gaps", "data_dictionary"):
        assert ask(reader, f"SELECT count(*) FROM {view}", tmp_path)[0] == 0


def test_a_role_that_can_write_is_refused(own_postgres_url: str, tmp_path: Path) -> None:
    code, _, err = grant(own_postgres_url, str(make_url(own_postgres_url).username), tmp_path)
    assert code == 2
    assert "it can write" in err


def test_who_may_make_no_roles_is_told_what_to_ask_for(
    own_postgres_url: str, role: str, tmp_path: Path
) -> None:
    grant(own_postgres_url, role, tmp_path)
    code, _, err = grant(as_role(own_postgres_url, role), "other", tmp_path)
    assert code == 2
    assert 'CREATE ROLE "other" LOGIN' in err
    assert "Traceback" not in err


def test_sqlite_has_file_permissions(sqlite_url: str, tmp_path: Path) -> None:
    code, out, err = grant(sqlite_url, "reader", tmp_path)
    assert (code, out) == (2, "")
    assert "permissions of the file" in err
