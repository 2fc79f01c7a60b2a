"""Stored mojibake is undone on the way to the article (docs/explanation/charsets.md#the-cases)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from benchmarks.evaluation.mirror_damage import Plan, damage_by
from newsarchive.items import ExtractedArticle, FetchedPage
from newsarchive.stages import decode, extract
from newsarchive.text.mirror.mandarin_readings import TONED

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


def _noted(rewrite: Mapping[str, str]) -> str:
    """The story as an annotated mirror shows it, its notes or its characters written otherwise."""
    shown = damage_by("\n".join(STORY), Plan(seed=5, density=0.7))
    return "".join(
        f"<p>{line}</p>"
        for line in shown.translate(str.maketrans(dict[str, str | int | None](rewrite))).split("\n")
    )


def _references(signs: str) -> dict[str, str]:
    return {sign: f"&#{ord(sign)};" for sign in signs}


IDEOGRAPHS = "".join(map(chr, range(0x4E00, 0xA000)))
REWRITTEN = {
    "brackets as references": _references("()"),
    "letters as references": _references(TONED),
    "ideographs as references": _references(IDEOGRAPHS),
    "named references": {"á": "&aacute;", "è": "&egrave;", "ì": "&igrave;", "ù": "&ugrave;", "ó": "&oacute;"},
    "square brackets": {"(": "[", ")": "]"},
    "tortoise shells": {"(": "〔", ")": "〕"},
    "notes apart": {"(": " (", ")": ") "},
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_mirror_is_read_however_it_writes_its_notes(name: str) -> None:
    article = extracted(PAGE.partition("<div>")[0] + _noted(REWRITTEN[name]))
    assert article.paragraphs == STORY
    assert article.facts.script == "Hans"


@pytest.mark.parametrize(
    "lines",
    [
        (
            "市議會昨天通過預算，里長認為應該說明細節。",
            "生字：學[xué]、習[xí]、書[shū]、寫[xiě]，請跟著老師念。",
        ),
        ("本周开始学拼音。", "人〔rén〕口〔kǒu〕手〔shǒu〕足〔zú〕山〔shān〕水〔shuǐ〕火〔huǒ〕木〔mù〕" * 2),
    ],
)
def test_a_lesson_in_other_brackets_stays(lines: tuple[str, ...]) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    written = "".join(char if char.isascii() else f"&#{ord(char)};" for char in body)
    for source in (body, written):
        text = "\n".join(extracted(f"<html><body><article>{source}</article></body></html>").paragraphs)
        assert all(line in text for line in lines)
