"""Makes the requests of a survey: one at a time, each URL once, within a small budget."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.browser.watching import WATCH_KEY, PageWatch
from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.urls.canonical_urls import canonical_key, resolve
from newsarchive.errors import DocumentTooCostlyError
from newsarchive.extensions.rendering import RENDER_KEY
from newsarchive.lifecycle import FetchFailure, http_reason
from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.middlewares.list_tokens import meta_of_tokens
from newsarchive.middlewares.robots import NO_REFERER
from newsarchive.spiders.listing_answers import content_type_header
from newsarchive.spiders.responses import PAGE_STATUSES, explain
from newsarchive.workers.document_readers import DocumentReaders

_R = TypeVar("_R")

logger = logging.getLogger(__name__)

TOO_COSTLY = ListingReading(problems=(FetchFailure.TOO_COSTLY,))
_MOST_REQUESTS = 40  # not counting redirects and the robots.txt of each host
_NEXT_LINK = re.compile(r"<([^<>]{1,2000})>\s*;[^<>]{0,200}?\brel\s*=\s*\"?next\b", re.IGNORECASE)
_LONGEST_LINK = 8_000  # characters of the header
_MOST_KEPT = 8_000_000  # bytes of answers that are kept, for whoever asks for them by another way


@dataclass(frozen=True, slots=True)
class Answered:
    """A document, or the reason why there is none; `following` is the next one, as its header says."""

    url: str
    body: bytes = b""
    content_type: str | None = None
    problem: str | None = None
    detail: str = ""
    following: str | None = None


class Asker:
    """Makes requests by `download`, which runs all downloader middlewares (robots.txt, redirects, …)."""

    def __init__(
        self,
        download: Callable[[Request], Awaitable[Response]],
        readers: DocumentReaders,
        most: int = _MOST_REQUESTS,
    ) -> None:
        self._download, self._readers, self._most = download, readers, most
        self._met: set[str] = set()
        self._failed: set[str] = set()
        self._kept: dict[str, Answered] = {}
        self._left_to_keep = _MOST_KEPT
        self.asked = 0

    @property
    def left(self) -> int:
        return self._most - self.asked

    def allow(self, more: int) -> None:
        """Let the survey make more requests, for a site where they are needed."""
        self._most += more

    def may_ask(self, url: str) -> bool:
        """Say whether the budget has a request left and the URL has not been requested yet."""
        return self.left > 0 and canonical_key(url) not in self._met

    def has_failed(self, url: str) -> bool:
        """Say whether the URL has been requested, and was no page."""
        return canonical_key(url) in self._failed

    def answered(self, url: str) -> Answered | None:
        """Return the answer to a plain request that was made before, None if none is kept."""
        return self._kept.get(url)

    async def read(self, reader: Callable[..., _R], answered: Answered, refused: _R) -> _R:
        """Return the result of reading a document; `refused` if that takes too much time or memory."""
        try:
            return await self._readers.read(reader, answered.body, answered.url, answered.content_type)
        except DocumentTooCostlyError as error:
            logger.warning("%s was not read: %s", answered.url, error)
            return refused

    async def watch(self, url: str, watch: PageWatch) -> Answered:
        """Open a page in the browser, which `watch` watches; return what the page became."""
        meta = {RENDER_KEY: True, WATCH_KEY: watch, "dont_retry": True}
        return await self._ask(url, ListingRequest(url=url), meta)

    async def get(self, url: str, *, robots: bool = True, asked: ListingRequest | None = None) -> Answered:
        """Request a URL with the options in `asked`; `robots` is false only for robots.txt itself."""
        meta = {} if robots else {"dont_obey_robotstxt": True}
        return await self._ask(url, asked or ListingRequest(url=url), meta)

    async def _ask(self, url: str, asked: ListingRequest, meta: Mapping[str, Any]) -> Answered:
        self._met.add(canonical_key(url))
        self.asked += 1
        request = Request(
            asked.url,
            method=asked.method,
            headers=dict(asked.headers),
            body=asked.body,
            callback=NO_CALLBACK,
            dont_filter=True,
            meta=NO_REFERER | dict(meta) | meta_of_tokens(asked),
        )
        try:
            response = await self._download(request)
        except Exception as error:  # a downloader may raise anything, and every failure is reported
            failure = explain(error)
            self._failed.add(canonical_key(url))
            return Answered(url, problem=failure.reason, detail=failure.detail)
        self._met.add(canonical_key(response.url))
        if response.status not in PAGE_STATUSES:
            self._failed.add(canonical_key(url))
            return Answered(response.url, problem=http_reason(response.status))
        link = b", ".join(response.headers.getlist("Link")).decode("latin-1")
        following = _NEXT_LINK.search(link[:_LONGEST_LINK])
        answered = Answered(
            response.url,
            response.body,
            content_type_header(response),
            following=resolve(response.url, following[1]) if following else None,
        )
        self._left_to_keep -= len(response.body)
        if asked.method == "GET" and not asked.headers and RENDER_KEY not in meta and self._left_to_keep > 0:
            self._kept[url] = answered
        return answered
