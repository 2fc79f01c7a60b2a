"""Who wrote it, by markup first and by the lines around the text where markup does not convince."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.author_candidates import (
    LISTED_STATEMENT,
    SHOWN_FROM,
    STATED_ONCE,
    Credit,
    author_claims,
)
from newsarchive.text.metadata.authors import (
    Article,
    Named,
    likely_authors,
    marked_han_names,
    marked_names,
    only_stated,
    shown_names,
    sure_authors,
)
from newsarchive.text.metadata.known_names import in_spoken_order
from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.page_facts import home_names, read_markup
from newsarchive.text.metadata.printed_bylines import printed_names
from newsarchive.text.page.structured_data import MetaTags, article_nodes

TEXT = (
    "The ferry line across the bay reopens on Monday after eleven months of repairs, the harbour office said."
)
MARA, JON = '{"@type": "Person", "name": "Mara Quist"}', '{"@type": "Person", "name": "Jon Bell"}'
ARTICLE = Article(TEXT, ("ferry", "Ada Roe"))
OUTLETS = ("The Bay Courier", "baycourier")


def marked(page: str) -> tuple[Named, ...]:
    return credits_of(page)[0]


def credits_of(page: str) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    tree = document_fromstring(f"<html>{page}<p>{TEXT}</p></html>")
    return marked_names(claims(tree), OUTLETS, ARTICLE)


def claims(tree: HtmlElement) -> Iterator[Credit]:
    return author_claims(page_elements(tree, TEXT), MetaTags(tree), article_nodes(tree))


def ld(author: str) -> str:
    node = f'{{"@type": "NewsArticle", "headline": "Ferry", "author": {author}}}'
    return f"<script type='application/ld+json'>{node}</script>"


def card(label: str) -> str:
    return f"<meta name='twitter:label2' content='{label}'><meta name='twitter:data2' content='Mara Quist'>"


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        (ld(MARA), ("Mara Quist",)),
        (ld(f"[{MARA}, {JON}]"), ("Mara Quist", "Jon Bell")),
        (ld('{"@type": "Organization", "name": "The Bay Courier"}'), ()),
        (ld('{"@type": "Person", "name": "Reuters"}'), ()),
        (ld('{"@type": "Person", "name": "admin"}'), ()),
        # Of whom markup says that it is an organisation some are people, by their names.
        (ld('{"@type": "Organization", "name": "Tarn Bank"}'), ()),
        (ld('{"@type": "Organization", "name": "Polizeipräsidium Neuhafen"}'), ()),
        ("<meta name='author' content='European River Authority'>", ()),
        ("<meta name='author' content='Ada Rose Bank'>", ("Ada Rose Bank",)),
        ("<meta name='author' content='Bo Sejr Bank'>", ("Bo Sejr Bank",)),
        ("<meta name='author' content='A. J. Parish'>", ("A. J. Parish",)),
        (ld('{"@type": "Organization", "name": "Ville Mäkinen"}'), ("Ville Mäkinen",)),
        ("<meta name='author' content='Mara Quist'>", ("Mara Quist",)),
        ("<meta name='author' content='The Bay Courier'>", ()),
        (
            "<div class='byline'>By <a href='/author/mara-quist' rel='author'>Mara Quist</a></div>",
            ("Mara Quist",),
        ),
        ("<div class='byline'>By The Bay Courier Staff</div>", ()),
        (  # a surname in an element of its own
            (
                "<p class='byline'>By <a rel='author' href='/author/mq'><span class='firstname'>Mara</span>"
                "<span class='lastname'>Quist</span></a></p>"
            ),
            ("Mara Quist",),
        ),
        (  # a part of the house is no person
            "<p class='author'>von <a href='/autor/mq'>Mara Quist, BAYCOURIER NORTH</a></p>",
            ("Mara Quist",),
        ),
        ("<aside class='post-author'>By Mara Quist</aside>", ("Mara Quist",)),
        *(  # what is told of her, and what she was awarded
            (f"<div class='author-box'><h4>Mara Quist</h4>{told}</div>", ("Mara Quist",))
            for told in (
                "<p>Marlow Bay, Oregon. Writes about rivers, towns and people.</p>",
                "<p>Poet, translator and editor. Her last book is River Wall.</p>",
                "<p>En Valdemora, donde nació, dirige una pequeña editorial.</p>",
                "<div class='badge-text'>Flood Medal</div>",
            )
        ),
        ("<div class='byline'><span>4 May</span><p>By Mara Quist, who rows here.</p></div>", ("Mara Quist",)),
        *(  # a name may be drawn as a badge
            (
                f"<div class=meta><span class=badge>News</span> <span class='{made}'>Mara Quist</span></div>",
                ("Mara Quist",),
            )
            for made in ("badge author-name", "author-badge")
        ),
        (
            "<div class=author><span>Mara Quist</span> <span class=author-badge>Lv12</span></div>",
            ("Mara Quist",),
        ),
        ("<div id='links_impact_report'>Harbour Report</div>", ()),
        (  # whom the story is about
            (
                "<div itemscope itemtype='http://schema.org/Person'><p class='person' itemprop='name'>"
                "Mara Quist</p><p itemprop='jobTitle'>Harbour master</p></div>"
            ),
            (),
        ),
        ("<meta name='twitter:misc:Written by' content='Mara Quist'>", ("Mara Quist",)),
        (
            card("Written by"),
            ("Mara Quist",),
        ),
        (
            card("Filed in"),
            (),
        ),
    ],
)
def test_markup(page: str, authors: tuple[str, ...]) -> None:
    assert sure_authors(marked(page)) == authors


@pytest.mark.parametrize(
    ("page", "bodies"),
    [
        (ld(f'[{MARA}, {{"@type": "Organization", "name": "Harbour Radio One"}}]'), ("Harbour Radio One",)),
        (ld('{"@type": "Organization", "name": "Tarn Bank"}'), ("Tarn Bank",)),
        ("<meta name='author' content='European River Authority'>", ("European River Authority",)),
        ("<meta name='author' content='AFP, Mara Quist'>", ("AFP",)),
        ("<meta name='author' content='The Bay Courier'>", ("The Bay Courier",)),
        ("<div class='byline'>By The Bay Courier Staff</div>", ("The Bay Courier Staff",)),
        ("<div class='byline'>By Mara Quist</div>", ()),
        ("<aside class='related'><span class='author'>Reuters</span></aside>", ()),
        ("<div class='caption'><span class='credit'>Reuters</span></div>", ()),
        ("<div class='author'>Sign in</div><div class='author'>Share</div>", ()),
    ],
)
def test_organisations_are_kept_apart(page: str, bodies: tuple[str, ...]) -> None:
    names, found = credits_of(page)
    assert found == bodies
    assert not {*sure_authors(names)} & set(bodies)


@pytest.mark.parametrize(
    "word", ["Published: 28 Apr", "In Person Classes", "Sign in", "Nächster Artikel", "Share"]
)
def test_menu_words_are_no_names(word: str) -> None:
    assert marked(f"<div class='byline'>{word}</div>") == ()


def test_a_single_word_becomes_the_whole_name_of_the_lines() -> None:
    first, whole = Named("Mara", 0.9, frozenset({1})), Named("Mara Quist", 0.1, frozenset({1001}))
    assert sure_authors((first,)) == ()
    assert likely_authors((first,), (whole,)) == ("Mara Quist",)
    assert likely_authors((first,), ()) == ("Mara",)


def test_where_a_desk_signs_lines_must_convince() -> None:
    line = Named("Mara Quist", 0.4, frozenset({1001}))
    assert likely_authors((), (line,)) == ("Mara Quist",)
    assert likely_authors((), (line,), by_desk=True) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Edited by: Jon Bell", ()),
        ("Fact-checked by Jon Bell", ()),
        ("Powered by Bay Weather", ()),
        ("Design by Bay Themes", ()),
        ("Music by Jon Bell", ()),
        ("Speech by Jon Bell", ("Jon Bell",)),
        ("Translated by Jon Bell", ()),
        ("By Mara Quist", ("Mara Quist",)),
        ("Written by Mara Quist | Edited by Jon Bell", ("Mara Quist",)),
        ("Edited by Jon Bell | Written by Mara Quist", ("Mara Quist",)),
    ],
)
def test_who_had_another_part_is_no_author(line: str, names: tuple[str, ...]) -> None:
    found, _ = shown_names((line,), (), OUTLETS, ARTICLE, (line,))
    assert likely_authors((), found) == names


@pytest.mark.parametrize("part", ["Reviewed by", "Edited by:", "Fact-checked by"])
def test_a_link_behind_another_part_names_no_author(part: str) -> None:
    jon = "<a href='/author/jon' rel='author'>Jon Bell</a>"
    page = f"<div class='byline'>By <a href='/author/mq' rel='author'>Mara Quist</a>. {part} {jon}</div>"
    assert sure_authors(marked(page)) == ("Mara Quist",)


@pytest.mark.parametrize("name", ["Preetam Jinka", "Nguzo Tembwe", "Mara Quist"])
def test_a_line_that_is_only_a_byline_is_believed(name: str) -> None:
    above = (f"By {name}", "Chief Architect", "Share", "Harbour", "Weather Desk Map")
    found, _ = shown_names(above, (), OUTLETS, ARTICLE, above)
    assert likely_authors((), found) == (name,)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Paul Roe", ("Paul Roe",)),
        ("By: Paul Roe", ("Paul Roe",)),
        ("Von Paul Roe und Maria Bell", ("Paul Roe", "Maria Bell")),
        ("By Paul Roe, who sailed with the first boat", ()),
        ("By Night Boat", ()),
        ("Von Hafen Zu Hafen", ()),
        ("By the pier", ()),
        ("Paul Roe", ()),
        ("Edited by Paul Roe", ()),
    ],
)
def test_printed_names(line: str, names: tuple[str, ...]) -> None:
    assert printed_names(("Harbour", line)) == names


def test_only_stated() -> None:
    stated, shown = (
        Named("Ada Roe", 0.9, frozenset({STATED_ONCE})),
        Named("Jon Bell", 0.9, frozenset({STATED_ONCE, SHOWN_FROM + 4})),
    )
    assert only_stated((stated, shown), ("Ada Roe",))
    assert not only_stated((stated, shown), ("Ada Roe", "Jon Bell"))


def test_comments_name_no_author() -> None:
    page = "<div id='comments'><div class='comment'><cite class='author vcard'>Jon Bell</cite></div></div>"
    assert marked(page) == ()


def test_who_bears_the_name_of_the_site_is_an_author() -> None:
    tree = document_fromstring(f"<html>{ld(MARA)}<p>{TEXT}</p></html>")
    names, _ = marked_names(claims(tree), ("Mara Quist",), ARTICLE)
    assert sure_authors(names) == ("Mara Quist",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Mara Quist", ("Mara Quist",)),
        ("By Mara Quist and Jon Bell", ("Mara Quist", "Jon Bell")),
        ("Von Mara Quist", ("Mara Quist",)),
        ("von Mara Quist", ("Mara Quist",)),
        ("Автор: Вера Лугова", ("Вера Лугова",)),
        ("Photo: Mara Quist", ()),
        ("By Mara Quist By Mara Quist", ("Mara Quist",)),
        ("By Mara Quist By Mara Quist May 15 Follow @mquist", ("Mara Quist",)),
        ("Von Mara QuistVon Mara Quist", ("Mara Quist",)),
        ("By Mara Quist May 15", ("Mara Quist",)),
        ("BY MARA QUIST MAY 15", ("MARA QUIST",)),
        ("Door Mara Quist en Jon Bell", ("Mara Quist", "Jon Bell")),
        ("Автор: Вера Лугова і Анна Лугова", ("Вера Лугова", "Анна Лугова")),
        ("By Mara Quist Sept. 15 at 4:20 PM", ("Mara Quist",)),
        ("By Mara May 3 hours ago", ("Mara May",)),
        ("By Mara Martin 3 hours ago", ("Mara Martin",)),
        ("By Mara Martinez 5 min read", ("Mara Martinez",)),
        ("Von Mara Mayer 04.05.2031", ("Mara Mayer",)),
        ("By Mara May", ("Mara May",)),
        ("By Niels By Madsen", ("Niels By Madsen",)),
        ("By Mara Quist/Reuters", ("Mara Quist",)),
        ("By Mara Quist, Reuters", ("Mara Quist",)),
        ("By Mara Quist/Reuters | 4 May 2031", ("Mara Quist",)),
        ("By Mara Quist/Washington Post", ("Mara Quist",)),
        ("By Mara Quist/ Paris Match", ("Mara Quist",)),
        ("By Tower Bridge, crowds gather on Monday. REUTERS/Jon Bell", ()),
        ("Mara Quist/Reuters", ()),
        ("Photo by Mara Quist/Reuters", ()),
        ("By The Bay Courier", ()),
        ("More From Our Readers", ()),
        ("by the end of the year the pier will be ready for the ferry again", ()),
    ],
)
def test_lines_above_the_text(line: str, authors: tuple[str, ...]) -> None:
    assert likely_authors((), shown_names(["Ferry line reopens", line], [], OUTLETS, ARTICLE)[0]) == authors


def test_an_agency_signs_above_the_text() -> None:
    assert shown_names(["Ferry line reopens", "By Reuters"], [], OUTLETS, ARTICLE)[1] == ("Reuters",)
    assert shown_names(["Ferry line reopens", "By Mara Quist, AFP"], [], OUTLETS, ARTICLE)[1] == ("AFP",)


def test_a_tag_is_less_likely_an_author() -> None:
    lines = ["Ada Roe", "Read more"]
    (tag,), (name,) = (shown_names(lines, [], (), article)[0] for article in (ARTICLE, Article(TEXT)))
    assert tag.likelihood < name.likelihood


def test_two_doubtful_witnesses_agree() -> None:
    marked_name, line_name = (
        Named("Mara Quist", 0.3, frozenset({1})),
        Named("mara quist", 0.3, frozenset({1001})),
    )
    assert likely_authors((marked_name,), ()) == likely_authors((), (line_name,)) == ()
    assert likely_authors((marked_name,), (line_name,)) == ("Mara Quist",)


def test_who_is_listed_in_json_ld_with_an_author_needs_little_more() -> None:
    first, second = (
        Named("Mara Quist", 0.9, frozenset({LISTED_STATEMENT})),
        Named("Jon Bell", 0.2, frozenset({LISTED_STATEMENT})),
    )
    assert sure_authors((first, second)) == ("Mara Quist", "Jon Bell")
    assert sure_authors((first, Named("Jon Bell", 0.2, frozenset({STATED_ONCE})))) == ("Mara Quist",)


def test_a_picture_credit_is_less_likely_an_author() -> None:
    credit = "<div class='{}'><span class='credit'>Jon Bell</span></div>"
    (pictured,), (plain,) = (marked(credit.format(name)) for name in ("caption", "info"))
    assert pictured.likelihood < plain.likelihood


def test_who_is_named_with_an_author_is_one() -> None:
    first, second = Named("Mara Quist", 0.9, frozenset({1})), Named("Jon Bell", 0.35, frozenset({1}))
    assert sure_authors((first, second)) == ("Mara Quist", "Jon Bell")
    assert sure_authors((first, Named("Jon Bell", 0.35, frozenset({2})))) == ("Mara Quist",)


@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=200))
def test_any_lines_are_read(lines: list[str], text: str) -> None:
    names, _ = shown_names(lines, lines, OUTLETS, Article(text))
    for one in names:
        assert 0 <= one.likelihood <= 1
        assert one.name.strip()


def test_a_blog_that_bears_its_writers_name_has_an_author() -> None:
    writer = ld('{"@type": "Person", "name": "林晓"}')
    tree = document_fromstring(f"<html>{writer}<p>{TEXT}</p></html>")
    names, bodies = marked_names(claims(tree), ("林晓",), ARTICLE)
    assert (sure_authors(names), bodies) == (("林晓",), ())


def test_chinese_names_in_marked_elements_are_kept_for_chinese_pages() -> None:
    names = marked("<ul><li class='author'><a href='/author/1'>林晓</a></li></ul>")
    assert marked_han_names(names) == ("林晓",)
    assert marked_han_names(marked("<ul><li class='author'><a href='/author/1'>文旅</a></li></ul>")) == ()


def test_a_link_to_its_writer_names_one_without_a_space() -> None:
    assert marked_han_names(
        marked("<h1>x</h1><span><a href='/author/lin.html'>林晓</a> | 2024-02-14</span>")
    ) == ("林晓",)


@pytest.mark.parametrize("name", ["김민준", "佐藤健一", "มาลี ศรีสุข"])
def test_a_name_that_the_lists_cannot_know_is_believed_where_it_is_marked(name: str) -> None:
    assert likely_authors(
        marked(f"<ul><li id='author'><i></i> <a href='author/1.html'>{name}</a></li></ul>"), ()
    ) == (name,)


def test_an_author_is_named_where_a_reference_leads() -> None:
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-02", "author": {"@id": "#mara"}},'
        ' {"@type": "Person", "@id": "#mara", "name": "Mara Quist"}]}'
    )
    page = f"<script type='application/ld+json'>{graph}</script>"
    assert sure_authors(marked(page)) == ("Mara Quist",)
    assert marked(page.replace("#mara", "#jon", 1)) == ()
    of_page = page.replace("NewsArticle", "WebPage")
    assert marked(of_page) == ()
    assert sure_authors(marked(f"{of_page}<p class='author'>Mara Quist</p>")) == ("Mara Quist",)


def test_a_list_in_one_tag_says_nothing_of_those_in_another() -> None:
    tags = "<meta name='author' content='Mara Quist'><meta itemprop='author' content='M. Uppal, R. Rai'>"
    assert sure_authors(marked(tags)) == ("Mara Quist",)


def test_several_names_in_one_tag_are_a_list() -> None:
    names = "Mara Quist, Aarav Mahindru, Varun Agrawal"
    assert sure_authors(marked(f"<meta name='author' content='{names}'>")) == tuple(names.split(", "))


def test_libraries_list_their_authors_in_a_tag_each() -> None:
    tags = "".join(
        f"<meta name='citation_author' content='{name}'>" for name in ("Aditya Mahindru", "Varun Agrawal")
    )
    contact = "<p class='author'>Aditya Mahindru aditya@clinic.example</p>"
    assert sure_authors(marked(tags + contact)) == ("Aditya Mahindru", "Varun Agrawal")


def test_an_element_that_is_only_a_byline_lists_its_names() -> None:
    byline = "By Thomas Grieve and Anna Lowell and Peter Haines"
    found = sure_authors(marked(f"<p class='byline'>{byline}</p>"))
    assert found == ("Thomas Grieve", "Anna Lowell", "Peter Haines")


def test_a_path_of_sections_names_nobody() -> None:
    path = "<div class='breadcrumb'><a href='/people/real-life'>Real Life</a></div>"
    assert marked(path) == ()
    assert [one.name for one in marked(path.replace("breadcrumb", "byline"))] == ["Real Life"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("بقلم نادية منصور", ("نادية منصور",)),
        ("김서연 기자", ("김서연",)),
        ("김서연 기자 seoyeon@courier.example", ("김서연",)),
        ("푸른강일보 김서연 기자, 박준호 선임기자", ("김서연", "박준호")),
        ("文・佐藤健一", ("佐藤健一",)),
        ("2022年6月30日 青川新聞 文・高橋直樹", ("高橋直樹",)),
        ("佐藤健一 記者", ("佐藤健一",)),
        ("Yazar: Elif Demir, Murat Kaya", ("Elif Demir", "Murat Kaya")),
        ("Por Javier Molina", ("Javier Molina",)),
        ("By Mara Quist, Jon Bell, and Ada Roe", ("Mara Quist", "Jon Bell", "Ada Roe")),
        ("By Mara Quist, Crime, Courts, and Politics Reporter", ("Mara Quist",)),
        ("By Mara Quist, Food, and Wine", ("Mara Quist",)),
        ("Por", ()),
        ("كتب تستحق القراءة هذا الصيف", ()),
    ],
)
def test_bylines_of_many_languages(line: str, names: tuple[str, ...]) -> None:
    found, _ = shown_names((line,), (), OUTLETS, ARTICLE, (line,))
    assert likely_authors((), found) == names


def test_a_label_in_its_own_line_belongs_to_the_name_below_it() -> None:
    def read(*lines: str) -> tuple[str, ...]:
        found, _ = shown_names(lines, (), OUTLETS, ARTICLE, lines)
        return tuple(one.name for one in found if one.likelihood >= 0.5)

    assert read("Por", "Miguel Serrano") == ("Miguel Serrano",)
    assert read("Von", "Donnerstag") == ()


def test_by_before_other_words_is_no_byline() -> None:
    found, _ = shown_names(("By Ask the Doctors",), (), OUTLETS, ARTICLE, ("By Ask the Doctors",))
    assert found == ()


def test_behind_a_text_with_a_byline_by_is_of_something_else() -> None:
    above, below = ("Ein Artikel von Pamela Sladky | 27.01.2022",), ("von Josef Kastner und Imke Vogel",)
    named, _ = shown_names(above, below, OUTLETS, ARTICLE, above)
    assert [one.name for one in named] == ["Pamela Sladky"]
    alone, _ = shown_names((), below, OUTLETS, ARTICLE)
    assert [one.name for one in alone] == ["Josef Kastner", "Imke Vogel"]


def test_an_account_gives_way_to_the_byline_of_the_page() -> None:
    account = Named("jmolina2", 0.6, frozenset({STATED_ONCE}))
    byline = Named("Javier Molina", 0.9, frozenset({1_000}))
    assert likely_authors((account,), (byline,)) == ("Javier Molina",)
    assert likely_authors((account,), ()) == ("jmolina2",)


def test_a_byline_leaves_no_room_for_names_the_markup_doubts() -> None:
    teaser = Named("Jon Bell", 0.48, frozenset({SHOWN_FROM + 1}))
    byline = Named("Mara Quist", 0.76, frozenset({1_000}))
    assert likely_authors((teaser,), (byline,)) == ("Mara Quist",)
    assert likely_authors((teaser,), ()) == ("Jon Bell",)


OTHER_STORY = (
    "<div class='teaser'><a href='/2'><h3>Storks return to the old mill</h3></a>"
    "<div class='teaser-author'>By Jon Bell</div></div>"
)


def page_with_teaser(author: str) -> str:
    return f"{ld(author)}<h1>Ferry</h1><p class='byline'>Bay agency</p><p>{TEXT}</p>{OTHER_STORY}"


def test_where_an_agency_wrote_it_names_below_are_of_other_stories() -> None:
    agency = '{"@type": "Organization", "name": "Press Agency"}'
    assert "Jon Bell" not in read_names(page_with_teaser(agency))
    assert "Jon Bell" in read_names(page_with_teaser('{"@type": "Thing"}'))


@pytest.mark.parametrize("sign", ["Copyright ", "© ", "Foto: ", "Photo "])
def test_whose_the_picture_is_is_no_author(sign: str) -> None:
    picture = "<div class='article-image-copyright author'>{}Jon Bell</div>"
    assert not marked(picture.format(sign))
    assert [one.name for one in marked(picture.format("By "))] == ["Jon Bell"]


HOME = "<a class='logo' href='/'>Nordheimer Bote</a><div class='author'>Nordheimer Bote</div>"
TERMS = "<ul class='post-copyright'><li class='post-copyright-author'><b>author: </b>{}</li></ul>"


def read_names(page: str) -> list[str]:
    tree = document_fromstring(f"<html>{page}<p>{TEXT}</p></html>")
    facts = read_markup(tree, "https://bote.example/2026/a.html", (TEXT,))
    return [one.name for one in facts.names]


def test_what_the_link_home_says_is_the_site() -> None:
    assert read_names(HOME + TERMS.format("Jana Petersen")) == ["Jana Petersen"]
    assert read_names(HOME) == ["Nordheimer Bote"], "nobody else is named"
    blog = (
        "<a href='/'>Jana Petersen</a><div class='author'>Jana Petersen</div><p class='author'>Nord Bote</p>"
    )
    assert "Jana Petersen" in read_names(blog), "a blog bears its writer's name"


@pytest.mark.parametrize("name", ["周雅琴", "Jana Petersen"])
def test_who_is_named_by_the_terms_of_copying_is_an_author(name: str) -> None:
    page = f"<div class='copyright'>{TERMS.format(name)}</div><div class='author-tips'>标签</div>"
    (found,) = [one for one in marked(page) if one.name == name]
    assert found.likelihood >= 0.5
    assert [one.name for one in marked(page)] == [name]


def test_a_line_of_a_theme_is_no_chinese_name() -> None:
    assert not marked("<div class='author-card-title'>探索感兴趣的内容</div>")


def test_a_korean_blog_that_bears_its_writers_name_has_an_author() -> None:
    writer = '{"@type": "Person", "name": "이서연"}'
    tree = document_fromstring(f"<html>{ld(writer)}<p>{TEXT}</p></html>")
    names, bodies = marked_names(claims(tree), ("이서연",), ARTICLE)
    assert ([one.name for one in names], bodies) == (["이서연"], ())


def test_who_signs_another_story_takes_no_pen_names_place() -> None:
    home = "<header><a href='/'>Kuroneko</a></header><p class='author'>Kuroneko</p>"
    assert "Kuroneko" in read_names(home + OTHER_STORY)


def test_where_an_agency_wrote_it_the_lines_bring_nobody_back() -> None:
    agency = ld('{"@type": "Organization", "name": "Press Agency"}')
    page = f"<title>Ferry</title><article><h1>Ferry</h1><p>{TEXT}</p><p>{TEXT}</p></article>"
    read = run_stages(FetchedPage(url="https://bay.example/1", body=f"{agency}{page}{OTHER_STORY}".encode()))
    assert (read.facts.authors, read.facts.organisations) == ((), ("Press Agency",))


def test_who_made_text_and_pictures_wrote_it() -> None:
    picture = "<div class='article-image author'>Photo and text: Jon Bell</div>"
    assert "Jon Bell" in [one.name for one in marked(picture)]


@pytest.mark.parametrize(
    "title", ["The Bay Courier", "The Bay Courier » Feed", "The Bay Courier RSS feed of all news"]
)
def test_the_title_of_a_feed_is_the_sites_name(title: str) -> None:
    feed = f"<link rel=alternate type='application/rss+xml' title='{title}'>"
    tree = document_fromstring(f"<html><head>{feed}</head><body></body></html>")
    assert home_names(tree, "https://bay.example/") == ("The Bay Courier",)


def test_a_long_title_of_a_feed_is_cut_before_it_is_read() -> None:
    """What takes off "RSS" looks back over all marks before it: 12 s for a hundred titles of 3,000 dots."""
    feed = f"<link rel=alternate type='application/rss+xml' title='The Bay Courier {'.' * 200} RSS'>"
    tree = document_fromstring(f"<html><head>{feed}</head><body></body></html>")
    assert home_names(tree, "https://bay.example/") == ()


def test_a_part_of_a_whole_name_is_nobody_else() -> None:
    names = tuple(Named(name, 0.95, frozenset()) for name in ("Ada Roe", "Ada", "Tom Hay", "Hay", "Juno"))
    assert sure_authors(names) == ("Ada Roe", "Tom Hay", "Juno")


@pytest.mark.parametrize(
    ("written", "author"),
    [("Smith, John", "John Smith"), ("Müller, Hans", "Hans Müller"), ("Rossi, Marco", "Marco Rossi")],
)
def test_a_surname_may_stand_first_in_markup(written: str, author: str) -> None:
    paragraphs = "".join(f"<p>{TEXT} It was number {number}.</p>" for number in "1234")
    parsely = f"<meta name='parsely-page' content='{{\"author\": \"{written}\"}}'>"
    meta = f'<meta name=author content="{written}">'
    for head in (meta, parsely, ld(f'{{"@type": "Person", "name": "{written}"}}')):
        html = f"<html lang=en><head><title>Ferry</title>{head}</head><h1>Ferry</h1>{paragraphs}</html>"
        fetched = FetchedPage(
            url="http://bay.example/1", body=html.encode(), content_type="text/html; charset=utf-8"
        )
        assert run_stages(fetched).facts.authors == (author,)


@pytest.mark.parametrize(
    "written",
    # Two given names are two persons; towns, desks and whole names stand before a comma, too.
    [
        *("Anna, Ben", "Paris, Charlotte", "Sport, Max", "Mara Quist, Jon Bell", "Smith, John, Berlin"),
        *("smith, john", "Smith", "Smith, ", ", John", "Reuters, John", "Smith, Jane Brown"),
    ],
)
def test_what_stands_before_a_comma_is_no_surname_of_one_behind_it(written: str) -> None:
    assert in_spoken_order(written) == written
