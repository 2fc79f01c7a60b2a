"""The line on an answer is made where the log shows it, and only there."""

from __future__ import annotations

import logging

import pytest
from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newsarchive.extensions.answer_lines import AnswerLines


@pytest.mark.parametrize(
    ("level", "shown"),
    [("DEBUG", True), (logging.DEBUG, True), ("INFO", False), ("WARNING", False), ("NOTSET", True)],
)
def test_made_where_it_is_shown(level: str | int, shown: bool) -> None:
    lines = AnswerLines.from_crawler(get_crawler(settings_dict={"LOG_LEVEL": level}))
    url = "http://h.example/a/1"
    line = lines.crawled(Request(url), Response(url), Spider("any"))
    assert (line is not None) is shown
