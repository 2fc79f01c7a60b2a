"""The densest container: sentences in, boxes of links out, an article shown twice read once."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

from newsarchive.text.extraction.block_judge import block_weights
from newsarchive.text.page.density import densest_blocks, link_blocks
from newsarchive.text.page.page_blocks import page_blocks

ONE = "　　昨天清晨，第一班渡船从新码头开出，两岸的居民站在雨里鼓掌，孩子们挥着自己画的小旗。"
TWO = "　　船长说，这条航线停了十一年，他每天从桥上开车经过，总要看一眼江面，想着哪天能再开船。"
LINKS = "<div><a href='/1'>渡口旧事一则</a> <a href='/2'>江边书店又开张</a></div>"


def densest(page: HtmlElement) -> tuple[str, ...]:
    blocks = page_blocks(page)
    return densest_blocks(blocks, block_weights(blocks))


def test_a_layout_table_gives_the_cell_of_the_text() -> None:
    menu = "<td><a href='/'>首页</a> <a href='/gn'>国内</a></td>"
    page = document_fromstring(f"<table><tr>{menu}<td>{ONE}<br><br>{TWO}<br><br></td></tr></table>")
    assert densest(page) == (ONE.strip(), TWO.strip())


def test_boxes_of_links_are_left_out_and_links_in_sentences_stay() -> None:
    linked = TWO.replace("航线", "<a href='/line'>航线</a>")
    page = document_fromstring(f"<div id='a'><p>{ONE}</p>{LINKS}<p>{linked}</p></div>")
    assert densest(page) == (ONE.strip(), TWO.strip())
    assert [box.tag for box in link_blocks(page)] == ["div"]


def test_a_page_of_labels_has_no_container() -> None:
    page = document_fromstring("<body><p>首页</p><p>国内</p></body>")
    assert densest(page) == ()


def test_a_list_whose_lines_stand_in_links_is_no_container() -> None:
    stories = "".join(f"<a href='/{number}'><p>第{number}条：{TWO}</p></a>" for number in range(12))
    page = document_fromstring(f"<body><div>{stories}</div><div><p>{ONE}</p></div></body>")
    assert densest(page) == (ONE.strip(),)
