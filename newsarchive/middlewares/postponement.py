"""Exceptions for requests that are postponed or not made; these are no failures."""

from __future__ import annotations

from datetime import datetime, timedelta

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newsarchive import clock
from newsarchive.lifecycle import Postponement

_AN_HOUR = timedelta(hours=1)


class PostponedError(IgnoreRequest):
    """The host must not get a request now; the URL stays for the next crawl.

    `until`: when it may be fetched (None: in an hour). `response`: the response that said so, None if the
    request was not made.
    """

    def __init__(
        self,
        reason: Postponement,
        detail: str,
        response: Response | None = None,
        *,
        until: datetime | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.response = reason, detail, response
        self.until = until or clock.now() + _AN_HOUR


class StoppingError(IgnoreRequest):
    """The crawl is ending while the request waited for its turn; the URL stays as it was."""

    reason = "stopping"


class BeyondLimitError(StoppingError):
    """The crawl has as many articles as it may fetch; the next crawl reads the list."""

    reason = "beyond_limit"


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt forbids the page."""


class RobotsRefusedError(IgnoreRequest):
    """The host does not show its robots.txt to us (401, 403)."""
