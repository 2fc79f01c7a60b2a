"""What a process says, in processes of their own: the log is set up once for good."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.cli.crawling import ROOT

HEAD = """
import logging
from scrapy.settings import Settings
from newsarchive.errors import UsageError
from newsarchive.logs.console import bind_context as know, print_message, print_error, set_up_logging
set_up_logging(Settings({"NEWSARCHIVE_LOG": "%s", "LOG_LEVEL": "WARNING"}))
know(source="lantern")
"""
TALK = """
logging.getLogger("scrapy").info("too quiet")
logging.getLogger("scrapy").warning("slow %s", "http://a:b@h.example/")
advice = "Got data loss. If you want to process broken responses set DOWNLOAD_FAIL_ON_DATALOSS = False"
logging.getLogger("scrapy.core.downloader.handlers.http11").warning(advice)  # to operators it is none
print_message("报社: crawl 7\\n  stored", counts={"new": 1})
print_error(UsageError("No such source.", hint="Name another."))
1 / 0
"""


def talk(style: str) -> list[str]:
    """Return the lines on stderr."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD % style + TALK], check=False, cwd=ROOT, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, b"")
    return done.stderr.decode("utf-8").splitlines()


def test_json() -> None:
    told = [json.loads(line) for line in talk("json unless terminal")]
    assert [line["message"] for line in told] == [
        "slow http://***@h.example/",
        "报社: crawl 7\n  stored",
        "No such source.",
        "A bug: ZeroDivisionError",
    ]
    assert [line["level"] for line in told] == ["WARNING", "INFO", "ERROR", "CRITICAL"]
    assert {line["source"] for line in told} == {"lantern"}
    assert (told[1]["counts"], told[2]["hint"]) == ({"new": 1}, "Name another.")
    assert told[3]["exception"].endswith("ZeroDivisionError: division by zero")


def test_text() -> None:
    lines = talk("text")
    assert lines[0].endswith("[scrapy] WARNING: slow http://***@h.example/")
    assert lines[1:5] == [
        "报社: crawl 7",
        "  stored",
        "newsarchive: No such source.",
        "  Name another.",
    ]
    assert lines[5] == "Traceback (most recent call last):"
