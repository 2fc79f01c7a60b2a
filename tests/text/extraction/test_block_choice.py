"""The judge of blocks on pages of ordinary make."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from lxml.html import HtmlElement, document_fromstring

from newsarchive.text.extraction.block_features import own_facts
from newsarchive.text.extraction.block_judge import (
    Judge,
    block_chances,
    block_weights,
    expected_f1,
    introduces,
    likely_lines,
)
from newsarchive.text.page.page_blocks import page_blocks

PARAGRAPHS = (
    "The council of Reedham voted on Monday evening to rebuild the old ferry landing, lost to a storm.",
    "“We have waited long enough,” said Nora Blythe, who has run the harbour office since 2009.",
    "Work is to begin in April and to cost some 2.4 million crowns, a third of which the county will pay.",
    "Three members of the council voted against the plan, arguing that the bridge at Aldeby was near enough.",
    "The last ferry crossed the river in November of the year before last, with eleven people on board.",
    "A petition for its return was signed by more than four thousand people from both banks.",
)
MENU = "".join(
    f'<li><a href="/{word}">{word}</a></li>' for word in ("News", "Sport", "Weather", "Jobs", "Motors")
)
MORE = "".join(
    f'<li><a href="/s{number}">{title}</a></li>'
    for number, title in enumerate(
        ("Bridge closed for repair", "Mayor opens new school", "Storm fells old oak")
    )
)


def page() -> HtmlElement:
    """A page of the paragraphs."""
    inside = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    return document_fromstring(
        f"""<html><head><title>Ferry landing to be rebuilt</title></head><body>
        <nav class="menu"><ul>{MENU}</ul></nav>
        <article class="article"><h1>Ferry landing to be rebuilt</h1>
        <div class="article-body">{inside}</div></article>
        <div class="related"><h3>More stories</h3><ul>{MORE}</ul></div>
        <footer class="footer"><p>© The Reedham Post. All rights reserved.</p></footer></body></html>"""
    )


def judged(tree: HtmlElement, usual: tuple[str, ...], judge: Judge = "helped") -> tuple[str, ...]:
    blocks = page_blocks(tree)
    return likely_lines(blocks, block_chances(blocks, own_facts(tree, blocks), judge, usual))


def body(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line != "Ferry landing to be rebuilt")


def test_a_right_reading_stays() -> None:
    assert body(judged(page(), PARAGRAPHS)) == PARAGRAPHS


def test_paragraphs_trafilatura_missed_come_back() -> None:
    assert body(judged(page(), PARAGRAPHS[:3])) == PARAGRAPHS


def test_a_list_of_other_stories_it_took_goes() -> None:
    stories = ("More stories", "Bridge closed for repair", "Mayor opens new school", "Storm fells old oak")
    assert body(judged(page(), (*PARAGRAPHS, *stories))) == PARAGRAPHS


@pytest.mark.parametrize("usual", [PARAGRAPHS, PARAGRAPHS[:3], PARAGRAPHS[2:]])
def test_the_judge_that_asks_nobody_needs_no_more_than_a_part(usual: tuple[str, ...]) -> None:
    assert body(judged(page(), usual, "alone")) == PARAGRAPHS


def test_expected_f1_is_that_of_the_chances() -> None:
    chances, weights = np.array([1.0, 1.0, 0.0, 0.0]), np.array([10.0, 30.0, 20.0, 20.0])
    assert expected_f1(chances, chances > 0.5, weights) == 1.0
    # Half of what is taken is the article's, all of which is taken: precision 1/2, recall 1.
    assert expected_f1(chances, np.array([True] * 4), weights) == pytest.approx(2 / 3)
    assert expected_f1(chances, np.array([False] * 4), weights) == 0.0
    assert expected_f1(np.zeros(4), np.array([False] * 4), weights) == 0.0


def test_letters_weigh_blocks_alike_in_all_scripts() -> None:
    blocks = page_blocks(
        document_fromstring("<body><p>渡船六点开出。</p><p>The ferry left at six.</p></body>")
    )
    assert list(block_weights(blocks)) == [18.0, 17.0]


def test_a_paragraph_printed_twice_in_one_box_stays_twice() -> None:
    tree = page()
    box = tree.xpath("//div[@class='article-body']")[0]
    box.insert(1, document_fromstring(f"<p>{PARAGRAPHS[0]}</p>").xpath("//p")[0])
    assert body(judged(tree, PARAGRAPHS)) == (PARAGRAPHS[0], *PARAGRAPHS)


@pytest.mark.parametrize(
    "opener", ["<b>AUBURN, Wash. —</b>", "<span>Reedham: </span>", "<i>Summary:</i>", "要点："]
)
def test_a_line_that_introduces_a_paragraph_stays_with_it(opener: str) -> None:
    assert body(judged(opened(opener), PARAGRAPHS))[1:] == PARAGRAPHS


@pytest.mark.parametrize(
    "label",
    [
        "<b>Updated this morning</b>",
        "<a href=/more>Read also:</a>",
        "<p>Share this story:</p>",
        f"<b>{'Share this story with ' * 5}:</b>",
        f"<b>More stories:</b><ul>{MORE}</ul>",
    ],
)
def test_a_label_in_a_box_of_its_own_or_a_link_or_before_a_list_introduces_nothing(label: str) -> None:
    blocks = page_blocks(opened(label)).blocks
    assert not any(introduces(line, behind) for line, behind in pairwise(blocks))


def opened(line: str) -> HtmlElement:
    """The page with a line loose in the article's box, before the paragraphs."""
    inside = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    return document_fromstring(
        f"""<html><head><title>Ferry landing to be rebuilt</title></head><body>
        <article class="article"><h1>Ferry landing to be rebuilt</h1>
        <div class="article-body">{line}{inside}</div></article></body></html>"""
    )


