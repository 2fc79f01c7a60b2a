"""Feedless sites that are held out: who works on lists has their scores and nothing else. The first six."""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.script_state import compact
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start
from tests.sites.stories import Story

MENU = (("/about.html", "About"), ("/contact.html", "Contact"))
CHINESE_MENU = (("/about.html", "机构概况"), ("/contact.html", "联系我们"))


def sveltekit() -> Feedless:
    """SvelteKit: answers of its interface are kept in the page as JSON whose body is JSON again."""
    site = start(
        "svelte",
        "state",
        "en",
        36,
        title="Harrow Mill Observer",
        host="www.harrowmillobserver.example",
        layout="ld",
        address=lambda story: f"/{local(story):%Y}/{slugged(story)}",
    )

    def posts(page: int) -> dict[str, Any]:
        rows = [
            {
                "title": story.title,
                "route": site.path(story),
                "when": story.published.isoformat(),
                "words": 400 + story.number,
            }
            for story in batch(site.stories, page, 18)
        ]
        return {"entries": rows, "page": page, "more": page == 0}

    site.route("/api/entries.json", lambda asked: as_json(posts(asked.number("page", 0))))
    kept = {
        "status": 200,
        "statusText": "OK",
        "headers": {},
        "body": json.dumps(posts(0), ensure_ascii=False),
    }
    foot = (
        "<script type='application/json' data-sveltekit-fetched data-url='/api/entries.json?page=0'>"
        f"{compact(kept)}</script><script type='module' src='/_app/immutable/entry/start.Cq1.js'></script>"
    )
    code = "export const l=({fetch:e})=>e(`/api/entries.json?page=${p}`).then(e=>e.json());let p=0;"
    site.script("/_app/immutable/entry/start.Cq1.js", code)
    site.page("/", shell("Harrow Mill Observer", f"{navigation(MENU)}<div id='svelte'></div>", foot=foot))
    site.read("/")
    site.read("/api/entries.json?page=1")
    return site


def inertia() -> Feedless:
    """Laravel with Inertia: the page's props in data-page, a paginator with next_page_url."""
    site = start(
        "inertia",
        "state",
        "es",
        40,
        title="Fuentelarga Hoy",
        host="www.fuentelargahoy.example",
        layout="meta",
        address=lambda story: f"/noticia/{serial(story, 5521)}",
    )

    def page(asked: Asked) -> Document:
        number = asked.number("page", 1)
        rows = [
            {
                "id": serial(story, 5521),
                "titulo": story.title,
                "entradilla": story.teaser,
                "publicado": f"{local(story):%Y-%m-%d %H:%M:%S}",
                "enlace": site.url(story),
                "autor": {"id": story.number % 4, "nombre": story.author},
            }
            for story in batch(site.stories, number - 1, 20)
        ]
        following = site.full(f"/?page={number + 1}") if number * 20 < len(site.stories) else None
        posts = {
            "current_page": number,
            "data": rows,
            "next_page_url": following,
            "per_page": 20,
            "total": 40,
        }
        props = {"auth": {"user": None}, "errors": {}, "posts": posts}
        told = {"component": "Home", "props": props, "url": f"/?page={number}", "version": "77ab"}
        if "json" in asked.content_type:
            return as_json(told)
        root = f'<div id="app" data-page="{escape(json.dumps(told, ensure_ascii=False), quote=True)}"></div>'
        foot = "<script type='module' src='/build/assets/app-1f.js'></script>"
        return as_html(shell("Fuentelarga Hoy", root + tracking(), language="es", foot=foot))

    site.script("/build/assets/app-1f.js", bundle("t.i=1", seed=site.name))
    site.route("/", page)
    site.read("/")
    site.read("/?page=2")
    return site


