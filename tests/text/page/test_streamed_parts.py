"""What React streams behind a page stands where its script puts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from newsarchive.lifecycle import NotArticle
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_lines import page_lines
from tests.text.extraction.test_hidden_parts import STORIES, extracted, paragraphs

PLACE = '<!--$?--><template id="B:0"></template><i>Loading the story, please wait</i><!--/$-->'
CALL = '<script>$RC("B:0","S:0")</script>'
# As react-dom/server 18.3 and 19.2 write a page with parts in parts and a row of a table (run
# 2026-11-29), the bodies of their functions left out.
RENDERED = """<main><article><h1>New bridge opens</h1><div>
<!--$?--><template id="B:0"></template><b>Loading</b><!--/$-->
<!--$?--><template id="B:1"></template><i>table loads</i><!--/$--></div></article></main>
<div hidden id="S:0"><p>The bridge opened.</p><!--$?--><template id="B:2"></template><p>More</p><!--/$-->
</div>
<script>$RC=function(a,b){};$RC("B:0","S:0")</script>
<div hidden id="S:1"><table><tbody><!--$?--><template id="B:3"></template><tr><td>wait</td></tr><!--/$-->
</tbody></table></div><script>$RC("B:1","S:1")</script>
<div hidden id="S:2">The <em>mayor</em> thanked all. <template id="P:4"></template></div>
<script>$RR("B:2","S:2",[])</script>
<table hidden><tbody id="S:3"><tr><td>Length</td><td>240 metres</td></tr></tbody></table>
<script>$RC("B:3","S:3")</script><div hidden id="S:4"><p>It cost millions.</p></div>
<script>$RS("S:4","P:4")</script>"""


def parsed(body: str) -> HtmlElement:
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert not isinstance(tree, str)
    return tree


def shown(tree: HtmlElement) -> str:
    """What stands in the article, skeletons left out."""
    (article,) = tree.iter("article")
    for skeleton in article.xpath(".//*[@hidden]"):
        skeleton.drop_tree()
    return " ".join("|".join(article.itertext()).replace("|", " ").split())


def test_parts_in_parts_stand_in_their_places() -> None:
    assert shown(parsed(RENDERED)) == (
        "New bridge opens The bridge opened. The mayor thanked all. It cost millions. Length 240 metres"
    )


@pytest.mark.parametrize("language", sorted(STORIES))
def test_a_streamed_story_is_the_article(language: str) -> None:
    story, _ = STORIES[language]
    body = f"<main><article><h1>A</h1><div class=article-body>{PLACE}</div></article></main>"
    article = extracted(f"{body}<div hidden id='S:0'>{paragraphs(story)}</div>{CALL}")
    assert (article.verdict, article.text.split("\n")) == ("article", list(story))


@pytest.mark.parametrize(
    "body",
    [
        f"{PLACE}<div hidden id='S:0'>The ferry.</div>",
        f"{PLACE}<div hidden id='S:0'>The ferry.</div><script>$RC('B:1','S:0')</script>",
        f"<div id='B:0'></div><div hidden id='S:0'>The ferry.</div>{CALL}",
        f"<div hidden id='S:0'>The ferry.{PLACE}</div>{CALL}",
        f"<template id='S:0'>The ferry.</template>{CALL}",
        "<script>$RC('S:0','S:0')</script><template hidden id='S:0'>The ferry.</template>",
    ],
)
def test_what_no_call_places_stays(body: str) -> None:
    (box,) = parsed(body).xpath("//*[@id='S:0']")
    assert box.text == "The ferry."


def test_a_part_that_nothing_ends_loses_nothing() -> None:
    body = f"<!--$?--><template id='B:0'></template><p>a</p><p>b</p><div hidden id='S:0'><p>c</p></div>{CALL}"
    assert page_lines(parsed(body)) == ("c", "a", "b")


def test_parts_that_nest_too_deep_are_refused() -> None:
    """Each is shallow, but they stand in one another."""
    parts = "".join(
        f'<div hidden id="S:{one}"><p><b><!--$?--><template id="B:{one + 1}"></template><!--/$--></b></p>'
        f'</div><script>$RC("B:{one}","S:{one}")</script>'
        for one in range(200)
    )
    assert parse_html(f"<html><body>{PLACE}{parts}</body></html>") is NotArticle.TOO_DEEP


def test_a_skeleton_stays_hidden() -> None:
    tree = parsed(f"<p>a</p>{PLACE}<p>b</p><div hidden id='S:0'><p>c</p></div>{CALL}")
    (skeleton,) = tree.xpath("//*[@hidden]")
    assert skeleton.text_content() == "Loading the story, please wait"
    assert skeleton.getprevious().text == "c"


@given(
    st.lists(
        st.sampled_from(
            [
                *("<div hidden id='S:0'>", "<div hidden id='S:1'>", "</div>", "<p>", "<table>", "x"),
                *("<template id='B:0'>", "<template id='P:1'>", "</template>", "<!--$?-->", "<!--/$-->"),
                *("<script>$RC('B:0','S:0')</script>", "<script>$RS('S:1','P:1')</script>", "<!--$-->"),
            ]
        ),
        max_size=40,
    )
)
def test_nothing_is_lost_whatever_the_order(parts: list[str]) -> None:
    body = "".join(parts)
    plain = parsed(body.replace("$R", "$"))
    assert parsed(body).text_content().count("x") == plain.text_content().count("x")
    assert parsed(body).xpath("boolean(.//comment())") is False
