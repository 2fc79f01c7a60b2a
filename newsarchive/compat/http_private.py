"""Private API of Scrapy and Twisted: how the client reads what comes before the body of a response."""

from __future__ import annotations

import re

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HTTP11ClientProtocol, ParseError, Request
from twisted.web.client import ResponseFailed
from twisted.web.iweb import IResponse

# Bytes of one header line that are read: as many as Python's http.client takes (curl takes 100 KB in all).
# Twisted's 16,384 are too few for some policies and lists of preloads.
_LONGEST_LINE = 65_536
# Bytes of all header lines together, as Chromium reads them (net/http/http_stream_parser.h): 150 MB in three
# million lines took 1.7 GB (2026-12).
_LARGEST_HEAD = 262_144
# The name of a header (RFC 9110, 5.1: a token); what has another is no header, and Twisted fails for it.
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


class _OverlongHeaderError(ValueError):
    """A header line, or all of them together, are longer than is read."""


class _Parser(http11._LenientHTTPClientParser):
    """Passes over a header whose name is none, as browsers, curl and urllib do.

    White space before the colon is no part of the name (RFC 9112, 5.1).
    """

    MAX_LENGTH = _LONGEST_LINE
    _head = 0  # bytes of the lines so far, also of the answers 1xx before

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's
        self._head += len(line) + 1
        if self._head > _LARGEST_HEAD:
            raise _OverlongHeaderError(f"the header lines have more than {_LARGEST_HEAD:,} bytes")
        super().lineReceived(line)

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's
        name = name.rstrip(b" \t")
        if _NAME.match(name):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802, ARG002 - Twisted's
        """Fail with the cause; Twisted closes the connection, as if the server had."""
        raise _OverlongHeaderError(f"a header line is longer than {_LONGEST_LINE:,} bytes")


class _Protocol(http11._LenientHTTP11ClientProtocol):
    def request(self, request: Request) -> Deferred[IResponse]:
        answer = super().request(request)
        assert self._parser is not None  # as in Scrapy, which puts its own parser here likewise
        self._parser.__class__ = _Parser
        return answer


class _Factory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802, ARG002 - Twisted's
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class PlainDownloads(http11.HTTP11DownloadHandler):
    """The download handler of plain requests, which reads answers with headers that are none.

    `crawler` is its crawl. Upstream: skip such headers as lines without a colon are (scrapy, since 2.19), and
    a public name for what the documentation calls the default of DOWNLOAD_HANDLERS.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


def bad_answer(error: BaseException) -> str | None:
    """Return what is wrong with an answer that is no HTTP; None for all other errors.

    The host did answer. Upstream: an exception of its own; both libraries have one for all that may happen
    between the request and the body.
    """
    for cause in _causes(error):
        if isinstance(cause, ParseError):  # what is wrong, and with which bytes
            return ": ".join(str(part) for part in cause.args)
        if isinstance(cause, ValueError):
            return str(cause)
    return None


def is_bad_certificate(error: BaseException) -> bool:
    """Say whether a connection failed because the certificate of the host is not believed.

    Upstream: an exception of its own.
    """
    return any("certificate verify failed" in str(cause) for cause in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """Return the errors of Twisted that Scrapy's error stands for."""
    failed = error.__cause__
    if not isinstance(error, DownloadFailedError) or not isinstance(failed, ResponseFailed):
        return []
    return [reason.value for reason in failed.reasons]
