"""Decides which responses of a crawl are fetched again in the browser.

The decision is made before the pipelines, which get one page: the rendered one if it is an article, else the
one that the server sent. If a page had to be read for the decision, they get its reading, so that no page is
read twice.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from newsarchive.browser.chromium import demand_chromium, usable_chromium
from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.discovery.documents import ListingReading, read_text
from newsarchive.errors import BrowserUnavailableError, CrawlStoppingError
from newsarchive.extensions.rendering import RENDER_COUNTER, RenderingExtension
from newsarchive.items import RENDERED_HEADER, CleanArticle, FetchedPage, Reading
from newsarchive.lifecycle import FetchFailure, NotArticle, Verdict
from newsarchive.listings.kind_registry import kind_named
from newsarchive.sources import Source
from newsarchive.spiders.listing_answers import content_type_header
from newsarchive.stages import decode
from newsarchive.text.extraction.coming_parts import may_come_later
from newsarchive.text.js_shell import is_js_shell, may_be_js_shell, may_wait_for_scripts

logger = logging.getLogger(__name__)

_HANDLER = "newsarchive.browser.handler.BrowserDownloadHandler"

# Reasons for refusing a shell: its slogan is too short, its menu an index page, its notice an error page.
_EMPTY = frozenset(
    {
        NotArticle.TOO_SHORT,
        NotArticle.EMPTY_BODY,
        NotArticle.INDEX_PAGE,
        NotArticle.ERROR_PAGE,
        NotArticle.TAKEN_OFF,
    }
)

# A shell whose text is less sure than this is asked for in the browser as well: scripts may show more.
_BELIEVABLE_CONFIDENCE = 0.7

# A frame whose document stands in the page, or at an address of the page's own host.
_FRAME = re.compile(
    rb"<iframe\b[^<>]*?\s(?:(?P<srcdoc>srcdoc)\s*="
    rb"|src\s*=\s*[\"']?(?:(?P<own>/[^/\"'\s])|https?://(?P<host>[\w.-]+)))",
    re.IGNORECASE,
)
# Links to routes of one page, which are no URLs of pages: no list of them is taken for one of articles.
_ROUTE = re.compile(rb"<a\b[^<>]*?\bhref\s*=\s*[\"']?[^\"'\s<>#]*#!?/", re.IGNORECASE)
_FEWEST_ROUTES = 2
_ROUTES = "; its links lead to routes behind '#', which [addresses] can name"

# asyncio keeps no reference to tasks, so we must.
_closings: set[asyncio.Future[None]] = set()


def is_rendered(kind: str) -> bool:
    """Say whether a browser may fetch URLs of this kind.

    It may not fetch feeds and sitemaps: it would render these documents, and their bytes would be lost.
    """
    listing = kind_named(kind)
    return kind == "article" or (listing is not None and listing.is_page)


def browser_settings(source: Source, settings: BaseSettings) -> dict[str, Any]:
    """Return the settings with which a crawl of the source can use a browser.

    Raises ConfigurationError if the source, or one of its listings, declares that it needs one and there is
    none.
    """
    named = settings.get("NEWSARCHIVE_CHROMIUM")
    if source.render == "never":
        return {"NEWSARCHIVE_CHROMIUM": None}
    if source.render == "browser" or _has_rendered_list(source):
        found: str | None = demand_chromium(source.name, named)
    else:
        found = usable_chromium(named)
    if found is None:
        return {"NEWSARCHIVE_CHROMIUM": None}
    handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": _HANDLER, "https": _HANDLER}
    return {"NEWSARCHIVE_CHROMIUM": found, "DOWNLOAD_HANDLERS": handlers}


def _has_rendered_list(source: Source) -> bool:
    return any(
        kind.request(one).rendered for kind, table in source.declared() for one in kind.listings(table)
    )


def left_unfinished(error: BaseException, crawler: Crawler) -> bool:
    """Say whether a failure is not the URL's: it is not recorded, and the next crawl fetches the URL again.

    If the source needs a browser that cannot be started, the crawl ends: every page would fail.
    """
    if isinstance(error, CrawlStoppingError):
        crawler.stats.inc_value(f"{RENDER_COUNTER}stopped")
        return True
    if not isinstance(error, BrowserUnavailableError):
        return False
    crawler.stats.inc_value(f"{RENDER_COUNTER}no_browser")
    if not is_stopping(crawler):
        logger.error("%s", error)
        # Not awaited: it ends after the callback that asked for it.
        closing = asyncio.ensure_future(crawler.engine.close_spider_async(reason="no_browser"))
        _closings.add(closing)
        closing.add_done_callback(_closings.discard)
    return True


def is_shell_page(page: FetchedPage) -> bool:
    """Say whether only scripts would create the content of the page."""
    return may_be_js_shell(page.body) and is_js_shell(decode(page).text)


def may_be_filled(page: FetchedPage) -> bool:
    """Say whether scripts may create the article of the page: of a shell, or beside what it has."""
    return may_wait_for_scripts(page.body) or _has_own_frame(page) or is_shell_page(page)


def _has_own_frame(page: FetchedPage) -> bool:
    """Say whether a document of the page's own may stand in a frame of the page."""
    host = (urlsplit(page.final_url or page.url).hostname or "").encode()
    return any(
        found["srcdoc"] or found["own"] or found["host"] == host for found in _FRAME.finditer(page.body)
    )


