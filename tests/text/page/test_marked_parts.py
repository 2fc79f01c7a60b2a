"""What software marks as body, comments, forms, teasers and paywall counts before any score."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml.html import document_fromstring, tostring

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page.marked_parts import marked_parts, without
from tests.text.extraction.site_software import (
    OTHER,
    SOFTWARE,
    WORDS,
    Post,
    Words,
    form,
    ghost,
    microdata,
    paragraphs,
    told,
    unmarked,
    wordpress_blocks,
    wordpress_classic,
)

EACH_SOFTWARE = pytest.mark.parametrize("build", SOFTWARE.values(), ids=SOFTWARE)
EACH_LANGUAGE = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
ENGLISH = WORDS["en"]


def read(html: str) -> CleanArticle:
    return run_stages(FetchedPage(url="https://post.example/ferry/", body=html.encode()))


def body_of(html: str) -> list[str]:
    article = read(html)
    assert (article.verdict, article.reason) == ("article", None)
    return article.text.split("\n")


@EACH_SOFTWARE
@EACH_LANGUAGE
@pytest.mark.parametrize("count", [1, 2])
def test_short_news_is_its_body_whatever_stands_below(
    build: Callable[[Post], str], words: Words, count: int
) -> None:
    lines = told(words, count)
    for comments in (10, 0):
        assert body_of(build(Post(words, paragraphs(*lines), comments=comments))) == list(lines)


@EACH_LANGUAGE
def test_comments_are_no_text_where_the_body_is_not_marked(words: Words) -> None:
    lines = (
        (words.one, words.two) if words.language != "zh" else (words.one, words.two, words.one[:-1] + "；")
    )
    assert body_of(unmarked(Post(words, paragraphs(*lines)))) == list(lines)


@EACH_SOFTWARE
@EACH_LANGUAGE
def test_an_empty_body_makes_no_article_of_what_surrounds_it(
    build: Callable[[Post], str], words: Words
) -> None:
    article = read(build(Post(words, "<p></p>")))
    assert article.verdict == "not_article"
    assert words.comment[-10:] not in article.text
    assert words.form not in article.text


@EACH_SOFTWARE
def test_a_film_with_a_caption_is_a_video(build: Callable[[Post], str]) -> None:
    caption = "The last boat leaves the quay on Thursday."
    film = f"<figure><video src=/v.mp4></video><figcaption>{caption}</figcaption></figure>"
    article = read(build(Post(ENGLISH, film)))
    assert (article.verdict, article.reason) == ("not_article", "video")
    told_too = read(build(Post(ENGLISH, film + paragraphs(ENGLISH.one, ENGLISH.two))))
    assert told_too.verdict == "article"
    assert ENGLISH.two in told_too.text


RELATED = (
    f'<div class="related-posts"><h2>Related</h2><p><a href="{OTHER.format(1)}">{ENGLISH.other.format(1)}</a>'
    f' {ENGLISH.comment.format(1)}</p><p><a href="{OTHER.format(2)}">{ENGLISH.other.format(2)}</a></p></div>'
)


@EACH_SOFTWARE
def test_a_box_of_other_stories_inside_of_the_body_is_none_of_it(build: Callable[[Post], str]) -> None:
    html = build(Post(ENGLISH, paragraphs(ENGLISH.one) + RELATED + paragraphs(ENGLISH.two)))
    assert body_of(html) == [ENGLISH.one, ENGLISH.two]


LONG = tuple(
    f"The {ordinal} part of the report says what the harbour office spent on the quay, on its cranes and on "
    f"the boats in that year, and how the council judged it when it met in the spring."
    for ordinal in ("first", "second", "third", "fourth", "fifth")
)


@EACH_SOFTWARE
def test_long_texts_are_read_as_before(build: Callable[[Post], str]) -> None:
    assert body_of(build(Post(ENGLISH, paragraphs(*LONG)))) == list(LONG)


def test_a_lead_above_a_short_body_stays() -> None:
    html = wordpress_blocks(Post(ENGLISH, paragraphs(ENGLISH.two)))
    html = html.replace(
        '<div class="entry-content', f'<p class="lead">{ENGLISH.one}</p><div class="entry-content'
    )
    assert body_of(html) == [ENGLISH.one, ENGLISH.two]


def _widget(outer: str, inner: str) -> str:
    comments = "".join(
        f'<div class="{inner}"><span>Nora {number}</span><p>{ENGLISH.comment.format(number)}</p></div>'
        for number in range(6)
    )
    return f"<div {outer}>{comments}</div>"


WIDGETS = {
    "Waline": _widget('class="wl-cards"', "wl-card-item"),
    "Gitalk": _widget('class="gt-comments"', "gt-comment"),
    "isso": _widget('id="isso-root"', "isso-comment"),
    "Twikoo": _widget('class="tk-comments"', "tk-comment"),
    "Artalk": _widget('class="atk-list"', "atk-comment"),
    "Staticman": _widget('class="js-comments"', "comment"),
    "Changyan": _widget('id="SOHUCS"', "reply"),
}


@pytest.mark.parametrize("widget", WIDGETS.values(), ids=WIDGETS)
def test_comments_of_services_are_neither_text_nor_authors(widget: str) -> None:
    story = f"<main><h1>{ENGLISH.title}</h1><article>{paragraphs(*told(ENGLISH, 2))}</article>{widget}</main>"
    article = read(f"<html lang=en><title>{ENGLISH.title}</title><body>{story}</body></html>")
    assert article.text.split("\n") == [*told(ENGLISH, 2)]
    assert article.facts.authors == ()


def test_neighbouring_stories_are_no_text() -> None:
    others = "".join(
        f'<a class="pagination-related" href="{OTHER.format(number)}"><b>{ENGLISH.title} {number}</b>'
        f"<p>{ENGLISH.other.format(number)}</p></a>"
        for number in (1, 2)
    )
    story = f"<main><h1>{ENGLISH.title}</h1><article>{paragraphs(*told(ENGLISH, 2))}</article>"
    html = f'{story}<nav class="pagination-post">{others}</nav></main>'
    assert body_of(f"<html lang=en><title>{ENGLISH.title}</title><body>{html}</body></html>") == [
        *told(ENGLISH, 2)
    ]


@pytest.mark.parametrize("name", ["type=related", "data-type='related-content'"])
@pytest.mark.parametrize("first", [0, 2])
def test_a_box_of_that_type_with_the_story_in_it_is_its_text(name: str, first: int) -> None:
    lines = LONG[:4]
    box = f"<div {name}>{paragraphs(*lines[first:])}<p>See <a href=/2031/quay>the quay</a></p></div>"
    text = read(
        f"<html><body><h1>{OTHER}</h1><div>{paragraphs(*lines[:first])}{box}</div></body></html>"
    ).text
    assert set(lines) <= set(text.split("\n"))
    link = "<a href=/2031/quay>Read what the report says</a>"
    linked = f"<div {name}><p>{lines[0]}</p><p>{lines[1]} {link}</p></div>"
    text = read(f"<html><body><h1>{OTHER}</h1><div>{paragraphs(*lines[2:])}{linked}</div></body></html>").text
    assert lines[0] in text


@pytest.mark.parametrize("name", ["type=related", "data-type='related-content'"])
def test_a_sentence_with_a_link_in_it_stays_in_a_box_of_that_type(name: str) -> None:
    before, after = told(ENGLISH, 2)
    said = "The <a href=/docs/report>full report on wages</a> was kept from all of the crew until Monday."
    html = f"<div><p>{before}</p><div {name}><p>{said}</p></div><p>{after}</p></div>"
    page = f"<html lang=en><title>{ENGLISH.title}</title><body><h1>{ENGLISH.title}</h1>{html}</body></html>"
    assert "was kept from all of the crew" in " ".join(body_of(page))


@pytest.mark.parametrize("name", ["type=RelatedOneNews", "data-type='related-articles'"])
def test_a_box_of_the_type_of_related_stories_is_no_text(name: str) -> None:
    other = f'<a href="{OTHER.format(1)}">{ENGLISH.title} 1</a><p>{ENGLISH.other.format(1)}</p>'
    before, after = told(ENGLISH, 2)
    html = f"<div><p>{before}</p><div {name}>{other}</div><p>{after}</p></div>"
    page = f"<html lang=en><title>{ENGLISH.title}</title><body><h1>{ENGLISH.title}</h1>{html}</body></html>"
    assert body_of(page) == [before, after]
    # What leads nowhere is a passage of the story, whatever its box is called.
    kept = page.replace(other, f"<p>{ENGLISH.other.format(1)}</p>")
    assert body_of(kept) == [before, ENGLISH.other.format(1), after]


@pytest.mark.parametrize(
    "linked", ["", '<a href="/files/act.pdf">the act</a>', '<a href="/act">what the act says</a>']
)
def test_a_passage_with_a_link_in_a_box_of_the_type_of_related_ones_stays(linked: str) -> None:
    before, after = told(ENGLISH, 2)
    passage = f"{ENGLISH.other.format(1)} {linked}".strip()
    box = f"<div class=box data-type=related><p>{passage}</p><p>{ENGLISH.other.format(2)}</p></div>"
    html = f"<div><p>{before}</p>{box}<p>{after}</p></div>"
    page = f"<html lang=en><title>{ENGLISH.title}</title><body><h1>{ENGLISH.title}</h1>{html}</body></html>"
    told_now = " ".join(body_of(page))
    assert ENGLISH.other.format(1) in told_now
    assert ENGLISH.other.format(2) in told_now


LOOKALIKES = {
    "an opinion called comment": '<div class="comment opinion kommentar">{0}</div>',
    "an article called a post card": '<div class="post-card related">{0}</div>',
    "a page in one form": "<form action=/ method=post><input type=email name=e>{0}</form>",
    "comments that hold the headline": '<div id="comments"><h1>What the council said</h1>{0}</div>',
    "a body for comments": '<div class="comment-list"><div class="entry-content">{0}</div></div>',
}


@pytest.mark.parametrize("markup", LOOKALIKES.values(), ids=LOOKALIKES)
def test_what_only_sounds_like_it_is_kept(markup: str) -> None:
    html = (
        "<html lang=en><title>What the council said</title><body>"
        + markup.format(paragraphs(*LONG))
        + "</body></html>"
    )
    if "entry-content" in markup:
        assert marked_parts(document_fromstring(html)).body == ()
        return
    assert body_of(html) == list(LONG)


def test_a_page_with_a_body_for_each_story_has_none() -> None:
    stories = "".join(
        f'<article class="hentry"><h2><a href="/{number}">{ENGLISH.title} {number}</a></h2>'
        f'<div class="entry-content">{paragraphs(ENGLISH.other.format(number))}</div></article>'
        for number in range(6)
    )
    tree = document_fromstring(f"<html><body><main>{stories}</main></body></html>")
    assert marked_parts(tree).body == ()
    article = read(f"<html lang=en><title>Harbour Post</title><body><main>{stories}</main></body></html>")
    assert article.verdict == "not_article"


@pytest.mark.parametrize("long_at", [0, 1, 2])
def test_a_long_story_among_short_ones_is_not_the_body(long_at: int) -> None:
    """A blog that lists its posts whole: its longest post is not the page's article."""
    bodies = [f"<p>The ferry of day {day} was late by an hour.</p>" for day in (1, 2)]
    bodies.insert(long_at, paragraphs(*LONG))
    posts = "".join(f"<b class=title>Post</b><div class=post-body>{body}</div>" for body in bodies)
    assert marked_parts(document_fromstring(f"<html><body>{posts}</body></html>")).body == ()


