"""Which reading a page gets: the judge of blocks, trafilatura alone, the densest container."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction import main_text
from newsarchive.text.extraction.blocks import page_blocks
from newsarchive.text.extraction.main_text import is_chinese, is_japanese, main_paragraphs


def test_kana_tells_japanese_from_chinese() -> None:
    japanese = ("昨日の朝、新しい桟橋から最初の渡し船が出て、両岸の住民は雨の中で拍手を送った。",)
    chinese = ("昨天清晨，名为《さくら》的渡船从新码头开出，两岸的居民站在雨里鼓掌，船长很高兴。",)
    assert is_japanese(japanese)
    assert is_chinese(chinese)
    assert not is_japanese(chinese)
    assert not is_chinese(("The first ferry left the new pier.",))


def test_where_the_judge_finds_nothing_trafilatura_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(f"Ferry number {n} left the new pier at six in the morning." for n in range(6))
    tree = document_fromstring(f"<article>{''.join(f'<p>{line}</p>' for line in lines)}</article>")
    monkeypatch.setattr(main_text, "likely_paragraphs", lambda *_: ())
    assert main_paragraphs(tree, "", page_blocks(tree)) == lines


def test_chinese_pages_are_not_judged_by_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(
        f"昨天清晨，第{number}班渡船从新码头开出，两岸的居民站在雨里鼓掌，船长很高兴。"
        for number in "一二三四五"
    )
    tree = document_fromstring(f"<div>{''.join(f'<p>{line}</p>' for line in lines)}</div>")
    monkeypatch.setattr(main_text, "likely_paragraphs", lambda *_: pytest.fail("asked"))
    assert main_paragraphs(tree, "", page_blocks(tree)) == lines