async def page_to_read(
    page: FetchedPage,
    rendering: RenderingExtension,
    read: Callable[[FetchedPage], Awaitable[Reading]],
    page_of: Callable[[Response], FetchedPage | None],
) -> FetchedPage | Reading:
    """Return the rendered article if the page is a shell that the browser turns into one, else the page.

    So too if the page says that it shows a beginning, and the browser gives more. Such a page has to be read
    for the decision, so the result is then a reading. `read` runs all stages on a page; `page_of` makes a
    page from the browser's response, or returns None. Raises CrawlStoppingError if the page is left for the
    next crawl, PageNotReadError if there are no workers to read it.
    """
    if not rendering.tries or page.rendered or not (may_be_filled(page) or may_come_later(page.body)):
        return page
    # One in a hundred real articles looks like a shell.
    first = await read(page)
    is_part = _is_part(first)
    is_filled = may_be_filled(page)
    is_empty = is_filled and _is_empty(first.article)
    is_doubted = is_filled and _confidence(first) < _BELIEVABLE_CONFIDENCE
    if not (is_empty or is_part or is_doubted):
        return first

    async def look(response: Response) -> Reading | None:
        rendered = page_of(response)
        if rendered is None:
            return None
        reading = await read(rendered)
        if reading.article.verdict != Verdict.ARTICLE:
            return None
        if is_part and not _goes_on(first.article.text, reading.article.text):
            return None
        # A text that no judge chose is no surer than one that a judge doubts.
        is_surer = (reading.article.facts.text_confidence or 0.0) >= _BELIEVABLE_CONFIDENCE
        return reading if is_empty or is_surer else None

    url = page.final_url or page.url
    if is_empty:
        rendering.count("shell")
        return await rendering.attempt(url, look) or first
    rendering.count("doubt")
    better = await rendering.improve(url, look)
    if better is None and is_part:
        rendering.count("part")
    return better or first


def _is_part(reading: Reading) -> bool:
    """Say whether an article is a beginning, as its page says: by its structure, or by its number of words.

    What is for subscribers has no more for a browser.
    """
    article = reading.article
    facts = article.facts
    return article.verdict == Verdict.ARTICLE and facts.shows_part and not facts.for_subscribers


def _goes_on(beginning: str, text: str) -> bool:
    """Say whether a text is longer than one that it has most lines of."""
    lines = beginning.splitlines()
    return len(text) > len(beginning) and 2 * sum(line in text for line in lines) >= len(lines)


def _is_empty(article: CleanArticle) -> bool:
    return article.verdict == Verdict.NOT_ARTICLE and article.reason in _EMPTY


def _confidence(reading: Reading) -> float:
    """Return `text_confidence`, or 1.0 for a text without one and for a refusal."""
    confidence = reading.article.facts.text_confidence
    return 1.0 if confidence is None or reading.article.verdict != Verdict.ARTICLE else confidence


async def read_section_again(
    rendering: RenderingExtension,
    response: Response,
    reading: ListingReading,
    read: Callable[[Response], Awaitable[ListingReading]],
    *,
    declared: bool = True,
) -> ListingReading:
    """Return the reading of the rendered section if it named nothing and is a shell, else `reading`.

    A `declared` one that names nothing though it came rendered is counted and told: pages after it may.
    """
    if declared and not reading.links and RENDERED_HEADER in response.flags:
        _tell_silence(rendering, response)
    if reading.links or not rendering.tries or not is_js_shell(_text(response)):
        return reading
    shown: list[ListingReading] = []

    async def look(rendered: Response) -> ListingReading | None:
        again = await read(rendered)
        if declared and not again.links:
            _tell_silence(rendering, rendered)
        shown.append(again)
        return again if again.links else None

    better = await rendering.attempt(response.url, look)
    if better is None and shown and FetchFailure.NOT_HTML in reading.problems:
        return shown[0]  # the page that scripts made is one
    return better or reading


def _tell_silence(rendering: RenderingExtension, response: Response) -> None:
    """Count and tell that a rendered listing named no article."""
    rendering.count("named_nothing")
    routes = _ROUTES if len(_ROUTE.findall(response.body)) >= _FEWEST_ROUTES else ""
    logger.warning("%s named no article, though a browser rendered it%s", response.url, routes)


def _text(response: Response) -> str:
    return read_text(response.body, content_type_header(response), response.url)
