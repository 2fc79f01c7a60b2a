"""Past moments of an archive whose writers' clocks differ: numbers are not in the order of the times."""

from __future__ import annotations

from datetime import timedelta

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.facet_counts import FacetChoice, past_facet_counts
from newsarchive.storage.queries.past_index import PastIndex
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_hits import Within, hits
from newsarchive.storage.queries.source_evidence import counts_since
from tests.storage.making import NOON, article


def test_an_article_of_a_later_number_that_was_recorded_before_is_there(archive_url: str) -> None:
    """Two machines crawl into one archive; one's clock is four minutes behind."""
    archive = open_archive(archive_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    for place, minutes in enumerate((5, 5, 5, 1, 5, 5, 5, 5)):
        now = NOON + timedelta(minutes=minutes)
        page = article(f"https://lantern.example/{place}", f"The ferry {place}", fetched_at=now)
        with clock.using(lambda now=now: now):  # type: ignore[misc] # its default
            archive.saves.save(crawl, [page])
    archive.close()
    with reading_index(archive_url, timeout=60, wait=20) as today:
        moment = NOON + timedelta(minutes=3)
        counts = past_facet_counts(today, moment, FacetChoice(), ["source"])
        assert counts is not None
        assert counts["source"].total() == 1
        found = hits(PastIndex(today, moment), read_words("ferry"), Within(), 5)
        assert [hit.url for hit in found] == ["https://lantern.example/3"]
        assert counts_since(today, NOON + timedelta(minutes=4)).new >= 7