def strapi() -> Feedless:
    """A paper on Strapi: data[].attributes, pagination[page], slugs of which the script makes addresses."""
    site = start(
        "strapi",
        "json",
        "de",
        36,
        title="Mühlrader Kurier",
        host="www.muehlrader-kurier.example",
        layout="ld",
        address=lambda story: f"/beitrag/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        page, size = asked.number("pagination[page]", 1), asked.number("pagination[pageSize]", 25)
        rows = [
            {
                "id": serial(story, 640),
                "attributes": {
                    "Titel": story.title,
                    "slug": slugged(story),
                    "publishedAt": story.published.isoformat(timespec="milliseconds"),
                    "Autor": {"data": {"id": 3, "attributes": {"Name": story.author, "slug": "redaktion"}}},
                },
            }
            for story in batch(site.stories, page - 1, size)
        ]
        pages = -(-len(site.stories) // size)
        told = {"page": page, "pageSize": size, "pageCount": pages, "total": len(site.stories)}
        return as_json({"data": rows, "meta": {"pagination": told}})

    api = site.route("http://cms.muehlrader-kurier.example/api/beitraege", answer)
    code = (
        'const c="http://cms.muehlrader-kurier.example/api",k=p=>fetch(c+"/beitraege?sort=publishedAt:desc'
        '&pagination[page]="+p+"&pagination[pageSize]=18&populate=Autor").then(r=>r.json()),'
        "h=e=>`/beitrag/${e.attributes.slug}`;"
    )
    site.script("/assets/main-Dk2.js", bundle(code, seed=site.name))
    empty_shell(site, "Mühlrader Kurier", "/assets/main-Dk2.js")
    for page in (1, 2):
        site.read(
            f"{api}?sort=publishedAt:desc&pagination[page]={page}&pagination[pageSize]=18&populate=Autor"
        )
    return site


def hanweb() -> Feedless:
    """JCMS: the first records are XML in a script of the page, the others by POST to dataproxy.jsp."""
    site = start(
        "jcms",
        "post",
        "zh",
        45,
        title="云岭县人民政府",
        host="www.yunlingxian.example",
        address=lambda story: (
            f"/art/{local(story).year}/{local(story).month}/{local(story).day}"
            f"/art_1601_{serial(story, 58901230)}.html"
        ),
    )

    def store(stories: list[Story]) -> str:
        records = "".join(
            f"<record><![CDATA[<li><a href='{site.path(story)}' title='{story.title}'>{story.title}</a>"
            f"<b>{local(story):%Y-%m-%d}</b></li>]]></record>\n"
            for story in stories
        )
        return (
            f"<datastore>\n<totalrecord>{len(site.stories)}</totalrecord>\n<totalpage>3</totalpage>\n"
            f"<recordset>\n{records}</recordset>\n</datastore>"
        )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or asked.form.get("columnid") != "1601":
            return Document(b"", "text/xml; charset=utf-8")
        first, last = asked.number("startrecord", 1), asked.number("endrecord", 15)
        text = "<?xml version='1.0' encoding='utf-8' ?>\n" + store([*site.stories[first - 1 : last]])
        return Document(text.encode(), "text/xml; charset=utf-8")

    site.route("/module/web/jpage/dataproxy.jsp", answer)
    code = (
        "$('#5512').jpage({theme:'default',proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:15,"
        "totalRecord:45,dataBefore:'<ul>',dataAfter:'</ul>',requestUrl:{columnid:1601,unitid:5512,webid:1,"
        "path:'/',sourceContentType:1},params:['startrecord','endrecord','perpage']});"
    )
    menu = navigation((("/col/col1601/index.html", "要闻动态"), *CHINESE_MENU))
    foot = (
        f"<div id='5512'><script type='text/xml'>{store([*site.stories[:15]])}</script></div>"
        f"<script>{code}</script>"
    )
    site.page("/col/col1601/index.html", shell("要闻动态", menu, foot=foot))
    site.page("/", shell("云岭县人民政府", menu + hot_words("zh")))
    site.read("/col/col1601/index.html")
    for first in (16, 31):
        body = f"columnid=1601&unitid=5512&webid=1&startrecord={first}&endrecord={first + 14}&perpage=15"
        site.read("/module/web/jpage/dataproxy.jsp", "POST", body, "application/x-www-form-urlencoded")
    return site


def htmx() -> Feedless:
    """A site of fragments: hx-get names a piece of HTML, which names the next one."""
    site = start(
        "htmx",
        "scroll",
        "pt",
        40,
        title="Jornal de Monte Belo",
        host="www.jornalmontebelo.example",
        layout="ld",
        address=lambda story: f"/{local(story):%Y/%m/%d}/{slugged(story)}.html",
    )

    def piece(asked: Asked) -> Document:
        page = asked.number("p", 1)
        items = "".join(
            f"<article class='c'><a href='{site.path(story)}'>{escape(story.title)}</a>"
            f"<time datetime='{local(story).isoformat()}'></time></article>"
            for story in batch(site.stories, page - 1, 10)
        )
        more = f"<div hx-get='/pedacos/ultimas?p={page + 1}' hx-trigger='revealed' hx-swap='outerHTML'></div>"
        return as_html(items + (more if page < 4 else ""))

    site.route("/pedacos/ultimas", piece)
    site.script(
        "/static/htmx.min.js", "var htmx=function(){'use strict';return{onLoad:null,version:'2.0.6'}}();"
    )
    inner = f"{navigation(MENU)}<main hx-get='/pedacos/ultimas?p=1' hx-trigger='load'></main>{tracking()}"
    foot = "<script src='/static/htmx.min.js'></script>"
    site.page("/", shell("Jornal de Monte Belo", inner, language="pt", foot=foot))
    for page in range(1, 5):
        site.read(f"/pedacos/ultimas?p={page}")
    return site


def by_day() -> Feedless:
    """A daily digest: /api/4/news/latest, then …/before/20261126: the page is in the path, and is a day."""
    site = start(
        "byday",
        "scroll",
        "zh",
        42,
        title="青石日报",
        host="daily.qingshirb.example",
        layout="line",
        address=lambda story: f"/story/{serial(story, 9786001)}",
    )
    days = sorted({f"{local(story):%Y%m%d}" for story in site.stories}, reverse=True)

    def answer(day: str) -> dict[str, Any]:
        rows = [
            {
                "id": serial(story, 9786001),
                "title": story.title,
                "hint": f"{story.author} · 3 分钟阅读",
                "url": site.url(story),
                "ga_prefix": f"{local(story):%m%d%H}",
                "type": 0,
            }
            for story in site.stories
            if f"{local(story):%Y%m%d}" == day
        ]
        return {"date": day, "stories": rows}

    site.data("/api/4/news/latest", answer(days[0]))
    site.read("/api/4/news/latest")
    for newer, day in pairwise(days):
        site.data(f"/api/4/news/before/{newer}", answer(day))
        site.read(f"/api/4/news/before/{newer}")
    site.data(f"/api/4/news/before/{days[-1]}", {"date": "", "stories": []})
    code = (
        'o.latest=function(){return a.get("/api/4/news/latest")},o.before=function(e){return '
        'a.get("/api/4/news/before/"+e.date)}'
    )
    site.script("/js/daily.9f.js", bundle(code, seed=site.name, size=22))
    empty_shell(site, "青石日报", "/js/daily.9f.js", root="<div id='daily'></div>")
    return site


BUILDERS = (sveltekit, inertia, strapi, hanweb, htmx, by_day)
