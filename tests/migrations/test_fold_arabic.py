"""0036 down and up again with rows: Arabic is found by its letters, and the other derived rows follow."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.derived.completion import complete_derived, lacking
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from newsarchive.storage.queries.run_query import run_query
from tests.migrations.test_upgrade import connected
from tests.storage.derived.making import STORY
from tests.storage.making import article, minutes

ARABIC = "قال الخبير إن الإقتصاد المحلي تحسن كثيرا هذا العام بعد اجتماع طويل في مجلس المدينة القديمة."
# Persian, and Arabic as a file of a printer has it: no letter that folds, but words that are now indexed.
OTHERWISE = ("والیبال ایران", "ﻗﺎﻝ ﺍﻟﺨﺒﻴﺮ")
HITS = "SELECT count(*) FROM article_search('{}')"


def asked(url: str, sql: str) -> list[tuple[object, ...]]:
    with run_query(url, sql, timeout=20) as result:
        return [tuple(row) for row in result.rows]


@pytest.mark.parametrize("told", OTHERWISE)
def test_words_that_only_the_index_has_otherwise(own_url: str, told: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.IMPORT, minutes(0))
    archive.saves.save(crawl, [article("https://a.example/1", text=told, source="a")])
    archive.crawls.end(crawl, minutes(1), "finished")
    archive.close()
    downgrade_schema(own_url, "0035_take_older_pages", lose_data=True)
    with connected(own_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM search_entries")) == 0


@pytest.mark.parametrize("arabic", [True, False])
def test_down_and_up_again(own_url: str, arabic: bool) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.IMPORT, minutes(0))
    told = "\n".join(STORY)
    archive.saves.save(
        crawl,
        [
            article("https://a.example/1", text=told, source="a"),
            article("https://a.example/1", text=f"{told}\nFerries run.", body=b"2", source="a"),
            article("https://b.example/1", text=told, source="b", canonical_url="https://a.example/1"),
            article("https://c.example/1", text=ARABIC if arabic else "The ferry runs.", source="c"),
        ],
    )
    archive.crawls.end(crawl, minutes(1), "finished")
    archive.close()
    shown = "SELECT url, canonical_host FROM syndicated_stories ORDER BY url"
    assert asked(own_url, shown) == [("https://a.example/1", None), ("https://b.example/1", "a.example")]
    downgrade_schema(own_url, "0035_take_older_pages", lose_data=True)
    entries = "SELECT count(*) FROM search_entries"
    with connected(own_url) as connection:
        assert connection.scalar(text(entries)) == (0 if arabic else 3)
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM fingerprints WHERE state = 'again'")) == 1
        assert connection.scalar(text("SELECT count(*) FROM revisions WHERE changed_text IS NULL")) == 4
    assert lacking(own_url)
    complete_derived(own_url, lambda _label, _total: nullcontext(_Silent()))
    assert asked(own_url, "SELECT stealth FROM article_changes") == [(True,)]
    assert asked(own_url, HITS.format("الاقتصاد")) == [(int(arabic),)]
    assert asked(own_url, HITS.format("ferries")) == [(2,)]


class _Silent:
    def step(self, count: int = 1) -> None:
        """Show nothing."""