def test_a_body_set_in_parts_is_all_of_them() -> None:
    parts = "".join(
        f'<div class="entry-content">{paragraphs(line)}</div><div class=ad>Advertisement</div>'
        for line in LONG
    )
    tree = document_fromstring(
        f"<html><body><h1>{ENGLISH.title}</h1><section>{parts}</section></body></html>"
    )
    assert marked_parts(tree).lines == LONG


def test_a_password_is_asked_for_and_nothing_told() -> None:
    asked = f"<form class=post-password-form><p>{ENGLISH.form}</p><input type=password name=p></form>"
    assert read(wordpress_classic(Post(ENGLISH, asked))).verdict == "not_article"


# The elements in which a server says that the rest is withheld, one within the other.
WALLS = {
    "Ghost": ("gh-post-upgrade-cta", "gh-post-upgrade-cta-content"),
    "Paid Memberships Pro": ("pmpro", "pmpro_content_message"),
    "MemberPress": ("mp_wrapper", "mepr-unauthorized-message"),
    "Jetpack": ("wp-block-group jetpack-subscribe-paywall", "wp-block-heading"),
    "Leaky Paywall": ("leaky_paywall_message_wrap", "leaky_paywall_message"),
    "WooCommerce": ("woocommerce", "wc-memberships-restriction-message"),
}


