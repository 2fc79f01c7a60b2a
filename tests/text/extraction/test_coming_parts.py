"""Pages whose structure says that more of their text comes, and pages that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.coming_parts import SHOWN_IN_PART, has_more_words, may_come_later

LINES = (
    "The council of Kestwick voted on Tuesday evening to reopen the tram line that closed in 1961.",
    "The line will run from the harbour to the university hospital and cost 84 million crowns.",
)
CHINESE = ("海港管理委员会第七次会议决定疏浚第三号航道，工程将于秋季风暴过后开始，预计历时四个月。",)
ASKS = "<script>fetch('/api/7').then(r => r.text()).then(t => {0}.innerHTML = t)</script>"
BY_ID = ASKS.format("document.getElementById('rest')")
BY_CLASS = ASKS.format("document.querySelector('.story-rest')")


def shows_part(below: str, lines: tuple[str, ...] = LINES, apart: str = "") -> bool:
    """Say whether a story that has this below it, in the body or outside, is told to be a beginning."""
    told = "".join(f"<p>{line}</p>" for line in lines)
    title = "Tram line of Kestwick to be reopened"
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>"
        f"<main><article><h1>{title}</h1><p class=byline>By Marian Holt, 14 November 2026</p>"
        f"<div class=body>{told}{below}</div></article>{apart}</main><footer>© Daily</footer></body></html>"
    )
    read = run_stages(FetchedPage(url="https://daily.example/news/2026/11/7", body=page.encode()))
    assert read.verdict == "article"
    assert lines[0] in read.text
    if read.facts.shows_part:
        assert may_come_later(page.encode())
        assert read.facts.text_confidence is not None
        assert read.facts.text_confidence <= SHOWN_IN_PART
    return read.facts.shows_part


@pytest.mark.parametrize(
    "below",
    [
        f"<div id=rest></div>{BY_ID}",
        f"<section id=rest><p>Loading…</p></section>{BY_ID}",
        f"<div class='x story-rest'></div>{BY_CLASS}",
        "<div id=rest></div><script>$.get('/api/7', html => $('#rest').html(html))</script>",
        "<div id=rest></div><script>new EventSource('/api/7').onmessage = e => add('#rest', e)</script>",
        f"</div><div id=rest></div>{BY_ID}<div>",
        "<div style='height:900px'></div><div hx-get=/rest/7 hx-trigger=revealed>…</div>",
        "<div data-hx-get=/rest/7 data-hx-trigger='load delay:1s'></div>",
        "<turbo-frame id=body src=/frames/7></turbo-frame>",
        "<include-fragment src=/frames/7><p>Loading…</p></include-fragment>",
        "<div data-controller=lazy data-lazy-url-value=/news/7/rest></div>",
        "<div up-defer up-href=/artikel/7/rest></div>",
        "<div class='MuiSkeleton-root'></div>",
        "<div class=lazy-text data-content-url=/frames/7></div>",
        "<div class=skeleton></div><script src=/app.js></script>",
        "<div class=skeleton-lines><span></span><span></span></div>",
        "<div aria-busy=true></div>",
        "<button hx-get=/rest/7>Read more</button>",
        "<button id=go>Weiterlesen</button><script>on('#go', () => fetch('/rest/7').then(draw))</script>",
        f"<div class=a></div><div class=b></div><div id=rest></div>{BY_ID}",
    ],
)
@pytest.mark.parametrize("lines", [LINES, LINES[:1], CHINESE])
def test_more_comes(below: str, lines: tuple[str, ...]) -> None:
    assert shows_part(below, lines)


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<div id=rest></div>",  # nobody fills it
        "<div id=rest></div><script src=/app.js></script>",
        f"<div id=comments></div>{ASKS.format('document.querySelector(`#comments`)')}",
        f"<div id=ad-slot class=skeleton></div>{BY_ID}",
        f"<div class=share-bar></div>{ASKS.format('document.querySelector(`.share-bar`)')}",
        f"<div id=related></div>{ASKS.format('document.querySelector(`#related`)')}",
        "<div id=sky></div><script>fetch('https://sky.example/now').then(r => show('#sky', r))</script>",
        "<div id=wetter></div><script>fetch('/wetter').then(a => show('#wetter', a))</script>",
        "<span id=views></span><script>fetch('/views/7').then(a => show('#views', a))</script>",
        "<div id=mehr-artikel></div><script>fetch('/mehr').then(a => show('#mehr-artikel', a))</script>",
        "<div class=box data-remote=/boxes/5></div>",
        "<div hx-get=/votes/7 hx-trigger=click></div>",
        "<div class=photo data-src=/pictures/7.jpg></div>",
        "<div class=slot data-ad-unit=/6355/news></div>",
        "<button class=clap>Clap</button><script>on('.clap', () => fetch('/claps/7'))</script>",
        "<button>Read more</button><script>clip.classList.remove('short')</script>",  # unfolds
        f"<h2>Other news</h2><p><a href=/8>Divers raise slate</a></p><div id=rest></div>{BY_ID}",
        f"<p>{'The debate lasted for almost five hours, he said. ' * 30}</p><div id=rest></div>{BY_ID}",
    ],
)
def test_nothing_comes(below: str) -> None:
    assert not shows_part(below)


def test_what_stands_outside_of_the_story() -> None:
    assert not shows_part("", apart=f"<div id=rest></div>{BY_ID}")


@pytest.mark.parametrize(
    ("stated", "text", "is_more"),
    [
        ('{"wordCount": 400}', "word " * 60, True),
        ('{"wordCount":"400"}', "word " * 60, True),
        ('{"wordCount": 110}', "word " * 60, False),  # what is told in captions, too
        ('{"wordCount": 60}', "word " * 20, False),
        ('{"wordCount": 300}', "word " * 60, False),  # characters
        ('{"wordCount": 400}', "海港管理委员会决定疏浚航道。" * 5, False),
        ("{}", "word " * 60, False),
        ('{"wordCount": 99999999999999}', "word " * 60, False),
    ],
)
def test_words_that_a_page_states(stated: str, text: str, is_more: bool) -> None:
    assert has_more_words(stated.encode(), text) is is_more


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<div id=rest>",
                    "</div>",
                    "<p>",
                    "</p>",
                    LINES[0],
                    "<br>",
                    "tail",
                    "<button>",
                    "Read more",
                ),
                *(BY_ID, "<article>", "</article>", "<turbo-frame src='//['>", "<div data-url='http://['>"),
            ]
        )
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    run_stages(FetchedPage(url="https://daily.example/7", body="".join(parts).encode()))
