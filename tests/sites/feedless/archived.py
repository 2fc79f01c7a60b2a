"""Feedless sites for development: archives in plain HTML that no link "next" leads through.

As tests.sites.feedless.watched: whoever works on lists looks at these.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_html, batch, start
from tests.sites.stories import Story


def _menu(site: Feedless) -> str:
    return navigation(((f"{site.root}/about.html", "About"), (f"{site.root}/contact.html", "Contact")))


def _items(site: Feedless, stories: Sequence[Story]) -> str:
    items = "".join(f"<li><a href='{site.path(story)}'>{story.title}</a></li>" for story in stories)
    return f"<ul class='list'>{items}</ul>"


def paper_of_days() -> Feedless:
    """A paper in layouts: the home page sends on to the newest day; each layout lists its own articles."""
    site = start(
        "paperdays",
        "archive",
        "zh",
        42,
        title="青石晚报数字报",
        host="szb.qingshi.example",
        minutes=300,
        address=lambda story: f"/html/{local(story):%Y-%m/%d}/content_{serial(story, 31000)}.htm",
    )
    days = [
        (day, list(own)) for day, own in groupby(site.stories, key=lambda story: f"{local(story):%Y-%m/%d}")
    ]
    for number, (day, stories) in enumerate(days):
        parts = [stories[at : at + 2] for at in range(0, len(stories), 2)]
        links = "".join(
            f"<li><a href='node_{at + 2}.htm'>第{at + 1:02d}版：{'要闻' if at == 0 else '综合'}</a></li>"
            for at in range(len(parts))
        )
        turns = (
            f"<a href='/html/{days[number + 1][0]}/node_2.htm'>上一期</a>" if number + 1 < len(days) else ""
        )
        turns += f"<a href='/html/{days[number - 1][0]}/node_2.htm'>下一期</a>" if number else ""
        for at, part in enumerate(parts):
            inner = f"<div class='turn'>{turns}</div><ul class='layouts'>{links}</ul>{_items(site, part)}"
            site.page(f"/html/{day}/node_{at + 2}.htm", shell("青石晚报", inner, language="zh"))
            site.read(f"/html/{day}/node_{at + 2}.htm")
    target = f"html/{days[0][0]}/node_2.htm"
    site.page(
        "/", f"<html><head><META HTTP-EQUIV='REFRESH' CONTENT='0; URL={target}'></head><body></body></html>"
    )
    return site


def menu_of_months() -> Feedless:
    """The home page shows the newest; a menu of months leads to the others by a script in its attribute."""
    site = start(
        "menumonths",
        "archive",
        "en",
        45,
        title="Hill Gazette",
        minutes=4000,
        address=lambda story: f"/read/{slugged(story)}-{serial(story, 40)}.html",
    )
    months = [
        (month, list(own)) for month, own in groupby(site.stories, key=lambda story: f"{local(story):%Y-%m}")
    ]
    options = "".join(f"<option value='{month}'>{own[0].published:%B %Y}</option>" for month, own in months)
    change = "location.href='/archive/'+this.value+'.html'"
    menu = f'<select onchange="{change}"><option>Archive</option>{options}</select>'
    for month, stories in months:
        site.page(f"/archive/{month}.html", shell("Archive", _menu(site) + menu + _items(site, stories)))
        site.read(f"/archive/{month}.html")
    site.page("/", shell("Hill Gazette", _menu(site) + menu + _items(site, site.stories[:8])))
    return site


def page_in_a_form() -> Feedless:
    """A pager that is a form: a number to write, sent by GET with what the page has hidden."""
    site = start(
        "formpages",
        "archive",
        "zh",
        40,
        title="白沙县人民政府",
        address=lambda story: (
            f"/xwzx/{local(story):%Y%m}/t{local(story):%Y%m%d}_{serial(story, 50000)}.shtml"
        ),
    )

    def answer(asked: Asked) -> Document:
        page = asked.number("pageNo", 1)
        stories = batch(site.stories, page - 1, 10)
        form = (
            "<form action='/xwzx/list' method='get'><input type='hidden' name='columnId' value='77'>共4页"
            f"<input type='text' name='pageNo' value='{page}'><input type='submit' value='转到'></form>"
        )
        return as_html(shell("新闻中心", _menu(site) + _items(site, stories) + form, language="zh"))

    site.route("/xwzx/list", answer)
    form = (
        "<form action='/xwzx/list' method='get'><input type='hidden' name='columnId' value='77'>共4页"
        "<input type='text' name='pageNo' value='1' size='3'><input type='submit' value='转到'></form>"
    )
    site.page(
        "/", shell("白沙县人民政府", _menu(site) + _items(site, site.stories[:10]) + form, language="zh")
    )
    for page in (2, 3, 4):
        site.read(f"/xwzx/list?columnId=77&pageNo={page}")
    return site


def pages_by_function() -> Feedless:
    """Links that call a function: it puts the address of a page together."""
    site = start(
        "funcpages",
        "archive",
        "zh",
        48,
        title="北川县广播电视台",
        address=lambda story: f"/news/{serial(story, 61000)}.html",
    )
    for page, stories in enumerate([site.stories[at : at + 12] for at in range(0, 48, 12)], 1):
        turn = "".join(f"<a href='javascript:void(0)' onclick='turnTo({n})'>{n}</a>" for n in range(1, 5))
        script = (
            "<script>var base = '/news/index', ext = '.html'; function turnTo(n) {"
            "if (n < 1 || n > 4) return;"
            "location.href = n == 1 ? base + ext : base + '_' + n + ext; }</script>"
        )
        inner = (
            f"{_menu(site)}{_items(site, stories)}<div class='pages'>{turn}<span>共4页</span></div>{script}"
        )
        path = "/" if page == 1 else f"/news/index_{page}.html"
        site.page(path, shell("北川县广播电视台", inner, language="zh"))
        site.read(path)
    return site


BUILDERS = (paper_of_days, menu_of_months, page_in_a_form, pages_by_function)