ROWS = tuple(f"{place} Driver number {place} {900 - 7 * place} points" for place in range(1, 13))


def read_of(source: str, likely: tuple[str, ...]) -> tuple[str, ...]:
    """What is read where the judge finds these lines likely."""
    blocks = page_blocks(document_fromstring(f"<html><body>{source}</body></html>"))
    return likely_lines(blocks, np.array([0.9 if block.text in likely else 0.1 for block in blocks.blocks]))


def table(rows: tuple[str, ...]) -> str:
    cells = (row.split(" ", 1) for row in rows)
    return "".join(
        ("<table><tbody>", *(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells), "</tbody></table>")
    )


def test_a_table_of_data_is_read_whole_or_not_for_a_row() -> None:
    """A judge of lines took some rows of a standings table for a menu's."""
    text = f"<p>{PARAGRAPHS[0]}</p>{table(ROWS)}<p>Menu</p><p>{PARAGRAPHS[1]}</p>"
    assert read_of(text, (*PARAGRAPHS[:2], *ROWS[:5])) == (PARAGRAPHS[0], *ROWS, PARAGRAPHS[1])
    assert read_of(text, (*PARAGRAPHS[:2], ROWS[0])) == (PARAGRAPHS[0], ROWS[0], PARAGRAPHS[1])


def test_a_table_of_data_between_two_lines_of_the_text_is_text() -> None:
    """Standings above a footnote, of which the judge took the header's row alone."""
    text = f"<p>{PARAGRAPHS[0]}</p>{table(ROWS)}<p>{PARAGRAPHS[1]}</p>"
    assert read_of(text, PARAGRAPHS[:2]) == (PARAGRAPHS[0], *ROWS, PARAGRAPHS[1])
    assert read_of(text, PARAGRAPHS[:1]) == PARAGRAPHS[:1]
    linked = text.replace("<td>Driver", "<td><a href=/d>Driver").replace("points</td>", "points</a></td>")
    assert read_of(linked, PARAGRAPHS[:2]) == PARAGRAPHS[:2]
    for box in ("nav", "aside", "form", "footer", "div class=newsletter", "div class='ad banner'"):
        other = f"<{box}>{table(ROWS)}</{box.split()[0]}>"
        boxed = f"<div><p>{PARAGRAPHS[0]}</p></div>{other}<div><p>{PARAGRAPHS[1]}</p></div>"
        assert read_of(boxed, PARAGRAPHS[:2]) == PARAGRAPHS[:2]
    menu = "".join(f"<tr><td>{word}</td></tr>" for word in ("Login", "User name", "Password", "Forgotten?"))
    assert read_of(text.replace(table(ROWS), f"<table>{menu}</table>"), PARAGRAPHS[:2]) == PARAGRAPHS[:2]


def test_a_table_that_lays_the_page_out_is_none() -> None:
    cells = "".join(f"<tr><td>{line}</td></tr>" for line in (*PARAGRAPHS, *(line * 4 for line in PARAGRAPHS)))
    assert read_of(f"<table>{cells}</table>", PARAGRAPHS) == PARAGRAPHS
