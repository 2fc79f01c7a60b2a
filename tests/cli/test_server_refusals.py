"""What PostgreSQL refuses a role is told as that, with what helps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newsarchive.storage.database.location import parsed
from tests.cli.inside import run


@pytest.fixture
def stranger(own_postgres_url: str) -> Iterator[str]:
    """The name of a role that may log in and nothing else."""
    name = f"stranger_{make_url(own_postgres_url).database}"
    engine = create_engine(parsed(own_postgres_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE ROLE "{name}" LOGIN'))
    yield name
    with engine.connect() as connection:
        connection.execute(text(f'DROP ROLE "{name}"'))
    engine.dispose()


def said(url: str, cwd: Path, *command: str) -> tuple[int, str]:
    code, _, err = run(*command, cwd=cwd, variables={"NEWSARCHIVE_DATABASE_URL": url})
    return code, err


@pytest.mark.parametrize(
    ("command", "code"),
    [(("query", "SELECT 1 FROM captures"), 2), (("search", "ferry"), 2), (("status",), 4)],
)
def test_a_role_without_rights(
    own_postgres_url: str, stranger: str, tmp_path: Path, command: tuple[str, ...], code: int
) -> None:
    """It read "a query only reads" for a SELECT, and that the server might not exist."""
    url = make_url(own_postgres_url).set(username=stranger).render_as_string(hide_password=False)
    found, err = said(url, tmp_path, *command)
    assert found == code
    assert "permission denied" in err
    assert "newsarchive db grant ROLE" in err


@pytest.mark.parametrize(
    ("options", "command", "words"),
    [
        ("-c statement_timeout=1", ("db", "verify"), "statement_timeout"),
        ("-c default_transaction_read_only=on", ("db", "check"), "only reads"),
    ],
)
def test_what_the_server_does_not_let_happen(
    own_postgres_url: str, tmp_path: Path, options: str, command: tuple[str, ...], words: str
) -> None:
    """A statement that took too long was told as a fault of the data."""
    url = make_url(own_postgres_url).update_query_dict({"options": options})
    code, err = said(url.render_as_string(hide_password=False), tmp_path, *command)
    assert code == 4
    assert words in err
    assert "cannot be used: " in err


def test_no_connection_is_left(own_postgres_url: str, stranger: str, tmp_path: Path) -> None:
    engine = create_engine(parsed(own_postgres_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'ALTER ROLE "{stranger}" CONNECTION LIMIT 0'))
    engine.dispose()
    url = make_url(own_postgres_url).set(username=stranger).render_as_string(hide_password=False)
    code, err = said(url, tmp_path, "status")
    assert code == 4
    assert "All connections are taken" in err