@pytest.mark.parametrize("names", WALLS.values(), ids=WALLS)
@pytest.mark.parametrize("build", [wordpress_classic, ghost, microdata])
def test_a_text_that_stops_at_a_paywall_is_refused(
    build: Callable[[Post], str], names: tuple[str, str]
) -> None:
    """In any language, and however much is shown: a preview of five paragraphs is not the article."""
    for shown, message in (
        (0, "This post is for paying subscribers only"),
        (1, "Nur für Mitglieder"),
        (5, "会员专享"),
    ):
        wall = f'<aside class="{names[0]}"><div class="{names[1]}"><h2>{message}</h2></div></aside>'
        article = read(build(Post(ENGLISH, paragraphs(*LONG[:shown]) + wall)))
        assert (article.verdict, article.reason) == ("not_article", "paywall")
        assert ENGLISH.other[:20] not in article.text


@pytest.mark.parametrize(
    "beside",
    [
        '<aside class="gh-post-upgrade-cta"></aside>',
        '<aside class="gh-post-upgrade-cta" hidden>For paying subscribers</aside>',
        '<aside class="gh-post-upgrade-cta" style="display: none">For paying subscribers</aside>',
        '<div class="gh-cta">Sign up for our letter, it costs nothing.</div>',
    ],
)
def test_a_wall_that_is_not_up_refuses_nothing(beside: str) -> None:
    for build in SOFTWARE.values():
        assert body_of(build(Post(ENGLISH, paragraphs(*LONG) + beside)))[: len(LONG)] == list(LONG)


