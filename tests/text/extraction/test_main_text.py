"""Which reading a page gets: the judge of blocks, trafilatura alone, the densest container."""

from __future__ import annotations

import time

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction import main_text
from newsarchive.text.extraction.main_text import has_chinese, has_japanese, main_paragraphs
from newsarchive.text.extraction.marked_parts import marked_parts
from newsarchive.text.extraction.page_blocks import page_blocks


def test_kana_tells_japanese_from_chinese() -> None:
    japanese = ("昨日の朝、新しい桟橋から最初の渡し船が出て、両岸の住民は雨の中で拍手を送った。",)
    chinese = ("昨天清晨，名为《さくら》的渡船从新码头开出，两岸的居民站在雨里鼓掌，船长很高兴。",)
    assert has_japanese(japanese)
    assert has_chinese(chinese)
    assert not has_japanese(chinese)
    assert not has_chinese(("The first ferry left the new pier.",))


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


def test_lines_of_comments_are_sought_in_bounded_time() -> None:
    """20,000 lines beside as many of comments took 15 s."""
    own = tuple(f"The council heard about berth {number} of the quay." for number in range(20_000))
    said = "".join(f"<p>Reader {number} would rather keep the ferry.</p>" for number in range(20_000))
    tree = document_fromstring(f"<div><p>One line.</p></div><div id=comments>{said}</div>")
    begun = time.process_time()
    assert not main_text._holds_others(own, tree, marked_parts(tree))
    assert main_text._holds_others((*own, "Reader 7 would rather keep the ferry."), tree, marked_parts(tree))
    assert time.process_time() - begun < 5


def test_of_many_lines_those_of_the_body_are_found_in_bounded_time() -> None:
    body = "".join(f"<p>The council heard about berth {number}.</p>" for number in range(20_000))
    tree = document_fromstring(f"<div class=entry-content>{body}</div>")
    parts = marked_parts(tree)
    begun = time.process_time()
    found = tuple(f"Elsewhere nothing was heard of berth {number} at all." for number in range(20_000))
    assert main_text._of_body(found, parts) == parts.prose
    assert time.process_time() - begun < 5
