"""The table blocks are judged by."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.text.extraction import block_features
from newsarchive.text.extraction.block_features import (
    EDGE,
    NOT,
    PARTLY,
    WHOLE,
    feature_names,
    feature_table,
    membership,
    own_facts,
)
from newsarchive.text.page.page_blocks import page_blocks

LONG = "The harbour master said on Tuesday that the old ferry would be sold before the storms begin again."
PAGE = f"""<html><head><title>Ferry to be sold before winter | The Reedham Post</title>
<meta name="description" content="{LONG}"></head><body><div class="wrap"><nav><a href="/">Home</a></nav>
<article class="story"><h1>Ferry to be sold before winter</h1><p class="t">{LONG}</p>
<p class="t">“It is time,” she said, “and nobody, I think, will miss it.”</p></article>
<div class="related"><h3>Related</h3><ul><li><a href="/x">Old pier closed for repair</a></li></ul></div>
</div></body></html>"""


def column(table: np.ndarray, name: str) -> list[float]:
    return [round(float(value), 3) for value in table[:, feature_names().index(name)]]


def test_columns_have_their_names() -> None:
    tree = document_fromstring(PAGE)
    page = page_blocks(tree)
    table = feature_table(page, own_facts(tree, page), (LONG,))
    assert table.shape == (len(page.blocks), len(feature_names()))
    assert len(set(feature_names())) == len(feature_names())
    # Home, heading, two paragraphs, "Related", the linked headline.
    assert column(table, "accepted") == [0, 0, 1, 0, 0, 0]
    assert column(table, "link_share") == [1, 0, 0, 0, 0, 1]
    assert column(table, "sentence_closed") == [0, 0, 1, 1, 0, 0]
    assert column(table, "in_title") == [0, 1, 0, 0, 0, 0]
    assert column(table, "in_summary") == [0, 0, 1, 0, 0, 0]
    assert column(table, "under_article") == [0, 1, 1, 1, 0, 0]
    assert column(table, "own_related") == [0, 0, 0, 0, 0, 0]
    assert column(table, "near_related") == [0, 0, 0, 0, 1, 1]
    assert column(table, "in_main") == [0, 0, 1, 0, 0, 0]
    assert column(table, "in_top") == [0, 1, 1, 1, 0, 0]
    assert column(table, "accepted-1") == [0, 0, 0, 1, 0, 0]
    assert column(table, "chain_accepted_count") == [0, 0, 0.5, 0.5, 0, 0]


def test_membership_knows_whole_lines_parts_and_edges() -> None:
    usual = (f"{LONG} And more.", "Short line")
    squeezed = [
        text.replace(" ", "") for text in (LONG, "Short line", "line", f"{LONG[:60]} {'x' * 30}", "other")
    ]
    assert list(membership(squeezed, usual)) == [PARTLY, WHOLE, NOT, EDGE, NOT]


def test_the_search_for_parts_is_bounded() -> None:
    usual = (f"{LONG} And more.",)
    text = len(usual[0].replace(" ", "")) + 1
    squeezed = [LONG.replace(" ", "")] * (block_features.MOST_COMPARED // text + 5)
    found = membership(squeezed, usual)
    assert (found[0], found[-1]) == (PARTLY, NOT)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "li", "td", "h2", "figcaption", "a"]),
            st.text(alphabet="aé字。. ,|", max_size=60),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_the_table_is_finite_on_any_page(parts: list[tuple[str, str]]) -> None:
    tree = document_fromstring(
        f"<html><body><i>x</i>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in parts)}</body></html>"
    )
    page = page_blocks(tree)
    usual = tuple(text for _, text in parts[::2])
    assert np.isfinite(feature_table(page, own_facts(tree, page), usual)).all()
    assert np.isfinite(feature_table(page, own_facts(tree, page), ())).all()
