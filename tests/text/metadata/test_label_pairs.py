"""The label pairs of cards name an author under "Written by" only."""

from __future__ import annotations

from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.meta_authors import card_authors
from newsarchive.text.page.structured_data import MetaTags

PAIR = "<meta name='twitter:label{0}' content='{1}'><meta name='twitter:data{0}' content='{2}'>"


def test_only_what_stands_under_a_word_for_writing() -> None:
    pairs = PAIR.format(1, "Est. reading time", "3 minutes") + PAIR.format(2, "Written by", "Mara Quist")
    assert list(card_authors(MetaTags(document_fromstring(f"<html>{pairs}</html>")))) == ["Mara Quist"]


def test_a_program_for_shared_links_states_the_author() -> None:
    text = "<p>The keeper of the upper lock retires on Friday after 31 years. Boats wait until noon.</p>" * 4
    for content, authors in (("Mara Quist", ("Mara Quist",)), ("Lock Courier", ())):
        head = (
            "<title>Lock keeper - Lock Courier</title><meta property=og:site_name content='Lock Courier'>"
            f"<meta name='shareaholic:article_author_name' content='{content}'>"
        )
        page = f"<html><head>{head}</head><body><article><h1>Lock keeper</h1>{text}</article></body></html>"
        found = run_stages(FetchedPage(url="https://lock.example/2031/keeper", body=page.encode()))
        assert found.facts.authors == authors
