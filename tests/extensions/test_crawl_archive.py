"""The owner of the archive: opens once, gives up once, ends the crawl, closes whatever happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.exceptions import CloseSpider

from newsarchive.errors import ArchiveUnavailableError, SourceBusyError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.writer import Writer
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Outcome
from newsarchive.storage.interfaces.crawl_store import Answer, CrawlSummary, Saved
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from tests.line_values import clean_article_of

ARTICLE = clean_article_of(FetchedPage(url="http://h.example/a", body=b""))
ANSWER = Answer(url="http://h.example/b", kind="article", outcome=Outcome.GONE, at=datetime.now(UTC))


class FakeArchive:
    """All doors in one, remembering what was called; `broken` is raised by every call once it is set."""

    def __init__(self, busy: Exception | None = None) -> None:
        self.crawls = self.frontier = self.saves = self.reads = self.rechecks = self.incidents = self
        self.calls: list[str] = []
        self.broken: Exception | None = None
        self._busy = busy

    def begin(self, source: str, kind: str, at: datetime) -> Any:
        if self._busy:
            raise self._busy
        return self._call("begin", 7)

    def undo_clock_jump(self, crawl: int, at: datetime) -> None:
        """No clock was ahead."""

    def clock_ahead(self) -> timedelta:
        return timedelta(0)

    def shared(self) -> Any:
        return self._call("shared", {})

    def save(self, crawl: int, articles: list[CleanArticle]) -> Any:
        return self._call("save", [Saved(url=article.page.url, outcome=Outcome.NEW) for article in articles])

    def record(self, crawl: int, answers: list[Answer]) -> Any:
        return self._call("record", None)

    def unfinished(self, crawl: int) -> Any:
        return self._call("unfinished", [])

    def judge_interrupted(self, crawl: int, at: datetime) -> Any:
        return self._call("judge_interrupted", None)

    def judge(self, crawl: int, at: datetime) -> Any:
        return self._call("judge", [])

    def end(self, crawl: int, at: datetime, reason: str) -> Any:
        return self._call(f"end {reason}", None)

    def summary(self, crawl: int) -> Any:
        return self._call("summary", CrawlSummary(crawl=crawl, source="h", new=1))

    def plan(self, crawl: int, at: datetime, habits: RecheckPolicy, called: Collection[str]) -> Any:
        return self._call("plan", None)

    def close(self) -> None:
        self.calls.append("close")

    def _call(self, name: str, result: Any) -> Any:
        if self.broken:
            raise self.broken
        self.calls.append(name)
        return result


def extension(opener: Callable[[], Any], given_up: list[str]) -> ArchiveExtension:
    async def give_up(reason: str) -> None:
        given_up.append(reason)

    return ArchiveExtension("h", opener=opener, give_up=give_up, writer=Writer(patience=0.05, pause=0.01))


def test_a_crawl_from_begin_to_end() -> None:
    async def run() -> None:
        archive = FakeArchive()
        one = extension(lambda: archive, [])
        await asyncio.gather(one.open(), one.open())
        saved, _ = await asyncio.gather(one.save(ARTICLE), one.record(ANSWER))
        assert saved.outcome == Outcome.NEW
        await one.spider_closed("finished")
        assert archive.calls == [
            "begin",
            "judge_interrupted",
            "shared",
            "save",
            "record",
            "judge",
            "plan",
            "end finished",
            "summary",
            "close",
        ]
        assert one.summary is not None
        assert one.error is None

    asyncio.run(run())


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ArchiveUnavailableError("away"), "archive_unavailable"), (SourceBusyError("busy"), "source_busy")],
)
def test_what_cannot_be_opened_ends_the_crawl(error: Exception, reason: str) -> None:
    async def run() -> None:
        archive = FakeArchive(busy=error)
        one = extension(lambda: archive, [])
        for _ in range(2):
            with pytest.raises(CloseSpider) as caught:
                await one.open()
            assert caught.value.reason == reason
        await one.spider_closed(reason)
        assert archive.calls == ["close"]
        assert one.error is error

    asyncio.run(run())


def test_closing_what_was_never_opened_is_no_error() -> None:
    given_up: list[str] = []
    one = extension(FakeArchive, given_up)
    asyncio.run(one.spider_closed("finished"))
    assert (one.error, given_up) == (None, [])


def test_an_archive_that_stays_away_is_given_up_once() -> None:
    async def run() -> None:
        archive, given_up = FakeArchive(), list[str]()
        one = extension(lambda: archive, given_up)
        await one.open()
        archive.broken = ArchiveUnavailableError("away")
        with pytest.raises(ArchiveUnavailableError):
            await one.save(ARTICLE)
        with pytest.raises(CloseSpider):
            await one.record(ANSWER)
        with pytest.raises(CloseSpider):
            await one.unfinished()
        await asyncio.sleep(0)
        assert given_up == ["archive_unavailable"]
        await one.spider_closed("archive_unavailable")
        assert one.error is archive.broken
        assert archive.calls[-1] == "close"

    asyncio.run(run())


def test_what_a_bug_ended_is_counted() -> None:
    async def run() -> None:
        archive = FakeArchive()
        one = extension(lambda: archive, [])
        await one.open()
        archive.broken = TypeError("an invented bug")
        calls = (one.save(ARTICLE), one.record(ANSWER), one.unfinished())
        done = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(error) for error in done} == {TypeError}
        with pytest.raises(TypeError):
            await one.spider_closed("finished")
        assert (one.bugs, one.bug, one.error) == (4, archive.broken, None)

    asyncio.run(run())
