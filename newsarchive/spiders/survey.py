"""Looks at a site once, politely, to propose a source: `newsarchive sources new URL` runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from newsarchive.errors import CrawlStoppingError, WorkersUnavailableError
from newsarchive.extensions.rendering import is_stopping
from newsarchive.sources import Source
from newsarchive.sources.finding.evidence import Survey
from newsarchive.spiders.behaviour import behaviour
from newsarchive.spiders.surveying.asking import Asker
from newsarchive.spiders.surveying.surveyor import Surveyor
from newsarchive.workers.readers import DocumentReaders

NOTHING: tuple[Any, ...] = ()  # `start` must be an asynchronous generator, also one that yields nothing


class SurveySpider(Spider):
    """`source` stands for the one to be found (its delay, and whether private addresses are allowed).

    What is seen goes into `survey`; `say` hears how far it is. It has no archive: nothing is stored. `error`
    says why there was nobody to read the pages.
    """

    name = "survey"

    def __init__(self, source: Source, survey: Survey, say: Callable[[str], None]) -> None:
        super().__init__()
        self.source, self.survey = source, survey
        self._say = say
        self.error: WorkersUnavailableError | None = None

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, source: Source, survey: Survey, say: Callable[[str], None]
    ) -> Self:
        spider = cls(source, survey, say)
        spider._set_crawler(crawler)
        for name, value in behaviour(source).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        readers = DocumentReaders(is_stopping=lambda: is_stopping(self.crawler))
        asker = Asker(self.crawler.engine.download_async, readers)
        try:
            with suppress(CrawlStoppingError):
                await Surveyor(asker, self.survey, self._say).run()
        except WorkersUnavailableError as error:
            self.error = error
        finally:
            await readers.close()
        self.survey.requests = asker.asked
        for nothing in NOTHING:
            yield nothing
