"""Gets URLs of a source, and captures of pages that are gone, from the Wayback Machine.

The library is synchronous and keeps the Wayback Machine's rate limits itself. Its calls run one after
another, each in a thread of its own, which a stopped crawl does not wait for.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.crawl_arguments import Arguments
from newsarchive.discovery.documents import Link
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of, resolve
from newsarchive.errors import MissingExtraError
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import FetchFailure, Outcome, ReadingNote
from newsarchive.sources import Source
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl
from newsarchive.unpacking import OUTPUT_PIECE, UnpackLimit, content_encodings, unpack_content

if TYPE_CHECKING:
    from wayback import CdxRecord, WaybackClient
_R = TypeVar("_R")

_ARCHIVE = "https://web.archive.org"
_MOST_CAPTURES = 200_000  # of one host; that many lines are about 30 MB
_A_BATCH = 5_000  # lines requested at a time
# Seconds. A response takes two to ten, and there is one second between two captures; lists take longer.
_PATIENCE, _LIST_PATIENCE = 45.0, 1_800.0
# As for a crawl's own responses (DOWNLOAD_MAXSIZE); 5,000 lines have less than 2 MB.
_ANSWER = UnpackLimit(size=64 * 1024**2)
_ABOUT_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})
# Most pages are captured within weeks; later captures are of old pages, and they have no end.
_CAPTURED_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Captures:
    """The captures found: links (each URL once), and the problems."""

    links: tuple[Link, ...]
    problem: str | None = None


class Wayback:
    """Lists captures, and fetches the newest listed capture of a URL."""

    def __init__(self, base: str, user_agent: str) -> None:
        self._client = _client(base, user_agent)
        self._turn = asyncio.Lock()
        self._newest: dict[str, CdxRecord] = {}

    async def captures(self, source: Source, since: datetime | None, until: datetime | None) -> Captures:
        """Return the URLs of the source's hosts that were captured as pages in the range."""
        try:
            for host in hosts_of(source):
                await self._run(self._list, host, since, until, patience=_LIST_PATIENCE)
        except Exception as error:  # of the library, requests or urllib3: none may end the crawl
            return Captures(self._links(), f"{type(error).__name__}: {error}"[:500])
        is_full = len(self._newest) >= _MOST_CAPTURES
        return Captures(self._links(), ReadingNote.TOO_MANY_ENTRIES if is_full else None)

    def knows(self, url: str) -> bool:
        """Say whether the list has a capture of the URL."""
        return canonical_key(url) in self._newest

    async def page(self, known: FrontierUrl, source: str) -> FetchedPage | None:
        """Return the newest capture as the server sent it then, None if it cannot be fetched."""
        record = self._newest[canonical_key(known.url)]
        try:
            body, headers, at = await self._run(self._fetch, record)
        except Exception:  # as above; the caller records the live answer
            return None
        content_type = next((value for name, value in headers if name.lower() == "content-type"), None)
        return FetchedPage(
            url=known.url,
            body=body,
            content_type=content_type,
            final_url=known.url,
            headers=headers,
            fetched_at=at,
            source=source,
            listed_at=known.listed_at,
            from_elsewhere=True,
        )

    def close(self) -> None:
        """Close the connections; a call in progress fails at its next request."""
        self._client.close()

    def _links(self) -> tuple[Link, ...]:
        originals = (resolve(record.original, record.original) for record in self._newest.values())
        return tuple(Link(url=url) for url in originals if url)

    def _list(self, host: str, since: datetime | None, until: datetime | None) -> None:
        found: Iterable[Any] = self._client.search(
            host,
            match_type="host",
            limit=_A_BATCH,
            from_date=since,
            to_date=until + _CAPTURED_WITHIN if until else None,
            filter_field=["statuscode:200", "mimetype:text/html"],
        )
        for record in found:
            key = canonical_key(record.original)
            if key not in self._newest or self._newest[key].timestamp < record.timestamp:
                self._newest[key] = record
            if len(self._newest) >= _MOST_CAPTURES:
                break

    def _fetch(self, record: CdxRecord) -> tuple[bytes, tuple[tuple[str, str], ...], datetime]:
        from wayback import Mode  # noqa: PLC0415 - an extra

        with self._client.get_memento(record, mode=Mode.original, exact=False) as memento:
            headers = tuple((str(name), str(value)) for name, value in memento.headers.items())
            return memento.content, headers, memento.timestamp.astimezone(UTC)

    async def _run(self, function: Callable[..., _R], *arguments: Any, patience: float = _PATIENCE) -> _R:
        """Call the library; raises TimeoutError if it takes too long, without waiting for its end."""
        async with self._turn:
            answer: Future[_R] = Future()
            work = partial(_fulfil, answer, function, *arguments)
            Thread(target=work, name="wayback", daemon=True).start()
            return await asyncio.wait_for(asyncio.wrap_future(answer), patience)


def hosts_of(source: Source) -> Sequence[str]:
    """Return the hosts of a source's front page and listings, each once."""
    listings = [(kind, listing.url) for kind, table in source.declared() for listing in kind.listings(table)]
    named = [source.home or "", *(url for kind, url in listings if kind.is_page)]
    if not any(named):
        named += [url for _, url in reversed(listings)]
    return list(dict.fromkeys(host for host in map(host_of, named) if host))


