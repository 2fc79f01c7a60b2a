"""Articles of which only a list has the text, since their page was gone or closed at first sight."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from scrapy.http import Response

from newsarchive.errors import PageNotReadError
from newsarchive.items import FetchedPage, Reading
from newsarchive.lifecycle import ARTICLE_KIND, Outcome, Verdict
from newsarchive.spiders.responses import fetched_page
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl
from newsarchive.testimony import HeardFacts

# Statuses by which a server says that a page is not for everybody (RFC 9110, 15.5.2 and 15.5.3): unlike 403,
# with which it refuses us, 5xx, which pass, and 451, by which law forbids to show it (RFC 7725).
_CLOSED = frozenset({401, 402})


def may_stand_in(answer: Answer, known: FrontierUrl) -> bool:
    """Say whether a list's text may stand in: the page is gone or closed, and was never stored."""
    closed = answer.outcome == Outcome.GONE or answer.status in _CLOSED
    return closed and known.kind == ARTICLE_KIND and known.first_stored_at is None


class StandIns:
    """Reads the texts of lists in place of pages, and records the pages' answers after they are stored."""

    def __init__(
        self,
        source: str,
        read: Callable[[FetchedPage], Awaitable[Reading]],
        record: Callable[[Answer], Awaitable[None]],
    ) -> None:
        self._source, self._read, self._record = source, read, record
        self._waiting: dict[str, Answer] = {}

    async def reading(
        self, response: Response, known: FrontierUrl, answer: Answer, told: Sequence[HeardFacts]
    ) -> Reading | None:
        """Return the article by what lists have of it, None if that is no article."""
        if not any(one.is_own and one.facts.content for one in told):
            return None
        page = fetched_page(response, known, self._source)
        # Wherever a site shows its error page: the article is the one that was asked for.
        page = replace(page, told=tuple(told), final_url=known.url, fetched_at=answer.at, seen_key=None)
        try:
            reading = await self._read(page)
        except PageNotReadError:
            return None
        if reading.article.verdict != Verdict.ARTICLE:
            return None
        self._waiting[known.url] = answer
        return reading

    async def stored(self, item: Any) -> None:
        """Record the page's own answer (signals item_scraped and item_dropped)."""
        answer = self._waiting.pop(getattr(item, "page", item).url, None)
        if answer is not None:
            await self._record(answer)
