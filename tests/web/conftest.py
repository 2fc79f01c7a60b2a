"""The filled archive, once on each database, and a client that asks the application without a socket."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from starlette.testclient import TestClient

from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from newsarchive.web.pages import search_pages
from tests.databases import BOTH, make_sqlite_archive
from tests.kept_connections import kept_connections
from tests.web.filled_archive import declare_watches, fill

ORIGIN = "http://localhost"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has them all: the archive is filled once a process."""
    folder = Path(__file__).parent
    # Of a file the items have one path, and there are twenty times as many items.
    ours = {path for path in {item.path for item in items} if path.is_relative_to(folder)}
    for item in items:
        if item.path in ours:
            item.add_marker(pytest.mark.xdist_group("web"))


@pytest.fixture(autouse=True)
def _patient_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, the page of the search waits for its counts."""
    monkeypatch.setattr(search_pages, "_COUNTING", 30.0)


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the filled archive on SQLite; not to be changed."""
    url = make_sqlite_archive(tmp_path_factory.mktemp("web") / "archive.db")
    fill(url)
    return url


@pytest.fixture(scope="session")
def filled_postgres(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of the filled archive on PostgreSQL; not to be changed."""
    address = make_url(postgres_server).set(drivername="postgresql+psycopg")
    name = f"web_{uuid.uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_template}"))
    engine.dispose()
    with kept_connections(address.set(database=name).render_as_string(hide_password=False)) as url:
        fill(url)
        yield url


@pytest.fixture(scope="session", params=BOTH)
def filled_url(request: pytest.FixtureRequest) -> str:
    """The address of the filled archive, once on each database."""
    kind = "sqlite" if request.param == "sqlite" else "postgres"
    return str(request.getfixturevalue(f"filled_{kind}"))


@pytest.fixture(scope="session")
def web_app(filled_url: str, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application over the filled archive, with its watches."""
    folder = declare_watches(tmp_path_factory.mktemp("declared") / "watches")
    return make_application(WebSettings(archive_url=filled_url, watches=folder))


@pytest.fixture(scope="session")
def asking_client(web_app: FastAPI) -> Iterator[TestClient]:
    """A client of it, on this machine, that follows no redirect."""
    with TestClient(web_app, base_url=ORIGIN, follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def client(asking_client: TestClient) -> TestClient:
    """The same, without the cookies of the test before."""
    asking_client.cookies.clear()
    return asking_client