def test_a_wall_beside_the_body_is_not_its_own() -> None:
    html = wordpress_classic(Post(ENGLISH, paragraphs(*LONG)))
    html = html.replace("<aside id", '<div class="pmpro_content_message">Members only.</div><aside id')
    assert body_of(html) == list(LONG)


def test_cutting_leaves_the_tree_as_it_was() -> None:
    html = wordpress_classic(Post(ENGLISH, paragraphs(*LONG))).replace("</ol>", "</ol> and words behind it")
    tree = document_fromstring(html)
    before = tostring(tree)
    parts = marked_parts(tree)
    copy = without(tree, parts.others)
    assert tostring(tree) == before
    left = copy.text_content()
    assert ENGLISH.form not in left
    assert ENGLISH.comment.format(3) not in left
    assert LONG[0] in left
    assert without(copy, ()) is copy


def test_forms_of_search_stay_where_they_are() -> None:
    """They stand on every page: to copy each for them would take time and change nothing."""
    tree = document_fromstring(
        f"<html><body><form><input type=search></form>{paragraphs(*LONG)}</body></html>"
    )
    assert marked_parts(tree).others == ()
    tree = document_fromstring(f"<html><body>{form(ENGLISH, '')}{paragraphs(*LONG)}</body></html>")
    assert len(marked_parts(tree).others) == 1


