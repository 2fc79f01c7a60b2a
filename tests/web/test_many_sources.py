"""A thousand sources: the pages that list them keep to their size and lead to each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from tests.databases import make_sqlite_archive
from tests.web.test_pages import LARGEST

# The longest name that a source may have.
NAMES = [f"source{number:04}-{'x' * 52}" for number in range(1_000)]
CRAWLED = set(NAMES[::10])


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("many")
    url = make_sqlite_archive(folder / "archive.db")
    _fill(folder / "archive.db")
    with TestClient(make_application(WebSettings(archive_url=url)), base_url="http://localhost") as client:
        yield client


def _fill(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for number, name in enumerate(NAMES, 1):
            connection.execute("INSERT INTO sources (id, name, declared) VALUES (?, ?, 1)", (number, name))
            if name in CRAWLED:
                connection.execute(
                    "INSERT INTO crawls (source_id, kind, started_at, heartbeat_at, host, pid)"
                    " VALUES (?, 'crawl', '2025-11-01 05:00:00', '2025-11-01 05:00:00', 'h', 1)",
                    (number,),
                )
        connection.commit()


def walked(client: TestClient, path: str, lang: str = "en") -> list[str]:
    """Return the names on the pages from the path on, each of which keeps to the size."""
    found: list[str] = []
    while path:
        answer = client.get(path, headers={"Accept-Language": lang})
        assert answer.status_code == 200
        assert len(answer.content) <= LARGEST, path
        found += re.findall(r'<th scope="row"><a href="/sources/([^"]+)"', answer.text)
        more = re.search(r'rel="next" href="([^"]*)"', answer.text)
        path = more[1].replace("&amp;", "&") if more else ""
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_source_is_on_one_of_the_pages(asking: TestClient, lang: str) -> None:
    assert walked(asking, "/sources", lang) == NAMES


def test_sources_are_found_by_name_and_state(asking: TestClient) -> None:
    assert walked(asking, "/sources?name=E01") == [name for name in NAMES if "e01" in name]
    assert walked(asking, "/sources?state=blind") == sorted(CRAWLED)
    assert walked(asking, "/sources?state=never_crawled") == [name for name in NAMES if name not in CRAWLED]
    assert walked(asking, "/sources?state=blind&name=source09") == [
        name for name in sorted(CRAWLED) if name.startswith("source09")
    ]
    nothing = asking.get("/sources?name=nobody").text
    assert 'name="name"' in nothing, "what was asked for can be changed"
    assert "<table" not in nothing


@pytest.mark.parametrize("path", ["/", "/search", f"/search?source={NAMES[7]}", "/watches", "/sql"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_page_grows_with_the_number_of_sources(asking: TestClient, path: str, lang: str) -> None:
    answer = asking.get(path, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    assert len(answer.content) <= LARGEST


def test_where_there_are_too_many_to_choose_from_a_name_is_typed(asking: TestClient) -> None:
    text = asking.get(f"/search?source={NAMES[7]}").text
    assert f'<input id="source" name="source" value="{NAMES[7]}"' in text
    assert '<select id="source"' not in text
