"""Pages read with what other pages of their host taught; extract's own reading never changes."""

from __future__ import annotations

from newsarchive.hints import NO_HINTS, PageHints, SharedParts
from newsarchive.items import ExtractedArticle, FetchedPage, Media
from newsarchive.text.boilerplate.learning import line_key
from newsarchive.text.extraction.extract_page import extract_article
from tests.line_values import decoded_page
from tests.text.boilerplate.making import BUTTON, MASTHEAD, NOTICE, sentences

ONE, TWO, THREE = sentences(7)


def keys(*lines: str) -> frozenset[str]:
    return frozenset(key for line in lines if (key := line_key(line)))


def extracted(*lines: str, shared: SharedParts, media: Media = "html", markup: str = "") -> ExtractedArticle:
    body = "".join(f"<p>{line}</p>" for line in lines)
    text = (
        f"<html><head><title>Seven ships</title></head><body><article>{body}</article>{markup}</body></html>"
    )
    page = FetchedPage(url="https://gull.example/7", body=b"")
    hints = PageHints(shared=shared)
    text = "\n".join(lines) if media == "text" else text
    return extract_article(decoded_page(text, page, media=media, hints=hints))


def cut(article: ExtractedArticle) -> list[tuple[str, str, str]]:
    return [(block.place, block.kind, block.text) for block in article.removed if block.rule == "host_lines"]


def test_known_lines_go_from_their_ends_and_are_kept_as_evidence() -> None:
    shared = SharedParts(head=keys(MASTHEAD), tail=keys(NOTICE), inside=keys(BUTTON))
    article = extracted(MASTHEAD, ONE, BUTTON, TWO, THREE, NOTICE, shared=shared)
    assert article.paragraphs == (ONE, TWO, THREE)
    assert cut(article) == [
        ("head", "furniture", MASTHEAD),
        ("inside", "furniture", BUTTON),
        ("tail", "furniture", NOTICE),
    ]
    article = extracted("Seven ships", ONE, BUTTON, TWO, THREE, NOTICE, shared=shared, media="text")
    assert article.paragraphs == (ONE, TWO, THREE)


def test_without_hints_they_stay() -> None:
    article = extracted(ONE, TWO, THREE, NOTICE, shared=NO_HINTS.shared)
    assert article.paragraphs == (ONE, TWO, THREE, NOTICE)


def test_a_tail_line_inside_or_at_the_head_stays() -> None:
    article = extracted(NOTICE, ONE, NOTICE, TWO, THREE, shared=SharedParts(tail=keys(NOTICE)))
    assert article.paragraphs == (NOTICE, ONE, NOTICE, TWO, THREE)


def test_a_head_line_at_the_tail_stays() -> None:
    article = extracted(ONE, TWO, THREE, MASTHEAD, shared=SharedParts(head=keys(MASTHEAD)))
    assert article.paragraphs == (ONE, TWO, THREE, MASTHEAD)


def test_known_lines_and_furniture_mix() -> None:
    article = extracted(ONE, TWO, THREE, NOTICE, "+1", shared=SharedParts(tail=keys(NOTICE)))
    assert article.paragraphs == (ONE, TWO, THREE)


def test_a_page_that_says_nothing_else_keeps_what_it_says() -> None:
    shared = SharedParts(tail=keys(ONE, TWO, THREE, NOTICE))
    article = extracted("Today.", ONE, TWO, THREE, NOTICE, shared=shared)
    assert article.verdict == "article"
    assert ONE in article.paragraphs
    assert NOTICE in article.paragraphs


FARM = (
    '<div id="f"><a href="//www.lucky.example/1">lamps cheap</a> <a href="http://lucky.example">oil</a></div>'
)


def test_blocks_of_links_to_known_hosts_are_spam() -> None:
    known = SharedParts(spam_hosts=frozenset({"lucky.example"}))
    article = extracted(ONE, TWO, THREE, shared=known, markup=FARM)
    [block] = [block for block in article.removed if block.rule == "spam_host"]
    assert (block.place, block.kind, block.text) == ("tail", "seo", "lamps cheap oil")
    assert block.hosts == ("www.lucky.example", "lucky.example")
    assert not extracted(ONE, TWO, THREE, shared=NO_HINTS.shared, markup=FARM).removed


def test_a_link_in_a_sentence_or_beside_an_honest_one_is_not() -> None:
    known = SharedParts(spam_hosts=frozenset({"lucky.example"}))
    honest = FARM.replace("</div>", ' <a href="/more">more news</a></div>')
    assert not extracted(ONE, TWO, THREE, shared=known, markup=honest).removed
    inside = TWO.replace("engine", '<a href="https://lucky.example/">engine</a>')
    article = extracted(ONE, inside, THREE, shared=known)
    assert article.paragraphs == (ONE, TWO, THREE)
    assert not article.removed
