"""Feedless sites whose lists are the state of a front end: Next.js, Nuxt, Gatsby."""

from __future__ import annotations

import json
from typing import Any

from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import bundle, navigation, shell
from tests.sites.feedless.simulated import Feedless, start
from tests.sites.stories import Story

MENU = (("/about.html", "About"), ("/contact.html", "Contact"))


def compact(value: Any) -> str:
    """Return JSON as scripts have it, which cannot end a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def next_pages() -> Feedless:
    """Next.js, pages router: `__NEXT_DATA__`, and more of the same behind /_next/data/BUILD/latest/2.json."""
    site = start(
        "nextpages",
        "state",
        "en",
        40,
        title="Port Linden Times",
        host="www.portlindentimes.example",
        layout="ld",
        address=lambda story: f"/{('local', 'business', 'culture')[story.number % 3]}/{slugged(story)}",
    )

    def props(stories: list[Story], page: int) -> dict[str, Any]:
        articles = [
            {
                "_id": f"cms-{serial(story, 600)}",
                "title": story.title,
                "href": site.path(story),
                "publishedAt": story.published.isoformat(),
                "byline": [story.author],
                "sponsored": False,
                "image": {
                    "url": f"https://images.portlinden.example/{story.number}.jpg",
                    "caption": "A quay",
                },
            }
            for story in stories
        ]
        menu = [{"title": name, "href": url} for url, name in MENU]
        deal = {
            "title": "Winter sale: boots at half price",
            "href": "http://shop.nextpages-ads.example/deal/88",
            "sponsored": True,
        }
        told = {
            "menu": menu,
            "lead": articles[0],
            "articles": articles[1:],
            "promos": [deal],
            "page": page,
            "pages": 2,
        }
        return {"pageProps": told, "__N_SSG": True}

    first, second = list(site.stories[:20]), list(site.stories[20:])
    state = {"props": props(first, 1), "page": "/", "query": {}, "buildId": "Jx7c2LqT0_", "isFallback": False}
    site.data("/_next/data/Jx7c2LqT0_/latest/2.json", props(second, 2), "application/json")
    site.script("/_next/static/chunks/pages/index-5a.js", bundle("t.__N_SSG=!0", seed=site.name))
    later = {**state, "props": props(second, 2), "page": "/latest/[n]", "query": {"n": "2"}}
    for path, whole in (("/", state), ("/latest/2", later)):
        foot = (
            f"<script id='__NEXT_DATA__' type='application/json'>{compact(whole)}</script>"
            "<script src='/_next/static/chunks/pages/index-5a.js' async></script>"
        )
        more = "<a href='/latest/2' rel='next'>More</a>" if path == "/" else ""
        site.page(
            path, shell("Port Linden Times", f"<div id='__next'>{navigation(MENU)}{more}</div>", foot=foot)
        )
        site.read(path)
    return site


def next_app() -> Feedless:
    """Next.js, app router: the flight payload, pushed in pieces that end anywhere."""
    site = start(
        "nextapp",
        "state",
        "de",
        28,
        title="Nordheimer Blatt",
        host="www.nordheimer-blatt.example",
        layout="meta",
        address=lambda story: f"/artikel/{serial(story, 81255)}/{slugged(story)}",
    )
    rows = [
        {
            "id": serial(story, 81255),
            "slug": slugged(story),
            "headline": story.title,
            "url": site.path(story),
            "date": f"$D{story.published.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}",
            "teaser": "$undefined",
            "author": {"name": story.author},
        }
        for story in site.stories
    ]
    flight = (
        '1:"$Sreact.fragment"\n2:I[87555,["177","static/chunks/app/layout-9c.js"],"default"]\n'
        f'0:{{"P":null,"b":"kq1","p":"","c":["",""],"f":[[["",{{"children":["__PAGE__",{{}}]}}]]]}}\n'
        f'7:["$","main",null,{{"children":["$","$L2",null,{{"initialArticles":{compact(rows)},'
        f'"total":28}}]}}]\n'
        '8:[["$","meta","0",{"charSet":"utf-8"}],["$","title","1",{"children":"Nordheimer Blatt"}]]\n'
    )
    pushes = "<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + "".join(
        f"<script>self.__next_f.push({compact([1, flight[at : at + 1500]])})</script>"
        for at in range(0, len(flight), 1500)
    )
    site.page(
        "/",
        shell(
            "Nordheimer Blatt", f"{navigation(MENU)}<main><div class='skeleton'></div></main>", foot=pushes
        ),
    )
    site.read("/")
    return site


def nuxt_function() -> Feedless:
    """Nuxt 2: `__NUXT__` is a function's value, bare keys, what repeats as arguments, slashes escaped."""
    site = start(
        "nuxttwo",
        "state",
        "zh",
        30,
        title="南湾晚报",
        host="www.nwwb.example",
        address=lambda story: f"/news/{serial(story, 66120)}",
    )
    rows = ",".join(
        f"{{id:{serial(story, 66120)},title:{compact(story.title)},thumb:a,"
        f"isTop:{'c' if story.number < 2 else 'b'},"
        f'link:"\\u002Fnews\\u002F{serial(story, 66120)}",created_at:"{local(story):%Y-%m-%d %H:%M:%S}'
        f'",column:d}}'
        for story in site.stories
    )
    menu = '{name:"关于我们",path:"\\u002Fabout.html"},{name:"联系我们",path:"\\u002Fcontact.html"}'
    state = (
        'window.__NUXT__=(function(a,b,c,d){return {layout:"default",data:[{newsList:['
        f"{rows}],total:30}}],error:a,state:{{nav:[{menu}],user:a}},serverRendered:c}}}}(null,false,"
        f'true,"本地新闻"));'
    )
    foot = f"<script>{state}</script><script src='/_nuxt/7d1c.js' defer></script>"
    site.script("/_nuxt/7d1c.js", bundle("t.a=1", seed=site.name))
    site.page("/", shell("南湾晚报", "<div id='__nuxt'><div id='__layout'></div></div>", foot=foot))
    site.read("/")
    return site


