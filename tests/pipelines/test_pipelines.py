"""The two steps of a page: it is read, the whole line in one call, and stored; each counts its outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from scrapy.statscollectors import MemoryStatsCollector, StatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.addon import COMPONENTS
from newsarchive.errors import ArchiveUnavailableError
from newsarchive.extensions import page_reader
from newsarchive.extensions.page_reader import PageReaderExtension
from newsarchive.hints import NO_HINTS, PageHints, Selectors
from newsarchive.items import CleanArticle, FetchedPage, PageToRead, Reading
from newsarchive.lifecycle import Outcome
from newsarchive.pipelines.read import NOT_READ_COUNTER, PageNotRead, ReadPipeline
from newsarchive.pipelines.store import PageNotStored, StorePipeline
from newsarchive.stages import LINE, clean, decode, extract, run_line, run_stages
from newsarchive.storage.interfaces.crawl_store import Saved
from newsarchive.workers.refusal import KILLED_FROM_OUTSIDE, refuse_page
from tests.line_values import clean_article_of
from tests.mockserver.articles import chinese

PAGE = FetchedPage(
    url="http://h.example/a", body=chinese(7).encode("gb18030"), content_type="text/html; charset=utf-8"
)


class FakeArchive:
    """Saves in memory, or is away."""

    def __init__(self, *, away: bool = False) -> None:
        self.saved: list[CleanArticle] = []
        self._away = away

    async def save(self, article: CleanArticle) -> Saved:
        if self._away:
            raise ArchiveUnavailableError("away")
        self.saved.append(article)
        return Saved(url=article.page.url, outcome=Outcome.NEW, revision=1)


@pytest.fixture
def stats() -> StatsCollector:
    return MemoryStatsCollector(get_crawler())


def store(stats: StatsCollector, archive: Any) -> StorePipeline:
    return StorePipeline(stats, archive)


async def read(
    stats: StatsCollector, page: FetchedPage | Reading, *, workers: int = 0, hints: PageHints = NO_HINTS
) -> CleanArticle:
    pipeline = ReadPipeline(stats, PageReaderExtension(workers, hints=lambda _: hints))
    pipeline.open_spider()
    try:
        return await pipeline.process_item(page)
    finally:
        await pipeline.close_spider()


def counted(stats: StatsCollector) -> dict[str, int]:
    return {name.removeprefix("newsarchive/"): count for name, count in stats.get_stats().items()}


@pytest.mark.parametrize("workers", [0, 1])
def test_bytes_become_a_stored_article(stats: StatsCollector, workers: int) -> None:
    archive = FakeArchive()

    async def run() -> None:
        article = await read(stats, PAGE, workers=workers)
        assert await store(stats, archive).process_item(article) is article

    asyncio.run(run())
    (article,) = archive.saved
    assert article.title == "海港决定疏浚第7号航道"
    assert article.page == PAGE
    assert article.facts.charset is not None
    evidence = article.facts.charset.evidence
    assert counted(stats) == {
        f"decode/{evidence}": 1,
        "extract/article": 1,
        "clean/article": 1,
        "removed/furniture": 1,
        "store/new": 1,
    }


def test_the_hints_of_a_page_reach_extraction_and_misses_are_counted(stats: StatsCollector) -> None:
    hints = PageHints(selectors=Selectors(title="title", body=".none"), timezone="Asia/Shanghai")
    article = asyncio.run(read(stats, PAGE, workers=1, hints=hints))
    assert article.facts.missed_selectors == ("body",)
    assert stats.get_value("newsarchive/selector_missed/body") == 1
    assert stats.get_value("newsarchive/selector_missed/title") is None


def test_a_page_that_was_read_already_is_counted_and_not_read_again(
    stats: StatsCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = run_line(PageToRead(page=PAGE, hints=NO_HINTS))
    monkeypatch.setattr(page_reader, "run_line", None)
    assert asyncio.run(read(stats, reading)) is reading.article
    assert counted(stats)["extract/article"] == counted(stats)["clean/article"] == 1


def test_an_undecodable_page_is_handed_on(stats: StatsCollector) -> None:
    page = FetchedPage(url="http://h.example/b", body=bytes(range(256)) * 20)
    assert asyncio.run(read(stats, page)).verdict == "undecodable"
    stages = ("decode", "extract", "clean")
    assert counted(stats) == {f"{stage}/undecodable": 1 for stage in stages}


def test_what_is_repaired_and_removed_is_counted(stats: StatsCollector) -> None:
    spam = "".join("<p>国产精品久久,无码av在线,人妻少妇视频,免费毛片大全</p>" for _ in range(2))
    body = chinese(7).replace("</body>", f"{spam}</body>").encode("utf-8").decode("cp1252", "replace")
    article = asyncio.run(read(stats, FetchedPage(url="http://h.example/a", body=body.encode())))
    repairs = {f"repair/{one.kind}": one.count for one in article.facts.repairs}
    removed = {f"removed/{one.kind}" for one in article.removed}
    assert repairs
    assert removed
    assert repairs.items() <= counted(stats).items()
    assert sum(counted(stats)[name] for name in removed) == len(article.removed)


def test_a_page_whose_workers_were_killed_is_dropped_and_counted(
    stats: StatsCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(value: PageToRead) -> Reading:
        reading: Reading = refuse_page(value, KILLED_FROM_OUTSIDE)
        return reading

    monkeypatch.setattr(page_reader, "run_line", killed)
    with pytest.raises(PageNotRead):
        asyncio.run(read(stats, PAGE))
    assert stats.get_stats() == {NOT_READ_COUNTER: 1}


def test_a_page_dated_later_that_cannot_be_read_is_counted_and_stops_no_other(
    stats: StatsCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of a crawl: the archive gets what was read, and None for the rest."""
    pages = [replace(PAGE, url=f"http://h.example/{name}") for name in "abc"]

    class Late:
        crawl, error = 1, None
        found: list[Reading | None]

        async def read_dated_later(
            self, read_again: Callable[[FetchedPage], Awaitable[Reading | None]]
        ) -> int:
            self.found = [await read_again(page) for page in pages]
            return sum(one is not None for one in self.found)

    def line(value: PageToRead) -> Reading:
        kept: Reading = (
            run_line(value) if value.page is not pages[1] else refuse_page(value, KILLED_FROM_OUTSIDE)
        )
        return kept

    monkeypatch.setattr(page_reader, "run_line", line)
    archive: Any = Late()

    async def close() -> None:
        pipeline = ReadPipeline(stats, PageReaderExtension(0, hints=lambda _: NO_HINTS), archive)
        pipeline.open_spider()
        await pipeline.close_spider()

    asyncio.run(close())
    assert [one and one.article.page.url for one in archive.found] == [pages[0].url, None, pages[2].url]
    assert stats.get_value(NOT_READ_COUNTER) == 1
    assert stats.get_value("newsarchive/testimony/dated_later") == 2


