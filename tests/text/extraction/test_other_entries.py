"""Other stories told in full beside the page's own, a second copy of it, and what only looks like that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from newsarchive.items import DecodedPage, FetchedPage
from newsarchive.stages import decode, extract
from newsarchive.text.extraction.other_entries import other_entries
from newsarchive.text.page.page_blocks import page_blocks

URL = "https://quay.example/2026/11/pier"
TOPICS = (
    "The northern pier opens again after years of repairs, and the first ferry leaves at six in the morning.",
    "A storm took the roof of the old customs house on Tuesday, and nobody was in the building when it fell.",
    "The fishing fleet stays in port for a third week because the buyers offer less than the fuel costs.",
    "Divers found the bell of a steamer that sank in the bay in 1911, and the museum will show it in spring.",
)


def story(number: int, count: int = 3) -> list[str]:
    """Paragraphs of one story, each of its own words."""
    return [f"{TOPICS[number % 4]} Paragraph {number}.{part} tells more of it." for part in range(count)]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def post(number: int, address: str, *, linked: str = "headline") -> str:
    """An entry of a blog, which says by its headline, its date or a bookmark where it is found."""
    headline = f"Harbour report number {number}"
    link = {
        "headline": f'<h2><a href="{address}">{headline}</a></h2>',
        "date": f'<div>{headline}</div><div><a href="{address}">2026-11-0{number + 1} 08:00</a></div>',
        "bookmark": f'<div>{headline}</div><div><a rel="bookmark" href="{address}">¶</a></div>',
    }[linked]
    return f'<div class="post post-{number}">{link}{paragraphs(story(number))}</div>'


def found(
    html: str, lines: list[str], url: str = URL
) -> tuple[tuple[HtmlElement, ...], tuple[HtmlElement, ...]]:
    tree = document_fromstring(f"<html><head><title>Quay</title></head><body>{html}</body></html>")
    entries = other_entries(tree, url, page_blocks(tree), lines)
    return entries.stories, entries.copies


def all_stories(count: int) -> list[str]:
    return [line for number in range(count) for line in story(number)]


@pytest.mark.parametrize("linked", ["headline", "date", "bookmark"])
def test_of_a_blogs_posts_the_first_is_the_pages(linked: str) -> None:
    html = "".join(post(number, f"/posts/{number}", linked=linked) for number in range(3))
    stories, copies = found(html, all_stories(3))
    assert [box.get("class") for box in stories] == ["post post-1", "post post-2"]
    assert copies == ()


def test_the_post_with_the_pages_own_address_is_its_story() -> None:
    html = "".join(post(number, f"/posts/{number}") for number in range(3))
    stories, _ = found(html, all_stories(3), "https://quay.example/posts/1")
    assert [box.get("class") for box in stories] == ["post post-0", "post post-2"]


def test_related_stories_told_in_full_are_not_this_one() -> None:
    related = "".join(post(number, f"/posts/{number}") for number in (1, 2))
    html = f"<h1>Pier opens</h1><div>{paragraphs(story(0))}</div><div class='related-posts'>{related}</div>"
    stories, _ = found(html, all_stories(3))
    assert [box.get("class") for box in stories] == ["post post-1", "post post-2"]


def test_a_list_below_a_headline_is_the_article() -> None:
    """Ten places to eat, each with a page of its own: the list is what the page is about."""
    html = "<h1>Ten places to eat</h1>" + "".join(post(number, f"/places/{number}") for number in range(4))
    assert found(html, all_stories(4)) == ((), ())


def test_a_list_below_a_line_of_the_title_is_the_article() -> None:
    entries = "".join(post(number, f"/places/{number}") for number in range(4))
    headline = "Ten places to eat at the quay"
    tree = document_fromstring(f"<title>{headline} | Courant</title><h3>{headline}</h3>{entries}")
    assert not other_entries(tree, URL, page_blocks(tree), all_stories(4)).all


def test_entries_of_a_live_blog_are_the_article() -> None:
    """They lead to parts of the page itself, or to the page with something asked of it."""
    for address in ("#entry-{}", "?entry={}", f"{URL}?entry={{}}#entry"):
        html = "".join(post(number, address.format(number), linked="date") for number in range(4))
        assert found(html, all_stories(4)) == ((), ())


def test_chapters_that_link_to_other_pages_are_the_article() -> None:
    """A link in the middle of a chapter says nothing of where that is found."""
    html = "".join(
        f'<div class="chapter">{paragraphs(story(number))}'
        f'<p>More on this in <a href="/posts/{number}">what we wrote in March</a>, and elsewhere.</p></div>'
        for number in range(3)
    )
    assert found(html, all_stories(3)) == ((), ())


def test_collapsed_chapters_named_after_their_button_are_the_article() -> None:
    html = "<h1>Pier opens</h1>" + "".join(
        f'<div class="read-more"><h2>Part {number} of the story</h2>{paragraphs(story(number))}</div>'
        for number in range(3)
    )
    assert found(html, all_stories(3)) == ((), ())


def test_where_all_is_related_nothing_is_left_out() -> None:
    """Then the name means something else: the reading would be empty."""
    related = "".join(post(number, f"/posts/{number}") for number in range(2))
    html = f"<h1>Pier opens</h1><section class='related-posts'>{related}</section>"
    assert found(html, all_stories(2)) == ((), ())


def test_a_second_copy_of_the_text_is_left_out() -> None:
    text = paragraphs(story(0, 4))
    html = f"<div class='wide'>{text}</div><div class='narrow'><h2>For small screens</h2>{text}</div>"
    stories, copies = found(html, story(0, 4))
    assert stories == ()
    assert [box.get("class") for box in copies] == ["narrow"]


def test_a_refrain_is_no_copy() -> None:
    verse, refrain = story(0), story(1, 2)
    html = "".join(f"<div>{paragraphs(part)}</div>" for part in (verse, refrain, story(2), refrain))
    assert found(html, [*verse, *refrain, *story(2)]) == ((), ())


def test_a_copy_with_more_in_it_is_no_copy() -> None:
    """What nearly only repeats may go; an interview that quotes an earlier text says more."""
    html = f"<div>{paragraphs(story(0))}</div><div>{paragraphs([*story(0), *story(1)])}</div>"
    assert found(html, [*story(0), *story(1)]) == ((), ())


OWN = f"<article><h1>Quay of Reedham reopens</h1><p>3 November 2026</p>{paragraphs(story(0, 1))}</article>"
BYLINES = (
    "<p>By Nora Blythe, 2 November 2026</p>",
    "<div><span>Nora Blythe</span> <time datetime=2026-11-02>2.11.2026</time></div>",
    "<p>记者 何文博 2026年11月2日</p>",
)


def titled(html: str, lines: list[str]) -> tuple[HtmlElement, ...]:
    """The stories that are found on the page of `OWN`."""
    tree = document_fromstring(f"<title>Quay of Reedham reopens - Bay Post</title><body>{html}</body>")
    return other_entries(tree, URL, page_blocks(tree), lines).stories


@pytest.mark.parametrize("byline", BYLINES)
@pytest.mark.parametrize(
    "headline", ["<h1>A roof falls in the storm</h1>", "<h2><a href=/2026/11/roof>A roof falls</a></h2>"]
)
@pytest.mark.parametrize("tag", ["article", "div"])
def test_the_next_story_below_the_pages_own_is_another(tag: str, headline: str, byline: str) -> None:
    following = f"<{tag} class=next>{headline}{byline}{paragraphs(story(1))}</{tag}>"
    for lines in (story(0, 1) + story(1), story(1)):
        stories = titled(f"<main>{OWN}</main>{following}<p>All rights reserved.</p>", lines)
        assert [box.get("class") for box in stories] == ["next"]


@pytest.mark.parametrize(
    "below",
    [
        f"<section><h2>What happens now</h2>{paragraphs(story(1))}</section>",
        f"<section><h2>Work begins in spring</h2>{paragraphs(story(1))}<p>2 November 2026</p></section>",
        "".join(
            f"<div><h2>The wind turns north</h2><p>3 November 2026, {at}:00</p>{paragraphs(story(1))}</div>"
            for at in range(10, 15)
        ),
    ],
    ids=["a part", "a part with a day at its end", "entries of a live blog"],
)
def test_parts_below_the_box_of_the_headline_are_the_story(below: str) -> None:
    assert titled(f"<main>{OWN}{below}</main>", story(0, 1) + story(1)) == ()


def test_where_no_box_is_the_article_what_stands_outside_of_the_main_one_is_another_story() -> None:
    own = OWN.replace("article>", "div>")
    headline = '<a href="/news/roof">A roof falls in the storm</a>'
    following = f"<div class=next><h2>{headline}</h2>{BYLINES[0]}{paragraphs(story(1))}</div>"
    lines = story(0, 1) + story(1)
    assert [box.get("class") for box in titled(f"<main>{own}</main>{following}", lines)] == ["next"]
    assert titled(f"<main>{own}{following}</main>", lines) == ()


def test_entries_of_a_live_blog_below_its_first_article_are_the_story() -> None:
    """Their headlines lead nowhere, and are no page's own."""
    told = paragraphs(story(1))
    entries = "".join(
        f"<article><h2>What was said at {hour}</h2><time>3 November 2026 {hour}</time>{told}</article>"
        for hour in ("10:00", "11:30")
    )
    assert titled(f"<main>{OWN}{entries}</main>", story(0, 1) + story(1)) == ()


