"""Statuses, redirects, failures and listings in the archive's words."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import exceptions
from scrapy.http import Response
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError
from twisted.web.client import ResponseFailed

from newsarchive.discovery.documents import Child, Link, ListingReading
from newsarchive.lifecycle import Outcome, Postponement, UrlState
from newsarchive.middlewares.postponement import PostponedError, RobotsForbiddenError, RobotsRefusedError
from newsarchive.middlewares.private_networks import PrivateAddressError
from newsarchive.spiders.responses import explain, failed_answer, fetched_page, listing_answer, without_page
from newsarchive.storage.interfaces.crawl_store import FrontierUrl

ASKED = FrontierUrl(url="http://h.example/a/1", kind="article", state=UrlState.FOUND, new=True)


def response(status: int = 200, url: str = ASKED.url) -> Response:
    headers = {
        b"Content-Type": b"text/html; charset=gbk",
        b"ETag": b'"1"',
        b"Last-Modified": b"Mon, 02 Nov 2026 00:00:00 GMT",
        b"X-Note": b"caf\xe9",
    }
    return Response(url, status=status, headers=headers, body=b"\xc4\xe3")


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (304, "not_modified", None),
        (404, "gone", "not_found"),
        (410, "gone", "gone"),
        (403, "failed", "http_403"),
        (503, "failed", "http_503"),
        (204, "failed", "http_204"),
    ],
)
def test_statuses(status: int, outcome: str, reason: str | None) -> None:
    answer = without_page(response(status), ASKED)
    assert answer is not None
    assert (answer.outcome, answer.reason, answer.status) == (outcome, reason, status)


def test_a_redirect_home_is_a_withdrawal_but_not_for_a_section() -> None:
    home = response(url="http://h.example/")
    answer = without_page(home, ASKED)
    assert answer is not None
    assert (answer.outcome, answer.reason, answer.final_url) == ("redirected", "to_home", "http://h.example/")
    assert without_page(home, ASKED, home_is_page=True) is None
    assert without_page(response(url="http://h.example/b/1"), ASKED) is None


def test_a_page_is_what_the_server_sent() -> None:
    page = fetched_page(response(url="http://h.example/b/1"), ASKED, "harbour")
    assert (page.url, page.final_url, page.source) == (ASKED.url, "http://h.example/b/1", "harbour")
    assert (page.body, page.content_type) == (b"\xc4\xe3", "text/html; charset=gbk")
    assert ("X-Note", "caf\xe9") in page.headers
    assert page.fetched_at is not None
    assert page.fetched_at.tzinfo is not None


@pytest.mark.parametrize(
    ("reading", "complete", "kept"),
    [
        (ListingReading(), True, True),
        (ListingReading(), False, False),
        (ListingReading(children=(Child("http://h.example/s.xml"),)), True, False),
        (ListingReading(problems=("not_well_formed",)), True, False),
    ],
)
def test_validators_are_kept_only_where_a_304_loses_nothing(
    reading: ListingReading, *, complete: bool, kept: bool
) -> None:
    answer = listing_answer(response(), ASKED, reading, complete=complete)
    names = {name for name, _ in answer.headers}
    assert answer.outcome == Outcome.FETCHED
    assert ({"Etag", "Last-Modified"} <= names) == kept
    assert "Content-Type" in names


def test_an_unreadable_listing_failed() -> None:
    answer = listing_answer(
        response(), ASKED, ListingReading(problems=("not_well_formed", "not_a_feed")), complete=True
    )
    assert (answer.outcome, answer.reason) == ("failed", "not_a_feed")


@pytest.mark.parametrize("said", ["too_large", "bomb"])
@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ({}, "failed"),
        ({"links": (Link(url="http://h.example/1"),)}, "fetched"),
        ({"children": (Child("http://h.example/s.xml"),)}, "fetched"),
    ],
)
def test_a_listing_that_names_nothing_up_to_its_limit_failed(
    found: dict[str, Any], outcome: str, said: str
) -> None:
    """Its source was well, and empty."""
    answer = listing_answer(response(), ASKED, ListingReading(problems=(said,), **found), complete=True)
    assert (answer.outcome, answer.reason) == (outcome, said)


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (exceptions.DownloadTimeoutError("45 s"), "failed", "timeout"),
        (exceptions.CannotResolveHostError("h"), "failed", "unknown_host"),
        (exceptions.DownloadConnectionRefusedError("h"), "failed", "connection_refused"),
        (exceptions.ResponseDataLossError(), "failed", "cut_off"),
        (exceptions.DownloadCancelledError("64 MB"), "failed", "too_large"),
        (RobotsForbiddenError("Forbidden by robots.txt"), "skipped", "robots"),
        (RobotsRefusedError("401"), "skipped", "robots_refused"),
        (PostponedError(Postponement.HOST_BLOCKED, "until tomorrow"), "postponed", "host_blocked"),
        (exceptions.IgnoreRequest("max redirections reached"), "failed", "too_many_redirects"),
        (exceptions.IgnoreRequest("Forbidden by robots.txt"), "skipped", "robots"),
        (PrivateAddressError("10.0.0.1"), "skipped", "private_address"),
        (KeyError("x"), "failed", "download_error"),
    ],
)
def test_failures(error: Exception, outcome: str, reason: str) -> None:
    answer = failed_answer(error, ASKED)
    assert (answer.outcome, answer.reason) == (outcome, reason)
    assert answer.detail


def test_what_is_stored_of_an_error_has_no_secrets_of_urls() -> None:
    said = "invalid: http://bob:PWSECRET@h.example/?token=TOKSECRET, also bob:PWSECRET@h.example"
    told = failed_answer(ValueError(said), ASKED)
    assert told.detail == "ValueError: invalid: http://***@h.example/?token=*** also ***@h.example"
    listed = listing_answer(Response(ASKED.url), ASKED, ListingReading(error=said), complete=True)
    assert "SECRET" not in str(listed.detail)


BAD_STATUS = ParseError("non-integer status code", b"ready")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("cause", "reason", "told"),
    [
        (BAD_STATUS, "bad_answer", "non-integer status code: b'ready'"),
        (ValueError("x" * 600), "bad_answer", "x" * 500),
        (Exception("SSL routines", "certificate verify failed"), "connection_failed", "verify_tls = false"),
        (ConnectionDone(), "connection_failed", "closed cleanly"),
    ],
)
def test_what_went_amiss_at_the_other_end_is_told(cause: Exception, reason: str, told: str) -> None:
    error = exceptions.DownloadFailedError(
        "[<twisted.python.failure.Failure: Connection was closed cleanly.>]"
    )
    error.__cause__ = ResponseFailed([Failure(cause)])  # type: ignore[no-untyped-call]
    failure = explain(error)
    assert (failure.outcome, failure.reason) == ("failed", reason)
    assert told in failure.detail


def test_a_site_that_sends_round_may_want_a_cookie() -> None:
    assert 'render = "browser"' in explain(exceptions.IgnoreRequest("max redirections reached")).detail
