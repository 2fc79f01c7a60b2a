"""Answers of the Wayback Machine are read whole, within bounds, or not taken at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
import urllib3
from requests.exceptions import ContentDecodingError

from newsarchive.spiders.wayback import bounded
from newsarchive.unpacking import UnpackLimit

PAGE = b"<p>The quay is closed.</p>" * 10_000


def answer(body: bytes, *, promised: int) -> Any:
    headers = {"Content-Type": "text/html", "Content-Length": str(promised)}
    return urllib3.HTTPResponse(io.BytesIO(body), headers, 200, preload_content=False)


def test_a_whole_body_is_given() -> None:
    assert bounded(answer(PAGE, promised=len(PAGE))).read() == PAGE


@pytest.mark.parametrize("cut", [0, 400, len(PAGE) - 1])
def test_a_body_shorter_than_promised_is_an_error(cut: int) -> None:
    with pytest.raises(urllib3.exceptions.ProtocolError):
        bounded(answer(PAGE[:cut], promised=len(PAGE)))


def test_a_body_that_is_too_long_is_an_error() -> None:
    with pytest.raises(ContentDecodingError, match="more than 1,000 bytes"):
        bounded(answer(PAGE, promised=len(PAGE)), UnpackLimit(size=1_000))
