"""Lists in HTML as the web's software pages them: what a survey proposes names all of their articles."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Asked, Feedless, batch, batches, start
from tests.sites.stories import Story
from tests.survey.walking import Foot, Paths, framed, items, numbered, paged_site, walked


def addressed(made: str) -> Paths:
    """Return where pages are: the first in the folder, others by `n`, or by `m` articles before them."""
    return lambda n: "/news/" if n == 1 else made.format(n=n, z=n - 1, m=8 * (n - 1))


def numbers(number: int, last: int, paths: Paths) -> str:
    return " ".join(
        f"<b>{n}</b>" if n == number else f"<a href='{escape(paths(n))}'>{n}</a>" for n in range(1, last + 1)
    )


def onward(markup: str) -> Foot:
    """Return what a page but the last has below it, with the address of the next for `{next}`."""

    def foot(number: int, last: int, paths: Paths) -> str:
        return markup.replace("{next}", escape(paths(number + 1))) if number < last else ""

    return foot


ADDRESSES = {
    "pages": "/news/?page={n}",
    "folders": "/news/page/{n}/",
    "numbers": "/news/{n}/",
    "seite": "/news/seite-{n}.html",
    "from-zero": "/news/index_{z}.html",
    "semicolon": "/news;page={n}",
    "comma": "/news,{n}.html",
    "offset": "/news/?start={m}",
    "offset-in-path": "/news/{m}",
    "cakephp": "/news/page:{n}",
    "ez-publish": "/news/(offset)/{m}",
    "liferay": "/news?_com_liferay_cur={n}&p_p_id=abc",
    "yii": "/news?News_page={n}",
    "displaytag": "/news?d-49216-p={n}",
    "plone": "/news?b_start:int={m}",
    "typo3": "/news?tx_news_pi1%5BcurrentPage%5D={n}&cHash=ab{n}9",
    "domino": "/news?OpenView&Start={m}&Count=8",
    "dedecms": "/news/list-3-{n}.html",
    "dotnetnuke": "/tabid/66/PID/422/pg/{n}/Default.aspx",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_pages_are_found_wherever_they_are(name: str, tmp_path: Path) -> None:
    foot = onward("<a href='{next}'>Older</a>") if len(name) % 2 else numbers
    made = walked(paged_site(f"at-{name}", addressed(ADDRESSES[name]), foot), tmp_path)
    assert made.is_whole, made.declaration
    assert made.survey.watched_because is made.survey.unwatched is None


def uuids(story: Story) -> str:
    return f"/sport/{uuid5(NAMESPACE_URL, story.title)}.html"


@pytest.mark.parametrize("address", [numbered, uuids, lambda story: f"/index.php?id={serial(story, 7000)}"])
def test_articles_may_have_any_address(address: object, tmp_path: Path) -> None:
    site = paged_site("named", addressed("/news/?page={n}"), numbers, address=address)  # type: ignore[arg-type]
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration
    assert len(made.declaration.partition("article = ")[2].splitlines()[0]) < 90, "one short pattern"


def days_of(site: Feedless) -> list[str]:
    return sorted({f"{local(story):%Y%m%d}" for story in site.stories}, reverse=True)


def portal_of_days(name: str, written: str) -> Feedless:
    """A portal whose sections are lists by day and page; a strip leads to other days, `written` so.

    The first page of a section is today's, which may have no article yet.
    """
    menu = (("/list?sec=101", "Economy"), ("/list?sec=102", "Society"))
    site = start(name, "html", "en", 40, title="Portal", menu=menu, address=numbered, minutes=200)
    days = days_of(site)

    def path(section: str, day: str, page: int) -> str:
        return f"/list?sec={section}&date={day}&page={page}"

    def answer(asked: Asked) -> Document:
        section, day = asked.query.get("sec", ""), asked.query.get("date", days[0])
        own = [
            one
            for one in site.stories
            if one.number % 2 == int(section == "102")
            and f"{local(one):%Y%m%d}" == day
            and (section == "101" or day != days[0] or one.number > 6)
        ]
        page, at = asked.number("page", 1), days.index(day) if day in days else 0
        turn = " ".join(
            f"<b>{n}</b>" if n == page else f"<a href='{escape(path(section, day, n))}'>{n}</a>"
            for n in range(1, len(batches(own, 3)) + 1)
        )
        near = [one for one in days[max(at - 1, 0) : at + 3] if one != day]
        told = {one: written.format(m=int(one[4:6]), d=int(one[6:])) for one in near}
        strip = " ".join(f"<a href='{escape(path(section, one, 1))}'>{told[one]}</a>" for one in near)
        return framed(f"<ul>{items(site, [*batch(own, page - 1, 3)])}</ul>{turn}<p>{strip}</p>", menu=menu)

    site.route("/list", answer)
    site.documents[site.home] = framed(f"<ul>{items(site, [*site.stories[:7]])}</ul>", menu=menu)
    return site


@pytest.mark.parametrize("written", ["{m}월{d}일", "{d}. Nov", "Do {d}.{m}.", "{m}月{d}日", "{m}/{d} (Thu)"])
def test_a_strip_of_days_leads_back(written: str, tmp_path: Path) -> None:
    made = walked(portal_of_days("days", written), tmp_path)
    assert made.is_whole, made.declaration


@pytest.mark.parametrize(
    "words", ["More News", "Alle Meldungen", "Toutes les actualités", "查看更多", "전체보기"]
)
def test_sections_that_show_a_few_lead_to_all_of_them(words: str, tmp_path: Path) -> None:
    """The list itself is a search, which no menu's entry is believed to lead to."""
    site = paged_site(
        "few", lambda n: f"/search/?c=news*&l=8&o={8 * (n - 1)}", onward("<a href='{next}'>Next</a>")
    )
    menu = (("/local/", "Local"), ("/about.html", "About us"))
    more = f"<p><a href='/search/?c=news*&amp;l=8&amp;o=0'>{words}</a></p>"
    few = f"<ul>{items(site, [*site.stories[:6]])}</ul>{more}"
    site.documents[site.full("/local/")] = framed(few, menu=menu)
    site.documents[site.home] = framed(f"<ul>{items(site, [*site.stories[:4]])}</ul>", menu=menu)
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration


