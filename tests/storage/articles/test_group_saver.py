"""Pages saved together end in the same rows as pages saved one by one, whatever they have in common."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.database.location import parsed
from tests.storage.conftest import Rows
from tests.storage.making import NOON, article, minutes, refused

HOST = "https://lantern.example"
# No row numbers, which may differ; every other thing a page leaves behind.
TABLES = {
    "urls": "url, state, relation, last_fetched_at, last_error, etag",
    "fetches": "url, outcome, final_url, body_sha256, payload_sha256, reason, fetched_at",
    "articles": "url, first_seen_at, last_seen_at, withdrawn_at, latest_number, site, published_at",
    "revisions": "number, title, text, canonical_url, revision_key, published_at",
    "url_events": "event, reason, at",
    "removed_blocks": "place, text",
    "people": "role, position, name",
    "payloads": "sha256",
}


def random_pages(dice: random.Random, count: int) -> list[CleanArticle]:
    """Pages of few addresses and few texts, with redirects, canonical links, refusals, and ways home."""
    pages = []
    for at in range(count):
        url = f"{HOST}/{dice.randrange(6)}"
        facts: dict[str, Any] = {"fetched_at": minutes(at), "body": f"{dice.randrange(9)}".encode()}
        if dice.random() < 0.15:
            pages.append(refused(url, **facts))
            continue
        if dice.random() < 0.3:
            facts["final_url"] = f"{HOST}/" if dice.random() < 0.3 else f"{HOST}/{dice.randrange(6)}"
        if dice.random() < 0.3:
            facts["canonical_url"] = f"{HOST}/story/{dice.randrange(4)}"
        pages.append(article(url, text=f"Lamp {dice.randrange(4)} was lit.", **facts))
    return pages


def saved(url: str, parts: Sequence[Sequence[CleanArticle]]) -> dict[str, list[str]]:
    """Save part by part into an empty archive; return its rows without their numbers."""
    archive = open_archive(url, wait=5)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    outcomes = [str(one) for part in parts for one in archive.saves.save(crawl, part)]
    archive.close()
    engine = create_engine(parsed(url))
    with engine.connect() as connection:
        rows = {
            table: sorted(
                repr(tuple(row)) for row in connection.execute(text(f"SELECT {columns} FROM {table}"))
            )
            for table, columns in TABLES.items()
        }
    engine.dispose()
    return rows | {"outcomes": outcomes}


@pytest.mark.parametrize("seed", range(6))
def test_together_as_one_by_one(seed: int, tmp_path: Path, sqlite_template: Path) -> None:
    pages = random_pages(random.Random(seed), 30)
    found = []
    for name, size in (("one", 1), ("seven", 7), ("all", 30)):
        file = tmp_path / f"{name}.db"
        file.write_bytes(sqlite_template.read_bytes())
        parts = [pages[at : at + size] for at in range(0, len(pages), size)]
        found.append(saved(f"sqlite:///{file}", parts))
    assert found[0] == found[1] == found[2]


def test_a_page_the_database_will_not_take_costs_that_page_only(archive: Archive, rows: Rows) -> None:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    bad = article(f"{HOST}/bad", script="Kana")  # a constraint forbids it
    pages = [article(f"{HOST}/{n}", text=f"Lamp {n} was lit.") for n in range(4)]
    outcomes = [one.outcome for one in archive.saves.save(crawl, [*pages[:2], bad, *pages[2:]])]
    assert outcomes == ["new", "new", "refused", "new", "new"]
    assert rows("SELECT count(*) FROM revisions") == [(4,)]
    assert rows("SELECT count(*) FROM fetches") == [(5,)]
