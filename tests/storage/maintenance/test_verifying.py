"""Sound data is called sound; each kind of damage is named."""

from __future__ import annotations

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.maintenance.verifying import verify_archive
from tests.asking import change
from tests.storage.making import NOON, URL, article, minutes

REMEMBERED = """
INSERT INTO forgotten (url_key, url, reason, forgotten_at)
SELECT url_key, url, 'asked', last_seen_at FROM urls
"""


def fill(url: str) -> None:
    archive = open_archive(url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(crawl, [article(), article(text="Edited since.", fetched_at=minutes(3))])
    archive.crawls.end(crawl, minutes(4), "finished")
    archive.close()


def test_a_sound_archive(archive_url: str) -> None:
    fill(archive_url)
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "UPDATE articles SET latest_number = 3",
            f"article {URL}: latest revision is 3, there are 2 up to 2",
        ),
        (
            "UPDATE revisions SET number = 5 WHERE number = 2",
            f"article {URL}: latest revision is 2, there are 2",
        ),
        ("UPDATE articles SET published_on = '1999-01-01'", f"article {URL}: its day or date differs"),
        ("UPDATE article_facets SET language = 'xx'", f"article {URL}: it is not counted by the source"),
        ("UPDATE payloads SET size = size + 1", "payload "),
        (
            "UPDATE fetches SET payload_sha256 = 'gone', payload_kept = (1 = 1)",
            f"fetch of {URL}: its payload gone is missing",
        ),
        ("UPDATE urls SET article_id = NULL", f"article {URL}: its own URL leads to no article"),
        (
            REMEMBERED,
            f"URL {URL}: was taken down",
        ),
        ("DROP VIEW takedowns", "view takedowns: cannot be read"),
    ],
)
def test_each_damage_is_named(own_url: str, damage: str, said: str) -> None:
    fill(own_url)
    change(own_url, damage)
    found = verify_archive(own_url)
    assert any(line.startswith(said) for line in found), found