def test_an_element_with_two_names_of_one_part_is_one_body() -> None:
    tree = document_fromstring(
        '<body><div class="a/Entry-Content" id="artibody" itemprop="articleBody"><p>Rain.</p></div></body>'
    )
    assert marked_parts(tree).body == (tree.find(".//div"),)


def test_a_name_that_is_two_counts_only_with_both() -> None:
    tree = document_fromstring('<div class="texte">One.</div><div class="surlignable wide texte">Two.</div>')
    assert marked_parts(tree).lines == ("Two.",)


SIGN_UP = "Every morning the news of your town: order our free newsletter, it takes no more than a minute."


STORY = tuple(
    f"The {day} ferry left the old landing at six, said the harbour office, with eleven people on board."
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
)


def with_box(inside: str) -> str:
    box = f"<div class='newsletter-signup'><p>{SIGN_UP}</p>{inside}</div>"
    story = f"{paragraphs(*STORY[:3])}{box}{paragraphs(*STORY[3:])}"
    return f"<html><body><h1>{ENGLISH.title}</h1><div>{story}</div></body></html>"


def test_a_box_that_offers_a_newsletter_is_no_part_of_the_text() -> None:
    assert read(with_box("<form><input name=mail></form>")).text.split("\n") == list(STORY)


def test_a_box_named_so_that_nobody_can_write_into_is_no_form() -> None:
    tree = document_fromstring(with_box(""))
    assert marked_parts(tree).others == ()


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ["class='license-box my-3'", "class='copyright-box'", "id='reword-out'"])
def test_terms_and_rewards_below_a_story_are_no_text(words: Words, name: str) -> None:
    terms = (
        f"<div {name}><div>https://post.example/ferry/</div><div>Author</div><div>Ada Roe</div>"
        "<div>Posted on</div><div>4 May 2031</div></div>"
    )
    head = "<title>Ferry</title><h1>Ferry</h1>"
    page = f"{head}<div class='post-content'><p>{words.one}</p>{terms}</div>"
    assert body_of(page) == [words.one]
    story = "".join(f"<p>{words.one[:-1]} ({number}).</p>" for number in range(12))
    assert len(body_of(f"{head}<div class='post-content'><div {name}>{story}</div></div>")) == 12


@EACH_LANGUAGE
@pytest.mark.parametrize("name", ["reward", "declare", "license-box", "post-reward", "copyright-box"])
def test_a_story_in_a_box_that_is_called_so_stays(words: Words, name: str) -> None:
    whole = f"<p>{words.one}</p><p>{words.two}</p>"
    head = "<title>Bell</title><main><h1>Bell stolen</h1>"
    assert body_of(f"{head}<div class='{name}'>{whole}</div></main>") == [words.one, words.two]
    box = f"<div class='reward' id='reward'><p>{words.two}</p></div>"
    part = f"{head}<article><p>{words.one}</p>{box}</article></main>"
    assert body_of(part) == [words.one, words.two]


@pytest.mark.parametrize(
    ("language", "named", "author"),
    [
        ("zh", "<li><b>作者：</b>林阿土</li>", "林阿土"),
        ("zh", "<li>本文作者：林阿土</li>", "林阿土"),
        ("en", "<li>Author</li><li>Jana Petersen</li>", "Jana Petersen"),
        ("de", "<li>Autor: Jana Petersen</li>", "Jana Petersen"),
    ],
)
def test_terms_are_told_and_name_the_author(language: str, named: str, author: str) -> None:
    words = WORDS[language]
    terms = f"<ul class='license-box'>{named}<li>https://post.example/ferry/</li></ul>"
    story = f"<p>{words.one}</p><p>{words.two}</p>"
    article = read(f"<h1>Ferry</h1><div class='post-content'>{story}{terms}</div>")
    assert article.text.split("\n") == [words.one, words.two]
    assert [author in block.text for block in article.removed if block.rule == "terms"] == [True]
    assert article.facts.authors == (author,)
