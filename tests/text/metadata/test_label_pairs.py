"""The label pairs of cards name an author under "Written by" only."""

from __future__ import annotations

from lxml.html import document_fromstring

from newsarchive.text.metadata.author_candidates import card_authors
from newsarchive.text.page.structured_data import MetaTags

PAIR = "<meta name='twitter:label{0}' content='{1}'><meta name='twitter:data{0}' content='{2}'>"


def test_only_what_stands_under_a_word_for_writing() -> None:
    pairs = PAIR.format(1, "Est. reading time", "3 minutes") + PAIR.format(2, "Written by", "Mara Quist")
    assert list(card_authors(MetaTags(document_fromstring(f"<html>{pairs}</html>")))) == ["Mara Quist"]