def test_a_teaser_of_the_next_story_is_none() -> None:
    teaser = f"<div><h2>A roof falls in the storm</h2>{BYLINES[0]}{paragraphs(story(1, 1))}</div>"
    assert titled(f"<main>{OWN}</main>{teaser}", story(0, 1) + story(1, 1)) == ()


def test_dated_parts_inside_of_the_article_are_the_story() -> None:
    part = f"<section><h2>What the council said</h2><p>2 November 2026</p>{paragraphs(story(1))}</section>"
    assert titled(OWN.replace("</article>", f"{part}</article>"), story(0, 1) + story(1)) == ()


def test_a_headline_without_a_sentence_below_it_is_no_story_of_its_own() -> None:
    head = "<article><h1>Quay of Reedham reopens</h1><p>3 November 2026</p></article>"
    part = f"<div><h2>The council has its say</h2><p>2 November 2026</p>{paragraphs(story(1))}</div>"
    assert titled(head + part, story(1)) == ()


def read(html: str) -> DecodedPage:
    return decode(FetchedPage(url=URL, body=html.encode()))


def test_what_was_left_out_is_told() -> None:
    others = "".join(post(number, f"/posts/{number}") for number in (1, 2))
    text = paragraphs(story(0, 6))
    page = read(
        f"<html lang=en><head><title>Pier opens again</title></head><body><main><h1>Pier opens again</h1>"
        f"<div class='text'>{text}</div><div class='similar'>{others}</div></main></body></html>"
    )
    article = extract(page)
    assert article.paragraphs == tuple(story(0, 6))
    told = [block.text for block in article.removed if block.rule == "other_story"]
    assert [line for text in told for line in text.split("\n") if line in all_stories(3)] in (
        [],  # the judges did not take them for text
        [*story(1), *story(2)],
    )


