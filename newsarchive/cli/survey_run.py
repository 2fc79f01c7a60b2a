"""One survey of a site in this process, without an archive: nothing of it is stored."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings

from newsarchive.addon import COMPONENTS
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import EndedEarlyError
from newsarchive.logs.speaking import echo
from newsarchive.sources import Source
from newsarchive.sources.finding.evidence import Survey
from newsarchive.spiders.survey import SurveySpider

# What belongs to an archive; the middlewares stay, politeness is the same for a survey.
OF_ARCHIVE = ("ITEM_PIPELINES", "EXTENSIONS")


def survey_site(settings: Settings, url: str, *, delay: float | None, allow_private: bool) -> Survey:
    """Look at the site at `url`; EndedEarlyError when stopped by a signal.

    WorkersUnavailableError where there is nobody to read its pages.
    """
    for setting in OF_ARCHIVE:
        settings.set(
            setting, dict(settings[setting]) | dict.fromkeys(COMPONENTS[setting]), priority="cmdline"
        )
    settings.set("ROBOTSTXT_PARSER", "newsarchive.middlewares.robots.BoundedRobotParser", priority="cmdline")
    # Without an archive there is no book of hosts: Scrapy's own manners stand in for our gate and our robots.
    manners = dict(settings["DOWNLOADER_MIDDLEWARES"]) | {RobotsTxtMiddleware: 100}
    settings.set("DOWNLOADER_MIDDLEWARES", manners, priority="cmdline")
    settings.set(
        "DOWNLOAD_DELAY", Source.model_fields["delay"].default if delay is None else delay, "cmdline"
    )
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 1, priority="cmdline")
    declared: dict[str, Any] = {} if delay is None else {"delay": delay}
    source = Source(
        name="survey",
        title="survey",
        home=url,
        concurrency=1,
        allow_private_addresses=allow_private,
        **declared,
    )
    survey = Survey(asked=url)
    with StopRequest() as stop:
        process = AsyncCrawlerProcess(settings)
        # The survey says itself why a site is not answered; the middleware's line has a traceback. Making the
        # process sets the levels of Scrapy's loggers.
        logging.getLogger(RobotsTxtMiddleware.__module__).setLevel(logging.CRITICAL)
        crawler = process.create_crawler(SurveySpider)
        task = process.crawl(crawler, source=source, survey=survey, say=_say)
        if stop.received is None:
            process.start()
    if not task.done() or task.cancelled() or crawler.stats.get_value("finish_reason") == "shutdown":
        raise EndedEarlyError("The survey was stopped before its end; nothing was written.")
    error = task.exception() or (crawler.spider.error if isinstance(crawler.spider, SurveySpider) else None)
    if error is not None:
        raise error
    if crawler.stats.get_value("finish_reason") != "finished":
        raise RuntimeError("the survey failed; the log above says why")
    return survey


def _say(line: str) -> None:
    echo(f"{line} …", err=True)
