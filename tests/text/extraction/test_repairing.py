"""Stored mojibake is undone on the way to the article (docs/explanation/charsets.md#the-cases)."""

from __future__ import annotations

import pytest

from newsarchive.items import ExtractedArticle, FetchedPage
from newsarchive.stages import decode, extract

STORY = (
    "海州市水务局昨天宣布，新建的输水管道将于下月通水，可以满足三十万居民的用水需要。",
    "工程负责人说，管道全长四十二公里，沿线村庄的自来水价格在两年内不会上涨。",
    "老人和学校还可以申请补贴，具体办法将在本月底以前公布，市民可以打电话询问。",
)
PAGE = "<html><head><title>海州新管道下月通水</title></head><body><div>{}</div></body></html>".format(
    "".join(f"<p>{line}</p>" for line in STORY)
)
DAMAGED = {
    "UTF-8 read as Latin-1": PAGE.encode().decode("latin-1"),
    "UTF-8 read as Windows-1252": "".join(
        bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in PAGE.encode()
    ),
    "GBK read as Latin-1": PAGE.encode("gbk").decode("latin-1"),
    "entities of GBK bytes": "".join(
        f"&#{byte};" if byte > 0x7F else chr(byte) for byte in PAGE.encode("gbk")
    ),
    "entities escaped twice": "".join(char if char.isascii() else f"&amp;#{ord(char)};" for char in PAGE),
}


def extracted(source: str) -> ExtractedArticle:
    return extract(decode(FetchedPage(url="https://haizhou.example/1", body=source.encode())))


@pytest.mark.parametrize("source", DAMAGED.values(), ids=DAMAGED.keys())
def test_stored_mojibake_is_undone(source: str) -> None:
    article = extracted(source)
    assert (article.title, article.paragraphs) == ("海州新管道下月通水", STORY)
    assert len(article.facts.repairs) == 1


def test_utf8_read_as_gbk_shows_what_is_lost() -> None:
    article = extracted(PAGE.encode().decode("gb18030", "replace"))
    right = set("".join(STORY))
    assert len(article.paragraphs) == len(STORY)
    for read, written in zip(article.paragraphs, STORY, strict=True):
        assert set(read) <= right | {"\ufffd"}
        assert read.count("\ufffd") <= len(written) / 8
