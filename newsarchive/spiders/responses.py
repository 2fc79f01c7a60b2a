"""Turns a response or an error into a page to read, or into an answer without a page."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy import exceptions
from scrapy.http import Response

from newsarchive import clock
from newsarchive.compat.http_private import bad_answer, is_bad_certificate
from newsarchive.compat.scrapy_private import is_forbidden_by_robots, is_redirect_limit
from newsarchive.discovery.documents import ListingReading
from newsarchive.errors import RenderingError, RenderingLimitError, RenderingTimeoutError
from newsarchive.items import RENDERED_HEADER, FetchedPage
from newsarchive.lifecycle import (
    ANSWERED,
    GONE_STATUSES,
    AnswerOutcome,
    FetchFailure,
    GoneReason,
    Outcome,
    ReadingNote,
    Reason,
    SkipReason,
    http_reason,
)
from newsarchive.logs.formats import redacted
from newsarchive.middlewares.compression import UnreadableBodyError
from newsarchive.middlewares.postponement import PostponedError, RobotsForbiddenError, RobotsRefusedError
from newsarchive.middlewares.private_networks import PrivateAddressError
from newsarchive.middlewares.template_traps import TrapError
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl
from newsarchive.text.revision_identity import sha256_hex
from newsarchive.text.unchanged_page import content_key, is_unchanged_page

# Why a download failed, in the words that the archive stores.

# Not requested, because of our own rules or of robots.txt.
_OURS: dict[type[Exception], SkipReason] = {
    PrivateAddressError: SkipReason.PRIVATE_ADDRESS,
    RobotsForbiddenError: SkipReason.ROBOTS,
    RobotsRefusedError: SkipReason.ROBOTS_REFUSED,
    TrapError: SkipReason.TRAP,
}
# Scrapy's own exceptions, which replaced Twisted's in 2.15.
_REASONS: dict[type[Exception], SkipReason | FetchFailure] = {**_OURS} | {
    exceptions.DownloadTimeoutError: FetchFailure.TIMEOUT,
    exceptions.CannotResolveHostError: FetchFailure.UNKNOWN_HOST,
    exceptions.DownloadConnectionRefusedError: FetchFailure.CONNECTION_REFUSED,
    exceptions.ResponseDataLossError: FetchFailure.CUT_OFF,
    exceptions.DownloadCancelledError: FetchFailure.TOO_LARGE,
    exceptions.UnsupportedURLSchemeError: FetchFailure.SCHEME,
    exceptions.DownloadFailedError: FetchFailure.CONNECTION_FAILED,
    RenderingTimeoutError: FetchFailure.TIMEOUT,
    RenderingLimitError: FetchFailure.RENDERING_LIMIT,
    RenderingError: FetchFailure.RENDERING,
}
_LONGEST_DETAIL = 500  # characters
_COOKIES = 'if the site wants a cookie first, `render = "browser"` in the declaration gets it one'
_BAD_CERTIFICATE = (
    "the host's certificate is not valid, or nobody known has signed it;"
    " `verify_tls = false` in the source's declaration takes it as it is"
)


class Failure(NamedTuple):
    """The outcome of a failed request, its reason, and the library's message without secrets of URLs."""

    outcome: AnswerOutcome
    reason: Reason
    detail: str


def explain(error: BaseException) -> Failure:
    """Classify a failed download.

    Requests that our rules or robots.txt forbid are `skipped`, those to blocked hosts `postponed`.
    """
    detail = redacted(str(error))[:_LONGEST_DETAIL] or type(error).__name__
    if isinstance(error, PostponedError):
        return Failure(Outcome.POSTPONED, error.reason, detail)
    if (amiss := _amiss(error, detail)) is not None:
        return amiss
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return Failure(Outcome.SKIPPED if kind in _OURS else Outcome.FAILED, reason, detail)
    if is_forbidden_by_robots(error):  # of a survey, which has no archive for our own middleware
        return Failure(Outcome.SKIPPED, SkipReason.ROBOTS, detail)
    if isinstance(error, exceptions.IgnoreRequest):
        return Failure(Outcome.FAILED, FetchFailure.IGNORED, detail)
    return Failure(Outcome.FAILED, FetchFailure.DOWNLOAD_ERROR, f"{type(error).__name__}: {detail}")


def _amiss(error: BaseException, detail: str) -> Failure | None:
    """Return what is wrong at the other end, where Scrapy's exception does not tell it."""
    if isinstance(error, UnreadableBodyError):
        return Failure(Outcome.FAILED, error.reason, detail)
    if (said := bad_answer(error)) is not None:
        return Failure(Outcome.FAILED, FetchFailure.BAD_ANSWER, redacted(said)[:_LONGEST_DETAIL])
    if is_redirect_limit(error):
        return Failure(Outcome.FAILED, FetchFailure.TOO_MANY_REDIRECTS, f"{detail}; {_COOKIES}")
    if is_bad_certificate(error):
        return Failure(Outcome.FAILED, FetchFailure.CONNECTION_FAILED, _BAD_CERTIFICATE)
    return None


