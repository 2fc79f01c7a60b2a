"""The spider of `newsarchive sources new URL`: surveys a site once, politely."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler

from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.discovery.sections.archive_menus import day_in
from newsarchive.discovery.sections.front_page import FrontPage, read_front_page
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.errors import CrawlStoppingError, WorkersUnavailableError
from newsarchive.extensions.crawl_context import CrawlContext
from newsarchive.politeness.robots_rules import Rules, decode_robots
from newsarchive.sources import Source
from newsarchive.spiders.browser_use import browser_settings
from newsarchive.spiders.source_settings import behaviour
from newsarchive.survey.article_urls import groups_of, next_of_chrome, next_of_dated, next_to_try
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.proposal import next_of_section
from newsarchive.survey.requests import Answered, Asker
from newsarchive.survey.section_paging import SectionPaging
from newsarchive.survey.site_evidence import SampleOutcome, Survey
from newsarchive.survey.site_listings import (
    section_place,
    survey_feeds,
    survey_other_kinds,
    survey_sections,
    survey_sitemaps,
)
from newsarchive.survey.tried_pages import sample_of
from newsarchive.survey.watched_lists import WatchedSurvey
from newsarchive.workers.document_readers import DocumentReaders

# The steps of a survey, in order; each adds to the evidence for the next.

_ROBOT = "newsarchive"
_NO_RULES: tuple[float | None, tuple[str, ...]] = (None, ())
_MOST_MOVES = 3  # from a front page that only sends its readers on
_MOST_SAMPLES = 16  # two pages each of two folders of four templates


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserUse:
    """Whether there is a browser, the seconds between two acts in it, and the seconds for one page."""

    is_there: bool = False
    pause: float = 0.0
    seconds: float = 40.0


NO_BROWSER = BrowserUse()


class Surveyor:
    """Runs the steps of a survey, and fills its evidence."""

    def __init__(
        self,
        asker: Asker,
        survey: Survey,
        print_message: Callable[[str], None],
        browser: BrowserUse = NO_BROWSER,
    ) -> None:
        self._asker, self._survey, self._print_message = asker, survey, print_message
        self._sitemaps: tuple[str, ...] = ()
        self._rules: Rules | None = None
        self._browser = browser

    async def run(self) -> None:
        """Survey the site; `survey.failure` is the reason if its front page cannot be read."""
        survey, asker = self._survey, self._asker
        lists = DataListSurvey(asker, survey)
        front = await self._front()
        if front is None:
            return
        await self._robots()
        self._print_message("looking for feeds")
        survey.places += await survey_feeds(asker, survey)
        self._print_message("looking for sitemaps")
        survey.places += await survey_sitemaps(asker, survey, self._sitemaps)
        survey.places += await survey_other_kinds(asker, survey)
        self._print_message("looking for lists in scripts")
        survey.places += await lists.of_front(front)
        self._print_message("looking at sections")
        paging = SectionPaging(asker, lists)
        if not any(place.links and place.kind in {"feed", "sitemap"} for place in survey.places):
            first = next(place for place in survey.places if place.found == "front page")
            survey.places[survey.places.index(first)] = await paging.of(front, first)
        survey.places += await survey_sections(asker, survey, lists, paging)
        await self._watch(lists, paging, front)
        self._print_message("trying pages")
        await self._samples()

    async def _watch(self, lists: DataListSurvey, paging: SectionPaging, front: Answered) -> None:
        """Open pages in the browser where what was read does not say how the site's lists go on."""
        watched = WatchedSurvey(
            self._asker, self._survey, lists, paging, self._rules, self._browser.pause, self._browser.seconds
        )
        reason = watched.reason(front)
        if reason is None:
            return
        if not self._browser.is_there:
            self._survey.unwatched = reason
            return
        self._print_message(f"watching what its scripts ask for, in a browser: {reason}")
        self._survey.watched_because = reason
        found = await watched.run(front)
        self._survey.places += found
        self._survey.watched = watched.watched

    async def _front(self) -> Answered | None:
        """Read the front page; None if it does not answer."""
        answered = await self._asker.get(self._survey.asked)
        if answered.problem:
            self._survey.failure = (
                f"{answered.problem}: {answered.detail}" if answered.detail else answered.problem
            )
            return None
        first = answered.url
        front = await self._asker.read(read_front_page, answered, FrontPage())
        for _ in range(_MOST_MOVES):
            if front.moved_to is None or not self._may_follow(front.moved_to):
                break
            moved = await self._asker.get(front.moved_to)
            if moved.problem is not None:
                break
            answered, front = moved, await self._asker.read(read_front_page, moved, FrontPage())
        # An issue's own address is that of one day: tomorrow's is found from where it was sent from.
        lasting = first if day_in(answered.url) and not day_in(first) else answered.url
        if day_in(lasting) and not day_in(self._survey.asked):
            lasting = self._survey.asked
        self._survey.home = lasting
        self._survey.front = front
        place = await section_place(self._asker, answered, "front page")
        self._survey.places.append(replace(place, url=lasting))
        return answered

    def _may_follow(self, url: str) -> bool:
        """Whether the page that a script sends readers to may be asked for: a list, no counter or form."""
        return self._asker.may_ask(url) and objection_to(url, None, posts=False) is None

    async def _robots(self) -> None:
        parts = urlsplit(self._survey.home)
        answered = await self._asker.get(f"{parts.scheme}://{parts.netloc}/robots.txt", robots=False)
        if answered.problem:
            return
        delay, sitemaps = await self._asker.read(_robots, answered, _NO_RULES)
        self._rules = Rules(decode_robots(answered.body), _ROBOT)
        self._survey.crawl_delay = delay
        self._sitemaps = tuple(url for url in dict.fromkeys(sitemaps) if is_http_url(url))

    async def _samples(self) -> None:
        """Sample pages of each template and folder, the most promising first, until all is known."""
        groups = groups_of(self._survey)
        for _ in range(_MOST_SAMPLES):
            tried = [sample.url for sample in self._survey.samples]
            url = (
                next_to_try(groups, tried)
                or next_of_chrome(self._survey, groups)
                or next_of_section(self._survey, groups)
                or next_of_dated(self._survey, groups)
            )
            if url is None or self._asker.left <= 0:
                return
            answered = await self._asker.get(url)
            sample = await sample_of(self._asker, answered, url, self._survey, groups)
            links = (
                FrontPage()
                if sample.outcome is SampleOutcome.FAILED
                else await self._asker.read(read_front_page, answered, FrontPage())
            )
            self._survey.samples.append(replace(sample, anchors=links.anchors))


