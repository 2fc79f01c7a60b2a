"""Hostile pages through all stages: time grows with length, and what is too much is refused by name."""

from __future__ import annotations

import gc
import time

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

pytestmark = pytest.mark.slow

STORY = (
    "<p>The council of Fairhaven voted on Tuesday to open the new bridge, after three years of work.</p>" * 5
)
SCRIPT = '<script type="application/ld+json">'
# What is repeated, behind a real story. Each family once cost, or could cost, more than its length.
FAMILIES = {
    "words in one line": "word ",
    "one word": "a",
    "Han in one line": "海州大桥今日通车",
    "blank lines": "\n",
    "full-width blanks": "\u3000",
    "numeric entities": "&#20013;",
    "ampersands": "&",
    "open tags": "<b><i><p>",
    "tag openers": "<",
    "tag names": "<a ",
    "open attributes": '<a href="',
    "links": '<a href="http://x.example/">y</a> ',
    "tables": "<table><tr><td>",
    "rows": "<tr><td>1</td><td>x</td></tr>",
    "meta tags": '<meta name="author" content="x">',
    "scripts": "<script>x=1</script>",
    "JSON-LD": f'{SCRIPT}{{"@type":"NewsArticle","author":"x"}}</script>',
    "nested JSON-LD": SCRIPT + '{"a":[',
    "hidden boxes": '<div style="display:none">x</div>',
    "comments": "<!-- x -->",
    "open comments": "<!--",
    "marks": "\u0301\u0316",
    "notes": "機(jī)",
    "question marks": "?",
    "digits": "1",
    "dates": "2024年1月1日 ",
    "bars": "a|",
    "by-lines": "By A. B, ",
    "reporters": "记者：",
    "addresses": "http://a.b/",
    "UTF-8 as Latin-1": "<p>Ã©té</p>",
    "GBK as Latin-1": "ÖÐ¹ú",
    "UTF-8 as GBK": "鏂板崕",
    "gambling": "<p>澳门赌场 真人娱乐 百家乐|</p>",
}
SIZE = 60_000
# A busy machine once made one reading four times as dear (CI, 2026-11-26): what is dear by its length is so
# each time.
READINGS = 3
TOO_SHORT = 0.5  # seconds of processor time in which a ratio says nothing


def read(filler: str, size: int) -> tuple[CleanArticle, float]:
    body = f"<html><title>t</title><body>{STORY}{filler * (size // len(filler))}".encode()
    gc.disable()  # it would walk what other tests left, again and again
    try:
        start = time.process_time()
        article = run_stages(FetchedPage(url="https://news.example/a", body=body, content_type="text/html"))
        return article, time.process_time() - start
    finally:
        gc.enable()


def grows_with_length(filler: str, size: int) -> bool:
    article, twice = read(filler, 2 * size)
    assert article.verdict in {"article", "not_article", "hijacked"}
    assert (article.verdict == "article") == (article.reason is None)
    # What takes less than TOO_SHORT would pass whatever half of it takes.
    return twice <= TOO_SHORT or twice <= 3 * read(filler, size)[1] + TOO_SHORT


# Boxes that trafilatura drops, so that it would ask for second opinions, and so many that
# the judge of blocks is not asked: one of those once looked from each box over all others (12,000: 11 s).
OTHERS, MANY = "<div class='title related comment'>Words</div>", 12_000


def test_twice_as_many_boxes_take_twice_the_time() -> None:
    assert any(grows_with_length(OTHERS, MANY * len(OTHERS)) for _ in range(READINGS))


@pytest.mark.parametrize("filler", FAMILIES.values(), ids=FAMILIES.keys())
def test_twice_the_length_takes_twice_the_time(filler: str) -> None:
    assert any(grows_with_length(filler, SIZE) for _ in range(READINGS))


@pytest.mark.parametrize(
    ("filler", "size", "reason"),
    [
        ("<div>", 400_000, "too_deep"),
        ("<br>", 1_000_000, "too_many_tags"),
        ("word ", 10_000_000, "too_large"),
        ("&#20013;", 8_000_000, "too_large"),
    ],
)
def test_too_much_is_refused_by_name(filler: str, size: int, reason: str) -> None:
    article, seconds = read(filler, size)
    assert (article.verdict, article.reason, article.text) == ("not_article", reason, "")
    assert seconds < 5  # 0.1 s here
