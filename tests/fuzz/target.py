"""What must hold for any bytes at all, whatever the server says they are."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator

from newsarchive.items import FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages

HEADERS = (
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gbk",
    "text/html; charset=iso-8859-1",
    "text/plain",
    "text/plain; charset=windows-1251",
    "charset=\x00;;",
)
ADDRESSES = ("", "https://news.example/2024/03/ferry.html", "https://www.news.example.cn/a?b=1", "//[broken")
VERDICTS = {"article", "not_article", "hijacked", "undecodable"}
# CPU seconds. A real page of 265 kB takes 0.03 s; the worker that runs the stages is killed after 20 s.
SECONDS, SECONDS_A_MEGABYTE = 2.0, 5.0


class BrokenPromiseError(AssertionError):
    """The stages answered, but not as they must."""


def check(body: bytes) -> None:
    """Run the stages over `body`; raise where they do, or where their answer breaks a promise."""
    kind = sum(body[-2:])  # the last bytes also choose header and address: one input is one whole page
    page = FetchedPage(
        url=ADDRESSES[kind % len(ADDRESSES)], body=body, content_type=HEADERS[kind // 4 % len(HEADERS)]
    )
    start = time.process_time()
    article = run_stages(page)
    seconds = time.process_time() - start
    if article.verdict not in VERDICTS:
        raise BrokenPromiseError(f"verdict {article.verdict!r}")
    if article.verdict in {"hijacked", "undecodable"} and article.text:
        raise BrokenPromiseError(f"{article.verdict} with text")
    if (article.verdict == "article") == bool(article.reason or article.facts.error):
        raise BrokenPromiseError(
            f"{article.verdict} with reason {article.reason}, error {article.facts.error}"
        )
    record = article_record(article)
    for value in _strings(record):
        _check_clean(value)
    _check_lines(article.text)
    json.dumps(record).encode()
    if seconds > SECONDS + SECONDS_A_MEGABYTE * len(body) / 1e6:
        raise BrokenPromiseError(f"took {seconds:.1f} s for {len(body):,} bytes")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _check_clean(value: str) -> None:
    value.encode()  # no lone surrogate
    if bad := {char for char in value if char != "\n" and unicodedata.category(char) == "Cc"}:
        raise BrokenPromiseError(f"controls {sorted(bad)!r} in {value[:80]!r}")
    if "\ufeff" in value:
        raise BrokenPromiseError(f"U+FEFF in {value[:80]!r}")


def _check_lines(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise BrokenPromiseError("text is not NFC")
    if any(not line or line != line.strip() for line in text.split("\n") if text):
        raise BrokenPromiseError("a blank or indented line")