def test_an_archive_away_drops_with_a_class_and_a_counter(stats: StatsCollector) -> None:
    with pytest.raises(PageNotStored):
        asyncio.run(store(stats, FakeArchive(away=True)).process_item(clean_article_of(PAGE)))
    assert stats.get_value("newsarchive/store/not_stored") == 1


def test_the_line_is_written_once() -> None:
    """Pipelines hold no sequence of their own: one reads, one stores."""
    ordered = sorted(COMPONENTS["ITEM_PIPELINES"].items(), key=lambda pair: pair[1])
    assert [pipeline for pipeline, _ in ordered] == [ReadPipeline, StorePipeline]
    assert [stage.name for stage in LINE.stages] == ["decode", "extract", "clean"]
    assert run_stages(PAGE) == clean(extract(decode(PAGE)))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('<meta http-equiv="Refresh" content="0; url=/real/1">', "http://h.example/real/1"),
        ("<script>location.replace('/real/2')</script>", "http://h.example/real/2"),
        ('<meta http-equiv="refresh" content="300">', None),
        ("", None),
    ],
)
def test_a_refused_page_that_sends_readers_on_says_so(
    stats: StatsCollector, head: str, told: str | None
) -> None:
    body = f"<html><head><title>Moved</title>{head}</head><body><p><a href=/real>Here.</a></body></html>"
    page = FetchedPage(url="http://h.example/a", body=body.encode(), content_type="text/html")
    article = asyncio.run(read(stats, page))
    assert article.reason in {"too_short", "no_markup", "empty_body"}
    said = f"its markup sends readers on to {told}, which is not followed" if told else None
    assert article.facts.error == said


def test_an_article_that_sends_readers_on_is_one(stats: StatsCollector) -> None:
    body = chinese(7).replace("<head>", '<head><meta http-equiv="refresh" content="5; url=/real">')
    article = asyncio.run(read(stats, replace(PAGE, body=body.encode("gb18030"))))
    assert (article.reason, article.facts.error) == (None, None)
