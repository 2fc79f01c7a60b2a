"""Opened archives for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from tests.asking import asking_engine
from tests.storage.making import NOON

Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """An opened archive, once on each database."""
    opened = open_archive(archive_url, wait=5)
    yield opened
    opened.close()


@pytest.fixture
def crawl(archive: Archive) -> int:
    """A crawl of the source `lantern`, begun at noon."""
    return archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)


@pytest.fixture
def rows(archive_url: str) -> Iterator[Rows]:
    """Ask the database itself, past the doors."""
    with asking_engine(archive_url) as engine:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql))]

        yield ask
