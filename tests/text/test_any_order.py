"""The record of a page is the same in every process, though sets have another order in each."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata import titles

READ = """
import sys
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
page = FetchedPage(url="https://bay.example/a", body=sys.stdin.buffer.read())
sys.stdout.buffer.write(repr(run_stages(page)).encode())
"""
# The weather's figures claim as much as each other to be the title, so that only the order of a sum decides.
PAGE = (
    "<html><head><title>Ferry line reopens after eleven months - Bay Courier</title></head><body>"
    "<h2 class='title'>61</h2><h2 class='title'>26 &deg;</h2><h2 class='title'>TOP BAY MUSIC</h2>"
    "<h2 class='title'>WEATHER</h2><h2 class='title'>17</h2>"
    "<article><h1>Ferry line reopens after eleven months</h1><p class='byline'>By Ann Lee and Tom Ash</p>"
    + "<p>The ferry line across the bay reopens on Monday after eleven months of repairs to its pier.</p>" * 4
    + "</article></body></html>"
).encode()


def _read(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", READ], input=PAGE, env=environment, capture_output=True, check=True
    ).stdout


def test_a_record_does_not_depend_on_the_hash_seed() -> None:
    first = _read("1")
    assert b"Ferry line reopens" in first
    assert [_read(seed) for seed in ("2", "3")] == [first, first]


@given(st.randoms(use_true_random=False))
def test_a_title_weighs_the_same_in_any_order(order: Random) -> None:
    names = sorted(titles._weights())[:40]
    features = dict.fromkeys(names, 1.0)
    order.shuffle(names)
    assert titles._score(dict.fromkeys(names, 1.0)) == titles._score(features)