def _robots(body: bytes, _url: str, _content_type: str | None) -> tuple[float | None, tuple[str, ...]]:
    rules = Rules(decode_robots(body), _ROBOT)
    return rules.crawl_delay, rules.sitemaps


_NOTHING: tuple[Any, ...] = ()  # `start` must be an asynchronous generator, even if it yields nothing


class SurveySpider(Spider):
    """Surveys a site; the evidence goes into `survey`, and nothing is stored.

    `source` gives the delay, and whether private addresses are allowed. `print_message` is called with the
    progress. `error` is the reason if there were no workers to read pages.
    """

    name = "survey"

    def __init__(self, source: Source, survey: Survey, print_message: Callable[[str], None]) -> None:
        super().__init__()
        self.context, self.survey = CrawlContext(source=source), survey
        self._print_message = print_message
        self.error: WorkersUnavailableError | None = None

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, source: Source, survey: Survey, print_message: Callable[[str], None]
    ) -> Self:
        spider = super().from_crawler(crawler, source, survey, print_message)
        for name, value in (behaviour(source) | browser_settings(source, crawler.settings)).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        readers = DocumentReaders(is_stopping=lambda: is_stopping(self.crawler))
        asker = Asker(self.crawler.engine.download_async, readers)
        try:
            with suppress(CrawlStoppingError):
                await Surveyor(asker, self.survey, self._print_message, self._browser()).run()
        except WorkersUnavailableError as error:
            self.error = error
        finally:
            await readers.close()
        self.survey.requests = asker.asked + self.survey.browser_requests
        for nothing in _NOTHING:
            yield nothing

    def _browser(self) -> BrowserUse:
        settings = self.crawler.settings
        return BrowserUse(
            is_there=bool(settings.get("NEWSARCHIVE_CHROMIUM")),
            pause=settings.getfloat("DOWNLOAD_DELAY"),
            seconds=settings.getfloat("NEWSARCHIVE_WATCH_SECONDS"),
        )