def test_a_copy_with_a_paragraph_of_its_own_is_none() -> None:
    """Of fifteen paragraphs fourteen stand further up; the last would be lost with them."""
    line = "tells at length of the northern pier, of its owners and of its long and costly repairs."
    told = paragraphs([f"Paragraph {number} {line}" for number in range(14)])
    for more, is_copy in (("", True), ("<p>2 November 2026</p>", True), (f"<p>{TOPICS[0]}</p>", False)):
        html = f"<html><body><div>{told}</div><div id=again>{told}{more}</div></body></html>"
        tree = document_fromstring(html)
        page = page_blocks(tree)
        found = other_entries(tree, URL, page, [block.text for block in page.blocks]).copies
        assert [box.get("id") for box in found] == (["again"] if is_copy else []), more


@given(
    st.recursive(
        st.sampled_from(
            [*TOPICS, '<a href="/a/1">Harbour report</a>', '<a href="/a/2">2026-11-02</a>', "<h1>Pier</h1>"]
        ),
        lambda inner: st.lists(inner, max_size=4).flatmap(
            lambda parts: st.sampled_from(["div", "li", "article class=related"]).map(
                lambda tag: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"
            )
        ),
        max_leaves=24,
    ),
    st.sampled_from(["", URL, "not an address", "http://["]),
)
def test_no_page_makes_it_fail_and_copies_never_hold_the_first(html: str, url: str) -> None:
    tree = document_fromstring(f"<html><body>{html}</body></html>")
    page = page_blocks(tree)
    lines = [block.text for block in page.blocks]
    entries = other_entries(tree, url, page, lines)
    for box in entries.copies:
        inside = {text for text in box.itertext() if text in TOPICS}
        before = [text for text in tree.itertext() if text in TOPICS]
        assert all(before.count(text) > 1 for text in inside)
