"""What leads to older articles without a link "next": issues, months, menus, forms, functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import page_root
from newsarchive.discovery.lists.scripted_templates import scripted_turns
from newsarchive.discovery.scripts.script_names import ScriptNames
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.list_controls import Control, likely_controls
from newsarchive.discovery.sections.page_conventions import PageGuess, moved_guess, page_guesses, turned_pages
from newsarchive.discovery.sections.pagination import Pager, find_pager, moved_to
from newsarchive.discovery.sections.section_links import read_section

H = "https://h.example"


def pager(html: str, url: str = f"{H}/news/") -> Pager:
    root = page_root(f"<html><body><p>x</p>{html}</body></html>")
    assert root is not None
    return find_pager(root, url)


HIDDEN = "<input type='hidden' name='c' value='7'>"
GO = "var e='.html';function go(n){location.href='/l_'+n+e}"
P = "p=function(n){location='/'+(n==1?'':n)}"
MONTHS = "<option value='2026-11'>November 2026</option><option value='2026-10'>October 2026</option>"


@pytest.mark.parametrize(
    ("html", "url", "following"),
    [
        (
            "<a href='../26/node_2.htm'>上一期</a>",
            "/html/2026-11/27/node_2.htm",
            "/html/2026-11/26/node_2.htm",
        ),
        ("<a href='/i/11'>previous issue</a> <a href='/i/13'>next issue</a>", "/i/12", "/i/11"),
        ("<a href='/2026/11/'>2026年11月</a><a href='/2026/10/'>2026年10月</a>", "/2026/11/", "/2026/10/"),
        ("<a href='/2026/11/'>November 2026</a><a href='/2026/10/'>October 2026</a>", "/2026/10/", None),
        (f"<form action='/a'><select name='m'>{MONTHS}</select></form>", "/a?m=2026-11", "/a?m=2026-10"),
        (
            f"<form action='/list'>{HIDDEN}<input name='pageNo' value='3'></form>",
            "/list?c=7&pageNo=3",
            "/list?c=7&pageNo=4",
        ),
        ("<form method='post'><input name='page' value='3'></form>", "/list", None),
        (
            f"<a href='javascript:go(2)'>2</a><script>{GO}</script>",
            "/l.html",
            "/l_2.html",
        ),
        (
            f"<a onclick='p(1)'>1</a><a onclick='p(2)'>2</a><script>{P}</script>",
            "/",
            None,  # what is computed in parentheses is not known
        ),
    ],
)
def test_what_is_older(html: str, url: str, following: str | None) -> None:
    assert pager(html, H + url).next == (H + following if following else None)


def test_the_pages_of_an_issue_are_read_with_it() -> None:
    links = "".join(f"<a href='node_{n}.htm'>第{n:02d}版：要闻</a>" for n in range(1, 5))
    found = pager(links, f"{H}/html/2026-11/27/node_1.htm")
    assert found.beside == tuple(f"{H}/html/2026-11/27/node_{n}.htm" for n in range(2, 5))
    reading = read_section(f"<html><body>{links}</body></html>".encode(), f"{H}/html/2026-11/27/node_1.htm")
    assert reading.sections == found.beside
    assert not reading.links


def test_of_a_menu_the_newest_are_read_with_a_page_that_is_none_of_it() -> None:
    change = "location.href='/archive/'+this.value+'.html'"
    found = pager(f'<select onchange="{change}"><option>Archive</option>{MONTHS}</select>', f"{H}/")
    assert found.beside == (f"{H}/archive/2026-11.html", f"{H}/archive/2026-10.html")


def test_the_date_of_a_story_is_no_day_of_an_archive() -> None:
    """Hexo's theme landscape links each story's date to the story: stories were read as lists, and lost."""

    def story(day: str, slug: str, title: str) -> str:
        address = f"/2026/10/{day}/{slug}/"
        return f"<a href='{address}'><time>2026-10-{day}</time></a> <h2><a href='{address}'>{title}</a></h2>"

    pier = story("28", "pier-closed", "The pier of Holm is closed until spring")
    ferry = story("27", "ferry-runs", "The ferry runs again after nine days")
    assert pager(pier + ferry) == Pager()
    assert pager(pier + ferry + story("27", "school-opens", "School opens")) == Pager()
    assert (
        pager("<a href='/d/1'>2026-10-28</a><a href='/d/2'>2026-10-27</a><a href='/d/3'>2026-10-27</a>")
        == Pager()
    )
    read = read_section(f"<body>{pier}{ferry}".encode(), f"{H}/", "text/html", r"/\d{4}/\d\d/\d\d/[^/]+/$")
    assert len(read.links) == 2
    days = "<a href='/2026/10/28/'>2026-10-28</a><a href='/2026/10/27/'>2026-10-27</a>"
    named = "<a href='/2026/10/28/'>All of Wednesday's stories</a>"
    assert pager(days + named).beside == (f"{H}/2026/10/28/", f"{H}/2026/10/27/")


def test_a_page_without_links_sends_on() -> None:
    sent = "<html><head><META HTTP-EQUIV='REFRESH' CONTENT='0; URL=html/2026-11/27/node_2.htm'></head></html>"
    reading = read_section(sent.encode(), f"{H}/")
    assert reading.sections == (f"{H}/html/2026-11/27/node_2.htm",)
    assert not reading.problems
    root = page_root(sent.replace("html/2026", "https://other.example/2026"))
    assert root is not None
    assert moved_to(root, f"{H}/") is None


def test_links_in_markup_that_is_kept() -> None:
    kept = "&lt;li&gt;&lt;a href='/a/1'&gt;A story of the harbour&lt;/a&gt;&lt;/li&gt;"
    template = "<script type='text/template'><a href='/a/{{id}}'>{{title}}</a></script>"
    root = page_root(
        f"<html><body><textarea>{kept}</textarea><code><!-- <a href='/a/2'>Another one</a> --></code>"
        f"<!-- <a href='/a/3'>Taken out</a> -->{template}</body></html>"
    )
    assert root is not None
    assert [anchor.url for anchor in anchors_of(root, H)] == [f"{H}/a/1", f"{H}/a/2"]


@pytest.mark.parametrize(
    ("page", "script", "following"),
    [
        (
            "/aktualnosci",
            '`<a href="/aktualnosci?strona=${d.strona+1}">Starsze</a>`',
            "/aktualnosci?strona={page}",
        ),
        ("/c/local", "`${p.base}?page=${p.page + 1}`", "/c/local?page={page}"),
        ("/s/town/1", '"/s/" + slug + "/" + (page + 1)', "/s/town/{page}"),
        ("/s/town", '"/s/" + slug + "/" + (page + 1)', "/s/town/{page}"),
        ("/town/", "`/${section}/page/${page + 1}/`", "/town/page/{page}/"),
        ("/a/list_1.html", "'/a/list_' + (n + 1) + '.html'", "/a/list_{page}.html"),
        ("/", '"/news?p=" + (n + 1)', None),
        ("/c/local", "`/c/sport?page=${n + 1}`", None),
    ],
)
def test_scripts_write_the_page_after_theirs(page: str, script: str, following: str | None) -> None:
    text = f"box.innerHTML = {script};"
    turns = scripted_turns([text], ScriptNames([text]))
    assert turned_pages(f"{H}{page}", turns)[:1] == ([f"{H}{following}"] if following else [])


def test_guesses() -> None:
    scripted = (f"{H}/news/index_{{n}}.html", f"{H}/a/{{id}}/x", f"{H}/api?keyword={{page}}")
    (first, second, *others) = page_guesses(f"{H}/news/", scripted, "")
    assert first == PageGuess(f"{H}/news/index_{{page}}.html")
    assert second == PageGuess(f"{H}/news/index_{{page}}.html", 1)
    assert not others, "without a sign of pages nothing is guessed"
    assert PageGuess(f"{H}/news/?page={{page}}") in page_guesses(f"{H}/news/", (), "共 12 页")
    assert turned_pages(f"{H}/a?x=1", ["//[/{+1}", "{a}{+1}{b}", "?q={x}&p={+1}"]) == []
    moved = moved_guess(PageGuess(f"{H}/a/index_{{page}}.html", 1), f"{H}/a/", f"{H}/b/")
    assert moved == PageGuess(f"{H}/b/index_{{page}}.html", 1)


@pytest.mark.parametrize(
    "words", ["加载更多", "Load more", "Cargar más noticias", "もっと見る", "Показать ещё", "下一页", "2"]
)
def test_controls_that_bring_more(words: str) -> None:
    assert likely_controls([Control(number=1, tag="button", words=words)])


@pytest.mark.parametrize(
    "words", ["Log in", "分享", "Subscribe", "More cookies", "关注", "Delete", "A headline of the day"]
)
def test_controls_that_are_left_alone(words: str) -> None:
    assert not likely_controls([Control(number=1, tag="button", words=words)])
    assert not likely_controls([Control(number=1, tag="a", words="More", names="likePost(5)")])


@pytest.mark.parametrize("words", ["Jetzt abonnieren", "J'aime", "Eliminar", "Подписаться", "购买", "Beğen"])
def test_what_stands_after_a_list_is_pressed_unless_it_changes_something(words: str) -> None:
    assert not likely_controls([Control(number=1, tag="button", words=words, after=True)])
    (control,) = likely_controls([Control(number=1, tag="button", words="Tuilleadh", after=True)])
    assert control.is_by_place
    assert not Control(number=1, tag="button", words="Load more", after=True).is_by_place


markup = st.text(st.sampled_from("<>='\"/ aselctopinvu2026-11月版上一期{}()+;.&"), max_size=120)


@given(
    text=markup, url=st.sampled_from([f"{H}/", f"{H}/2026/11/27/node_1.htm", "x"]), other=st.text(max_size=40)
)
def test_nothing_raises(text: str, url: str, other: str) -> None:
    wrapped = (
        f"<select onchange='{text}'><option>{text}</option></select><a onclick='{text}'>{text}</a>{text}"
    )
    root = page_root(f"<html><body>{wrapped}<script>{text}</script></body></html>")
    if root is not None:
        find_pager(root, url)
        moved_to(root, url)
    page_guesses(url, (text, other), text)
    moved_guess(PageGuess(text), url, other)
    likely_controls(
        [
            Control(number=1, tag="a", words=text, names=other),
            Control(number=2, tag="select", options=(text,)),
        ]
    )


def test_which_controls_go_back_in_time() -> None:
    assert Control(number=1, tag="button", words="Previous day").goes_back
    assert Control(number=1, tag="button", words="上一期").goes_back
    assert not Control(number=1, tag="button", words="Older stories").goes_back
    assert not Control(number=1, tag="button", words="Next").goes_back
