"""What Scrapy's robots.txt middleware logs of a site that is away."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from scrapy.http import Request

from newsarchive.middlewares.robots_failures import LOGGER, STATISTIC, RobotsFailureFilter


class Counting:
    """Stands in for the crawler's statistics."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def inc_value(self, key: str) -> None:
        self.counts[key] = self.counts.get(key, 0) + 1


def test_one_line_and_a_count(caplog: pytest.LogCaptureFixture) -> None:
    RobotsFailureFilter.install()
    RobotsFailureFilter.install()
    stats = Counting()
    spider = SimpleNamespace(crawler=SimpleNamespace(stats=stats))
    logger = logging.getLogger(LOGGER)
    error = ConnectionRefusedError("nobody there")
    logger.error(
        "Error downloading %(request)s: %(f_exception)s",
        {"request": Request("http://away.example/a/1"), "f_exception": error},
        exc_info=error,
        extra={"spider": spider},
    )
    [record] = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.getMessage() == "http://away.example/robots.txt cannot be downloaded: nobody there"
    assert stats.counts == {STATISTIC: 1}


def test_what_else_it_says_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    RobotsFailureFilter.install()
    logging.getLogger(LOGGER).error("%s", "something else")
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("ERROR", "something else")
    ]
