"""Lists in HTML as the web's software pages them: what a survey proposes names all of their articles."""

from __future__ import annotations

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