def flattened(value: Any) -> list[Any]:
    """Return a value as Nuxt 3 writes it: one array, in which members are the places of their values."""
    out: list[Any] = []

    def place(part: Any) -> int:
        at = len(out)
        out.append(None)
        if isinstance(part, dict):
            out[at] = {key: place(member) for key, member in part.items()}
        elif isinstance(part, list):
            out[at] = [place(member) for member in part]
        elif isinstance(part, tuple):
            out[at] = [part[0], place(part[1])]
        else:
            out[at] = part
        return at

    place(value)
    return out


def nuxt_payload() -> Feedless:
    """Nuxt 3: `__NUXT_DATA__`, a flat array of places."""
    site = start(
        "nuxtthree",
        "state",
        "en",
        32,
        title="Castleby Echo",
        host="www.castlebyecho.example",
        layout="ld",
        address=lambda story: f"/stories/{slugged(story)}",
    )
    rows = [
        {
            "id": serial(story, 1900),
            "title": story.title,
            "path": site.path(story),
            "description": story.teaser,
            "published_at": story.published.isoformat(),
            "tags": ["local", "council"],
            "draft": False,
        }
        for story in site.stories
    ]
    told = {"stories": rows, "pagination": {"page": 1, "pages": 1}}
    payload = flattened(
        (
            "ShallowReactive",
            {"data": ("ShallowReactive", {"home": told}), "state": ("Reactive", {"$scolor": "dark"})},
        )
    )
    foot = (
        f"<script type='application/json' data-nuxt-data='nuxt-app' data-ssr='true' id='__NUXT_DATA__'>"
        f"{compact(payload)}"
        "</script><script>window.__NUXT__={};window.__NUXT__.config={public:{},app:{baseURL:'/'}}</script>"
    )
    site.page("/", shell("Castleby Echo", f"<div id='__nuxt'>{navigation(MENU)}</div>", foot=foot))
    site.read("/")
    return site


def gatsby() -> Feedless:
    """Gatsby: the list is in /page-data/index/page-data.json, which the page preloads."""
    site = start(
        "gatsby",
        "state",
        "es",
        30,
        title="Diario de Montalbo",
        host="www.diariomontalbo.example",
        layout="meta",
        address=lambda story: f"/{local(story):%Y/%m/%d}/{slugged(story)}/",
    )
    edges = [
        {
            "node": {
                "id": f"6f{serial(story, 3000)}-5d0b",
                "fields": {"slug": site.path(story)},
                "frontmatter": {
                    "title": story.title,
                    "date": f"{local(story):%Y-%m-%dT%H:%M:%S.000Z}",
                    "tags": ["ciudad"],
                },
                "excerpt": story.teaser[:90],
            }
        }
        for story in site.stories
    ]
    result = {
        "data": {"allMarkdownRemark": {"edges": edges, "totalCount": 30}},
        "pageContext": {"humanPageNumber": 1},
    }
    page = {"componentChunkName": "component---src-pages-index-js", "path": "/", "result": result}
    site.data(
        "/page-data/index/page-data.json", {**page, "staticQueryHashes": ["3649515864"]}, "application/json"
    )
    site.data("/page-data/app-data.json", {"webpackCompilationHash": "0b1f"}, "application/json")
    site.data("/page-data/sq/d/3649515864.json", {"data": {"site": {"siteMetadata": {"title": "Diario"}}}})
    head = "".join(
        f"<link as='fetch' rel='preload' href='/page-data/{name}' crossorigin='anonymous'/>"
        for name in ("app-data.json", "index/page-data.json", "sq/d/3649515864.json")
    )
    foot = (
        "<script id='gatsby-script-loader'>window.pagePath='/';window.___webpackCompilationHash='0b1"
        "f';</script>"
    )
    inner = f"<div id='___gatsby'>{navigation(MENU)}</div>"
    site.page("/", shell("Diario de Montalbo", inner, head=head, foot=foot))
    site.read("/page-data/index/page-data.json")
    return site


BUILDERS = (next_pages, next_app, nuxt_function, nuxt_payload, gatsby)