PAGE_STATUSES = frozenset({200, 203})
_UNREADABLE = frozenset(
    {
        FetchFailure.NOT_A_FEED,
        FetchFailure.NOT_A_SITEMAP,
        FetchFailure.NOT_HTML,
        FetchFailure.NOT_A_LIST,
        FetchFailure.TOO_COSTLY,
        FetchFailure.READER_FAILED,
    }
)
# A listing that was read to its limit only. One that names nothing up to there was not read.
READ_TO_ITS_LIMIT = frozenset({ReadingNote.TOO_LARGE, ReadingNote.BOMB})
_VALIDATORS = frozenset({"etag", "last-modified"})


def fetched_page(response: Response, known: FrontierUrl, source: str) -> FetchedPage:
    """Return the page as the server sent it: bytes, headers and final URL."""
    content_type = response.headers.get("Content-Type")
    return FetchedPage(
        url=known.url,
        body=response.body,
        content_type=content_type.decode("latin-1") if content_type else None,
        final_url=response.url,
        status=response.status,
        headers=headers_of(response),
        fetched_at=clock.now(),
        source=source,
        seen_key=content_key(response.body),
        listed_at=known.listed_at,
    )


def seen_again(response: Response, known: FrontierUrl) -> Answer | None:
    """Return the answer for a page with the same bytes as before, which need not be read; None for others."""
    if known.seen_key is None or known.state not in ANSWERED or response.url != known.url:
        return None
    body_sha256 = sha256_hex(response.body)
    if not is_unchanged_page(response.body, body_sha256, known.seen_key):
        return None
    answer = answer_to(response, known, Outcome.UNCHANGED)
    return replace(answer, body_sha256=body_sha256, body_size=len(response.body))


def answer_to(
    response: Response, known: FrontierUrl, outcome: AnswerOutcome, reason: str | None = None
) -> Answer:
    """Return the answer for a response without an article."""
    return Answer(
        url=known.url,
        kind=known.kind,
        outcome=outcome,
        at=clock.now(),
        status=response.status,
        final_url=response.url,
        headers=headers_of(response),
        reason=reason,
    )


def failed_answer(error: BaseException, known: FrontierUrl) -> Answer:
    """Return the answer for a request that got no response, or one that asks to come back later."""
    failure = explain(error)
    said = error.response if isinstance(error, PostponedError) else None
    return Answer(
        url=known.url,
        kind=known.kind,
        outcome=failure.outcome,
        at=clock.now(),
        status=said.status if said else None,
        final_url=said.url if said else None,
        headers=headers_of(said) if said else (),
        reason=failure.reason,
        detail=failure.detail,
        until=error.until if isinstance(error, PostponedError) else None,
    )


def listing_answer(
    response: Response, known: FrontierUrl, reading: ListingReading, *, complete: bool
) -> Answer:
    """Return the answer for a listing that was read, with its problems and the number of entries left out.

    ETag and Last-Modified are stored only if a 304 would lose nothing next time: not for an index (its
    children must be requested), not after problems, and not if links were left out (`complete` false).
    """
    unread = _UNREADABLE if reading.links or reading.children else _UNREADABLE | READ_TO_ITS_LIMIT
    unreadable = next((problem for problem in reading.problems if problem in unread), None)
    reason = unreadable or next(iter(reading.problems), None)
    answer = answer_to(response, known, Outcome.FAILED if unreadable else Outcome.FETCHED, reason)
    if reading.error is not None:
        answer = replace(answer, detail=redacted(reading.error))
    elif reading.left_out:
        answer = replace(answer, detail=f"{reading.left_out:,} URLs left out")
    if complete and not reading.problems and not reading.children:
        return answer
    return replace(
        answer, headers=tuple(pair for pair in answer.headers if pair[0].lower() not in _VALIDATORS)
    )


def without_page(response: Response, known: FrontierUrl, *, home_is_page: bool = False) -> Answer | None:
    """Return the answer if the response is not a page to read, None if it is one.

    A redirect to the front page counts as a page only for sections (`home_is_page`).
    """
    if response.status == 304:
        return answer_to(response, known, Outcome.NOT_MODIFIED)
    if response.status in GONE_STATUSES:
        return answer_to(response, known, Outcome.GONE, GONE_STATUSES[response.status])
    if response.status not in PAGE_STATUSES:
        return answer_to(response, known, Outcome.FAILED, http_reason(response.status))
    if not home_is_page and _redirected_home(known.url, response.url):
        return answer_to(response, known, Outcome.REDIRECTED, GoneReason.TO_HOME)
    return None


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """Return the headers as text, in order; Latin-1 keeps every byte (RFC 9110, 5.5).

    The header that marks a rendered page is dropped if a server sent it.
    """
    rows = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return (
        rows
        if RENDERED_HEADER in response.flags
        else tuple(row for row in rows if row[0].lower() != RENDERED_HEADER)
    )


def _redirected_home(asked: str, answered: str) -> bool:
    """Say whether the request was redirected to the front page, as withdrawn articles often are."""
    before, after = urlsplit(asked), urlsplit(answered)
    return before.path not in {"", "/"} and after.path in {"", "/"} and not after.query