def test_a_directory_is_no_news(tmp_path: Path) -> None:
    """Its entries are short and have no date: two articles that have one are too few to say so."""
    site = paged_site("town", addressed("/news/?page={n}"), numbers)
    menu = (("/news/", "News"), ("/shops/", "Shops"))
    names = [f"The shop of the harbour quarter number {n}" for n in range(1, 7)]
    for n, name in enumerate(names, 1):
        text = f"<h1>{name}</h1><p>Telephone 0500 21{n}7. Open from nine in the morning until six.</p>"
        site.documents[site.full(f"/shops/{n}.html")] = framed(text, menu=menu)
    shops = "".join(f"<li><a href='/shops/{n}.html'>{name}</a></li>" for n, name in enumerate(names, 1))
    site.documents[site.full("/shops/")] = framed(f"<ul>{shops}</ul>", menu=menu)
    site.documents[site.home] = framed(f"<ul>{items(site, [*site.stories[:5]])}</ul>", menu=menu)
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration


def turns(markup: str) -> Foot:
    """Return what each page has below it; `{n}` is its number, `{last}` that of the last one."""
    return lambda number, last, _paths: markup.replace("{n}", str(number)).replace("{last}", str(last))


def each(markup: str) -> Foot:
    """Return a pager with an element for each page: `{n}` is its number, `{url}` its address."""

    def foot(_number: int, last: int, paths: Paths) -> str:
        return "".join(
            markup.replace("{n}", str(n)).replace("{url}", escape(paths(n))) for n in range(1, last + 1)
        )

    return foot


def two_ways(older: str, newer: str) -> Foot:
    def foot(number: int, last: int, paths: Paths) -> str:
        return (f"<a href='{escape(paths(number - 1))}'>{newer}</a> " if number > 1 else "") + (
            f"<a href='{escape(paths(number + 1))}'>{older}</a>" if number < last else ""
        )

    return foot


