"""Cells of a row of data are one block, cells that hold a text are not."""

from __future__ import annotations

from lxml.html import document_fromstring

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
