"""Cells of a row of data are one block, cells that hold a text are not."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.declared_selectors import chosen_paragraphs
from newsarchive.text.extraction.state_texts import state_texts
from newsarchive.text.page.page_blocks import TAG_BIT, page_blocks

DATA = """<p>The table:</p><table><tr><th>Town</th><th>Votes</th></tr>
<tr><td>Reedham</td><td>212</td></tr></table>
<p>So it ends.</p>"""
LAYOUT = """<table><tr><td><a href="/a">Home</a><br><a href="/b">Sport</a></td>
<td><p>The council met on Monday.</p><p>It will meet again.</p></td></tr></table>"""


def texts(source: str) -> list[str]:
    return [block.text for block in page_blocks(document_fromstring(source)).blocks]


def test_a_row_of_short_cells_is_one_block() -> None:
    assert texts(DATA) == ["The table:", "Town Votes", "Reedham 212", "So it ends."]


def test_a_table_that_lays_out_the_page_stays_in_pieces() -> None:
    assert texts(LAYOUT) == ["Home", "Sport", "The council met on Monday.", "It will meet again."]


def test_long_cells_stay_blocks_of_their_own() -> None:
    cell = "The council met on Monday to talk about the pier. " * 5
    assert len(texts(f"<table><tr><td>{cell}</td><td>{cell}</td></tr></table>")) == 2


def test_bounds_move_with_the_joined_cells() -> None:
    page = page_blocks(document_fromstring(DATA))
    rows = [box for box in page.boxes if box.tag == TAG_BIT["tr"]]
    assert [(row.first, row.end) for row in rows] == [(1, 2), (2, 3)]
    assert all(box.first <= box.end <= len(page.blocks) for box in page.boxes)
    assert page.lines == ("The table:", "Town", "Votes", "Reedham", "212", "So it ends.")


# As word processors write tables.
IN_PARAGRAPHS = """<table><tr><td><p>站点</p></td><td><p>水位</p></td></tr>
<tr><td><p>青河大桥</p></td><td>21.4</td></tr></table>"""
IN_COLUMNS = """<table><tr><td><p>渡口停航。</p><p>大桥照常通行。</p></td><td><p>渡口</p></td></tr></table>"""
BEFORE = "<p>青河水文站周二公布了入夏以来最高的一次水位，沿岸三个渡口从当天中午起全部停航。</p>"
AFTER = "<p>水文站站长林小舟说，上游的雨已经停了，洪峰预计在周四凌晨通过石桥镇，之后水位会慢慢回落。</p>"
ROWS = "".join(
    f"<tr><td>{town}</td><td>{height}</td><td>{change}</td></tr>"
    for town, height, change in (
        ("站点", "水位", "比昨日"),
        ("石桥", "21.4", "0.6"),
        ("柳渡", "19.8", "0.5"),
        ("南埠", "17.2", "0.3"),
    )
)
TOLD = ["站点 水位 比昨日", "石桥 21.4 0.6", "柳渡 19.8 0.5", "南埠 17.2 0.3"]


def paragraphs(body: str, name: str) -> list[str]:
    page = (
        f"<html><head><title>青河水位涨到入夏最高</title></head><body><h1>青河水位涨到入夏最高</h1>"
        f"<div class='{name}'>{body}</div><div class='foot'><table><tr><td>关于我们</td><td>联系</td></tr>"
        "<tr><td>网站地图</td><td>招聘</td></tr><tr><td>投稿</td><td>订阅</td></tr></table></div></body></html>"
    )
    read = run_stages(FetchedPage(url="https://qinghe.example/2019/1.html", body=page.encode()))
    return (read.text or "").split("\n")


@pytest.mark.parametrize("name", ["entry-content", "article-content", "post-body", "zw"])
def test_a_table_of_figures_in_the_body_is_told(name: str) -> None:
    told = paragraphs(f"{BEFORE}<table>{ROWS}</table>{AFTER}", name)
    assert [line for line in told if line in TOLD] == TOLD
    assert len(told) == len(TOLD) + 2  # the table of links below it is not


def test_cells_that_are_paragraphs_make_rows() -> None:
    assert texts(IN_PARAGRAPHS) == ["站点 水位", "青河大桥 21.4"]


def test_cells_of_several_paragraphs_stay_in_pieces() -> None:
    assert texts(IN_COLUMNS) == ["渡口停航。", "大桥照常通行。", "渡口"]


def test_a_selected_body_has_rows_too() -> None:
    tree = document_fromstring(f"<div id='zoom'>{BEFORE}<table>{ROWS}</table></div>")
    assert [*chosen_paragraphs(tree, "#zoom")][1:] == TOLD


def test_boxes_left_out_end_lines_and_leave_others() -> None:
    tree = document_fromstring("<div>one<b>cut</b> and <div>two</div><p>three <a>four</a></p></div>")
    without = {*tree.iter("b", "a"), [*tree.iter("div")][1]}
    assert [block.text for block in page_blocks(tree, without).blocks] == ["one and", "three"]


def test_a_body_in_the_data_of_a_script_has_rows_too() -> None:
    told = json.dumps({"article": {"content": f"{BEFORE}<table>{ROWS}</table>{AFTER}"}})
    tree = document_fromstring(f"<body><script>window.__STATE__ = {told}</script></body>")
    assert [*state_texts(tree)[0].paragraphs][1:-1] == TOLD