FEET: dict[str, Foot] = {
    "numbers-that-a-script-reads": each("<a href='#' data-page='{n}'>{n}</a> "),
    "a-form's-script": lambda number, last, paths: (
        "<form name='list' action='/news/'><input type='hidden' name='page'></form>"
        + each("<a href='#' onclick='go({n});return false'>{n}</a> ")(number, last, paths)
        + "<script>function go(n){document.list.page.value=n;document.list.submit();}</script>"
    ),
    "select": each("<select onchange='location.href=this.value'><option value='{url}'>{n}</option></select>"),
    "button-with-address": onward("<button class='more' data-href='{next}'>More</button>"),
    "button-that-goes": onward("<button onclick=\"self.location.href='{next}'\">Older stories</button>"),
    "button-of-a-form": onward(
        "<form action='/news/'><button name='page' value='{next}'>Older</button></form>"
    ),
    "link-that-goes": onward("<a href='#' onclick=\"location.href='{next}'\">Next</a>"),
    "icon": onward("<a href='{next}'><span class='icon'></span></a>"),
    "area": onward("<map name='m'><area href='{next}' alt='Next page'></map>"),
    "noscript": onward("<noscript><a href='{next}'>Next page</a></noscript>"),
    "htmx": onward("<div hx-get='{next}' hx-trigger='revealed'></div>"),
    "include-fragment": onward("<include-fragment src='{next}'></include-fragment>"),
    "infinite-scroll": turns('<div data-infinite-scroll=\'{"path": "/news/?page={{#}}"}\'></div>'),
    "next-in-a-script": onward("<script>var list = {nextUrl: '{next}'};</script>"),
    "total": turns("<p>Page {n} of {last}</p>"),
    "range": turns("<p>Showing 1-8 of 40</p>"),
    "nothing": turns(""),
    "previous-is-older": two_ways("Previous articles", "Next articles"),
    "unknown-words": two_ways("Senesni", "Naujesni"),
}
OTHER_ADDRESSES = {"next-in-a-script": "/news/part-{n}-of.html", "unknown-words": "/news/?page={n}"}


@pytest.mark.parametrize("name", FEET)
def test_pages_are_found_however_they_are_turned(name: str, tmp_path: Path) -> None:
    foot = FEET[name]
    if name == "button-of-a-form":
        told = FEET[name]
        foot = lambda n, last, paths: told(n, last, lambda page: str(page) if page > 1 else paths(page))  # noqa: E731
    site = paged_site("turned", addressed(OTHER_ADDRESSES.get(name, "/news/?page={n}")), foot)
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration
    assert made.survey.watched_because is None


def test_a_cursor_needs_no_known_word(tmp_path: Path) -> None:
    """What stands before the next page is told by the name of its parameter, in any language."""
    foot = onward("<a href='{next}'>หน้าถัดไป</a>")
    site = paged_site("cursor", lambda n: "/news/" if n == 1 else f"/news/?before={7000 - 8 * n}", foot)
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration


@pytest.mark.parametrize(
    ("field", "parameter"),
    [("offset", "offset={m}"), ("before", "before={m}00"), ("pageNumber", "pageNumber={n}")],
)
def test_a_hidden_field_says_where_the_next_page_begins(field: str, parameter: str, tmp_path: Path) -> None:
    def foot(number: int, last: int, _paths: Paths) -> str:
        value = parameter.format(n=number + 1, m=8 * number).partition("=")[2]
        hidden = f"<input type='hidden' name='{field}' value='{value}'>"
        return f"<form action='/news/'>{hidden}<button>More</button></form>" if number < last else ""

    made = walked(paged_site("hidden", addressed(f"/news/?{parameter}"), foot), tmp_path)
    assert made.is_whole, made.declaration


def test_a_script_that_sends_a_form_leads_to_articles(tmp_path: Path) -> None:
    def rows(_site: Feedless, stories: list[Story]) -> str:
        form = "<form name='frm' action='/view.do'><input type='hidden' name='seq'></form>"
        links = [
            f"<a href='#' onclick='view({serial(one, 70000)})'>{escape(one.title)}</a>" for one in stories
        ]
        script = "<script>function view(no) { document.frm.seq.value = no; document.frm.submit(); }</script>"
        return f"{form}{''.join(links)}{script}"

    def address(story: Story) -> str:
        return f"/view.do?seq={serial(story, 70000)}"

    site = paged_site("sent", addressed("/news/?page={n}"), numbers, rows=rows, address=address)
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration


ROWS = {
    "table": "<tr onclick=\"location.href='{url}'\"><td>1</td><td>{title}</td></tr>",
    "attribute": "<a href='#' data-href='{url}'>{title}</a>",
    "click": "<a href='javascript:;' onclick=\"window.open('{url}')\">{title}</a>",
    "definition": "<dt>1</dt><dd><a href='{url}'>{title}</a></dd>",
    "card": "<div><h3>{title}</h3><a href='{url}'></a></div>",
    "area": "<map><area href='{url}' alt='{title}'></map>",
}


