"""What a page hides by attribute, inline style and style rules stays out; what only looks hidden stays in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.style_sheets import applies_on_desktop
from newsarchive.text.page.visibility import PageVisibility
from tests.text.page.hidden_pages import LANGUAGES, HidingPage, hiding_pages

PAGES = hiding_pages()


def lines_of(source: str) -> tuple[str, ...]:
    tree = parse_html(source)
    assert not isinstance(tree, str)
    return read_shown(tree, lambda: page_lines(tree), lambda found: found)[0]


def test_there_are_300_pages_of_ten_languages() -> None:
    assert (len(PAGES), len(LANGUAGES)) == (300, 10)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_shown_lines_are_read_and_no_other(page: HidingPage) -> None:
    lines = [line for line in lines_of(page.source) if len(line) > 24]
    assert lines == list(page.shown)


def page_with(style: str = "", sheet: str = "", media: str = "") -> str:
    """An article whose second paragraph, and whose sheet, are hostile."""
    lines = "".join(
        f"<p>The ferry left the pier at {hour}, said the harbour office on Monday.</p>" for hour in "678"
    )
    return (
        f"<html><head><style media='{media}'>{sheet}</style></head><body><article>{lines}"
        f"<p style='{style}'>Behind.</p>{'<b></b>' * 500}</article></body></html>"
    )


@pytest.mark.parametrize(
    "page",
    [
        page_with(style="position:absolute;left:-\n9999px"),
        page_with(style="position:absolute;left:-\t 9999px"),
        page_with(style="clip-path:inset(1.2.3%)"),
        page_with(style="opacity:" + " " * 20_000 + "x"),
        page_with(style="transform:" * 8_000),
        page_with(style="left:" * 8_000),
        page_with(media="(" * 3_000, sheet="p{display:none}"),
        page_with(sheet="@media " + "(" * 3_000 + "{p{display:none}}"),
        page_with(sheet="@media " + "not " * 3_000 + "{p{display:none}}"),
        page_with(sheet="+".join("b" * 450) + "{display:none}"),
        page_with(sheet="~".join("b" * 450) + "{display:none}"),
        page_with(sheet=":not(" * 300 + "b" + ")" * 300 + "{display:none}"),
        page_with(sheet='"' + '\\"' * 200_000 + "p{display:none}"),
        page_with(
            sheet=",".join(f"p{'.a' * 300}{n}" for n in range(100)) + "{" + "p{display:none}" * 2_000 + "}"
        ),
        page_with(sheet="".join(f"[data-{n}]{{display:none}}" for n in range(19_000))),
        page_with(sheet="".join(f"x-{n}{{display:none}}" for n in range(19_000))),
        page_with(style="opacity:0;background:url(data:image/png;base64," + "QUJD/" * 20_000 + ")"),
    ],
    ids=lambda page: "",
)
def test_no_style_stops_the_reading_or_holds_it_up(page: str) -> None:
    """Each raised, or took seconds for what is small: in the square or the cube of its length."""
    begun = time.process_time()
    article = run_stages(FetchedPage(url="https://bay.example/1", body=page.encode()))
    assert article.text.count("The ferry left the pier") == 3
    assert time.process_time() - begun < 3


@given(st.text(alphabet="()notad -:;{}.%0192px\n\"'/*,>+~[]@mediawh", max_size=60))
def test_any_style_is_read(text: str) -> None:
    applies_on_desktop(text)
    tree = document_fromstring(page_with(style=text.replace("'", ""), sheet=f"p{{{text}}}"))
    for element in PageVisibility(tree).hidden_in(tree):
        assert element.element is not None


def test_a_comment_with_braces_ends_no_sheet_and_opens_none() -> None:
    first, second = "/* } } */ @media print{p{color:red}", ".a{display:none}"
    tree = document_fromstring(f"<style>{first}</style><style>{second}</style><p class=a>Hidden words.</p>")
    assert [one.element.tag for one in PageVisibility(tree).hidden_in(tree)] == ["p"]


@pytest.mark.parametrize(
    ("hiding", "hidden"),
    [
        ("color:red;display:none", True),
        ("/* once */display:none", True),
        ("content-visibility:hidden", True),
        ("*display:none", False),  # a hack for a browser of 2006
        ("color:red;_display:none", False),
        ("-moz-opacity:0", False),
        ("background:url(a.png?display:none)", False),
    ],
)
def test_what_hides_is_a_declaration(hiding: str, hidden: bool) -> None:
    """By an attribute, in a sheet, and behind a nested rule: what others only look like does not count."""
    for source in (
        f'<p style="{hiding}">The ferry.</p>',
        f"<style>p{{{hiding}}}</style><p>The ferry.</p>",
        f"<style>p{{b{{color:red}}{hiding}}}</style><p>The ferry.</p>",
    ):
        tree = document_fromstring(source)
        assert bool(PageVisibility(tree).hidden_in(tree)) is hidden, source


def is_hidden(source: str) -> bool:
    tree = document_fromstring(f"<body>{source}</body>")
    return bool(PageVisibility(tree).hidden_in(tree))


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("display:none", True),
        ("DISPLAY : NONE !important; color: red", True),
        ("color:red;visibility:Hidden", True),
        ("visibility: collapse", True),
        ("content-visibility: hidden", True),
        ("display: none; display: block", False),
        ("display: none !important; display: block", True),
        ("/* display: none */ color: red", False),
        ("overflow: hidden", False),
        ("--display: none", False),
        ("list-style: none; text-decoration: none", False),
        ("backface-visibility: hidden", False),
        ("border-collapse: collapse", False),
        ("opacity: 0", True),
        ("opacity: 0; transition: opacity 1s", False),  # fades in
        ("", False),
    ],
)
def test_inline_styles(style: str, hides: bool) -> None:
    assert is_hidden(f'<p style="{style}">a</p>') is hides


@pytest.mark.parametrize(
    ("source", "hides"),
    [
        ("<p hidden>a</p>", True),
        ('<p hidden="hidden">a</p>', True),
        ('<p hidden="until-found">a</p>', False),
        ('<p aria-hidden="true">a</p>', False),
        ("<details>a</details>", False),
        ("<dialog>a</dialog>", True),
        ("<dialog open>a</dialog>", False),
        ("<template>a</template>", True),
        ("<p>a</p>", False),
    ],
)
def test_markup(source: str, hides: bool) -> None:
    assert is_hidden(source) is hides


@pytest.mark.parametrize(
    ("button", "panel", "hides"),
    [
        ("<button aria-controls=one>When</button>", "<div id=one hidden>The ferry.</div>", False),
        (
            "<h3><button aria-controls='x one'>When</button></h3>",
            "<div id=one hidden>The ferry.</div>",
            False,
        ),
        (
            "<a role=button aria-controls=one>When</a>",
            "<div id=one style='display:none'>The ferry.</div>",
            False,
        ),
        (
            "<button aria-controls=one>When</button>",
            "<section><p id=one hidden>The ferry.</p></section>",
            False,
        ),
        ("<button aria-controls=two>When</button>", "<div id=one hidden>The ferry.</div>", True),
        ("<a aria-controls=one href=#one>When</a>", "<div id=one hidden>The ferry.</div>", True),
        ("<button aria-controls=one>Menu</button>", "<nav id=one hidden>The ferry.</nav>", True),
        ("<button aria-controls=one>Join</button>", "<div id=one role=dialog hidden>The ferry.</div>", True),
        ("<button aria-controls=one>When</button><p>Far</p>", "<div id=one hidden>The ferry.</div>", True),
        (
            "<button aria-controls=one>When</button>",
            "<div id=one hidden><p hidden>The ferry.</p></div>",
            True,
        ),
    ],
)
def test_a_panel_below_its_button_can_be_opened(button: str, panel: str, hides: bool) -> None:
    tree = document_fromstring(f"<main>{button}{panel}</main>")
    assert bool(PageVisibility(tree).hidden_in(tree)) is hides


def test_many_buttons_for_one_panel_hold_nothing_up() -> None:
    """Every panel of an id asked every button of it, once for each time it named it: 12 s for 280 kB."""
    buttons = f"<button aria-controls='{'one ' * 120}'>When</button>" * 500
    panels = "<div id=one hidden>The ferry.</div>" * 500
    tree = document_fromstring(f"<main><p>{buttons}</p><hr><hr><hr>{panels}</main>")
    begun = time.process_time()
    assert len(PageVisibility(tree).hidden_in(tree)) == 500
    assert time.process_time() - begun < 3


PROSE = "The landing was lost to a storm in March, and the town has waited for it ever since, she said."


CLEAR = 'style="opacity:0"'
OFFER = "Become a member today, read all of our stories without an advert for a year, and cancel at any time."


@pytest.mark.parametrize(
    ("source", "hides"),
    [
        (f'<p>{PROSE}</p><div class="fade" {CLEAR}><p>{PROSE}</p></div>', False),
        (f'<p>{PROSE}</p><div class="text fade-up" {CLEAR}><p>{PROSE}</p><p>{PROSE}</p></div>', False),
        (f'<div class="fade" {CLEAR}><p>{PROSE}</p></div>', True),
        (f'<p>{PROSE}</p><div class="fade" {CLEAR}><p>{OFFER}</p></div>', True),
        (f'<p>{PROSE}</p><div class="text" {CLEAR}><p>{PROSE}</p></div>', True),
        (f'<p>{PROSE}</p><div class="faded-notes" {CLEAR}><p>{PROSE}</p></div>', True),
        (f'<p>{PROSE}</p><div class="fade" {CLEAR}><p>{PROSE} <a href=/x>Join</a></p></div>', True),
        (f'<p>{PROSE}</p><div class="fade" {CLEAR}><form><p>{PROSE}</p></form></div>', True),
        (
            f"<p>{PROSE}</p><div id=news class=fade aria-hidden=true {CLEAR}><p>{PROSE}</p></div>",
            True,
        ),
        (f'<div class="modal"><p>{PROSE}</p><div class="fade" {CLEAR}><p>{PROSE}</p></div></div>', True),
        (f"<style>.fade{{opacity:0}}</style><p>{PROSE}</p><div class=fade><p>{PROSE}</p></div>", True),
        *(
            (f'<p>{PROSE}</p><div class="{name} fade" {CLEAR}><p>{PROSE}</p></div>', True)
            for name in ("modal", "toast", "comments", "consent", "quiz-answer", "drawer")
        ),
    ],
)
def test_a_transparent_box_of_a_story_that_fades_in_is_shown(source: str, hides: bool) -> None:
    """Windows, forms and offers have the same class."""
    tree = document_fromstring(f"<body>{source}</body>")
    assert bool(PageVisibility(tree).hidden_in(tree)) is hides


@pytest.mark.parametrize(
    ("source", "waits"),
    [
        ('<p class="elementor-widget elementor-invisible">a</p>', True),
        ('<p class="wow fadeIn" style="visibility: hidden">a</p>', True),
        ('<p class="wowed" style="visibility: hidden">a</p>', False),
        ('<p class="elementor-widget" style="visibility: hidden">a</p>', False),
        ('<p class="wow animated animate__fadeInUp" style="visibility: hidden">a</p>', True),
        ('<p class="wow" style="visibility: hidden">a</p>', True),
        ('<p class="gs_reveal" style="visibility: hidden; opacity: 0">a</p>', True),
        ('<p class="elementor-invisible" style="display: none">a</p>', False),
        ('<p class="elementor-invisible" hidden>a</p>', False),
    ],
)
def test_what_libraries_show_waits(source: str, waits: bool) -> None:
    """Elementor's entrance animations, WOW.js, and what else has such names."""
    style = "<style>.elementor-invisible{visibility:hidden}</style>"
    tree = document_fromstring(f"<html><head>{style}</head><body>{source}</body></html>")
    (hidden,) = PageVisibility(tree).hidden_in(tree)
    assert hidden.waits is waits


def test_a_sheet_says_the_same_on_every_page() -> None:
    """Sheets and selectors are read once for many pages: none remembers the names of the page before."""
    sheet = "<style>.a .b{display:none} #c{display:none}</style>"
    for _ in range(2):
        for source, hidden in (
            ("<div class=a><p class=b>The ferry.</p></div>", ["b"]),
            ("<div class=c><p class=b>The ferry.</p></div>", []),
            ("<div id=c class=d>The ferry.</div>", ["d"]),
        ):
            tree = document_fromstring(sheet + source)
            assert [one.element.get("class") for one in PageVisibility(tree).hidden_in(tree)] == hidden


@pytest.mark.parametrize(
    ("query", "applies"),
    [
        ("((min-width: 1px) and (max-width: 9000px))", True),
        ("((min-width: 1px) and (max-width: 90px))", False),
        ("screen and (min-width: 600px)", True),
    ],
)
def test_brackets_around_a_query(query: str, applies: bool) -> None:
    assert applies_on_desktop(query) is applies
