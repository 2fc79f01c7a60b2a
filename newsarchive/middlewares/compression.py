"""Decompresses response bodies, within the limits of newsarchive.unpacking."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse

from newsarchive.compat.scrapy_private import response_class
from newsarchive.lifecycle import FetchFailure
from newsarchive.unpacking import (
    ENCODINGS,
    OUTPUT_PIECE,
    Unpacked,
    UnpackLimit,
    content_encodings,
    unpack_content,
)

_ACCEPTED = b"gzip, deflate, br, zstd"
# Meta of a request of whose response so many bytes are used, unpacked: what follows need not come, nor be
# sound.
FIRST_BYTES = "newsarchive_first_bytes"
_COUNTED = "newsarchive/unpacking/"
# Reasons after which a retry may help; a bomb stays a bomb.
_OF_THE_WAY = frozenset({"truncated", "corrupt"})


class UnreadableBodyError(IgnoreRequest):
    """The body cannot be unpacked: `reason` is `truncated`, `corrupt`, `too_large` or `bomb`."""

    def __init__(self, url: str, found: Unpacked) -> None:
        super().__init__(f"the body of {url} cannot be unpacked: {found.detail}")
        self.reason = FetchFailure(str(found.reason))


class CompressionMiddleware:
    """Replaces Scrapy's, which accepts a truncated body as complete (scrapy.utils.gz), decodes any number of
    nested encodings, and limits the bytes of each separately.

    A truncated or damaged body is requested again up to RETRY_TIMES, and then fails with its reason.
    """

    def __init__(self, crawler: Crawler, limit: UnpackLimit) -> None:
        self._crawler, self._limit = crawler, limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, UnpackLimit(size=crawler.settings.getint("DOWNLOAD_MAXSIZE")))

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", _ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        header = b", ".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not header or request.method == "HEAD":
            return response
        kept, undone = _parted(content_encodings(header))
        if kept:
            self._count("unknown_encoding")  # browsers ignore it: some servers name a charset here
        most = request.meta.get(FIRST_BYTES)
        limit = self._limit if most is None else UnpackLimit(size=most + OUTPUT_PIECE)
        found = unpack_content(response.body, undone, limit)
        if most is not None and len(undone) == 1 and _is_beginning(response, found):
            return _with_body(response, found.body.rpartition(b"\n")[0], kept)
        if found.reason is not None:
            return self._refuse(request, response, found)
        return _with_body(response, found.body, kept)

    def _refuse(self, request: Request, response: Response, found: Unpacked) -> Request:
        self._count(str(found.reason))
        spider, again = self._crawler.spider, None
        if spider is not None and found.reason in _OF_THE_WAY:
            again = get_retry_request(request, spider=spider, reason=f"body_{found.reason}")
        if again is None:
            raise UnreadableBodyError(response.url, found)
        return again

    def _count(self, outcome: str) -> None:
        self._crawler.stats.inc_value(_COUNTED + outcome)


def _is_beginning(response: Response, found: Unpacked) -> bool:
    """Say whether the body is the beginning of one that is too large, or whose download was stopped."""
    is_cut = found.reason == "truncated" and "download_stopped" in response.flags
    return bool(found.body) and (is_cut or found.reason in {"too_large", "bomb"})


def _parted(encodings: list[str]) -> tuple[list[str], list[str]]:
    """Split the encodings into the last ones, which we can decode, and the rest from an unknown one on."""
    undone: list[str] = []
    while encodings and encodings[-1] in ENCODINGS:
        undone.insert(0, encodings.pop())
    return encodings, undone


def _with_body(response: Response, body: bytes, kept: list[str]) -> Response:
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    if kept:
        headers["Content-Encoding"] = ", ".join(kept)
    kind = response_class(headers=headers, url=response.url, body=body)
    changed: dict[str, Any] = {"body": body, "headers": headers}
    if issubclass(kind, TextResponse):
        changed["encoding"] = None  # Scrapy guessed it from the compressed bytes
    return response.replace(cls=kind, **changed)
