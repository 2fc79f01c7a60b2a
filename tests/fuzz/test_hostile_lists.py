"""Readers of lists and robots.txt: four times the document takes four times the time, whatever is in it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

import pytest

from newsarchive.discovery.feeds.feed_links import read_feed
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from newsarchive.discovery.lists.scripted_templates import (
    scripted_addresses,
    scripted_templates,
    scripted_turns,
)
from newsarchive.discovery.scripts.list_addresses import scripted_requests
from newsarchive.discovery.scripts.script_names import ScriptNames
from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.discovery.sections.page_conventions import turned_pages
from newsarchive.discovery.sections.section_links import read_section
from newsarchive.politeness.robots_rules import Rules, decode_robots
from tests.fuzz import hostile_lists as hostile

URL = "https://harbour.example/list"
# What a robots.txt is asked: an address that wildcards nearly fit, again and again.
ASKED = [f"https://harbour.example/{'a' * 2_000}c", "https://harbour.example/a/1?b=c"]
SIZE = 1_000  # units of a hundred bytes
# So many times the size may take so much more; quadratic is sixteen times. A busy machine makes one reading
# dearer, so that only what is dear each time counts. A quarter is read, not half: it costs half as much, and
# what is quadratic in part stands out more.
TIMES, RATIO, READINGS = 4, 9.0, 3
TOO_SHORT = 0.15  # seconds of processor time in which even what is quadratic does no harm
SHORTEST = 0.0125  # seconds of processor time below which a reading says nothing


def read_robots(body: bytes) -> None:
    rules = Rules(decode_robots(body), "newsarchive")
    assert rules.crawl_delay is None or rules.crawl_delay > 0
    for url in ASKED:
        rules.allow(url)


def read_scripts(body: bytes) -> None:
    texts = [body.decode()]
    names = ScriptNames(texts)
    assert len(scripted_requests(texts, URL, names).lists) < 100
    scripted_templates(texts, texts[0], URL, names)
    scripted_addresses(texts, URL, names)
    turned_pages(URL, scripted_turns(texts, names))


READERS: dict[str, tuple[Callable[[bytes], object], dict[str, hostile.Maker]]] = {
    "sitemap": (partial(read_sitemap, url=URL), {**hostile.MARKUP, **hostile.SITEMAPS}),
    "feed": (partial(read_feed, url=URL), {**hostile.MARKUP, **hostile.FEEDS}),
    "section": (partial(read_section, url=URL, below=True), {**hostile.MARKUP, **hostile.SECTIONS}),
    "front page": (partial(read_front_page, url=URL), hostile.SECTIONS),
    "scripts": (read_scripts, hostile.SCRIPTS),
    "robots": (read_robots, hostile.ROBOTS),
}
CASES = [(reader, family) for reader, (_, families) in READERS.items() for family in families]


def seconds(reader: str, family: str, size: int) -> float:
    read, families = READERS[reader]
    body = families[family](size)
    gc.disable()
    try:
        start = time.process_time()
        read(body)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize(("reader", "family"), CASES, ids=[" ".join(case) for case in CASES])
def test_four_times_the_document_takes_four_times_the_time(reader: str, family: str) -> None:
    ratios = []
    for _ in range(READINGS):
        whole = seconds(reader, family, SIZE)
        if whole < TOO_SHORT:  # whatever a part of it takes
            return
        ratios.append(whole / max(seconds(reader, family, SIZE // TIMES), SHORTEST))
        if ratios[-1] < RATIO:
            return
    pytest.fail(f"{TIMES} times the size took {', '.join(f'{ratio:.1f}' for ratio in ratios)} times as long")
