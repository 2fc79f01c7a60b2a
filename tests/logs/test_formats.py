"""Lines of the log: one object a line whatever happens in it, and never a secret."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from typing import Any

import pytest

from newsarchive.logs.formats import JsonLines, TextLines, how_many, redacted


def record(message: str, *arguments: Any, **more: Any) -> logging.LogRecord:
    return logging.LogRecord("scrapy.core", logging.WARNING, __file__, 1, message, arguments, **more)


def test_one_object_a_line_with_what_is_known() -> None:
    form = JsonLines(lambda: {"source": "lantern", "crawl": 7})
    line = form.format(record("Got %s\nfrom <GET https://灯.example/a?b=1>: 报社", "nothing", exc_info=None))
    assert "\n" not in line
    told = json.loads(line)
    assert datetime.fromisoformat(told.pop("time")).utcoffset() is not None
    assert told == {
        "level": "WARNING",
        "logger": "scrapy.core",
        "message": "Got nothing\nfrom <GET https://灯.example/a?b=1>: 报社",
        "source": "lantern",
        "crawl": 7,
        "url": "https://灯.example/a?b=1",
    }
    assert "报社" in line


def test_an_exception_is_one_field() -> None:
    try:
        int("https://ada:lovelace@h.example/")
    except ValueError:
        line = JsonLines(dict).format(record("failed", exc_info=sys.exc_info()))
    told = json.loads(line)
    assert "\n" not in line
    assert told["message"] == "failed"
    assert told["exception"].startswith("Traceback")
    assert "https://***@h.example/" in told["exception"]


def test_what_json_does_not_know_is_a_text() -> None:
    one = record("counts", exc_info=None)
    one.facts = {"counts": {"new": 1}, "thing": object()}
    assert json.loads(JsonLines(dict).format(one))["counts"] == {"new": 1}


def test_text_has_no_secrets_either() -> None:
    line = TextLines().format(record("asked %s", "http://me:pw@h.example/x?token=abc&b=2", exc_info=None))
    assert line.endswith("[scrapy.core] WARNING: asked http://***@h.example/x?token=***&b=2")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("postgresql+psycopg://u:p@host/db", "postgresql+psycopg://***@host/db"),
        ("https://h.example/a?API_KEY=1&x=2", "https://h.example/a?API_KEY=***&x=2"),
        ("https://h.example/@someone/a?page=2", "https://h.example/@someone/a?page=2"),
        ("mail to a@b.example", "mail to a@b.example"),
        ("no host me:pw@10.0.0.1", "no host ***@10.0.0.1"),
        ("mailto:desk@h.example at 12:30 by a@b.example", "mailto:desk@h.example at 12:30 by a@b.example"),
        ("https://h.example/a?monkey=1", "https://h.example/a?monkey=1"),
        ("https://h.example/a?access_token=x;sig=y", "https://h.example/a?access_token=***;sig=***"),
    ],
)
def test_redaction(text: str, clean: str) -> None:
    assert redacted(text) == clean


def test_one_thing_is_told_in_the_singular() -> None:
    said = [how_many(number, "article") for number in (0, 1, 2_000)]
    assert said == ["0 articles", "1 article", "2,000 articles"]
    assert [how_many(number, "stored body", "stored bodies") for number in (1, 2)] == [
        "1 stored body",
        "2 stored bodies",
    ]
