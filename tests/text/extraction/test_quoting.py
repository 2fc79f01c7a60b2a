"""Quotation marks that browsers add, and those a page has set itself."""

from __future__ import annotations

import pytest

from newsarchive.text.page.bounded_parse import parse_html


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<p>She said: <q>No.</q> He left.", "She said: “No.” He left."),
        ("<p><q>No, <q>never</q>, <q>ever <q>again</q></q>.</q>", "“No, ‘never’, ‘ever “again”’.”"),
        ("<p><q><b>No</b></q>", "“No”"),
        ("<p><q> No <b>way</b> </q>", "“No way”"),
        ("<p lang=de><q>Nein, <q>nie</q></q>", "„Nein, ‚nie‘“"),
        ("<p lang=fr-CA>Il dit <q lang=en>No</q>", "Il dit «No»"),  # marks are those of the text around
        ("<p lang=ja><q>橋</q>", "「橋」"),
        ("<p lang=zh-Hans><q>桥</q>", "“桥”"),
        ("<p>“<q>No</q>”", "“No”"),
        ("<p><q>«No»</q>", "«No»"),
        ("<p>a<q></q>b<q> </q>", "ab "),
    ],
)
def test_marks(source: str, read: str) -> None:
    tree = parse_html(source)
    assert not isinstance(tree, str)
    assert tree.text_content() == read
