"""A short sentence that is mostly a link is the story's beside its paragraphs; a linked headline is not."""

from __future__ import annotations

from itertools import compress

import pytest
from lxml import html

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.linked_paragraphs import linked_addresses, linked_sentences
from newsarchive.text.page.page_blocks import Block, page_blocks

LEAD = "The keeper of the upper lock retires on Friday after 31 years."
REST = "The town has looked for another keeper since May and found nobody."


def blocks_of(*lines: str) -> list[Block]:
    boxes = ("<p", "<h3", "<div", "<aside")
    told = "".join(line if line.startswith(boxes) else f"<p>{line}</p>" for line in lines)
    return list(page_blocks(html.fromstring(f"<article><div>{told}</div></article>")).blocks)


def told(*lines: str) -> list[str]:
    blocks = blocks_of(*lines)
    found = linked_sentences(blocks, "https://www.lock.example/n/1")
    return [block.text for block in blocks if id(block) in found]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<a href=/a>She later apologised</a>.", "She later apologised."),
        ("<a href=/a>She later apologised.</a>", "She later apologised."),
        (
            "<a href=//bote.example/a>The mayor said so in a letter to the harbour.</a>",
            "The mayor said so in a letter to the harbour.",
        ),
        (
            "The mayor said <a href=/a>so in a letter to the harbour</a>.",
            "The mayor said so in a letter to the harbour.",
        ),
        *(
            (f"<a href=//bote.example/a>{line}</a>", line)
            for line in (
                "The US left the pact.",
                "Our Lady of the Lock reopened.",
                "Notre-Dame a rouvert hier.",
                "Nuestra Señora reabrió ayer.",
                "Volgens het ONS daalt het.",
                "Vos won the race.",
            )
        ),
        ("Das meldet <a href=/a>der Bote</a>.", "Das meldet der Bote."),
        ("Об этом сообщил <a href=/a>город</a>.", "Об этом сообщил город."),
        ("申込みは<a href=/a>町の公式サイト</a>から。", "申込みは町の公式サイトから。"),
        ("ดูรายชื่อได้ที่ <a href=/a>เว็บไซต์เทศบาล</a>", "ดูรายชื่อได้ที่ เว็บไซต์เทศบาล"),
        ("報名網址：<a href=/a>www.lock.example</a>", "報名網址：www.lock.example"),
    ],
)
def test_a_linked_sentence_beside_a_paragraph_is_told(line: str, text: str) -> None:
    assert told(LEAD, line, REST) == told(LEAD, line) == told(line, LEAD) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        (LEAD, "<p><a href=/a>Boats wait for hours above the weir</a></p>", REST),
        (LEAD, "<p><a href=/a>Who will keep the upper lock?</a></p>", REST),
        (LEAD, "<p><a href=/a>ประตูน้ำด้านบนปิดไม่ให้เรือผ่าน</a></p>", REST),
        (LEAD, "<p><a href=/a>Boats wait.</a></p>", "<p><a href=/b>The weir is closed.</a></p>"),
        (LEAD, "<p><a href=/a>More news</a></p>", "<p><a href=/b>The weir is closed.</a></p>"),
        (LEAD, "<h3><a href=/a>The weir is closed.</a></h3>", REST),
        (LEAD, "<aside><p><a href=/a>The weir is closed.</a></p></aside>", REST),
        (LEAD, "<div><p><a href=/a>The weir is closed.</a></p></div>", REST),
        (LEAD, "<p><a href=/a>Ferry firm files for bankruptcy after losing its licence.</a></p>", REST),
        (LEAD, "<p><a href=https://lock.example/b>The weir above the lock is closed now.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Get half off your first year.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Read all our stories.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Write to us.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Lisez tous nos récits.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Our readers save more.</a></p>", REST),
        (LEAD, "<p><a href=//shop.example/>Jetzt mit unserem Angebot sparen.</a></p>", REST),
        (LEAD, "<p><a href=//c.example/>Play at the best online casino today.</a></p>", REST),
        (LEAD, "<p>Bonus code: <a href=//c.example/>bestcasino.example</a></p>", REST),
    ],
)
def test_what_leads_to_another_story_is_not(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("Register: <a href=/a>www.town.example</a>", True),
        ("Đăng ký: <a href=/a>town.example</a>", True),
        ("Abb.: <a href=/a>https://town.example/lock.jpg</a>", False),
        ("Our site: <a href=/a>www.lock.example</a>", False),
        ("Register: <a href=/a>here</a>", False),
        ("Photo: <a href=/a>pictures.example</a>", False),
        ("图片来源：<a href=/a>pictures.example</a>", False),
        ("Web design: <a href=/a>pixel.example</a>", False),
        ("Essay help: <a href=/a>essaypro.example</a>", False),
        ("Buy tickets: <a href=/a>www.opera.example</a>", True),
        ("<a href=/a>www.town.example</a>", False),
    ],
)
def test_an_address_with_its_label_is_read(line: str, is_found: bool) -> None:
    blocks = blocks_of(LEAD, line)
    found = linked_addresses(blocks, (LEAD,), "https://news.lock.example/n/1")
    assert [block.text for block in compress(blocks, found)] == ([blocks[1].text] if is_found else [])
    assert not linked_addresses(blocks, (), "https://news.lock.example/n/1").any()


def test_short_news_keeps_its_linked_sentence() -> None:
    page = f"""<html lang=en><head><title>Lock keeper retires | Post</title></head><body><header>
        <a href=/>Post</a></header><article><h1>Lock keeper retires</h1><div><p>{LEAD}</p>
        <p><a href=//bote.example/1>He later apologised</a>.</p><p>{REST}</p>
        <p><a href=/2>Boats wait for hours above the weir</a></p></div></article>
        <footer><p>© 2031 Post</p></footer></body></html>"""
    article = run_stages(
        FetchedPage(url="https://lock.example/n", body=page.encode(), content_type="text/html")
    )
    assert article.text.split("\n") == [LEAD, "He later apologised.", REST]