def _fulfil(answer: Future[_R], function: Callable[..., _R], *arguments: Any) -> None:
    """Run the call; in a daemon thread, for which the program does not wait at its end as for an executor."""
    try:
        result = function(*arguments)
    except Exception as error:  # passed on to the caller that waits
        if not answer.cancelled():
            answer.set_exception(error)
    else:
        if not answer.cancelled():
            answer.set_result(result)


def require_wayback() -> None:
    """Raise MissingExtraError, before the crawl begins, if the library is not installed."""
    if not _is_there("wayback"):
        raise MissingExtraError("Backfill from the Wayback Machine", "wayback")


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ValueError:  # None among sys.modules: it was taken out
        return False


def _client(base: str, user_agent: str) -> WaybackClient:
    from requests.adapters import HTTPAdapter  # noqa: PLC0415 - comes with the extra
    from requests.utils import get_environ_proxies  # noqa: PLC0415
    from wayback import WaybackClient, WaybackSession  # noqa: PLC0415 - an extra

    class BoundedAnswers(HTTPAdapter):
        """Limits the size of responses; can use another server with the same interface."""

        def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
            asked = request.url
            if base != _ARCHIVE:
                request.url = base + asked.removeprefix(_ARCHIVE)
                options["proxies"] = get_environ_proxies(request.url)  # not those for the Wayback Machine
            try:
                response = super().send(request, *arguments, **options)
            finally:
                request.url = asked
            response.url = asked
            response.raw = bounded(response.raw)
            return response

    base = base.rstrip("/")
    session = WaybackSession(user_agent=user_agent)
    session.mount(_ARCHIVE, BoundedAnswers())
    return WaybackClient(session)


def bounded(raw: Any, limit: UnpackLimit = _ANSWER) -> Any:
    """Return urllib3's response with its body read and unpacked.

    Raises ContentDecodingError if it is too large.
    """
    from requests.exceptions import ContentDecodingError  # noqa: PLC0415 - comes with the extra
    from urllib3 import HTTPResponse  # noqa: PLC0415

    body = bytearray()
    # Read once more at the end: only the read that finds nothing reports a truncated body.
    while piece := raw.read(OUTPUT_PIECE, decode_content=False):
        body += piece
        if len(body) > limit.size:
            raise ContentDecodingError(f"more than {limit.size:,} bytes")
    found = unpack_content(bytes(body), content_encodings(raw.headers.get("Content-Encoding")), limit)
    raw.release_conn()
    if found.reason is not None:
        raise ContentDecodingError(f"{found.reason}: {found.detail}")
    headers = {name: value for name, value in raw.headers.items() if name.lower() not in _ABOUT_TRANSFER}
    return HTTPResponse(
        io.BytesIO(found.body), headers, raw.status, raw.version, reason=raw.reason, preload_content=False
    )


# Captures in place of pages that are gone.

logger = logging.getLogger(__name__)

# The page was removed, or the site is gone. What robots.txt forbids is not fetched from elsewhere either.
_GONE = frozenset({Outcome.GONE, Outcome.REDIRECTED})
_DEAD = frozenset(
    {FetchFailure.UNKNOWN_HOST, FetchFailure.CONNECTION_REFUSED, FetchFailure.CONNECTION_FAILED}
)


class Rescue:
    """Records the live answer after the capture is stored, so that the article counts as withdrawn."""

    def __init__(
        self,
        wayback: Wayback,
        record: Callable[[Answer], Awaitable[None]],
        count: Callable[[str, str], None],
    ) -> None:
        self._wayback, self._record, self._count = wayback, record, count
        self._waiting: dict[str, Answer] = {}

    async def page(self, answer: Answer, known: FrontierUrl, source: str) -> FetchedPage | None:
        """Return the capture to store in place of the live page, None if there is none."""
        gone = answer.outcome in _GONE or answer.reason in _DEAD
        if not gone or known.kind != "article" or not self._wayback.knows(known.url):
            return None
        page = await self._wayback.page(known, source)
        self._count("wayback", "capture" if page else "no_capture")
        if page is not None:
            self._waiting[known.url] = answer
        return page

    async def stored(self, item: Any) -> None:
        """Record the live answer (signals item_scraped and item_dropped)."""
        answer = self._waiting.pop(getattr(item, "page", item).url, None)
        if answer is not None:
            await self._record(answer)


async def rescue_from(
    crawler: Crawler, source: Source, arguments: Arguments, record: Callable[[Answer], Awaitable[None]]
) -> tuple[Rescue, tuple[Link, ...]]:
    """Return the fetcher of captures, which is closed with the crawl, and the URLs with captures."""

    def count(stage: str, outcome: str, number: int = 1) -> None:
        crawler.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    wayback = Wayback(crawler.settings["NEWSARCHIVE_WAYBACK"], crawler.settings["USER_AGENT"])
    rescue = Rescue(wayback, record, count)
    crawler.signals.connect(rescue.stored, signal=signals.item_scraped, weak=False)
    crawler.signals.connect(rescue.stored, signal=signals.item_dropped, weak=False)
    crawler.signals.connect(wayback.close, signal=signals.spider_closed, weak=False)
    captures = await wayback.captures(source, arguments.since, arguments.until)
    count("wayback", "links", len(captures.links))
    if captures.problem is not None:
        count("wayback", "list_cut_short")
        logger.warning("The Wayback Machine's list of captures is incomplete: %s", captures.problem)
    return rescue, captures.links
