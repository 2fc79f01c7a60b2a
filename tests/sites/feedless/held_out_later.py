"""Feedless sites that are held out: who works on lists has their scores and nothing else. The other six."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qsl, quote

from tests.sites.building import Document
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.script_state import compact
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, batches, start

MENU = (("/about.html", "关于本站"), ("/contact.html", "联系方式"))


def encoded_state() -> Feedless:
    """A portal whose state is percent-encoded; a second one, of its adverts, is in base64."""
    site = start(
        "encoded",
        "state",
        "zh",
        32,
        title="东港时讯",
        host="www.donggangsx.example",
        address=lambda story: f"/shtml/{local(story):%Y%m%d}/{serial(story, 20377)}.shtml",
    )
    rows = [
        {
            "nid": serial(story, 20377),
            "headline": story.title,
            "href": site.path(story),
            "pub": f"{local(story).month}月{local(story).day}日 {local(story):%H:%M}",
        }
        for story in site.stories
    ]
    state = quote(
        json.dumps({"page": {"modules": [{"name": "要闻", "news": rows}]}}, ensure_ascii=False), safe=""
    )
    deal = [{"headline": "双十二全场五折", "href": "http://shop.encoded-ads.example/deal/88", "pub": ""}]
    ads = b64encode(json.dumps(deal, ensure_ascii=False).encode()).decode()
    foot = (
        f'<script>window.__DATA__=JSON.parse(decodeURIComponent("{state}"));window.__ADS__="{ads}"</script>'
        "<script src='/js/render.js'></script>"
    )
    site.script("/js/render.js", bundle("t.r=1", seed=site.name, size=10))
    site.page("/", shell("东港时讯", f"{navigation(MENU)}<div id='page'></div>{hot_words('zh')}", foot=foot))
    site.read("/")
    return site


def positional() -> Feedless:
    """An old city portal in GBK: a script of arrays without keys: headline, address, moment."""
    site = start(
        "positional",
        "jsonp",
        "zh",
        30,
        title="石桥热线",
        host="www.sqrx.example",
        charset="gbk",
        address=lambda story: f"/xw/{local(story):%Y}/{local(story):%m%d}/{serial(story, 6630)}.htm",
    )
    rows = "".join(
        f'aNews[{story.number}]=new Array("{story.title}","{site.path(story)}",'
        f'"{local(story):%Y-%m-%d %H:%M}",'
        f'"{story.author}");\r\n'
        for story in site.stories
    )
    site.script("/inc/news.js", f"var aNews=new Array();\r\n{rows}")
    code = "for(var i=0;i<aNews.length;i++)document.write('<a href='+aNews[i][1]+'>'+aNews[i][0]+'</a><br>');"
    inner = f"{navigation(MENU)}<td><script>{code}</script></td>"
    head = "<script language='javascript' src='inc/news.js'></script>"
    site.page("/", shell("石桥热线", inner, charset="gb2312", head=head))
    site.read("/inc/news.js")
    return site


def normalised_store() -> Feedless:
    """A React daily: `__PRELOADED_STATE__` holds articles, tags and authors by id."""
    site = start(
        "store",
        "state",
        "en",
        36,
        title="Upper Denby Gazette",
        host="www.upperdenbygazette.example",
        layout="ld",
        address=lambda story: (
            f"/{('news', 'sport')[story.number % 2]}/{serial(story, 41900)}/{slugged(story)}"
        ),
    )
    articles = {
        str(serial(story, 41900)): {
            "id": serial(story, 41900),
            "headline": story.title,
            "canonicalPath": site.path(story),
            "firstPublished": millis(story),
            "authorIds": [story.number % 3],
            "isPaid": story.number % 5 == 0,
        }
        for story in site.stories
    }
    names = ("Nora Whitfield", "Tom Ashdown", "Priya Raman")
    people = {
        str(n): {"id": n, "name": name, "canonicalPath": f"/people/{n}"} for n, name in enumerate(names)
    }
    tags = {str(n): {"id": n, "name": f"Topic {n}", "canonicalPath": f"/topics/{n}"} for n in range(15)}
    entities = {"articles": {"byId": articles}, "people": {"byId": people}, "tags": {"byId": tags}}
    state = {"entities": entities, "lists": {"home": [*articles]}, "session": {"region": "gb"}}
    foot = f"<script>window.__PRELOADED_STATE__ = {compact(state)};</script>"
    site.script("/client.7b.js", bundle("t.s=1", seed=site.name))
    empty_shell(site, "Upper Denby Gazette", "/client.7b.js", root=f"<div id='react-root'></div>{foot}")
    for n, name in enumerate(names):
        site.page(
            f"/people/{n}", shell(name, f"<h1>{name}</h1><p>Reports on the region. Joined in 2019.</p>")
        )
    site.read("/")
    return site


def algolia() -> Feedless:
    """A weekly whose list is an index of a search service: POST of {"params":"…&page=…"}, a key."""
    site = start(
        "algolia",
        "post",
        "es",
        38,
        title="Semanario de Villaseca",
        host="www.semanariovillaseca.example",
        layout="meta",
        address=lambda story: f"/articulos/{slugged(story)}/",
    )
    key = "x-algolia-application-id=K4D0SEMV&x-algolia-api-key=9c1a0b6e2f"

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or asked.query.get("x-algolia-application-id") != "K4D0SEMV":
            return as_json({"message": "Invalid Application-ID or API key", "status": 403}, status=403)
        try:
            value = json.loads(asked.body or "{}")  # its own client sends it as a form
        except ValueError:
            return as_json({"message": "Invalid JSON", "status": 400}, status=400)
        given = dict(parse_qsl(str(value.get("params", ""))))
        page, size = int(given.get("page", "0")), int(given.get("hitsPerPage", "20"))
        hits = [
            {
                "objectID": f"{serial(story, 2400)}",
                "titulo": story.title,
                "uri": site.path(story),
                "fecha": int(story.published.timestamp()),
                "_highlightResult": {"titulo": {"value": story.title, "matchLevel": "none"}},
            }
            for story in batch(site.stories, page, size)
        ]
        told = {"nbHits": len(site.stories), "page": page, "nbPages": -(-len(site.stories) // size)}
        return as_json({"hits": hits, **told, "hitsPerPage": size, "params": str(value.get("params", ""))})

    api = site.route("http://k4d0semv-dsn.buscador.example/1/indexes/articulos/query", answer)
    code = (
        f'var B="{api}?{key}";t.buscar=function(e){{return fetch(B,{{method:"POST",body:JSON.stringify('
        '{params:"hitsPerPage=19&page="+(e||0)})}).then(function(e){return e.json()})}'
    )
    site.script("/js/portada.min.js", bundle(code, seed=site.name, size=16))
    empty_shell(site, "Semanario de Villaseca", "/js/portada.min.js", root="<div id='portada'></div>")
    for page in (0, 1):
        site.read(
            f"{api}?{key}", "POST", json.dumps({"params": f"hitsPerPage=19&page={page}"}), "application/json"
        )
    return site


def directus() -> Feedless:
    """A regional site on Directus: /items/news with fields, offset and limit; related lists in each item."""
    site = start(
        "directus",
        "json",
        "ru",
        39,
        title="Сосновка онлайн",
        host="www.sosnovka-online.example",
        layout="line",
        address=lambda story: f"/novosti/{serial(story, 7812)}-{local(story):%d-%m-%Y}.html",
    )

    def answer(asked: Asked) -> Any:
        at, size = asked.number("offset", 0), asked.number("limit", 100)
        rows = [
            {
                "id": serial(story, 7812),
                "zagolovok": story.title,
                "date_created": story.published.isoformat(),
                "adres": site.path(story),
                "rubriki": [{"id": n, "title": f"Рубрика {n}", "url": f"/rubrika/{n}/"} for n in range(3)],
                "foto": {
                    "id": f"c0ffee-{story.number}",
                    "title": "Фото",
                    "url": f"/assets/{story.number}.jpg",
                },
            }
            for story in site.stories[at : at + size]
        ]
        return {"data": rows}

    site.route("/items/news", lambda asked: as_json(answer(asked)))
    code = (
        'const p={sort:"-date_created",limit:13,offset:0};t.n=()=>'
        'fetch("/items/news?"+new URLSearchParams(p));'
        "t.more=()=>{p.offset+=p.limit;return t.n()}"
    )
    site.script("/dist/site.ab12.js", bundle(code, seed=site.name, size=30))
    menu = navigation((("/about.html", "О сайте"), ("/contact.html", "Реклама")))
    empty_shell(site, "Сосновка онлайн", "/dist/site.ab12.js", root=f"{menu}<div id='lenta'></div>")
    for at in (0, 13, 26):
        site.read(f"/items/news?sort=-date_created&limit=13&offset={at}")
    return site


def paged_scripts() -> Feedless:
    """A Japanese wire in Shift_JIS: script files of pages, each calls addList(…) with the next."""
    site = start(
        "pagedscripts",
        "jsonp",
        "ja",
        36,
        title="白石通信",
        host="www.shiroishi.example",
        charset="shift_jis",
        address=lambda story: f"/article/{local(story):%Y%m}/CO{serial(story, 3100771):09d}.php",
    )
    pages = batches(site.stories, 12)
    for number, stories in enumerate(pages):
        rows = [
            {
                "t": story.title,
                "u": site.path(story),
                "d": f"{local(story).month}月{local(story).day}日 {local(story):%H:%M}",
            }
            for story in stories
        ]
        following = f"/js/list/p{number + 1}.js" if number + 1 < len(pages) else ""
        text = f"addList({json.dumps(rows, ensure_ascii=False)},'{following}');"
        site.script(f"/js/list/p{number}.js", text)
        site.read(f"/js/list/p{number}.js")
    code = (
        "function addList(l,n){for(var i in l)$('#l').append('<a href='+l[i].u+'>'+l[i].t+'</a>');next=n}"
        "function more(){if(next)$.getScript(next)}"
    )
    inner = f"{navigation((('/about.html', '会社案内'),))}<div id='l'></div>{hot_words('ja')}{tracking()}"
    foot = f"<script>{code}</script><script src='/js/list/p0.js'></script>"
    site.page("/", shell("白石通信", inner, language="ja", charset="Shift_JIS", foot=foot))
    return site


BUILDERS = (encoded_state, positional, normalised_store, algolia, directus, paged_scripts)
