"""The measure of speed measures every step; how fast they are is never tested."""

from __future__ import annotations

import pytest

from benchmarks.speed import measure_speed
from newsarchive.items import FetchedPage

PAGE = "<html><body><article><h1>A title</h1>{}</article></body></html>".format(
    "<p>The ferry crossed the lake again on Tuesday with ninety passengers on board, the harbour said.</p>"
    * 9
)


def test_every_step_is_measured() -> None:
    speed = measure_speed([FetchedPage(url="http://a.example/", body=PAGE.encode())] * 3, rounds=1)
    assert speed.pages == 3
    assert min(speed.decode, speed.extract, speed.clean, speed.trafilatura, speed.language) > 0
    assert speed.ours > max(speed.decode, speed.extract)
    assert speed.ratio == pytest.approx(speed.ours / speed.trafilatura)