@pytest.mark.parametrize("name", ROWS)
def test_articles_are_linked_in_any_way(name: str, tmp_path: Path) -> None:
    def rows(site: Feedless, stories: list[Story]) -> str:
        told = [(site.path(one), escape(one.title, quote=True)) for one in stories]
        return "".join(ROWS[name].replace("{url}", url).replace("{title}", title) for url, title in told)

    made = walked(paged_site("rows", addressed("/news/?page={n}"), numbers, rows=rows), tmp_path)
    assert made.is_whole, made.declaration


def by_day(name: str, foot: str) -> Feedless:
    """A site whose front page is a day; `foot` has the one `{before}` and the one `{after}` it."""
    site = start(name, "html", "en", 40, title="Daily", address=numbered, minutes=300)

    def answer(asked: Asked) -> Document:
        day = asked.query.get("d", "2026-11-26")
        own = [one for one in site.stories if f"{local(one):%Y-%m-%d}" == day]
        before, after = (str(date.fromisoformat(day) + timedelta(days=n)) for n in (-1, 1))
        told = foot.replace("{before}", before).replace("{after}", after).replace("{day}", day)
        return framed(
            f"<ul>{items(site, own)}</ul>{told}", menu=(("/", "Today"), ("/about.html", "About us"))
        )

    site.route("/", answer)
    site.route("/archive", answer)
    return site


@pytest.mark.parametrize(
    "foot",
    [
        "<a href='/archive?d={before}'>&lt;</a> {day} <a href='/archive?d={after}'>&gt;</a>",
        "<a href='/archive?d={before}'>Yesterday's news</a>",
        "<form action='/archive'><input type='date' name='d' value='{day}'><button>Go</button></form>",
    ],
    ids=["arrows", "words", "field"],
)
def test_a_page_of_a_day_leads_to_the_day_before(foot: str, tmp_path: Path) -> None:
    made = walked(by_day("daily", foot), tmp_path)
    assert made.is_whole, made.declaration


NAMES = ("Local", "World", "Sport", "Money")
LONG = (
    "News from the municipality",
    "Announcements and tenders",
    "Culture, sports and leisure",
    "Youth affairs here",
)
MENUS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "written": ("<script>{each}</script>", "document.write(\"<a href='{url}'>{name}</a>\");", NAMES),
    "array": ("<script>var menu = [{each}];</script>", "{name: '{name}', url: '{url}'},", NAMES),
    "calls": ("<script>{each}</script>", "addItem('{name}', '{url}');", NAMES),
    "select": (
        "<select onchange='location=this.value'>{each}</select>",
        "<option value='{url}'>{name}</option>",
        NAMES,
    ),
    "clicks": ("{each}", "<div onclick=\"location.href='{url}'\">{name}</div>", NAMES),
    "long": ("{each}", "<a href='{url}'>{name}</a>", LONG),
    "pictures": ("{each}", "<a href='{url}'><img src='{name}.gif'></a>", NAMES),
}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *((name, "/s{n}x/") for name in MENUS),
        ("long", "/list.php?cid={n}"),
        ("long", "/en/news/topics/t{n}/"),
    ],
)
def test_sections_are_found_in_any_menu(name: str, path: str, tmp_path: Path) -> None:
    around, entry, names = MENUS[name]
    site = start(
        "menu", "html", "en", 40, title="Town", address=numbered, menu=(("/about.html", "About us"),)
    )
    paths = [path.replace("{n}", str(n + 11)) for n in range(len(names))]
    told = [entry.replace("{name}", one).replace("{url}", url) for one, url in zip(names, paths, strict=True)]
    menu = around.replace("{each}", "".join(told))
    for n, url in enumerate(paths):
        own = [one for one in site.stories if one.number % len(paths) == n]
        site.documents[site.full(url)] = framed(f"{menu}<ul>{items(site, own)}</ul>", menu=())
    site.documents[site.home] = framed(f"{menu}<ul>{items(site, [*site.stories[:3]])}</ul>", menu=())
    made = walked(site, tmp_path)
    assert made.is_whole, made.declaration


def test_a_next_page_with_the_same_articles_is_none(tmp_path: Path) -> None:
    """A button that says "Next" may turn pictures: what it leads to is read before it is believed."""
    foot = turns("<a href='/news/?slide=2'>Next</a> <p>Page {n} of {last}</p>")
    made = walked(paged_site("slides", addressed("/news/page/{n}/"), foot), tmp_path)
    assert made.is_whole, made.declaration
    assert 'next = "http://www.slides.example/news/page/{page}/"' in made.declaration
